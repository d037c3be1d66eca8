"""The fork server: imports torch once, forks a child for every task and never runs one itself."""

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
from .boot_config import DRIVER_MIB, FDS_PER_CHILD, BootConfig, ChildLimits, Slot, Warmup
from .bootstrap import drop_privileges, warm_up
from .channel import Channel
from .child_main import ChildSetup, Probe, device_opener, run_child, run_practice_tasks
from .fd_layout import FdLayout
from .fork_speed import measure_forks

GUARD_SECONDS, GUARD_SECONDS_WITH_DEVICE = 0.25, 0.05
"""Interval of the checks of running children: files and threads, and also memory with a device,
whose driver rules out a memory limit of the kernel."""

_MAX_SETUPS = 500  # cached
_MEMORY_FIELDS = ("RssAnon", "RssShmem", "VmPTE")


class Template:
    """Forks, monitors and reaps children, and empties their scratch directories."""

    def __init__(
        self, channel: Channel, fd_layout: FdLayout, boot: BootConfig, probe: Probe
    ) -> None:
        self._channel = channel
        self._fd_layout = fd_layout
        self._boot = boot
        self._probe = probe
        self._free_slots = list(range(len(boot.slots)))
        self._children: dict[
            int, tuple[int, int, ChildLimits]
        ] = {}  # pid: (child id, slot index, limits)
        self._setups: dict[tuple[int, ChildLimits], ChildSetup] = {}
        program = base64.b64decode(boot.seccomp_program)
        self._filter = syscalls.Filter(program, boot.placeholder) if program else None
        self._rulesets = [self._ruleset(slot) for slot in boot.slots]
        self._stamps = {
            slot_index: scratch.stamp(slot.scratch) for slot_index, slot in enumerate(boot.slots)
        }
        self._reported: set[int] = set()
        self._dirty_slots: list[int] = []  # not emptied yet, because a fork failed
        self._address_space = lockdown.address_space_size()
        self._own_memory = _threads_and_memory(os.getpid())[1]
        self._guard_seconds = GUARD_SECONDS_WITH_DEVICE if boot.opens_device else GUARD_SECONDS

    def _ruleset(self, slot: Slot) -> int | None:
        if not self._boot.landlock_abi:
            return None
        allowed = lockdown.rules(self._boot, slot)
        return landlock.ruleset(self._boot.landlock_abi, allowed, outward=True)

    def fork(
        self, child_ids: list[int], limits: ChildLimits, descriptors: list[int], *, rehearsed: bool
    ) -> None:
        """Fork a child in a free slot for each id, and report the result to the worker."""
        forked, why = [], "no free slot"
        fds_per_child = FDS_PER_CHILD + self._boot.has_cgroup
        for number, child_id in enumerate(child_ids):
            child_fds = descriptors[number * fds_per_child : (number + 1) * fds_per_child]
            if not self._free_slots:
                break
            try:
                forked.append(
                    (child_id, self._fork_one(child_id, limits, child_fds, rehearsed=rehearsed))
                )
            except OSError as error:
                why = str(error)
                break
        if forked:
            pidfds = [os.pidfd_open(pid) for _, pid in forked] if hasattr(os, "pidfd_open") else []
            self._channel.send({"forked": forked}, *pidfds)
            for descriptor in pidfds:
                os.close(descriptor)
        if failed := child_ids[len(forked) :]:
            self._channel.send({"failed": failed, "why": why})

    def _fork_one(
        self, child_id: int, limits: ChildLimits, child_fds: list[int], *, rehearsed: bool
    ) -> int:
        slot_index = self._free_slots[-1]
        setup = self._child_setup(slot_index, limits)
        self._fd_layout.prepare(self._boot.slots[slot_index], self._rulesets[slot_index], child_fds)
        try:
            pid = syscalls.bare_fork()
            if pid == 0:
                run_child(setup, self._probe, rehearsed=rehearsed)
        finally:
            self._fd_layout.clear()
        self._free_slots.pop()
        self._children[pid] = (child_id, slot_index, limits)
        return pid

    def _child_setup(self, slot_index: int, limits: ChildLimits) -> ChildSetup:
        if (slot_index, limits) not in self._setups:
            if len(self._setups) >= _MAX_SETUPS:
                self._setups.clear()
            steps, layers = lockdown.steps(
                self._boot,
                self._boot.slots[slot_index],
                limits,
                template_size=self._address_space,
                seccomp_filter=self._filter,
                open_device=device_opener(self._boot.device, self._probe),
            )
            self._setups[slot_index, limits] = ChildSetup(
                steps, framing.pack({"walls": layers}), limits
            )
        return self._setups[slot_index, limits]

    def reap(self) -> None:
        """Report every child that ended to the worker, after its slot has been emptied."""
        ended = []
        while self._children:
            pid, status, used = os.wait4(-1, os.WNOHANG)
            if pid == 0:
                break
            if pid not in self._children:
                continue
            child_id, slot_index, _ = self._children.pop(pid)
            self._reported.discard(pid)
            self._clean(slot_index)
            ended.append((child_id, status, used.ru_utime + used.ru_stime))
        if ended:
            self._channel.send({"ended": ended})

    def _clean(self, slot_index: int) -> None:
        """Empty the slot's scratch directory, in a process with its uid, and free the slot."""
        slot = self._boot.slots[slot_index]
        if scratch.is_untouched(
            slot.scratch, self._stamps.get(slot_index), own_mount=slot.own_mount
        ):
            self._free_slots.append(slot_index)
            return
        try:
            pid = syscalls.bare_fork()
        except OSError:
            self._dirty_slots.append(slot_index)
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
            self._free_slots.append(slot_index)
            self._stamps[slot_index] = scratch.stamp(slot.scratch)
        else:
            self._channel.send(
                {"lost": slot_index, "why": "a scratch directory could not be emptied"}
            )

    def guard(self) -> None:
        """Report children that exceed a limit that the kernel does not enforce."""
        dirty_slots, self._dirty_slots = self._dirty_slots, []
        for slot_index in dirty_slots:
            self._clean(slot_index)
        for pid, (child_id, slot_index, limits) in self._children.items():
            slot = self._boot.slots[slot_index]
            reason = None
            try:
                size, files = scratch.usage(slot.scratch, own_mount=slot.own_mount)
                threads, memory = _threads_and_memory(pid)
            except OSError:
                continue  # it ended meanwhile
            if size > limits.scratch_mib * lockdown.MIB or files > scratch.MOST_FILES:
                reason = "disk"
            elif threads > limits.threads + 1:
                reason = "threads"
            elif self._boot.opens_device and memory > self._memory_limit(limits):
                reason = "memory"
            if reason and pid not in self._reported:
                self._reported.add(pid)
                self._channel.send({"guard": child_id, "reason": reason})

    def _memory_limit(self, limits: ChildLimits) -> int:
        """Return the limit in bytes. It includes the memory shared with the fork server."""
        return self._own_memory + (limits.memory_mib + DRIVER_MIB) * lockdown.MIB

    def serve(self) -> None:
        """Handle requests and exits. Raise EOFError or OSError when the worker is gone."""
        wakeup_read, wakeup_write = os.pipe()
        os.set_blocking(wakeup_write, False)
        os.set_blocking(wakeup_read, False)
        signal.set_wakeup_fd(wakeup_write, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        channel_socket = self._channel.socket
        watched: list[socket.socket | int] = [channel_socket, wakeup_read]
        last_guard = time.monotonic()
        while True:
            timeout = self._guard_seconds if self._children or self._dirty_slots else None
            ready, _, _ = select.select(watched, [], [], timeout)
            if wakeup_read in ready:
                os.read(wakeup_read, 4096)
                self.reap()
            if channel_socket in ready:
                for message, descriptors in self._channel.receive():
                    self._handle_message(message, descriptors)
            if time.monotonic() - last_guard >= self._guard_seconds:
                self.guard()
                last_guard = time.monotonic()

    def _handle_message(self, message: dict[str, object], descriptors: list[int]) -> None:
        if "measure_forks" in message:
            self._channel.send({"measured": measure_forks(cast("int", message["measure_forks"]))})
            return
        child_ids = cast("list[int]", message["fork"])
        limits = ChildLimits(**cast("dict[str, int]", message["limits"]))
        self.fork(child_ids, limits, descriptors, rehearsed=message["rehearsed"] is True)
        for descriptor in descriptors:
            os.close(descriptor)


def _threads_and_memory(pid: int) -> tuple[int, int]:
    """Return the number of threads of a process, and its anonymous and shared memory and page
    tables in bytes. Raise OSError."""
    # The process name is chosen by the child and need not be valid UTF-8.
    lines = Path(f"/proc/{pid}/status").read_text(errors="replace").splitlines()
    fields = {name: value for name, _, value in (line.partition(":") for line in lines)}
    kib = sum(int(fields.get(name, "0 kB").split()[0]) for name in _MEMORY_FIELDS)
    return int(fields.get("Threads", "0")), kib << 10


def main(descriptor: int) -> None:
    """Boot from the worker's first message, then serve until the worker is gone."""
    gc.disable()  # to import torch takes a tenth longer with it
    memory_tuning.place_libc_state()
    channel = Channel(descriptor)
    fd_layout = FdLayout()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # only the worker ends this process
    try:
        [(message, _)] = channel.receive()
        boot = BootConfig.from_json(cast("dict[str, object]", message["boot"]))
        sys.path += boot.packages
        # For argparse and getpass. Our own arguments would be read as the learner's.
        sys.argv = ["your_code.py"]
        os.environ["USER"] = "learner"
        os.environ["MPLCONFIGDIR"] = boot.template_directory
        probe = warm_up(boot)
        drop_privileges(boot)
        is_for_many = boot.warmup is not Warmup.TORCH
        if is_for_many:
            gc.collect()
            gc.freeze()  # what is imported is looked at once
            memory_tuning.tune(functools.partial(run_practice_tasks, probe))
            gc.collect()
            memory_tuning.fill_heap_holes()  # the template writes to its own objects at every fork
        fd_layout.clear()
        template = Template(channel, fd_layout, boot, probe)
        gc.freeze()
        if is_for_many:
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
