"""One child, seen from the worker: feed it a task, collect what it sends, end it."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import time
from dataclasses import asdict, dataclass, field

from .groups import Group, Groups, pid_here
from .inside import wire
from .inside.orders import DRIVER_MIB, Room
from .records import Limits, Task

_CHUNK = 1 << 16
_SECONDS_TO_END = 1.0


class TemplateGone(Exception):
    """The template died, or says nothing any more; the task is to be given to another."""


@dataclass
class Seen:
    """What the worker itself saw of a run."""

    frame: wire.Reader | None = None  # whole, if there is one
    stdout: bytearray = field(default_factory=bytearray)
    stderr: bytearray = field(default_factory=bytearray)
    over: str | None = None  # the limit at which the worker ended it: "wall", "output", …
    status: int | None = None  # as from wait4, if it ended by itself
    cpu: float = 0.0  # seconds
    milliseconds: float = 0.0


def room_of(limits: Limits) -> Room:
    """The limits that the child's kernel side has to know."""
    return Room(
        cpu_seconds=limits.cpu_seconds,
        memory_mib=limits.memory_mib,
        scratch_mib=limits.scratch_mib,
        threads=limits.threads,
        answer_mib=limits.answer_mib,
    )


class Child:
    """A locked-in child that waits for its one task."""

    def __init__(self, room: Room, link: socket.socket, out: int, err: int) -> None:
        self.room = room
        self.walls: tuple[str, ...] = ()
        self.ended: asyncio.Future[tuple[int, float]] = asyncio.get_running_loop().create_future()
        self._link, self._out, self._err = link, out, err
        self._handle: int | None = None  # a pidfd
        self._pid: int | None = None  # only off Linux: behind a wall, the number is another's here
        self._groups: Groups | None = None
        self._group: Group | None = None
        self._guarded: asyncio.Future[None] | None = None
        self._seen = Seen()
        self.ended.add_done_callback(lambda ended: ended.exception())

    def name_it(self, pid: int, handle: int | None) -> None:
        """The template has forked it."""
        self._handle = handle
        if handle is None and sys.platform != "linux":
            self._pid = pid

    def join(self, groups: Groups) -> None:
        """Has its memory counted by the kernel. Raises OSError."""
        if self._handle is None:
            raise OSError("there is no pidfd to know the child by")
        self._groups, self._group = groups, groups.make()
        self._group.limit(self.room.memory_mib + DRIVER_MIB)
        try:
            self._group.take_in(pid_here(self._handle))
        except LookupError as error:
            raise OSError(str(error)) from error

    def leave(self) -> None:
        """It has ended, or is about to: its group goes with it."""
        if self._groups is not None and self._group is not None:
            self._groups.drop(self._group)
            self._groups = self._group = None

    async def locked(self) -> None:
        """Waits until its inner wall stands. Raises TemplateGone with what it said instead."""
        loop = asyncio.get_running_loop()
        reader = wire.Reader(0)
        while not reader.done:
            chunk = await loop.sock_recv(self._link, reader.wanted)
            if not chunk:
                said = os.read(self._err, _CHUNK).decode(errors="replace")
                raise TemplateGone(f"a child could not be locked in: {said}")
            reader.feed(chunk)
        walls = reader.head["walls"]
        assert isinstance(walls, list)
        self.walls = tuple(walls)

    async def run(self, task: Task) -> Seen:
        """Has the task done. Raises TemplateGone if it ended and nobody can say how."""
        seen, began = self._seen, time.perf_counter()
        code = task.code.encode("utf-8", "surrogatepass")
        head: dict[str, object] = {"entry": task.entry, "room": asdict(room_of(task.limits))}
        order = wire.pack(head, (code, task.question))
        loop = asyncio.get_running_loop()
        self._guarded = loop.create_future()
        clock = loop.call_later(task.limits.wall_seconds, self._stop, "wall")
        try:
            await self._converse(order, task.limits)
        finally:
            clock.cancel()
        seen.milliseconds = (time.perf_counter() - began) * 1000
        if seen.frame is None and seen.over is None:
            seen.status, seen.cpu = await self.ended
        return seen

    def guard(self, reason: str) -> None:
        """The template found it over a limit that the kernel does not watch."""
        self._stop(reason)

    def kill(self) -> None:
        """Ends it now, whatever it does."""
        if self.ended.done():
            return
        try:
            if self._handle is not None:
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)
            elif self._pid is not None:
                os.kill(self._pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def close(self) -> None:
        """Ends it and gives its descriptors back."""
        self.kill()
        self._link.close()
        for descriptor in (self._out, self._err, self._handle):
            if descriptor is not None and descriptor >= 0:
                os.close(descriptor)
        self._out = self._err = -1
        self._handle = self._pid = None

    async def _converse(self, order: bytes, limits: Limits) -> None:
        loop = asyncio.get_running_loop()
        assert self._guarded is not None
        caps = _Caps(limits.output_kib << 10, limits.answer_mib << 20)
        reader = wire.Reader(caps.answer)
        loop.add_reader(self._out, self._printed, self._out, self._seen.stdout, caps.output)
        loop.add_reader(self._err, self._printed, self._err, self._seen.stderr, caps.output)
        heard = asyncio.ensure_future(self._hear(order, reader))
        try:
            await asyncio.wait((heard, self._guarded), return_when=asyncio.FIRST_COMPLETED)
            if heard.done():
                self._judge_end(heard, reader)
            if self._seen.over is None and self._seen.frame is None:
                await self._let_end()
        finally:
            heard.cancel()
            loop.remove_reader(self._out)
            loop.remove_reader(self._err)
            self.kill()
            self._drain(caps.output)

    async def _hear(self, order: bytes, reader: wire.Reader) -> None:
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(self._link, order)
        while not reader.done:
            chunk = await loop.sock_recv(self._link, min(reader.wanted, 1 << 20))
            if not chunk:
                return
            reader.feed(chunk)

    def _judge_end(self, heard: asyncio.Future[None], reader: wire.Reader) -> None:
        error = heard.exception()
        if isinstance(error, wire.FrameError):
            self._seen.over = "answer" if isinstance(error, wire.FrameTooLargeError) else "garbage"
        elif isinstance(error, ConnectionError):
            # Sent only where it died with the task unread: no code of anyone's has run.
            raise TemplateGone("a child died before its task began") from error
        elif error is not None:
            raise error
        elif reader.done:
            self._seen.frame = reader

    async def _let_end(self) -> None:
        """Its socket is closed; normally it is about to end by itself."""
        await asyncio.wait((self.ended,), timeout=_SECONDS_TO_END)
        if not self.ended.done():
            self._seen.over = "closed"

    def _stop(self, why: str) -> None:
        if self._guarded is not None and not self._guarded.done():
            self._seen.over = why
            self._guarded.set_result(None)

    def _printed(self, descriptor: int, into: bytearray, cap: int) -> None:
        chunk = self._read(descriptor)
        if not chunk:
            asyncio.get_running_loop().remove_reader(descriptor)
            return
        into.extend(chunk)
        if self._over(cap):
            self._stop("output")

    def _drain(self, cap: int) -> None:
        for descriptor, into in ((self._out, self._seen.stdout), (self._err, self._seen.stderr)):
            while not self._over(cap) and (chunk := self._read(descriptor)):
                into.extend(chunk)
        if self._over(cap) and self._seen.over is None:
            self._seen.over = "output"

    def _over(self, cap: int) -> bool:
        return len(self._seen.stdout) + len(self._seen.stderr) > cap

    @staticmethod
    def _read(descriptor: int) -> bytes:
        try:
            return os.read(descriptor, _CHUNK)
        except BlockingIOError:
            return b""


@dataclass(frozen=True)
class _Caps:
    output: int  # bytes
    answer: int
