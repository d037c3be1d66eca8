"""Arranges descriptors and environment before a fork, so that the child has less to do after it."""

from __future__ import annotations

import fcntl
import os
import sys
import tempfile
from typing import TextIO

from . import lockdown
from .boot_config import Slot

_FIRST_HIGH_FD = 64  # the fork server's own descriptors start here


class FdLayout:
    """Sets descriptors 0 to 5 of this process, and its environment, for the next child.

    Between forks they are /dev/null, except 2, which is the fork server's own standard error.
    """

    def __init__(self) -> None:
        self._devnull = duplicate_high(os.open(os.devnull, os.O_WRONLY))
        self._stderr = duplicate_high(2)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0, inheritable=False)
        self.clear()
        sys.stdin, sys.stdout, sys.stderr = _open_streams()
        self.clear()

    def prepare(self, slot: Slot, ruleset: int | None, child_fds: list[int]) -> None:
        """Set them for a child in that slot.

        0 is /dev/null, 1 and 2 its output, 3 the answer, 4 the Landlock ruleset, 5 the
        cgroup.procs of its cgroup.
        """
        answer, out, err, *group = child_fds
        os.dup2(out, 1, inheritable=False)
        os.dup2(err, 2, inheritable=False)
        os.dup2(answer, lockdown.ANSWER_FD, inheritable=False)
        if ruleset is not None:
            os.dup2(ruleset, lockdown.RULESET_FD, inheritable=False)
        if group:
            os.dup2(group[0], lockdown.CGROUP_FD, inheritable=False)
        os.environ["HOME"] = os.environ["TMPDIR"] = tempfile.tempdir = slot.scratch

    def clear(self) -> None:
        """Close our copies of a child's descriptors: the worker waits for the last one to close."""
        os.dup2(self._devnull, 1, inheritable=False)
        os.dup2(self._stderr, 2, inheritable=False)
        os.dup2(self._devnull, lockdown.ANSWER_FD, inheritable=False)
        os.dup2(self._devnull, lockdown.RULESET_FD, inheritable=False)
        os.dup2(self._devnull, lockdown.CGROUP_FD, inheritable=False)


def duplicate_high(descriptor: int) -> int:
    """Return a duplicate above the numbers that children use."""
    return fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, _FIRST_HIGH_FD)


def _open_streams() -> tuple[TextIO, TextIO, TextIO]:
    """Return text streams on descriptors 0 to 2, opened once for all children.

    1 and 2 are a pipe then, as they are in children. Python keeps from the opening whether a stream
    has positions, and asks a stream on /dev/null for them when its encoding is changed.
    """
    reader, writer = os.pipe()
    for descriptor in (1, 2):
        os.dup2(writer, descriptor, inheritable=False)
    try:
        return open(0, encoding="utf-8", closefd=False), _open_output(1), _open_output(2)
    finally:
        os.close(reader)
        os.close(writer)


def _open_output(descriptor: int) -> TextIO:
    return open(
        descriptor, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False
    )
