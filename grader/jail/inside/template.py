"""The template: torch imported and warm, it forks a child for every task and never runs one."""

from __future__ import annotations

import base64
import functools
import gc
import os
import select
import signal
import socket
import sys
import time
import traceback
from pathlib import Path
from typing import cast

from . import framing, landlock, lockdown, memory_tuning, scratch, syscalls
from .boot_config import FDS_PER_CHILD, DRIVER_MIB, BootConfig, ChildLimits, Slot
from .bootstrap import drop_privileges, warm_up
from .channel import Channel
from .child_main import Probe, ChildSetup, run_child, device_opener, run_practice_tasks
from .fd_layout import FdLayout

GUARD_SECONDS, GUARD_SECONDS_WITH_DEVICE = 0.25, 0.05
"""How often children are looked after while any is alive: what they wrote, their threads; and,
where a device's driver rules out a limit of the kernel's, their memory."""

_MOST_STARTS = 500
_MEMORY = ("RssAnon", "RssShmem", "VmPTE")


class Template:
    """Forks, reaps, cleans up after, and looks after children."""

    def __init__(self, channel: Channel, cradle: FdLayout, boot: BootConfig, probe: Probe) -> None:
        self._channel = channel
        self._cradle = cradle
        self._boot = boot
        self._probe = probe
        self._free = list(range(len(boot.slots)))
        self._children: dict[int, tuple[int, int, ChildLimits]] = {}  # pid: (order, slot, room)
        self._starts: dict[tuple[int, ChildLimits], ChildSetup] = {}
        program = base64.b64decode(boot.seccomp_program)
        self._filter = syscalls.Filter(program, boot.placeholder) if program else None
        self._rulesets = [self._ruleset(slot) for slot in boot.slots]
        self._stamps = {place: scratch.stamp(slot.scratch) for place, slot in enumerate(boot.slots)}
        self._told: set[int] = set()
        self._dirty: list[int] = []  # slots that could not be cleaned for want of a process
        self._size = lockdown.address_space_size()
        self._memory = _threads_and_memory(os.getpid())[1]
        self._guard_seconds = GUARD_SECONDS_WITH_DEVICE if boot.opens_device else GUARD_SECONDS

    def _ruleset(self, slot: Slot) -> int | None:
        if not self._boot.landlock_abi:
            return None
        allowed = [(path, landlock.READ) for path in self._boot.coarse_readable]
        allowed += [(slot.scratch, landlock.SCRATCH)]
        allowed += [(os.devnull, landlock.READ_FILE | landlock.WRITE_FILE)]
        allowed += [(node, landlock.DEVICE) for node in self._boot.device_nodes]
        return landlock.ruleset(self._boot.landlock_abi, allowed, outward=True)

    def fork(
        self, orders: list[int], room: ChildLimits, descriptors: list[int], *, rehearsed: bool
    ) -> None:
        """Makes children in free slots, one for each order, and tells the worker of them."""
        forked, why = [], "no free slot"
        each = FDS_PER_CHILD + self._boot.has_cgroup
        for at, order in enumerate(orders):
            theirs = descriptors[at * each : (at + 1) * each]
            if not self._free:
                break
            try:
                forked.append((order, self._fork_one(order, room, theirs, rehearsed=rehearsed)))
            except OSError as error:
                why = str(error)
                break
        if forked:
            handles = [os.pidfd_open(pid) for _, pid in forked] if hasattr(os, "pidfd_open") else []
            self._channel.send({"forked": forked}, *handles)
            for descriptor in handles:
                os.close(descriptor)
        if failed := orders[len(forked) :]:
            self._channel.send({"failed": failed, "why": why})

    def _fork_one(
        self, order: int, room: ChildLimits, theirs: list[int], *, rehearsed: bool
    ) -> int:
        place = self._free[-1]
        start = self._start(place, room)
        self._cradle.prepare(self._boot.slots[place], self._rulesets[place], theirs)
        try:
            pid = syscalls.bare_fork()
            if pid == 0:
                run_child(start, self._probe, rehearsed=rehearsed)
        finally:
            self._cradle.clear()
        self._free.pop()
        self._children[pid] = (order, place, room)
        return pid

    def _start(self, place: int, room: ChildLimits) -> ChildSetup:
        if (place, room) not in self._starts:
            if len(self._starts) >= _MOST_STARTS:
                self._starts.clear()
            steps, standing = lockdown.steps(
                self._boot,
                self._boot.slots[place],
                room,
                template_size=self._size,
                filter_=self._filter,
                open_device=device_opener(self._boot.device, self._probe),
            )
            self._starts[place, room] = ChildSetup(steps, framing.pack({"walls": standing}), room)
        return self._starts[place, room]

    def reap(self) -> None:
        """Tells the worker of every child that ended, once its slot is clean again."""
        ended = []
        while self._children:
            pid, status, used = os.wait4(-1, os.WNOHANG)
            if pid == 0:
                break
            if pid not in self._children:
                continue
            order, place, _ = self._children.pop(pid)
            self._told.discard(pid)
            self._clean(place)
            ended.append((order, status, used.ru_utime + used.ru_stime))
        if ended:
            self._channel.send({"ended": ended})

    def _clean(self, place: int) -> None:
        """Empties the slot's scratch directory as the one who filled it, and frees the slot."""
        slot = self._boot.slots[place]
        if scratch.is_untouched(slot.scratch, self._stamps.get(place), own_mount=slot.own_mount):
            self._free.append(place)
            return
        try:
            pid = syscalls.bare_fork()
        except OSError:
            self._dirty.append(place)
            return
        if pid == 0:
            code = 1
            try:
                if slot.uid is not None:
                    os.setgroups([])
                    os.setresgid(slot.uid, slot.uid, slot.uid)
                    os.setresuid(slot.uid, slot.uid, slot.uid)
                scratch.empty(slot.scratch)
                code = 0
            finally:
                os._exit(code)
        _, status = os.waitpid(pid, 0)
        if status == 0:
            self._free.append(place)
            self._stamps[place] = scratch.stamp(slot.scratch)
        else:
            self._channel.send({"lost": place, "why": "a scratch directory could not be emptied"})

    def guard(self) -> None:
        """Points out children that hold more than the kernel's own limits see."""
        dirty, self._dirty = self._dirty, []
        for place in dirty:
            self._clean(place)
        for pid, (order, place, room) in self._children.items():
            slot = self._boot.slots[place]
            reason = None
            try:
                size, files = scratch.usage(slot.scratch, own_mount=slot.own_mount)
                threads, memory = _threads_and_memory(pid)
            except OSError:
                continue  # it ended meanwhile
            if size > room.scratch_mib * lockdown.MIB or files > scratch.MOST_FILES:
                reason = "disk"
            elif threads > room.threads + 1:
                reason = "threads"
            elif self._boot.opens_device and memory > self._most_memory(room):
                reason = "memory"
            if reason and pid not in self._told:
                self._told.add(pid)
                self._channel.send({"guard": order, "reason": reason})

    def _most_memory(self, room: ChildLimits) -> int:
        """In bytes; what a child shares with the template counts as its own, too."""
        return self._memory + (room.memory_mib + DRIVER_MIB) * lockdown.MIB

    def serve(self) -> None:
        """Until the worker goes."""
        bell, ring = os.pipe()
        os.set_blocking(ring, False)
        os.set_blocking(bell, False)
        signal.set_wakeup_fd(ring, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        voice = self._channel.socket
        watched: list[socket.socket | int] = [voice, bell]
        looked = time.monotonic()
        while True:
            patience = self._guard_seconds if self._children or self._dirty else None
            ready, _, _ = select.select(watched, [], [], patience)
            if bell in ready:
                os.read(bell, 4096)
                self.reap()
            if voice in ready:
                for message, descriptors in self._channel.receive():
                    self._obey(message, descriptors)
            if time.monotonic() - looked >= self._guard_seconds:
                self.guard()
                looked = time.monotonic()

    def _obey(self, message: dict[str, object], descriptors: list[int]) -> None:
        orders = cast("list[int]", message["fork"])
        room = ChildLimits(**cast("dict[str, int]", message["room"]))
        self.fork(orders, room, descriptors, rehearsed=message["rehearsed"] is True)
        for descriptor in descriptors:
            os.close(descriptor)


def _threads_and_memory(pid: int) -> tuple[int, int]:
    """Return how many threads a process has, and how many bytes of memory that no file backs, its
    page tables among them."""
    # A child may have given itself a name that is no text.
    lines = Path(f"/proc/{pid}/status").read_text(errors="replace").splitlines()
    told = {name: value for name, _, value in (line.partition(":") for line in lines)}
    kib = sum(int(told.get(name, "0 kB").split()[0]) for name in _MEMORY)
    return int(told.get("Threads", "0")), kib << 10


def main(descriptor: int) -> None:
    """Boots from the worker's first message, then serves until the worker goes."""
    channel = Channel(descriptor)
    cradle = FdLayout()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # the worker ends us, nobody's Ctrl-C
    try:
        [(message, _)] = channel.receive()
        boot = BootConfig.from_json(cast("dict[str, object]", message["boot"]))
        sys.path += boot.packages
        os.environ["MPLCONFIGDIR"] = boot.template_directory
        probe = warm_up(boot)
        drop_privileges(boot)
        gc.collect()
        gc.disable()
        memory_tuning.tune(functools.partial(run_practice_tasks, probe))
        cradle.clear()
        template = Template(channel, cradle, boot, probe)
        gc.collect()
        gc.freeze()
        memory_tuning.fill_heap_holes()
        memory_tuning.collapse_heap()
        channel.send({"ready": True})
    except EOFError:
        return
    except BaseException as error:
        traceback.print_exc()
        channel.send({"broken": f"{type(error).__name__}: {error}"})
        raise
    try:
        template.serve()
    except (EOFError, ConnectionError, BrokenPipeError):
        os._exit(0)
