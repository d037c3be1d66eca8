"""Ranges of uids for children, so that no two graders on one kernel use the same ones.

The kernel counts processes (RLIMIT_NPROC) and checks signals by uid for the whole machine, whatever
container or namespace a process is in. So a range is reserved by something that is visible across
all of these: a process that runs as the range's first uid. A fork under RLIMIT_NPROC shows whether
another process already runs as it. The range is free again when the reserving process ends, which
it does together with the grader.

A reservation is not visible from another user namespace, where the kernel counts separately.
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
_RANGES = 156  # the last ends below 60,000, where ranges of systemd and others begin
_KEEPER = Path(__file__).parent / "inside" / "keeper.py"


@dataclass(frozen=True)
class Uids:
    """A reserved range. Only the keeper has its first uid, so that no child can signal it."""

    first: int
    _keeper: subprocess.Popen[bytes]

    def uid_for_slot(self, slot: int) -> int:
        """Return the uid of the child in the slot of that index."""
        return self.first + 1 + slot

    def release(self) -> None:
        """Free the range. No process may still run as one of its uids."""
        assert self._keeper.stdin is not None
        assert self._keeper.stdout is not None
        self._keeper.stdin.close()
        self._keeper.wait()
        self._keeper.stdout.close()


def reserve(count: int, ranges: Iterable[int] | None = None) -> Uids:
    """Reserve `count` uids until they are released or this process ends.

    `ranges` are the numbers of the ranges to try, in this order. Raise JailError if none is free.
    """
    if count >= RANGE_SIZE:
        raise JailError(
            f"{count} children are too many: a grader has {RANGE_SIZE - 1} uids for them"
        )
    own = os.getpid()  # so that graders that start together rarely try the same range first
    order = [(own + step) % _RANGES for step in range(_RANGES)] if ranges is None else ranges
    firsts = [str(FIRST_UID + number * RANGE_SIZE) for number in order]
    try:
        keeper = subprocess.Popen(  # noqa: S603 - our own file
            [sys.executable, "-I", "-S", str(_KEEPER), *firsts],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd="/",
            start_new_session=True,  # Ctrl-C must not end it while the grader finishes its tasks
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
