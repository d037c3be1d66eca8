"""Reads the resource usage of processes from /proc (Linux)."""

from __future__ import annotations

import os
from pathlib import Path

_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


def core_seconds(pid: int) -> float:
    """Return the processor time of a process and its descendants, ended ones included, in s."""
    return sum(map(_ticks, descendants(pid))) / _TICKS_PER_SECOND


def peak_mib(pid: int) -> float:
    """Return the peak of a process's own resident memory, in MiB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    kib = next(line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return int(kib) / 1024


def descendants(pid: int) -> list[int]:
    """Return the ids of a process and its descendants, parents first."""
    found = [pid]
    for each in found:
        try:
            tasks = list(Path(f"/proc/{each}/task").iterdir())
            found += [
                int(child) for task in tasks for child in (task / "children").read_text().split()
            ]
        except OSError:  # the process has ended
            continue
    return found


def _ticks(pid: int) -> int:
    try:
        # The command name may contain spaces and brackets. The fields 11 to 14 after it are utime,
        # stime, cutime and cstime.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(map(int, fields[11:15]))
