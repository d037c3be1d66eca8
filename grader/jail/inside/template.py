"""The template: torch imported and warm, it forks a child for every task and never runs one."""

from __future__ import annotations

import base64
import gc
import importlib
import importlib.util
import json
import os
import select
import signal
import socket
import sys
import time
import traceback
from pathlib import Path
from typing import cast

from . import kernel, landlock, scratch, walls
from .child import Probe, live, streams
from .orders import DRIVER_MIB, Boot, Room, Slot

GUARD_SECONDS, GUARD_SECONDS_WITH_DEVICE = 0.25, 0.05
"""How often children are looked after while any is alive: what they wrote, their threads; and,
where a device's driver rules out a limit of the kernel's, their memory."""


class Channel:
    """JSON lines to and from the worker, with descriptors beside them."""

    def __init__(self, descriptor: int) -> None:
        self.socket = socket.socket(fileno=descriptor)
        self._bytes = b""
        self._descriptors: list[int] = []

    def say(self, message: dict[str, object], *descriptors: int) -> None:
        line = json.dumps({**message, "descriptors": len(descriptors)}).encode() + b"\n"
        socket.send_fds(self.socket, [line], list(descriptors))

    def hear(self) -> list[tuple[dict[str, object], list[int]]]:
        """What has come, waiting for it. Raises EOFError when the worker is gone."""
        data, descriptors, _, _ = socket.recv_fds(self.socket, 1 << 16, 64)
        if not data:
            raise EOFError
        self._descriptors += descriptors
        *lines, self._bytes = (self._bytes + data).split(b"\n")
        heard = []
        for line in lines:
            message = json.loads(line)
            count = message.pop("descriptors", 0)
            heard.append((message, self._descriptors[:count]))
            del self._descriptors[:count]
        return heard


class Template:
    """Forks, reaps, cleans up after, and looks after children."""

    def __init__(self, channel: Channel, boot: Boot, probe: Probe) -> None:
        self._channel = channel
        self._boot = boot
        self._probe = probe
        self._free = list(range(len(boot.slots)))
        self._children: dict[int, tuple[int, int, Room]] = {}  # pid: (order, slot, room)
        self._program = base64.b64decode(boot.filter)
        self._rulesets = [self._ruleset(slot) for slot in boot.slots]
        self._stamps = {place: scratch.stamp(slot.scratch) for place, slot in enumerate(boot.slots)}
        self._told: set[int] = set()
        self._dirty: list[int] = []  # slots that could not be cleaned for want of a process
        self._own_pid = os.getpid()
        self._size = walls.size_of_this_process()
        self._memory = _threads_and_memory(self._own_pid)[1]
        self._guard_seconds = GUARD_SECONDS_WITH_DEVICE if boot.opens_device else GUARD_SECONDS
        self._streams = streams()

    def _ruleset(self, slot: Slot) -> int | None:
        if not self._boot.landlock:
            return None
        allowed = [(path, landlock.READ) for path in self._boot.roughly_readable]
        allowed += [(slot.scratch, landlock.SCRATCH)]
        allowed += [(os.devnull, landlock.READ_FILE | landlock.WRITE_FILE)]
        allowed += [(node, landlock.DEVICE) for node in self._boot.device_nodes]
        return landlock.ruleset(self._boot.landlock, allowed, outward=True)

    def fork(self, order: int, room: Room, descriptors: list[int], *, rehearsed: bool) -> None:
        """Makes a child in a free slot, and tells the worker of it."""
        place = self._free.pop()
        slot = self._boot.slots[place]
        try:
            pid = kernel.bare_fork()
        except OSError as error:
            self._free.append(place)
            self._channel.say({"failed": order, "why": str(error)})
            return
        if pid == 0:
            answer, out, err = descriptors
            ruleset = self._rulesets[place]
            program, size = self._program, self._size
            wall = walls.Wall(self._boot, slot, room, ruleset, program, self._own_pid, size)
            live(wall, (answer, out, err), self._streams, self._probe, rehearsed=rehearsed)
        self._children[pid] = (order, place, room)
        handle = [os.pidfd_open(pid)] if hasattr(os, "pidfd_open") else []
        self._channel.say({"forked": order, "pid": pid}, *handle)
        for descriptor in handle:
            os.close(descriptor)

    def reap(self) -> None:
        """Tells the worker of every child that ended, once its slot is clean again."""
        while self._children:
            pid, status, used = os.wait4(-1, os.WNOHANG)
            if pid == 0:
                return
            if pid not in self._children:
                continue
            order, place, _ = self._children.pop(pid)
            self._told.discard(pid)
            self._clean(place)
            cpu = used.ru_utime + used.ru_stime
            self._channel.say({"ended": order, "status": status, "cpu": cpu})

    def _clean(self, place: int) -> None:
        """Empties the slot's scratch directory as the one who filled it, and frees the slot."""
        slot = self._boot.slots[place]
        if scratch.untouched(slot.scratch, self._stamps.get(place), own_mount=slot.own_mount):
            self._free.append(place)
            return
        try:
            pid = kernel.bare_fork()
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
            self._channel.say({"lost": place, "why": "a scratch directory could not be emptied"})

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
            if size > room.scratch_mib * walls.MIB or files > scratch.MOST_FILES:
                reason = "disk"
            elif threads > room.threads + 1:
                reason = "threads"
            elif self._boot.opens_device and memory > self._most_memory(room):
                reason = "memory"
            if reason and pid not in self._told:
                self._told.add(pid)
                self._channel.say({"guard": order, "reason": reason})

    def _most_memory(self, room: Room) -> int:
        """In bytes; what a child shares with the template counts as its own, too."""
        return self._memory + (room.memory_mib + DRIVER_MIB) * walls.MIB

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
                for message, descriptors in self._channel.hear():
                    self._obey(message, descriptors)
            if time.monotonic() - looked >= self._guard_seconds:
                self.guard()
                looked = time.monotonic()

    def _obey(self, message: dict[str, object], descriptors: list[int]) -> None:
        order = cast(int, message["fork"])
        if self._free:
            room = Room(**cast("dict[str, int]", message["room"]))
            self.fork(order, room, descriptors, rehearsed=message["rehearsed"] is True)
        else:
            self._channel.say({"failed": order, "why": "no free slot"})
        for descriptor in descriptors:
            os.close(descriptor)


def _threads_and_memory(pid: int) -> tuple[int, int]:
    """How many threads a process has, and bytes of memory that no file backs."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    told = {name: value for name, _, value in (line.partition(":") for line in lines)}
    kib = sum(int(told.get(name, "0 kB").split()[0]) for name in ("RssAnon", "RssShmem"))
    return int(told.get("Threads", "0")), kib << 10


def _load_probe(directory: str) -> Probe:
    spec = importlib.util.spec_from_file_location(
        "probe", f"{directory}/__init__.py", submodule_search_locations=[directory]
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["probe"] = module
    spec.loader.exec_module(module)
    return cast(Probe, module)


def _warmed(boot: Boot) -> Probe:
    if not boot.warm:
        importlib.util.find_spec("torch")  # lists directories that are closed from now on
        return _load_probe(boot.probe)
    from .warm import warm

    warm()
    probe = _load_probe(boot.probe)
    getattr(probe, "warm", lambda: None)()
    return probe


def _prepare(boot: Boot) -> None:
    for slot in boot.slots:
        if slot.uid is not None:
            Path(slot.scratch).chmod(0o700)
            os.chown(slot.scratch, slot.uid, slot.uid)
    if sys.platform != "linux":
        return
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    kernel.empty_bounding_set()
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    walls.share_limits()
    if os.geteuid() == 0:
        permitted = kernel.permitted_capabilities()
        # Without CAP_KILL, its own death could not be signalled to children of another uid.
        kept = {kernel.CAP_KILL, kernel.CAP_SETUID, kernel.CAP_SETGID}
        if not all(slot.own_mount for slot in boot.slots):
            # Only this way can it count what children of another uid have written to a disk.
            kept |= {kernel.capability_to_search(permitted) or kernel.CAP_DAC_READ_SEARCH}
        kernel.keep_only_capabilities(*sorted(kept & permitted))
    if boot.landlock:
        allowed = [(path, landlock.READ) for path in (*boot.readable, "/proc")]
        allowed += [(slot.scratch, landlock.SCRATCH) for slot in boot.slots]
        # Writing under /proc is for oom_score_adj alone, and the children's own wall ends it.
        allowed += [("/proc", landlock.READ | landlock.WRITE_FILE | landlock.TRUNCATE)]
        allowed += [(os.devnull, landlock.READ_FILE | landlock.WRITE_FILE)]
        allowed += [(node, landlock.DEVICE) for node in boot.device_nodes]
        landlock.restrict(landlock.ruleset(boot.landlock, allowed, outward=False))


def main(descriptor: int) -> None:
    """Boots from the worker's first message, then serves until the worker goes."""
    channel = Channel(descriptor)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # the worker ends us, nobody's Ctrl-C
    try:
        [(message, _)] = channel.hear()
        boot = Boot.read(cast("dict[str, object]", message["boot"]))
        sys.path += boot.packages
        os.environ["MPLCONFIGDIR"] = boot.private
        probe = _warmed(boot)
        _prepare(boot)
        template = Template(channel, boot, probe)
        gc.collect()
        gc.disable()
        gc.freeze()
        kernel.plug_holes()
        channel.say({"ready": True})
    except EOFError:
        return
    except BaseException as error:
        traceback.print_exc()
        channel.say({"broken": f"{type(error).__name__}: {error}"})
        raise
    try:
        template.serve()
    except (EOFError, ConnectionError, BrokenPipeError):
        os._exit(0)
