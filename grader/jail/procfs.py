"""The jail's processes as this machine sees them, for measuring and for tests. Linux only."""

from __future__ import annotations

import re
from pathlib import Path

from .jail import Jail


def process_tree(pid: int) -> list[int]:
    """The process and all that come from it, oldest first."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(one for child in children for one in process_tree(int(child)))]


def children_of(jail: Jail) -> list[int]:
    """Process ids of the locked-in children."""
    return [pid for pid in _all_of(jail) if _is_child(pid)]


def template_of(jail: Jail) -> int:
    """Process id of the template itself. Raises StopIteration while there is none.

    It is not `jail.template_pid` where bubblewrap surrounds it.
    """
    return next(pid for pid in _all_of(jail) if _read(pid, "comm").startswith("python"))


def mib(pid: int, *kinds: str) -> float:
    """MiB of the named kinds of memory ("Pss", "Private_Dirty", …) that a process takes.

    Raises PermissionError for another user's process and for a locked-in child, which only root
    may look at, and another OSError when it is gone.
    """
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    found = dict(re.findall(r"^(\w+): +(\d+) kB$", rollup, flags=re.MULTILINE))
    return sum(int(found[kind]) for kind in kinds) / 1024


def _all_of(jail: Jail) -> list[int]:
    return process_tree(jail.template_pid) if jail.template_pid is not None else []


def _is_child(pid: int) -> bool:
    """Alive, and locked in: children alone ask to be the first to go when memory runs out."""
    alive = re.search(r"^State:\t[^ZX]", _read(pid, "status"), flags=re.MULTILINE)
    return _read(pid, "oom_score_adj") == "1000\n" and alive is not None


def _read(pid: int, name: str) -> str:
    try:
        return Path(f"/proc/{pid}/{name}").read_text()
    except OSError:
        return ""
