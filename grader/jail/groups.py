"""Groups of processes whose memory the kernel counts together (cgroup v2), one for each child whose
memory no other limit of the kernel's can hold.

See the kernel's Documentation/admin-guide/cgroup-v2.rst. On hosts that still count memory by v1,
"+memory" can be written without an error and without effect, so what came of it is read back.
"""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

_ROOT = Path("/sys/fs/cgroup")
_OWN = Path("/proc/self/cgroup")
_PREFIX = "tensei-jail-"
_SECONDS_TO_TIDY = 2.0
_OURS = "grader"  # where this process is itself: groups are only made where no process is


class NoGroups(Exception):
    """No groups can be made here; says why."""


class Group:
    """What one process and its threads may use."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def limit(self, mib: int) -> None:
        """Ends processes of the group by SIGKILL that would have more memory than this, swap
        included. Raises OSError."""
        (self._path / "memory.max").write_text(str(mib << 20))
        with contextlib.suppress(FileNotFoundError):  # a kernel without swap
            (self._path / "memory.swap.max").write_text("0")

    def take_in(self, pid: int) -> None:
        """What the process uses from now on is counted here. Raises OSError."""
        (self._path / "cgroup.procs").write_text(str(pid))

    def remove(self) -> bool:
        """Takes the group away; False while a process of it is still there."""
        try:
            self._path.rmdir()
        except OSError:
            return not self._path.exists()
        return True


class Groups:
    """A place where groups can be made. Those of graders that are dead are cleared away."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._made = 0
        self._left: list[Group] = []
        for left in place.glob(f"{_PREFIX}*"):
            owner = left.name.removeprefix(_PREFIX).split("-")[0]
            if not Path(f"/proc/{owner}").exists():
                Group(left).remove()

    def make(self) -> Group:
        """A new, empty group. Raises OSError."""
        self._remove_left()
        self._made += 1
        path = self._place / f"{_PREFIX}{os.getpid()}-{self._made}"
        path.mkdir()
        return Group(path)

    def drop(self, group: Group) -> None:
        """Takes the group away, now or once its last process is gone."""
        if not group.remove():
            self._left.append(group)

    def tidy(self) -> None:
        """Waits a moment for dropped groups whose processes are still ending."""
        deadline = time.monotonic() + _SECONDS_TO_TIDY
        while self._left and time.monotonic() < deadline:
            time.sleep(0.02)
            self._remove_left()

    def _remove_left(self) -> None:
        self._left = [group for group in self._left if not group.remove()]


def pid_here(handle: int) -> int:
    """The pid by which this process knows the one behind a pidfd, which may be in a pid namespace
    of its own. Raises OSError and LookupError."""
    for line in Path(f"/proc/self/fdinfo/{handle}").read_text().splitlines():
        if line.startswith("Pid:") and int(line.split()[1]) > 0:
            return int(line.split()[1])
    raise LookupError("the process is gone")


def find(root: Path = _ROOT, own: Path = _OWN) -> Groups:
    """A place for groups, tried by making one. It is this process's own group, in which it then
    steps down into "grader"; or the one above, if it was started in a "grader" already. Raises
    NoGroups."""
    here = _here(root, own)
    place = here.parent if here.name == _OURS else here
    try:
        _open(place, root)
        groups = Groups(place)
        _try(groups)
    except OSError as error:
        raise NoGroups(f"{place}: {error.strerror}") from error
    return groups


def _here(root: Path, own: Path) -> Path:
    if not (root / "cgroup.controllers").exists():
        raise NoGroups("this machine does not count memory by cgroup v2")
    for line in own.read_text().splitlines():
        if line.startswith("0::/"):
            return root / line.removeprefix("0::/")
    raise NoGroups("this process is in no cgroup v2")


def _open(place: Path, root: Path) -> None:
    """Has memory counted in the groups below that place. Raises OSError and NoGroups."""
    if "memory" not in (place / "cgroup.controllers").read_text().split():
        raise NoGroups(f"{place}: memory is not counted there")
    below = place / "cgroup.subtree_control"
    if "memory" in below.read_text().split():
        return
    if place != root:
        _step_down(place)
    below.write_text("+memory")
    if "memory" not in below.read_text().split():
        raise NoGroups(f"{place}: the kernel took +memory, and nothing came of it")


def _step_down(place: Path) -> None:
    """A group with processes of its own may have no groups below that count memory."""
    inside = (place / "cgroup.procs").read_text().split()
    if inside == [str(os.getpid())]:
        (place / _OURS).mkdir(exist_ok=True)
        (place / _OURS / "cgroup.procs").write_text(inside[0])
    elif inside:
        raise NoGroups(f"{place}: there are other processes in it")


def _try(groups: Groups) -> None:
    group = groups.make()
    try:
        group.limit(1)
    finally:
        group.remove()
