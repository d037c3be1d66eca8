"""Ranges of uids for children, so that no two graders on one kernel use the same ones.

The kernel counts processes (RLIMIT_NPROC) and checks signals by uid for the whole machine, whatever
container or namespace a process is in. So a range is reserved by what can be seen across all of
these: a process that runs as the range's first uid. Nobody else runs as it, and whether somebody
does is found out by a fork under RLIMIT_NPROC. The kernel frees the range when that process ends,
and it ends with the grader.

It cannot be seen from another user namespace: there, the kernel counts apart.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .records import JailError

FIRST_UID, RANGE_SIZE = 20_000, 256
_RANGES = 156  # the last ends below 60,000, where systemd's and others' begin
_KEEPER = Path(__file__).parent / "inside" / "keeper.py"


@dataclass(frozen=True)
class Uids:
    """A reserved range. The first uid is the keeper's, so that no child can signal it."""

    first: int
    _keeper: subprocess.Popen[bytes]

    def uid_for_slot(self, place: int) -> int:
        """Return the uid of the child in that place."""
        return self.first + 1 + place

    def release(self) -> None:
        """Free the range: no process may run as one of its uids any more."""
        assert self._keeper.stdin is not None
        assert self._keeper.stdout is not None
        self._keeper.stdin.close()
        self._keeper.wait()
        self._keeper.stdout.close()


def reserve(places: int, ranges: Iterable[int] | None = None) -> Uids:
    """Reserve uids for so many places, until they are released or this process ends.

    `ranges`: numbers of ranges to try, in this order. Raises JailError where none is free."""
    if places >= RANGE_SIZE:
        raise JailError(f"{places} children are too many: a grader has {RANGE_SIZE - 1} uids for them")
    own = os.getpid()  # graders that start together seldom try the same range first
    order = [(own + step) % _RANGES for step in range(_RANGES)] if ranges is None else ranges
    firsts = [str(FIRST_UID + number * RANGE_SIZE) for number in order]
    try:
        keeper = subprocess.Popen(  # noqa: S603 - our own file
            [sys.executable, "-I", "-S", str(_KEEPER), *firsts],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd="/",
            start_new_session=True,  # a grader that is interrupted still has tasks to finish
        )
    except OSError as error:
        raise JailError(f"the uids of children could not be reserved: {error}") from error
    assert keeper.stdout is not None
    found = keeper.stdout.readline()
    uids = Uids(int(found or 0), keeper)
    if not found:
        uids.release()
        raise JailError("no range of uids is free: too many graders run on this machine")
    return uids
