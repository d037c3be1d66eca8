"""Cgroups (v2), one for each child: the kernel counts there what no rlimit counts (page tables,
looked-up names, socket buffers), limits memory and threads, and shares the processors fairly.

See the kernel's Documentation/admin-guide/cgroup-v2.rst. On hosts that still count memory by v1,
"+memory" can be written without an error and without effect, so what came of it is read back.
"""

from __future__ import annotations

import itertools
import os
import time
from pathlib import Path

_ROOT = Path("/sys/fs/cgroup")
_OWN = Path("/proc/self/cgroup")
_PREFIX = "tensei-jail-"
_SECONDS_TO_TIDY = 2.0
_OURS = "grader"  # where this process is itself: groups are only made where no process is
_TIMES_TO_STEP_DOWN = 10  # processes may start meanwhile
CONTROLLERS = ("memory", "pids", "cpu")
"""Those that the groups make use of. Without memory there are none.

Of cpu, nothing is set: where processors are in demand, the kernel then gives each group the same
share (cpu.weight), so that a task with 64 threads gets no more than one with one thread. A smaller
share than the worker's was measured to cost a small task two milliseconds on a busy machine. A
maximum (cpu.max) would slow tasks down while processors are idle, and stop them for tenths of a
second, which an exercise that measures time would measure."""

_MOST_LEFT = 8 << 20
"""Bytes that may still be counted in a group when it is used again: what the kernel has not counted
back yet, and caches. With more in it (names that the last task looked up), a new one is made."""

_numbers = itertools.count(1)  # for all jails of this process


class CgroupsUnavailableError(Exception):
    """No groups can be made here; says why."""


class Cgroup:
    """What one process and its threads may use."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._limits: tuple[int, int] | None = None

    def limit(self, memory_mib: int, tasks: int) -> None:
        """Limit memory (without swap) and the number of threads. Over the memory limit the kernel
        ends the group by SIGKILL. Raises OSError."""
        if self._limits == (memory_mib, tasks):
            return
        self._write("memory.max", str(memory_mib << 20))
        for name, value in (("memory.swap.max", "0"), ("pids.max", str(tasks))):
            if (self._path / name).exists():  # a kernel without swap, a controller not given to us
                self._write(name, value)
        self._limits = memory_mib, tasks

    def open_procs(self) -> int:
        """Return a descriptor that puts whoever writes "0" to it into the group. Raises OSError."""
        return os.open(self._path / "cgroup.procs", os.O_WRONLY | os.O_CLOEXEC)

    def is_reusable(self) -> bool:
        """Return whether no process is in it, and next to nothing counted."""
        try:
            left = int((self._path / "memory.current").read_text())
            return left <= _MOST_LEFT and not (self._path / "cgroup.procs").read_text()
        except OSError:
            return False

    def remove(self) -> bool:
        """Remove the group; return False while a process of it is still there."""
        try:
            self._path.rmdir()
        except OSError:
            return not self._path.exists()
        return True

    def _write(self, name: str, value: str) -> None:
        # Only to what is there: a plain open would make a file in a tree that is no cgroup's.
        descriptor = os.open(self._path / name, os.O_WRONLY | os.O_CLOEXEC)
        try:
            os.write(descriptor, value.encode())
        finally:
            os.close(descriptor)


class CgroupPool:
    """A place where groups can be made, and those that wait to be used again: to make one takes
    longer than a small task. Groups of graders that are dead are removed."""

    def __init__(self, place: Path, controllers: tuple[str, ...] = CONTROLLERS) -> None:
        self.controllers = controllers
        self._place = place
        self._idle: list[Cgroup] = []
        self._left: list[Cgroup] = []
        for left in place.glob(f"{_PREFIX}*"):
            owner = left.name.removeprefix(_PREFIX).split("-")[0]
            if not Path(f"/proc/{owner}").exists():
                Cgroup(left).remove()

    def take(self, memory_mib: int, tasks: int) -> Cgroup:
        """Return an empty group with these limits. Raises OSError."""
        group = self._idle.pop() if self._idle else self._make()
        try:
            group.limit(memory_mib, tasks)
        except BaseException:
            self.discard(group)
            raise
        return group

    def recycle(self, group: Cgroup) -> None:
        """Keep a group whose process has ended for the next child, or remove it."""
        if group.is_reusable():
            self._idle.append(group)
        else:
            self.discard(group)

    def discard(self, group: Cgroup) -> None:
        """Remove the group, now or once its last process is gone."""
        if not group.remove():
            self._left.append(group)

    def remove_idle(self) -> None:
        """Remove every group that is not in use. Waits a moment for processes that are ending."""
        self._left += self._idle
        self._idle.clear()
        deadline = time.monotonic() + _SECONDS_TO_TIDY
        self._remove_left()
        while self._left and time.monotonic() < deadline:
            time.sleep(0.02)
            self._remove_left()

    def _make(self) -> Cgroup:
        self._remove_left()
        path = self._place / f"{_PREFIX}{os.getpid()}-{next(_numbers)}"
        path.mkdir()
        return Cgroup(path)

    def _remove_left(self) -> None:
        self._left = [group for group in self._left if not group.remove()]


def find_cgroup_pool(root: Path = _ROOT, own: Path = _OWN) -> CgroupPool:
    """Return a place for groups, tried by making one. It is this process's own group, in which it
    then steps down into "grader"; or the one above, if it was started in a "grader" already. Raises
    NoGroups."""
    here = _here(root, own)
    place = here.parent if here.name == _OURS else here
    try:
        groups = CgroupPool(place, _open(place, root))
        _try(groups)
    except OSError as error:
        raise CgroupsUnavailableError(f"{place}: {error.strerror}") from error
    return groups


def _here(root: Path, own: Path) -> Path:
    if not (root / "cgroup.controllers").exists():
        raise CgroupsUnavailableError("this machine does not count memory by cgroup v2")
    for line in own.read_text().splitlines():
        if line.startswith("0::/"):
            return root / line.removeprefix("0::/")
    raise CgroupsUnavailableError("this process is in no cgroup v2")


def _open(place: Path, root: Path) -> tuple[str, ...]:
    """Enable the controllers for groups below that place; return those that are. Raises OSError
    and NoGroups."""
    offered = (place / "cgroup.controllers").read_text().split()
    if "memory" not in offered:
        raise CgroupsUnavailableError(f"{place}: memory is not counted there")
    wanted = [name for name in CONTROLLERS if name in offered]
    below = place / "cgroup.subtree_control"
    missing = set(wanted) - set(below.read_text().split())
    if missing:
        # The machine's own root may have processes and groups; a container's only looks like it.
        if place != root:
            _step_down(place)
        elif (root / "cgroup.type").exists():
            _step_down(place, with_others=True)
        for name in sorted(missing, reverse=True):
            try:
                below.write_text(f"+{name}")
            except OSError:
                if name == "memory":
                    raise
    enabled = below.read_text().split()
    if "memory" not in enabled:
        raise CgroupsUnavailableError(f"{place}: the kernel took +memory, and nothing came of it")
    return tuple(name for name in wanted if name in enabled)


def _step_down(place: Path, *, with_others: bool = False) -> None:
    """Move this process into a group below: one with processes of its own may have no groups below
    that count memory. `with_others`: and all others, which are of the same container."""
    for _ in range(_TIMES_TO_STEP_DOWN):
        inside = (place / "cgroup.procs").read_text().split()
        if not inside:
            return
        if inside != [str(os.getpid())] and not with_others:
            break
        (place / _OURS).mkdir(exist_ok=True)
        for pid in inside:
            try:
                (place / _OURS / "cgroup.procs").write_text(pid)
            except ProcessLookupError:
                continue  # it has ended
        if not with_others:
            return
    raise CgroupsUnavailableError(f"{place}: there are other processes in it")


def _try(groups: CgroupPool) -> None:
    group = groups.take(1, 1)
    try:
        os.close(group.open_procs())
    finally:
        group.remove()
