"""Finds and measures the processes of a jail in /proc, for benchmarks and tests. Linux only."""

from __future__ import annotations

import re
from pathlib import Path

from .jail import Jail


def process_tree(pid: int) -> list[int]:
    """Return the ids of a process and its descendants, parents first."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(found for child in children for found in process_tree(int(child)))]


def children_of(jail: Jail) -> list[int]:
    """Return the process ids of the locked-in children."""
    return [pid for pid in _processes_of(jail) if _is_child(pid)]


def template_of(jail: Jail) -> int:
    """Return the process id of the fork server itself. Raise StopIteration while there is none.

    With bubblewrap it differs from `jail.template_pid`, which is bubblewrap's process.
    """
    return next(pid for pid in _processes_of(jail) if _read(pid, "comm").startswith("python"))


def mib(pid: int, *kinds: str) -> float:
    """Return how many MiB of the named kinds of memory ("Pss", "Private_Dirty", …) a process uses.

    Raise PermissionError for another user's process and for a locked-in child, which only root
    may inspect, and another OSError if the process has ended.
    """
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    found = dict(re.findall(r"^(\w+): +(\d+) kB$", rollup, flags=re.MULTILINE))
    return sum(int(found[kind]) for kind in kinds) / 1024


def _processes_of(jail: Jail) -> list[int]:
    return process_tree(jail.template_pid) if jail.template_pid is not None else []


def _is_child(pid: int) -> bool:
    """Return whether a process is a living child: only children set this oom_score_adj."""
    alive = re.search(r"^State:\t[^ZX]", _read(pid, "status"), flags=re.MULTILINE)
    return _read(pid, "oom_score_adj") == "1000\n" and alive is not None


def _read(pid: int, name: str) -> str:
    try:
        return Path(f"/proc/{pid}/{name}").read_text()
    except OSError:
        return ""
