"""Cgroups (v2), one for each child.

In a cgroup, the kernel counts memory that no rlimit covers (page tables, looked-up names, socket
buffers), limits memory and threads, and shares the processors fairly. See the kernel's
Documentation/admin-guide/cgroup-v2.rst. On hosts that still count memory by v1, "+memory" can be
written without an error and without effect, so the result is read back.
"""

from __future__ import annotations

import itertools
import os
import time
from pathlib import Path

_ROOT = Path("/sys/fs/cgroup")
_OWN_CGROUP_FILE = Path("/proc/self/cgroup")
_PREFIX = "tensei-jail-"
_REMOVAL_TIMEOUT = 2.0  # seconds
_GRADER_CGROUP = "grader"  # holds this process: a cgroup with processes cannot have child cgroups
_MOVE_ATTEMPTS = 10  # processes may start meanwhile
CONTROLLERS = ("memory", "pids", "cpu")
"""The controllers that are used. Without memory, no cgroups are made.

Of cpu, nothing is set: under load, the kernel then gives each cgroup the same share (cpu.weight),
so that a task with 64 threads gets no more than one with one thread. A smaller share than the
worker's was measured to cost a small task two milliseconds on a busy machine. A maximum (cpu.max)
would slow tasks down while processors are idle, and stop them for tenths of a second, which an
exercise that measures time would measure."""

_MAX_LEFTOVER_BYTES = 8 << 20
"""Bytes that may still be charged to a cgroup when it is reused: caches, and memory that the kernel
has not uncharged yet. With more (names that the last task looked up), a new cgroup is made."""

_numbers = itertools.count(1)  # for all jails of this process


class CgroupsUnavailableError(Exception):
    """Cgroups cannot be made here; the message says why."""


class Cgroup:
    """Limits the memory and the threads of one process."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._limits: tuple[int, int] | None = None

    def limit(self, memory_mib: int, tasks: int) -> None:
        """Limit memory (without swap) and the number of threads. Raise OSError.

        Over the memory limit, the kernel sends SIGKILL to the processes.
        """
        if self._limits == (memory_mib, tasks):
            return
        self._write("memory.max", str(memory_mib << 20))
        for name, value in (("memory.swap.max", "0"), ("pids.max", str(tasks))):
            if (self._path / name).exists():  # missing without swap, or without the controller
                self._write(name, value)
        self._limits = memory_mib, tasks

    def open_procs(self) -> int:
        """Return a descriptor; a process that writes "0" to it joins the cgroup. Raise OSError."""
        return os.open(self._path / "cgroup.procs", os.O_WRONLY | os.O_CLOEXEC)

    def is_reusable(self) -> bool:
        """Return whether it has no process and almost no memory is charged to it."""
        try:
            leftover = int((self._path / "memory.current").read_text())
            return leftover <= _MAX_LEFTOVER_BYTES and not (self._path / "cgroup.procs").read_text()
        except OSError:
            return False

    def remove(self) -> bool:
        """Remove the cgroup; return False while it still has a process."""
        try:
            self._path.rmdir()
        except OSError:
            return not self._path.exists()
        return True

    def _write(self, name: str, value: str) -> None:
        # Without O_CREAT: it must not create a file in a directory that is no cgroup.
        descriptor = os.open(self._path / name, os.O_WRONLY | os.O_CLOEXEC)
        try:
            os.write(descriptor, value.encode())
        finally:
            os.close(descriptor)


class CgroupPool:
    """Creates and reuses cgroups below a parent: to create one takes longer than a small task.

    Removes, when it is created itself, the cgroups of graders that no longer run.
    """

    def __init__(self, parent: Path, controllers: tuple[str, ...] = CONTROLLERS) -> None:
        self.controllers = controllers
        self._parent = parent
        self._idle: list[Cgroup] = []
        self._not_removed: list[Cgroup] = []
        for leftover in parent.glob(f"{_PREFIX}*"):
            owner = leftover.name.removeprefix(_PREFIX).split("-")[0]
            if not Path(f"/proc/{owner}").exists():
                Cgroup(leftover).remove()

    def take(self, memory_mib: int, tasks: int) -> Cgroup:
        """Return an empty cgroup with these limits. Raise OSError."""
        cgroup = self._idle.pop() if self._idle else self._create()
        try:
            cgroup.limit(memory_mib, tasks)
        except BaseException:
            self.discard(cgroup)
            raise
        return cgroup

    def recycle(self, cgroup: Cgroup) -> None:
        """Keep a cgroup whose process has ended for the next child, or remove it."""
        if cgroup.is_reusable():
            self._idle.append(cgroup)
        else:
            self.discard(cgroup)

    def discard(self, cgroup: Cgroup) -> None:
        """Remove the cgroup, now or once its last process is gone."""
        if not cgroup.remove():
            self._not_removed.append(cgroup)

    def remove_idle(self) -> None:
        """Remove every cgroup that is not in use. Wait up to 2 s for processes that are ending."""
        self._not_removed += self._idle
        self._idle.clear()
        deadline = time.monotonic() + _REMOVAL_TIMEOUT
        self._remove_leftovers()
        while self._not_removed and time.monotonic() < deadline:
            time.sleep(0.02)
            self._remove_leftovers()

    def _create(self) -> Cgroup:
        self._remove_leftovers()
        path = self._parent / f"{_PREFIX}{os.getpid()}-{next(_numbers)}"
        path.mkdir()
        return Cgroup(path)

    def _remove_leftovers(self) -> None:
        self._not_removed = [cgroup for cgroup in self._not_removed if not cgroup.remove()]


def find_cgroup_pool(root: Path = _ROOT, own: Path = _OWN_CGROUP_FILE) -> CgroupPool:
    """Return a pool below this process's own cgroup, tested by creating one cgroup.

    The process then moves into a child cgroup "grader". If it was started in a "grader" already,
    the pool is below that one's parent. Raise CgroupsUnavailableError.
    """
    own_cgroup = _find_own_cgroup(root, own)
    parent = own_cgroup.parent if own_cgroup.name == _GRADER_CGROUP else own_cgroup
    try:
        pool = CgroupPool(parent, _enable_controllers(parent, root))
        _check_usable(pool)
    except OSError as error:
        raise CgroupsUnavailableError(f"{parent}: {error.strerror}") from error
    return pool


def _find_own_cgroup(root: Path, own: Path) -> Path:
    if not (root / "cgroup.controllers").exists():
        raise CgroupsUnavailableError("this machine does not count memory by cgroup v2")
    for line in own.read_text().splitlines():
        if line.startswith("0::/"):
            return root / line.removeprefix("0::/")
    raise CgroupsUnavailableError("this process is in no cgroup v2")


def _enable_controllers(parent: Path, root: Path) -> tuple[str, ...]:
    """Enable the controllers for child cgroups and return those that are enabled.

    Raise OSError or CgroupsUnavailableError.
    """
    offered = (parent / "cgroup.controllers").read_text().split()
    if "memory" not in offered:
        raise CgroupsUnavailableError(f"{parent}: memory is not counted there")
    wanted = [name for name in CONTROLLERS if name in offered]
    subtree_control = parent / "cgroup.subtree_control"
    missing = set(wanted) - set(subtree_control.read_text().split())
    if missing:
        # The root of the machine may have both processes and children; a container's root may not.
        if parent != root:
            _move_processes_down(parent)
        elif (root / "cgroup.type").exists():
            _move_processes_down(parent, all_processes=True)
        for name in sorted(missing, reverse=True):
            try:
                subtree_control.write_text(f"+{name}")
            except OSError:
                if name == "memory":
                    raise
    enabled = subtree_control.read_text().split()
    if "memory" not in enabled:
        raise CgroupsUnavailableError(f"{parent}: the kernel accepted +memory without effect")
    return tuple(name for name in wanted if name in enabled)


def _move_processes_down(parent: Path, *, all_processes: bool = False) -> None:
    """Move this process into the child cgroup "grader".

    A cgroup with processes cannot have children that count memory. With `all_processes`, move the
    others too, which belong to the same container. Raise OSError or CgroupsUnavailableError.
    """
    for _ in range(_MOVE_ATTEMPTS):
        pids = (parent / "cgroup.procs").read_text().split()
        if not pids:
            return
        if pids != [str(os.getpid())] and not all_processes:
            break
        (parent / _GRADER_CGROUP).mkdir(exist_ok=True)
        for pid in pids:
            try:
                (parent / _GRADER_CGROUP / "cgroup.procs").write_text(pid)
            except ProcessLookupError:
                continue  # it has ended
        if not all_processes:
            return
    raise CgroupsUnavailableError(f"{parent}: there are other processes in it")


def _check_usable(pool: CgroupPool) -> None:
    cgroup = pool.take(1, 1)
    try:
        os.close(cgroup.open_procs())
    finally:
        cgroup.remove()
