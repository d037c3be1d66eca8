"""The inner sandbox layers: a child applies them to itself before it receives learner code.

A step that fails raises OSError, and the child exits: it never runs with only some of the layers.
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
"""Difference between the hard and the soft memory limit, used to report that memory ran out."""

DESCRIPTORS, DESCRIPTORS_WITH_DRIVER = 128, 1024
LOCKED_WITH_DRIVER = 64 << 10
"""Bytes that a child with a device may lock: the smallest default of Linux, since drivers may."""

ANSWER_FD, RULESET_FD = 3, 4
CGROUP_FD = 5
"""Descriptor of the cgroup.procs of the child's cgroup, opened by the worker."""

Step = tuple[Callable[..., object], tuple[object, ...]]


def steps(
    boot: BootConfig,
    slot: Slot,
    limits: ChildLimits,
    *,
    template_size: int,
    seccomp_filter: syscalls.Filter | None,
    open_device: Callable[[], None] | None,
) -> tuple[list[Step], list[str]]:
    """Return the steps that lock a child in, in order, and the names of the layers they apply.

    The steps are prepared in the fork server and only executed by the child, because every object
    that a child creates or touches first is in a page that it has to copy.

    `template_size` is the address space, in bytes, that a child inherits. A device is opened before
    Landlock and the filter are applied, because its driver needs more than they allow. Threads that
    the driver starts have no more rights than the child: uid, capabilities and no_new_privs are set
    before, the filter is applied to every thread, and they have the fork server's Landlock ruleset.
    """
    # The kernel checks the rights of the opener of this file, so this works in every namespace.
    sequence: list[Step] = [(os.write, (CGROUP_FD, b"0"))] if boot.has_cgroup else []
    sequence += [
        (syscalls.close_from, (RULESET_FD + (boot.landlock_abi > 0),)),
        (_reopen_stdin, ()),
    ]
    layers = ["rlimits"]
    if sys.platform == "linux":
        sequence += [(_write, ("/proc/self/oom_score_adj", b"1000"))]
    sequence += _limit_steps(limits, None if boot.opens_device else template_size)
    if slot.uid is not None:
        sequence += _uid_steps(
            slot.uid, boot.device_groups, keep_capabilities=boot.search_capability is not None
        )
        layers.append("own-uid")
    if boot.counts_own_tasks:
        threads = limits.threads if slot.uid is not None else limits.threads * len(boot.slots)
        sequence += [_limit(resource.RLIMIT_NPROC, threads)]
    sequence += [(os.chdir, (slot.scratch,))]
    if sys.platform != "linux":
        return sequence, layers
    sequence += [
        (syscalls.prctl, (syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)),
        (_check_parent, (os.getpid(),)),
        (syscalls.prctl, (syscalls.PR_SET_NO_NEW_PRIVS, 1)),
        (
            syscalls.keep_only_capabilities,
            () if boot.search_capability is None else (boot.search_capability,),
        ),
    ]
    layers += (
        ["no-new-privs"]
        if boot.search_capability is not None
        else ["no-new-privs", "no-capabilities"]
    )
    if open_device is not None:
        sequence += [
            # A change of uid gives root the process's own files in /proc, and drivers read some.
            (syscalls.prctl, (syscalls.PR_SET_DUMPABLE, 1)),
            (open_device, ()),
            (limit_processor_time, (limits,)),
            (limit_more_descriptors, ()),
            _limit_file_size(limits),
        ]
    sequence += [(syscalls.prctl, (syscalls.PR_SET_DUMPABLE, 0))]
    if boot.landlock_abi:
        restrict: Step = (landlock.restrict, (RULESET_FD,))
        if open_device is not None:
            restrict = (_restrict_but_names_of_threads, (boot.landlock_abi, rules(boot, slot)))
        sequence += [restrict, (os.close, (RULESET_FD,))]
        layers.append("landlock")
    if seccomp_filter is not None:
        sequence += [(seccomp_filter.load, ())]
        layers.append("seccomp")
    return sequence, layers


def rules(boot: BootConfig, slot: Slot) -> list[tuple[str, int]]:
    """Return the paths that a child may use, with its rights."""
    return [
        *((path, landlock.READ) for path in boot.coarse_readable),
        (slot.scratch, landlock.SCRATCH),
        (os.devnull, landlock.READ_FILE | landlock.WRITE_FILE),
        *((node, landlock.DEVICE) for node in boot.device_nodes),
    ]


def _restrict_but_names_of_threads(abi: int, allowed: list[tuple[str, int]]) -> None:
    """Apply Landlock, with the right to name this process's own threads in /proc.

    CUDA fails if it cannot name a thread that it starts. The other files there belong to root now,
    since the process is not dumpable. The ruleset is this child's own, because it names the child.
    """
    allowed = [*allowed, ("/proc/self/task", landlock.WRITE_FILE)]
    ruleset = landlock.ruleset(abi, allowed, outward=True)
    landlock.restrict(ruleset)
    os.close(ruleset)


def set_common_limits(*, opens_device: bool = False) -> None:
    """Set the limits that are the same for every child. Children inherit them."""
    _, most = resource.getrlimit(resource.RLIMIT_MEMLOCK)
    locked = LOCKED_WITH_DRIVER if opens_device else 0
    if most != resource.RLIM_INFINITY:
        locked = min(locked, most)
    resource.setrlimit(resource.RLIMIT_MEMLOCK, (locked, locked))
    limited_to_zero = [resource.RLIMIT_CORE]
    if sys.platform == "linux":
        limited_to_zero += [resource.RLIMIT_MSGQUEUE, resource.RLIMIT_NICE, resource.RLIMIT_RTPRIO]
    for resource_id in limited_to_zero:
        resource.setrlimit(resource_id, (0, 0))


def address_space_size() -> int:
    """Return the address space in use, in bytes; 0 off Linux."""
    if sys.platform != "linux":
        return 0
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def _limit_steps(limits: ChildLimits, template_size: int | None) -> list[Step]:
    """Return the steps that set the other limits of the process.

    Without `template_size`, only descriptors are limited here: a GPU's driver reserves more
    addresses than there is memory, so the fork server checks the memory in use (see
    Template.guard); opening the device does not count as the task's processor time, and the
    driver's unnamed files are not the task's. These limits follow when the device is open.
    """
    if template_size is None:
        return [_limit(resource.RLIMIT_NOFILE, DESCRIPTORS_WITH_DRIVER)]
    sequence = [
        _limit(resource.RLIMIT_NOFILE, DESCRIPTORS),
        _limit_file_size(limits),
        (resource.setrlimit, (resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))),
    ]
    if sys.platform == "linux":
        limit = template_size + limits.memory_mib * MIB
        sequence += [(resource.setrlimit, (resource.RLIMIT_AS, (limit, limit + RESERVE)))]
    return sequence


def _limit(resource_id: int, limit: int) -> Step:
    return resource.setrlimit, (resource_id, (limit, limit))


def _limit_file_size(limits: ChildLimits) -> Step:
    return _limit(resource.RLIMIT_FSIZE, limits.scratch_mib * MIB)


def limit_more_descriptors() -> None:
    """Limit the descriptors to those in use plus as many as a child without a device may have."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    limit = max(filter(_is_open, range(soft))) + DESCRIPTORS
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(limit, soft), min(limit, soft)))


def _is_open(descriptor: int) -> bool:
    try:
        fcntl.fcntl(descriptor, fcntl.F_GETFD)
    except OSError:
        return False
    return True


def limit_processor_time(limits: ChildLimits) -> None:
    """Limit the processor time from now on.

    At the limit, SIGXCPU ends the child; if that is caught, SIGKILL follows a second later.
    """
    limit = round(time.process_time()) + limits.cpu_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))


def tighten(had: ChildLimits, wanted: ChildLimits) -> None:
    """Lower the limits from those of the child to those of its task."""
    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    if wanted.memory_mib < had.memory_mib and soft != resource.RLIM_INFINITY:
        less = (had.memory_mib - wanted.memory_mib) * MIB
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (soft - less, hard - less))
    if wanted.cpu_seconds < had.cpu_seconds:
        limit_processor_time(wanted)
    if wanted.scratch_mib < had.scratch_mib:
        limit = wanted.scratch_mib * MIB
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


def release_reserve() -> None:
    """Raise the soft memory limit to the hard one, so that the failure can be reported."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def _reopen_stdin() -> None:
    """Open /dev/null again as descriptor 0.

    The inherited descriptor shares its open file description with the fork server and every other
    child, so that flags and locks set on it would apply to all of them. Raise OSError.
    """
    os.close(0)
    if os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC) != 0:
        raise OSError("descriptor 0 could not be opened again")


# With pathlib and a text file, this would take 0.1 ms in every child.
def _write(path: str, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY)
    try:
        os.write(descriptor, data)
    finally:
        os.close(descriptor)


def _uid_steps(uid: int, groups: tuple[int, ...], *, keep_capabilities: bool) -> list[Step]:
    sequence: list[Step] = (
        [(syscalls.prctl, (syscalls.PR_SET_KEEPCAPS, 1))] if keep_capabilities else []
    )
    return [
        *sequence,
        (os.setgroups, (groups,)),
        (os.setresgid, (uid, uid, uid)),
        (os.setresuid, (uid, uid, uid)),
    ]


def _check_parent(template: int) -> None:
    if os.getppid() != template:
        raise ProcessLookupError("the fork server ended while its child was being locked in")
