"""What processes use, read from /proc (Linux)."""

from __future__ import annotations

import os
from pathlib import Path

_TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


def core_seconds(pid: int) -> float:
    """Processor time of a process, of what it started and of those of them that have ended."""
    return sum(map(_ticks, _family(pid))) / _TICKS_A_SECOND


def peak_mib(pid: int) -> float:
    """The most memory that a process itself ever held."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    kib = next(line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return int(kib) / 1024


def _family(pid: int) -> list[int]:
    found = [pid]
    for each in found:
        try:
            tasks = list(Path(f"/proc/{each}/task").iterdir())
            found += [
                int(child) for task in tasks for child in (task / "children").read_text().split()
            ]
        except OSError:  # it has just ended
            continue
    return found


def _ticks(pid: int) -> int:
    try:
        # The name before it may hold anything, brackets too. Then utime, stime, cutime, cstime.
        facts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(map(int, facts[11:15]))
