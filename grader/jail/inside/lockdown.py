"""The inner wall: what a child does to itself before it sees a byte of learner code.

Each step raises OSError when it fails, and the child then ends: it never runs half open.
"""

from __future__ import annotations

import fcntl
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from . import landlock, syscalls
from .boot_config import BootConfig, ChildLimits, Slot

MIB = 1 << 20
RESERVE = 64 * MIB
"""Kept back from the memory limit, so that there is room left to say that memory ran out."""

DESCRIPTORS, DESCRIPTORS_OF_A_DRIVER = 128, 1024
ANSWER_FD, RULESET_FD = 3, 4
CGROUP_FD = 5
"""Where the child finds the cgroup.procs of its cgroup, opened by the worker."""

Step = tuple[Callable[..., object], tuple[object, ...]]


def steps(
    boot: BootConfig,
    slot: Slot,
    room: ChildLimits,
    *,
    template_size: int,
    filter_: syscalls.Filter | None,
    open_device: Callable[[], None] | None,
) -> tuple[list[Step], list[str]]:
    """What a child does to be locked in, in this order, and the names of the walls that then stand.

    Written down in the template, before the fork, and only carried out by the child: every object
    that a child is the first to touch lies in a page that it has to copy.

    `template_size`: bytes of address space that a child has from the start. A device is opened
    before Landlock and the filter close: its driver needs more than they leave. Threads that it
    starts have by then no rights to give back: uid, capabilities and no_new_privs are settled
    before, the filter is put on every thread, and the template's Landlock is theirs.
    """
    # The kernel checks who opened the file, not who writes to it, so this works in every namespace.
    listed: list[Step] = [(os.write, (CGROUP_FD, b"0"))] if boot.has_cgroup else []
    listed += [(syscalls.close_from, (RULESET_FD + (boot.landlock_abi > 0),)), (_open_own_input, ())]
    standing = ["rlimits"]
    if sys.platform == "linux":
        listed += [(_write, ("/proc/self/oom_score_adj", b"1000"))]
    listed += _limits(room, None if boot.opens_device else template_size)
    if slot.uid is not None:
        listed += _becoming(slot.uid, keep_capabilities=boot.search_capability is not None)
        standing.append("own-uid")
    if boot.counts_own_tasks:
        threads = room.threads if slot.uid is not None else room.threads * len(boot.slots)
        listed += [_limit(resource.RLIMIT_NPROC, threads)]
    listed += [(os.chdir, (slot.scratch,))]
    if sys.platform != "linux":
        return listed, standing
    listed += [
        (syscalls.prctl, (syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)),
        (_need_parent, (os.getpid(),)),
        (syscalls.prctl, (syscalls.PR_SET_NO_NEW_PRIVS, 1)),
        (syscalls.keep_only_capabilities, () if boot.search_capability is None else (boot.search_capability,)),
    ]
    standing += ["no-new-privs"] if boot.search_capability is not None else ["no-new-privs", "no-capabilities"]
    if open_device is not None:
        listed += [
            (open_device, ()),
            (limit_processor_time, (room,)),
            (limit_descriptors_beyond_those_in_use, ()),
        ]
    listed += [(syscalls.prctl, (syscalls.PR_SET_DUMPABLE, 0))]
    if boot.landlock_abi:
        listed += [(landlock.restrict, (RULESET_FD,)), (os.close, (RULESET_FD,))]
        standing.append("landlock")
    if filter_ is not None:
        listed += [(filter_.load, ())]
        standing.append("seccomp")
    return listed, standing


def set_common_limits() -> None:
    """The limits that are the same for every child: set in the template, and inherited."""
    same = [resource.RLIMIT_CORE, resource.RLIMIT_MEMLOCK]
    if sys.platform == "linux":
        same += [resource.RLIMIT_MSGQUEUE, resource.RLIMIT_NICE, resource.RLIMIT_RTPRIO]
    for which in same:
        resource.setrlimit(which, (0, 0))


def address_space_size() -> int:
    """Bytes of address space in use."""
    if sys.platform != "linux":
        return 0
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def _limits(room: ChildLimits, template_size: int | None) -> list[Step]:
    """Every other limit that the kernel keeps for this process alone.

    Without a `template_size`, memory and processor time are left: a GPU's driver
    reserves more addresses than there is memory, so the template watches what is used (see
    template.guard); and what opening the device takes is not the task's.
    """
    scratch = room.scratch_mib * MIB
    if template_size is None:
        return [
            _limit(resource.RLIMIT_NOFILE, DESCRIPTORS_OF_A_DRIVER),
            _limit(resource.RLIMIT_FSIZE, scratch),
        ]
    listed = [
        _limit(resource.RLIMIT_NOFILE, DESCRIPTORS),
        _limit(resource.RLIMIT_FSIZE, scratch),
        (resource.setrlimit, (resource.RLIMIT_CPU, (room.cpu_seconds, room.cpu_seconds + 1))),
    ]
    if sys.platform == "linux":
        most = template_size + room.memory_mib * MIB
        listed += [(resource.setrlimit, (resource.RLIMIT_AS, (most, most + RESERVE)))]
    return listed


def _limit(which: int, most: int) -> Step:
    return resource.setrlimit, (which, (most, most))


def limit_descriptors_beyond_those_in_use() -> None:
    """As many more as a child without a device has altogether."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = max(filter(_is_open, range(soft))) + DESCRIPTORS
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, soft), min(most, soft)))


def _is_open(descriptor: int) -> bool:
    try:
        fcntl.fcntl(descriptor, fcntl.F_GETFD)
    except OSError:
        return False
    return True


def limit_processor_time(room: ChildLimits) -> None:
    """From now on. SIGXCPU at the limit ends the child; where it is caught, SIGKILL follows a
    second later."""
    most = round(time.process_time()) + room.cpu_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (most, most + 1))


def tighten(had: ChildLimits, wanted: ChildLimits) -> None:
    """Takes the difference between two rooms away, once the task's own limits are known."""
    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    if wanted.memory_mib < had.memory_mib and soft != resource.RLIM_INFINITY:
        less = (had.memory_mib - wanted.memory_mib) * MIB
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (soft - less, hard - less))
    if wanted.cpu_seconds < had.cpu_seconds:
        limit_processor_time(wanted)
    if wanted.scratch_mib < had.scratch_mib:
        most = wanted.scratch_mib * MIB
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def release_reserve() -> None:
    """Gives the reserve of memory free, to say what happened."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def _open_own_input() -> None:
    """Open /dev/null anew as descriptor 0. The inherited one is the same open file description as
    the template's and every other child's: flags and locks that are set on it are set for all."""
    os.close(0)
    if os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC) != 0:
        raise OSError("descriptor 0 could not be opened anew")


# With pathlib and a text file, this would cost every child a tenth of a millisecond.
def _write(path: str, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY)
    try:
        os.write(descriptor, data)
    finally:
        os.close(descriptor)


def _becoming(uid: int, *, keep_capabilities: bool) -> list[Step]:
    kept: list[Step] = (
        [(syscalls.prctl, (syscalls.PR_SET_KEEPCAPS, 1))] if keep_capabilities else []
    )
    return [
        *kept,
        (os.setgroups, ([],)),
        (os.setresgid, (uid, uid, uid)),
        (os.setresuid, (uid, uid, uid)),
    ]


def _need_parent(template: int) -> None:
    if os.getppid() != template:
        raise ProcessLookupError("the template went while its child was being locked in")
