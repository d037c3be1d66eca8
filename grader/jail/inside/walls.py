"""The inner wall: what a child does to itself before it sees a byte of learner code.

Each step raises OSError when it fails, and the child then ends: it never runs half open.
"""

from __future__ import annotations

import fcntl
import os
import resource
import signal
import struct
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import kernel, landlock
from .orders import Boot, Room, Slot

MIB = 1 << 20
RESERVE = 64 * MIB
"""Kept back from the memory limit, so that there is room left to say that memory ran out."""

DESCRIPTORS, DESCRIPTORS_OF_A_DRIVER = 128, 1024
ANSWER, RULESET = 3, 4


def arrange_descriptors(answer: int, out: int, err: int, ruleset: int | None) -> None:
    """0 nothing, 1 and 2 the output, 3 the answer, 4 the Landlock ruleset; all others closed."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    wanted = [nothing, out, err, answer] + ([ruleset] if ruleset is not None else [])
    lifted = [_lift(descriptor) for descriptor in wanted]
    for place, descriptor in enumerate(lifted):
        os.dup2(descriptor, place, inheritable=False)
    kernel.close_from(len(lifted))


def _lift(descriptor: int) -> int:
    return fcntl.fcntl(descriptor, fcntl.F_DUPFD, 64)


@dataclass(frozen=True)
class Wall:
    """What a child is locked in with."""

    boot: Boot
    slot: Slot
    room: Room
    ruleset: int | None  # a Landlock ruleset's descriptor
    program: bytes  # a compiled seccomp filter; empty: none
    template: int  # the pid of the parent
    template_size: int  # bytes of address space that a child has from the start


def lock(wall: Wall, open_device: Callable[[], None] | None = None) -> list[str]:
    """Puts the whole inner wall up, in this order, and says which parts of it now stand.

    A device is opened before Landlock and the filter close: its driver needs more than they leave.
    Threads that it starts have by then no rights to give back: uid, capabilities and no_new_privs
    are settled before, the filter is put on every thread, and the template's Landlock is theirs.
    """
    boot, slot, room = wall.boot, wall.slot, wall.room
    standing = ["rlimits"]
    if sys.platform == "linux":
        _write("/proc/self/oom_score_adj", b"1000")
    set_limits(room, None if boot.opens_device else wall.template_size)
    if slot.uid is not None:
        _become(slot.uid, keep_capabilities=boot.search is not None)
        standing.append("own-uid")
    if boot.tasks_counted_apart:
        threads = room.threads if slot.uid is not None else room.threads * len(boot.slots)
        resource.setrlimit(resource.RLIMIT_NPROC, (threads, threads))
    os.chdir(slot.scratch)
    if sys.platform != "linux":
        return standing
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != wall.template:
        raise ProcessLookupError("the template went while its child was being locked in")
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    standing.append("no-new-privs")
    if boot.search is not None:
        kernel.keep_only_capabilities(boot.search)
    else:
        kernel.keep_only_capabilities()
        standing.append("no-capabilities")
    if open_device is not None:
        open_device()
        limit_processor_time(room)
        limit_descriptors_beyond_those_in_use()
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    if wall.ruleset is not None:
        landlock.restrict(RULESET)
        os.close(RULESET)
        standing.append("landlock")
    if wall.program:
        kernel.load_filter(for_this_process(wall.program, boot.placeholder))
        standing.append("seccomp")
    return standing


def for_this_process(program: bytes, placeholder: int) -> bytes:
    """The filter with this process's id in the place of the placeholder."""
    return program.replace(struct.pack("=I", placeholder), struct.pack("=I", os.getpid()))


def share_limits() -> None:
    """The limits that are the same for every child: set in the template, and inherited."""
    same = [resource.RLIMIT_CORE, resource.RLIMIT_MEMLOCK]
    if sys.platform == "linux":
        same += [resource.RLIMIT_MSGQUEUE, resource.RLIMIT_NICE, resource.RLIMIT_RTPRIO]
    for which in same:
        resource.setrlimit(which, (0, 0))


def size_of_this_process() -> int:
    """Bytes of address space in use."""
    if sys.platform != "linux":
        return 0
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def set_limits(room: Room, template_size: int | None) -> None:
    """Every other limit that the kernel keeps for this process alone.

    Without a `template_size`, memory and processor time are left: a GPU's driver
    reserves more addresses than there is memory, so the template watches what is used (see
    template.guard); and what opening the device takes is not the task's.
    """
    descriptors = DESCRIPTORS if template_size is not None else DESCRIPTORS_OF_A_DRIVER
    resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))
    scratch = room.scratch_mib * MIB
    resource.setrlimit(resource.RLIMIT_FSIZE, (scratch, scratch))
    if template_size is None:
        return
    limit_processor_time(room)
    if sys.platform == "linux":
        most = template_size + room.memory_mib * MIB
        resource.setrlimit(resource.RLIMIT_AS, (most, most + RESERVE))


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


def limit_processor_time(room: Room) -> None:
    """From now on. SIGXCPU at the limit ends the child; where it is caught, SIGKILL follows a
    second later."""
    most = round(time.process_time()) + room.cpu_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (most, most + 1))


def tighten(had: Room, wanted: Room) -> None:
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


def open_reserve() -> None:
    """Gives the reserve of memory free, to say what happened."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


# With pathlib and a text file, this would cost every child a tenth of a millisecond.
def _write(path: str, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY)
    try:
        os.write(descriptor, data)
    finally:
        os.close(descriptor)


def _become(uid: int, *, keep_capabilities: bool) -> None:
    if keep_capabilities:
        kernel.prctl(kernel.PR_SET_KEEPCAPS, 1)
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
