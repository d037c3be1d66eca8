"""A helper process: answers one call after the other on its standard input, which is a socket."""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import resource
import signal
import socket
from typing import Any, BinaryIO

from bot.helper_process import ANSWER, MEMORY_BYTES, REQUEST

POLITENESS = 5
"""How much a helper lets others go first: the event loop's answers do not wait for a long text."""


def main() -> None:
    """Answer calls until the bot closes its end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the bot, which ends us
    os.nice(POLITENESS)
    with contextlib.suppress(ValueError, OSError):  # a system that knows no such limit
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with socket.socket(fileno=0) as connection, connection.makefile("rb") as requests:
        while (head := requests.read(REQUEST.size)) and len(head) == REQUEST.size:
            cpu_s, name_length, text_length = REQUEST.unpack(head)
            name, text = _read(requests, name_length), _read(requests, text_length)
            answer = json.dumps(_answer(name, text, cpu_s)).encode()
            connection.sendall(ANSWER.pack(len(answer)) + answer)


def _read(requests: BinaryIO, length: int) -> str:
    return requests.read(length).decode("utf-8", "surrogatepass")


def _answer(name: str, text: str, cpu_s: float) -> dict[str, Any]:
    module, _, attribute = name.partition(":")
    try:
        function = getattr(importlib.import_module(module), attribute)
        # SIGPROF ends the process at once, also inside Python's parser.
        signal.setitimer(signal.ITIMER_PROF, cpu_s)
        return {"result": function(text)}
    except (MemoryError, RecursionError):
        return {"overrun": True}
    except Exception as problem:
        return {"raised": repr(problem)}
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


if __name__ == "__main__":
    main()
