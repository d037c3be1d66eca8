"""One child, seen from the worker: feed it a task, collect what it sends, end it."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .cgroups import Cgroup
from .inside import framing
from .inside.boot_config import ChildLimits
from .records import Limits, Task

_CHUNK, _LARGEST_CHUNK = 1 << 16, 1 << 20
_SECONDS_TO_END = 3.0  # to give much memory back takes its time
_SECONDS_TO_SAY_HOW = 10.0  # on a busy machine
_SECONDS_UNWATCHED = 0.02


class ForkServerError(Exception):
    """The template died, or says nothing any more; the task is to be given to another."""


@dataclass
class RunRecord:
    """What the worker itself saw of a run."""

    frame: framing.Reader | None = None  # whole, if there is one
    stdout: bytearray = field(default_factory=bytearray)
    stderr: bytearray = field(default_factory=bytearray)
    killed_by: str | None = None  # the limit at which the worker ended it: "wall", "output", …
    status: int | None = None  # as from wait4, if it ended by itself
    cpu: float = 0.0  # seconds
    milliseconds: float = 0.0  # on the clock


def to_child_limits(limits: Limits) -> ChildLimits:
    """The limits that the child's kernel side has to know."""
    return ChildLimits(
        cpu_seconds=limits.cpu_seconds,
        memory_mib=limits.memory_mib,
        scratch_mib=limits.scratch_mib,
        threads=limits.threads,
        answer_mib=limits.answer_mib,
    )


class Child:
    """A child that is being made, then waits locked in for its one task.

    `theirs` is what it speaks and prints to, and where it joins its group, for the template to
    hand on.
    """

    def __init__(self, room: ChildLimits) -> None:
        loop = asyncio.get_running_loop()
        self.limits = room
        self.group: Cgroup | None = None
        self.layers: tuple[str, ...] = ()
        self.ready: asyncio.Future[None] = loop.create_future()
        self.ended: asyncio.Future[tuple[int, float]] = loop.create_future()
        self._loop = loop
        self._link, link = socket.socketpair()
        self._out, out = os.pipe()
        self._err, err = os.pipe()
        self._link.setblocking(False)
        os.set_blocking(self._out, False)
        os.set_blocking(self._err, False)
        self.child_fds: tuple[int, ...] = (link.detach(), out, err)
        self._handle: int | None = None  # a pidfd
        self._pid: int | None = None  # only off Linux: behind a wall, the number is another's here
        self._named = False
        self._over: asyncio.Future[None] | None = None  # while a task runs
        self._reader = framing.Reader(0)
        self._lost: ConnectionError | None = None
        self._silent = False  # its end of the link is closed
        self._seen = RunRecord()
        for future in (self.ready, self.ended):
            future.add_done_callback(_mark_retrieved)
        self._listening: set[int] = set()
        self._listen(self._link.fileno(), self._hear)

    def close_child_fds(self) -> None:
        """They are the child's now, or nobody's."""
        for descriptor in self.child_fds:
            os.close(descriptor)
        self.child_fds = ()

    def set_pid(self, pid: int, handle: int | None) -> None:
        """The template has forked it, and it can be ended: tasks may come once it is locked in."""
        self._handle = handle
        if handle is None and sys.platform != "linux":
            self._pid = pid
        self._named = True
        self._look_whether_ready()

    def fail(self, why: str) -> None:
        """It never came to be, or nothing will be heard of it any more."""
        gone = ForkServerError(why)
        for future in (self.ready, self.ended):
            if not future.done():
                future.set_exception(gone)

    async def run(self, task: Task) -> RunRecord:
        """Has the task done. Raises TemplateGone if it ended and nobody can say how."""
        seen, began = self._seen, time.perf_counter()
        code = task.code.encode("utf-8", "surrogatepass")
        head: dict[str, object] = {"entry": task.entry, "room": vars(to_child_limits(task.limits))}
        order = framing.pack(head, (code, task.question))
        self._reader = framing.Reader(task.limits.answer_mib << 20)
        self._over = self._loop.create_future()
        output_cap = task.limits.output_kib << 10
        clock = self._loop.call_later(task.limits.wall_seconds, self._stop, "wall")
        watch = self._loop.call_later(_SECONDS_UNWATCHED, self._watch_output, output_cap)
        sending = self._send(order)
        try:
            await self._over
            if seen.killed_by is None and seen.frame is None:
                await self._let_end()
        finally:
            clock.cancel()
            watch.cancel()
            if sending is not None:
                sending.cancel()
            self._stop_listening()
            self.kill()
            self._drain(output_cap)
        seen.milliseconds = (time.perf_counter() - began) * 1000
        if seen.frame is None and seen.killed_by is None:
            seen.status, seen.cpu = await self.ended
        return seen

    @property
    def is_gone(self) -> bool:
        """Whether it ended, or is about to: no task can be given to it."""
        return self._silent or self.ended.done()

    @property
    def is_closed(self) -> bool:
        """Whether nobody has a use for it any more."""
        return self._out < 0

    def on_limit_exceeded(self, reason: str) -> None:
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
        self.ready.cancel()
        self._stop_listening()
        self.close_child_fds()
        self._link.close()
        for descriptor in (self._out, self._err, self._handle):
            if descriptor is not None and descriptor >= 0:
                os.close(descriptor)
        self._out = self._err = -1
        self._handle = self._pid = None

    def _hear(self) -> None:
        """Something came, or nothing will come any more."""
        try:
            chunk = self._link.recv(min(self._reader.wanted, _LARGEST_CHUNK))
        except BlockingIOError:
            return
        except ConnectionError as error:
            # Sent only where it died with the task unread: no code of anyone's has run.
            self._lost, chunk = error, b""
        if not chunk or self._reader.done:  # nobody asked it for more
            self._stop_listening(self._link.fileno())
            self._silent = True
            self._finish()
            return
        try:
            whole = self._reader.feed(chunk)
        except framing.FrameTooLargeError:
            self._stop("answer")
        except framing.FrameError:
            self._stop("garbage")
        else:
            if whole:
                self._finish()

    def _finish(self) -> None:
        """The link has said all that it will say for now."""
        if self._over is None:
            self._look_whether_ready()
        elif not self._over.done():
            if self._reader.done:
                self._seen.frame = self._reader
            if self._lost is not None:
                self._over.set_exception(ForkServerError("a child died before its task began"))
            else:
                self._over.set_result(None)

    def _look_whether_ready(self) -> None:
        """It is when its walls stand and the template has told of it."""
        if self.ready.done():
            return
        if self._silent:
            said = self._read(self._err).decode(errors="replace")
            self.ready.set_exception(ForkServerError(f"a child could not be locked in: {said}"))
        elif self._reader.done and self._named:
            walls = self._reader.head["walls"]
            assert isinstance(walls, list)
            self.layers = tuple(walls)
            self.ready.set_result(None)

    def _send(self, order: bytes) -> asyncio.Task[None] | None:
        """At once as far as the socket takes it, which is nearly always all."""
        assert self._over is not None
        if self._silent:
            self._over.set_exception(ForkServerError("a child died before its task came"))
            return None
        try:
            sent = self._link.send(order)
        except BlockingIOError:
            sent = 0
        except ConnectionError as error:
            self._lost = error
            self._finish()
            return None
        if sent == len(order):
            return None
        rest = self._loop.create_task(self._loop.sock_sendall(self._link, order[sent:]))
        # Where it fails, the link breaks, and that is heard.
        rest.add_done_callback(_mark_retrieved)
        return rest

    async def _let_end(self) -> None:
        """Its socket is closed; normally it is about to end by itself."""
        await asyncio.wait((self.ended,), timeout=_SECONDS_TO_END)
        if not self.ended.done() and self._is_dead():
            await asyncio.wait((self.ended,), timeout=_SECONDS_TO_SAY_HOW)
            if not self.ended.done():
                raise ForkServerError("the template does not say how a child ended")
        if not self.ended.done():
            self._seen.killed_by = "closed"

    def _is_dead(self) -> bool:
        """Whether it only waits for the template to say how it ended."""
        return self._handle is not None and bool(select.select([self._handle], [], [], 0)[0])

    def _stop(self, why: str) -> None:
        if self._over is not None and not self._over.done():
            self._seen.killed_by = why
            self._over.set_result(None)

    def _watch_output(self, cap: int) -> None:
        """From now on. Until then, a pipe held what was printed; most tasks end sooner."""
        self._listen(self._out, self._printed, self._out, self._seen.stdout, cap)
        self._listen(self._err, self._printed, self._err, self._seen.stderr, cap)

    def _listen(self, descriptor: int, call: Callable[..., None], *arguments: object) -> None:
        self._loop.add_reader(descriptor, call, *arguments)
        self._listening.add(descriptor)

    def _stop_listening(self, *descriptors: int) -> None:
        for descriptor in descriptors or tuple(self._listening):
            self._loop.remove_reader(descriptor)
            self._listening.discard(descriptor)

    def _printed(self, descriptor: int, into: bytearray, cap: int) -> None:
        chunk = self._read(descriptor)
        if not chunk:
            self._stop_listening(descriptor)
            return
        into.extend(chunk)
        if self._printed_too_much(cap):
            self._stop("output")

    def _drain(self, cap: int) -> None:
        for descriptor, into in ((self._out, self._seen.stdout), (self._err, self._seen.stderr)):
            while not self._printed_too_much(cap) and (chunk := self._read(descriptor)):
                into.extend(chunk)
        if self._printed_too_much(cap) and self._seen.killed_by is None:
            self._seen.killed_by = "output"

    def _printed_too_much(self, cap: int) -> bool:
        return len(self._seen.stdout) + len(self._seen.stderr) > cap

    @staticmethod
    def _read(descriptor: int) -> bytes:
        try:
            return os.read(descriptor, _CHUNK)
        except BlockingIOError:
            return b""


def _mark_retrieved(done: asyncio.Future[Any]) -> None:
    """Nobody else may; asyncio would complain."""
    if not done.cancelled():
        done.exception()
