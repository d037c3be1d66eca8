"""The worker's end of a child: sends the task, collects output and answer, ends the process."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import socket
import sys
import time
from dataclasses import dataclass, field
from typing import Any

from .cgroups import Cgroup
from .inside import framing
from .inside.boot_config import ChildLimits
from .output_pipes import OutputPipes
from .records import Limits, Task

_LARGEST_CHUNK = 1 << 20
# Seconds.
_EXIT_TIMEOUT = 3.0  # freeing much memory takes time
_STATUS_TIMEOUT = 10.0  # for a busy machine
_WALL_STEP = 1.0
"""The wall limit is counted in steps of this many seconds, so that time during which this process
was suspended counts as one step at most."""
_LATE = 0.25
"""A step that ends this many seconds late shows that the process was suspended, or very busy."""
_MAX_EXTRA_STEPS = 5


class ForkServerError(Exception):
    """The fork server died or does not answer; the task should run in another child."""


@dataclass
class RunRecord:
    """What the worker itself observed of a run."""

    frame: framing.Reader | None = None  # a complete one, or None; the last of a conversation
    earlier: list[bytes] = field(default_factory=list)  # answers of the rounds before
    stdout: bytearray = field(default_factory=bytearray)
    stderr: bytearray = field(default_factory=bytearray)
    killed_by: str | None = None  # limit for which the worker ended it: "wall", "output", …
    status: int | None = None  # as from wait4, if the child ended by itself
    cpu: float = 0.0  # seconds
    milliseconds: float = 0.0  # elapsed time


def to_child_limits(limits: Limits) -> ChildLimits:
    """Return the limits that are enforced inside the child or by the fork server."""
    return ChildLimits(
        cpu_seconds=limits.cpu_seconds,
        memory_mib=limits.memory_mib,
        scratch_mib=limits.scratch_mib,
        threads=limits.threads,
        answer_mib=limits.answer_mib,
    )


class Child:
    """A single-use child: is forked, waits locked in, then runs one task.

    `child_fds` are the child's ends of its socket and output pipes, and the cgroup.procs of its
    cgroup if it has one. They are sent to the fork server.
    """

    def __init__(self, limits: ChildLimits) -> None:
        loop = asyncio.get_running_loop()
        self.limits = limits
        self.cgroup: Cgroup | None = None
        self.layers: tuple[str, ...] = ()
        self.ready: asyncio.Future[None] = loop.create_future()
        self.ended: asyncio.Future[tuple[int, float]] = loop.create_future()
        self._loop = loop
        self._socket, child_socket = socket.socketpair()
        self._socket.setblocking(False)
        self._output = OutputPipes(loop)
        self.child_fds: tuple[int, ...] = (child_socket.detach(), *self._output.child_fds)
        self._pidfd: int | None = None
        self._pid: int | None = None  # only off Linux: a pid of another namespace is of no use here
        self._has_pid = False
        self._finished: asyncio.Future[None] | None = None  # set while a task runs
        self._reader = framing.Reader(0)
        self._later: list[bytes] = []  # frames of the rounds that were not sent yet
        self._answer_budget = 0  # bytes that all answers that are still to come may have
        self._sending: asyncio.Task[None] | None = None
        self._is_conversation = False
        self._connection_error: ConnectionError | None = None
        self._is_disconnected = False  # the child's end of the socket is closed
        self._record = RunRecord()
        for future in (self.ready, self.ended):
            future.add_done_callback(_mark_retrieved)
        self._wall_timer: asyncio.TimerHandle | None = None
        self._extra_steps = 0
        self._is_socket_watched = True
        loop.add_reader(self._socket.fileno(), self._on_readable)

    def close_child_fds(self) -> None:
        """Close our copies of the child's descriptors."""
        for descriptor in self.child_fds:
            os.close(descriptor)
        self.child_fds = ()

    def set_pid(self, pid: int, pidfd: int | None) -> None:
        """Record that the child was forked, and how to signal it."""
        self._pidfd = pidfd
        if pidfd is None and sys.platform != "linux":
            self._pid = pid
        self._has_pid = True
        self._update_ready()

    def fail(self, why: str) -> None:
        """Fail the pending futures: the child never started, or the fork server is gone."""
        error = ForkServerError(why)
        for future in (self.ready, self.ended):
            if not future.done():
                future.set_exception(error)

    async def run(self, task: Task) -> RunRecord:
        """Run the task and return what was observed of it.

        Raise ForkServerError if the child ended and its exit status cannot be learned.
        """
        record, began = self._record, time.perf_counter()
        code, earlier = (
            each.encode("utf-8", "surrogatepass") for each in (task.code, task.earlier)
        )
        head: dict[str, object] = {
            "entry": task.entry,
            "traced": task.traced,
            "loading": task.loading,
            "limits": vars(to_child_limits(task.limits)),
            "files": [name for name, _ in task.files],
        }
        if task.conversation:
            head["rounds"] = 1 + len(task.later)
            self._later = [framing.pack({}, (question,)) for question in task.later]
        contents = (content for _, content in task.files)
        frame = framing.pack(head, (code, task.question, earlier, *contents))
        self._answer_budget = task.limits.answer_mib << 20
        self._is_conversation = task.conversation
        self._reader = framing.Reader(self._answer_budget)
        self._finished = self._loop.create_future()
        self._start_wall_step(task.limits.wall_seconds)
        self._output.start(task.limits.output_kib << 10, lambda: self._stop_run("output"))
        self._sending = self._send_frame(frame)
        try:
            await self._finished
            if record.killed_by is None and record.frame is None:
                await self._wait_for_exit()
        finally:
            if self._wall_timer is not None:
                self._wall_timer.cancel()
            if self._sending is not None:
                self._sending.cancel()
            self._unwatch_socket()
            self._output.stop()
            self.kill()
            if not self._output.drain() and record.killed_by is None:
                record.killed_by = "output"
            record.stdout, record.stderr = self._output.stdout, self._output.stderr
        record.milliseconds = (time.perf_counter() - began) * 1000
        if record.frame is None and record.killed_by is None:
            record.status, record.cpu = await self.ended
        elif task.timed:
            # It was killed: only then does the kernel tell all the CPU time that it has used.
            _, record.cpu = await self._wait_until_reaped()
        return record

    async def _wait_until_reaped(self) -> tuple[int, float]:
        await asyncio.wait((self.ended,), timeout=_STATUS_TIMEOUT)
        if not self.ended.done():
            raise ForkServerError("the fork server does not report how a child ended")
        return await self.ended

    @property
    def is_gone(self) -> bool:
        """Whether the child ended or is about to end, so that it cannot run a task."""
        return self._is_disconnected or self.ended.done()

    @property
    def is_closed(self) -> bool:
        """Whether `close` was called."""
        return self._output.is_closed

    def on_limit_exceeded(self, reason: str) -> None:
        """End the run: the fork server saw a limit exceeded that the kernel does not enforce."""
        self._stop_run(reason)

    def kill(self) -> None:
        """Send SIGKILL to the child, if it has not ended."""
        if self.ended.done():
            return
        try:
            if self._pidfd is not None:
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
            elif self._pid is not None:
                os.kill(self._pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def close(self) -> None:
        """End the child and close its descriptors."""
        self.kill()
        self.ready.cancel()
        self._unwatch_socket()
        self.close_child_fds()
        self._socket.close()
        self._output.close()
        if self._pidfd is not None:
            os.close(self._pidfd)
        self._pidfd = self._pid = None

    def _on_readable(self) -> None:
        """Read from the socket: a part of a frame, or the end of the stream."""
        try:
            chunk = self._socket.recv(min(self._reader.wanted, _LARGEST_CHUNK))
        except BlockingIOError:
            return
        except ConnectionError as error:
            # Occurs if the child died with bytes unread. If these are those of the task, and not of
            # a later round, no learner code has run.
            self._connection_error, chunk = error, b""
        if not chunk or self._reader.done:  # unexpected bytes count as the end
            self._unwatch_socket()
            self._is_disconnected = True
            self._on_frame_or_eof()
            return
        try:
            is_complete = self._reader.feed(chunk)
        except framing.FrameTooLargeError:
            self._stop_run("answer")
        except framing.FrameError:
            self._stop_run("garbage")
        else:
            if is_complete and self._is_conversation:
                self._on_round_answered()
            elif is_complete:
                self._on_frame_or_eof()

    def _on_round_answered(self) -> None:
        """Send the next round of a conversation, or end it after the last.

        An answer must come alone: more bytes than its own were sent before anything was asked.
        """
        if self._reader.has_surplus or self._has_unread_bytes():
            self._stop_run("garbage")
        elif not self._later or self._reader.head.get("ending") != "answered":
            self._on_frame_or_eof()
        elif len(self._reader.blobs) != 1:
            self._stop_run("garbage")
        else:
            (answer,) = self._reader.blobs
            self._record.earlier.append(answer)
            self._answer_budget -= len(answer)
            self._reader = framing.Reader(self._answer_budget)
            if self._sending is not None:
                self._sending.cancel()
            self._sending = self._send_frame(self._later.pop(0))

    def _has_unread_bytes(self) -> bool:
        try:
            return bool(self._socket.recv(1, socket.MSG_PEEK))
        except (BlockingIOError, ConnectionError):
            return False

    def _on_frame_or_eof(self) -> None:
        """Handle a complete frame, or the end of the stream."""
        if self._finished is None:
            self._update_ready()
        elif not self._finished.done():
            if self._reader.done:
                self._record.frame = self._reader
            if self._connection_error is not None and not self._record.earlier:
                self._finished.set_exception(ForkServerError("a child died before its task began"))
            else:
                self._finished.set_result(None)

    def _update_ready(self) -> None:
        """Resolve `ready` once the child is locked in and the fork server has reported its pid."""
        if self.ready.done():
            return
        if self._is_disconnected:
            output = self._output.read_stderr().decode(errors="replace")
            self.ready.set_exception(ForkServerError(f"a child could not be locked in: {output}"))
        elif self._reader.done and self._has_pid:
            layers = self._reader.head["walls"]
            assert isinstance(layers, list)
            self.layers = tuple(layers)
            self.ready.set_result(None)

    def _send_frame(self, frame: bytes) -> asyncio.Task[None] | None:
        """Send what the socket buffer takes, nearly always all; return a task for the rest."""
        assert self._finished is not None
        if self._is_disconnected:
            self._finished.set_exception(
                ForkServerError("a child died before it received its task")
            )
            return None
        try:
            sent = self._socket.send(frame)
        except BlockingIOError:
            sent = 0
        except ConnectionError as error:
            self._connection_error = error
            self._on_frame_or_eof()
            return None
        if sent == len(frame):
            return None
        rest = self._loop.create_task(self._loop.sock_sendall(self._socket, frame[sent:]))
        # If it fails, the connection breaks, and _on_readable handles that.
        rest.add_done_callback(_mark_retrieved)
        return rest

    async def _wait_for_exit(self) -> None:
        """Wait for the child to exit after it closed its socket, which it normally does at once."""
        await asyncio.wait((self.ended,), timeout=_EXIT_TIMEOUT)
        if not self.ended.done() and self._has_exited():
            await asyncio.wait((self.ended,), timeout=_STATUS_TIMEOUT)
            if not self.ended.done():
                raise ForkServerError("the fork server does not report how a child ended")
        if not self.ended.done():
            self._record.killed_by = "closed"

    def _has_exited(self) -> bool:
        """Return whether the child has exited, even if the fork server has not reported it yet."""
        return self._pidfd is not None and bool(select.select([self._pidfd], [], [], 0)[0])

    def _start_wall_step(self, left: float) -> None:
        """Start the next step of the wall limit, of which that many seconds are left."""
        step = min(left, _WALL_STEP)
        due = self._loop.time() + step
        self._wall_timer = self._loop.call_later(step, self._on_wall_step, left - step, due)

    def _on_wall_step(self, left: float, due: float) -> None:
        """End the run when no time is left, unless this process was late.

        Then the answer may lie unread in the socket, or the child was suspended as well.
        """
        is_late = self._loop.time() - due > _LATE
        if left > 0:
            self._start_wall_step(left)
        elif is_late and self._extra_steps < _MAX_EXTRA_STEPS:
            self._extra_steps += 1
            self._start_wall_step(_WALL_STEP)
        else:
            self._stop_run("wall")

    def _unwatch_socket(self) -> None:
        if self._is_socket_watched:
            self._loop.remove_reader(self._socket.fileno())
            self._is_socket_watched = False

    def _stop_run(self, why: str) -> None:
        if self._finished is not None and not self._finished.done():
            self._record.killed_by = why
            self._finished.set_result(None)


def _mark_retrieved(done: asyncio.Future[Any]) -> None:
    """Mark the exception as retrieved, or asyncio logs it."""
    if not done.cancelled():
        done.exception()
