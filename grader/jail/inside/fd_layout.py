"""What the template has laid out at the moment of a fork, so that a child finds it in place and has
little left to do of its own."""

from __future__ import annotations

import fcntl
import os
import sys
import tempfile
from typing import TextIO

from . import lockdown
from .boot_config import Slot

_OWN = 64  # descriptors from here on are the template's


class FdLayout:
    """Descriptors 0 to 5 of this process and its environment.

    Between forks, 0 to 5 lead nowhere but 2, which is the template's own."""

    def __init__(self) -> None:
        self._nothing = duplicate_high(os.open(os.devnull, os.O_WRONLY))
        self._complaints = duplicate_high(2)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0, inheritable=False)
        self.clear()
        sys.stdin, sys.stdout, sys.stderr = _streams()

    def prepare(self, slot: Slot, ruleset: int | None, theirs: list[int]) -> None:
        """For a child in that slot: 0 nothing, 1 and 2 its output, 3 the answer, 4 the Landlock
        ruleset, 5 the cgroup.procs of its cgroup."""
        answer, out, err, *group = theirs
        os.dup2(out, 1, inheritable=False)
        os.dup2(err, 2, inheritable=False)
        os.dup2(answer, lockdown.ANSWER_FD, inheritable=False)
        if ruleset is not None:
            os.dup2(ruleset, lockdown.RULESET_FD, inheritable=False)
        if group:
            os.dup2(group[0], lockdown.CGROUP_FD, inheritable=False)
        os.environ["HOME"] = os.environ["TMPDIR"] = tempfile.tempdir = slot.scratch

    def clear(self) -> None:
        """Nothing of a child's stays open here: the worker waits for the last copy to close."""
        os.dup2(self._nothing, 1, inheritable=False)
        os.dup2(self._complaints, 2, inheritable=False)
        os.dup2(self._nothing, lockdown.ANSWER_FD, inheritable=False)
        os.dup2(self._nothing, lockdown.RULESET_FD, inheritable=False)
        os.dup2(self._nothing, lockdown.CGROUP_FD, inheritable=False)


def duplicate_high(descriptor: int) -> int:
    """A copy of it that is in no child's way."""
    return fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, _OWN)


def _streams() -> tuple[TextIO, TextIO, TextIO]:
    """Text on descriptors 0 to 2, whatever these are by the time it is used: made once, in the
    template, for all children."""
    return open(0, encoding="utf-8", closefd=False), _text(1), _text(2)


def _text(descriptor: int) -> TextIO:
    return open(
        descriptor, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False
    )
