"""Runs functions on learners' text in helper processes, which are killed when they take too long.

A thread cannot be killed, and holds the interpreter lock while Python parses. A helper receives a
text and the name of a function, calls it, and returns the result as JSON; nothing is pickled. It
has no secret of the bot, and ends when the bot does.
"""

from __future__ import annotations

import asyncio
import atexit
import functools
import json
import logging
import os
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

log = logging.getLogger(__name__)

CPU_S = 2.0
"""CPU time of one call, which does not depend on how busy the machine is."""

WALL_S = 20.0
"""Wall time of one call, after which the helper counts as stuck."""

MEMORY_BYTES = 512 * 1024 * 1024
"""Address space of a helper."""

_KEPT_OF_ENVIRONMENT = ("PATH", "PYTHONPATH", "PYTHONHOME", "LANG", "LC_ALL", "SYSTEMROOT")

REQUEST = struct.Struct(">dII")
"""CPU seconds, and the lengths of the function's name and of the text, both of which follow."""

ANSWER = struct.Struct(">I")
"""The length of the JSON that follows."""


class HelperOverrunError(Exception):
    """A call exceeded its time or memory. Its helper was killed; the next call starts another."""


class HelperCallError(Exception):
    """The function raised the exception that the message describes."""


class HelperPool:
    """Runs at most `workers` helpers, each started when it is first needed.

    Further calls wait until one is free, without blocking the event loop.
    """

    def __init__(self, workers: int, *, cpu_s: float = CPU_S, wall_s: float = WALL_S) -> None:
        self._cpu_s = cpu_s
        self._wall_s = wall_s
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="helper")
        self._own = threading.local()  # each thread has one helper
        self._helpers: set[_Helper] = set()
        atexit.register(self.close)

    async def call(self, function: Callable[[str], Any], text: str) -> Any:
        """Return the result of a module-level function for the text, as JSON values.

        Raise HelperCallError if the function raises, and HelperOverrunError if it exceeds a limit.
        """
        name = f"{function.__module__}:{function.__qualname__}"
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, functools.partial(self._call, name, text))

    def close(self) -> None:
        """End the helpers. A later call starts new ones."""
        for helper in tuple(self._helpers):
            helper.end()
        self._helpers.clear()

    def _call(self, name: str, text: str) -> Any:
        helper: _Helper | None = getattr(self._own, "helper", None)
        if helper is None or not helper.is_alive():
            helper = self._own.helper = _Helper()
            self._helpers.add(helper)
        try:
            answer = helper.ask(name, text, self._cpu_s, self._wall_s)
        except OSError as problem:  # also a timeout, and a helper that has ended
            helper.end()
            self._helpers.discard(helper)
            log.warning("%s took too long for %d characters: %r", name, len(text), problem)
            raise HelperOverrunError(name) from None
        if "raised" in answer:
            raise HelperCallError(answer["raised"])
        if "overrun" in answer:
            raise HelperOverrunError(name)
        return answer["result"]


class _Helper:
    """A helper process, with the bot's end of the connection to it."""

    def __init__(self) -> None:
        self._socket, helper_end = socket.socketpair()
        with helper_end:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot.helper_process"],
                stdin=helper_end.fileno(),
                stdout=subprocess.DEVNULL,
                env={key: os.environ[key] for key in _KEPT_OF_ENVIRONMENT if key in os.environ},
            )

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, name: str, text: str, cpu_s: float, wall_s: float) -> dict[str, Any]:
        """Return the helper's answer to a call. Raise OSError if none arrives in time."""
        function, payload = name.encode(), text.encode("utf-8", "surrogatepass")
        until = time.monotonic() + wall_s
        self._socket.settimeout(wall_s)
        self._socket.sendall(REQUEST.pack(cpu_s, len(function), len(payload)) + function + payload)
        (length,) = ANSWER.unpack(self._read(ANSWER.size, until))
        answer: dict[str, Any] = json.loads(self._read(length, until))
        return answer

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._socket.close()

    def _read(self, count: int, until: float) -> bytes:
        parts = bytearray()
        while len(parts) < count:
            self._socket.settimeout(max(until - time.monotonic(), 0.001))
            part = self._socket.recv(min(count - len(parts), 1 << 20))
            if not part:
                raise ConnectionError("the helper has ended")
            parts += part
        return bytes(parts)
