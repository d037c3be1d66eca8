"""Applies the inner sandbox layers to this process and tests each of them, for the doctor.

    python -m grader.jail.inside.layer_selftest PATH < filter

PATH is a file that is readable before. Prints JSON: for each layer, null if it works, or why not.
"""

from __future__ import annotations

import errno
import json
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from . import landlock, syscalls


def _no_new_privs(path: str, program: bytes) -> str | None:
    syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)
    return (
        None if syscalls.prctl(syscalls.PR_GET_NO_NEW_PRIVS) == 1 else "the kernel did not keep it"
    )


def _landlock(path: str, program: bytes) -> str | None:
    level = landlock.abi()
    if level == 0:
        return "this kernel has no Landlock, or has it off"
    Path(path).read_bytes()
    allowed = [(sys.prefix, landlock.READ), ("/usr", landlock.READ)]
    landlock.restrict(landlock.ruleset(level, allowed, outward=True))
    try:
        Path(path).read_bytes()
    except PermissionError:
        return None
    return "a file outside could still be read"


def _seccomp(path: str, program: bytes) -> str | None:
    if not program:
        return "libseccomp could not compile the filter"
    syscalls.Filter(program).load()
    try:
        socket.socket().close()
    except OSError as error:
        return None if error.errno == errno.EACCES else str(error)
    return "a socket could still be opened"


def main(path: str) -> None:
    """Test each layer, in the order of `lockdown.steps`."""
    program = sys.stdin.buffer.read()
    results: dict[str, str | None] = {}
    tests: dict[str, Callable[[str, bytes], str | None]] = {
        "no-new-privs": _no_new_privs,
        "landlock": _landlock,
        "seccomp": _seccomp,
    }
    for name, test in tests.items():
        try:
            results[name] = test(path, program)
        except OSError as error:
            results[name] = str(error)
    os.write(1, json.dumps(results).encode())


if __name__ == "__main__":
    main(sys.argv[1])
