"""The worker's end of the fork server, the process that has imported torch and forks children."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import socket
import subprocess
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from itertools import count, zip_longest
from typing import Any

from . import bubblewrap
from .child import Child, ForkServerError, to_child_limits
from .inside.boot_config import DRIVER_MIB, BootConfig, ChildLimits
from .plan import Plan
from .records import JailError, Limits

_log = logging.getLogger(__name__)
_BOOT_TIMEOUT = 120.0  # seconds
_STDERR_TAIL_BYTES = 8000
MAX_CHILDREN_PER_REQUEST = 16
"""Each child needs up to four descriptors, and one message carries 64."""
_OVERHEAD_MIB = 384
"""Memory of a child's cgroup beyond the task's own: pages copied from the fork server, and kernel
memory (page tables, sockets)."""


@dataclass(frozen=True, slots=True)
class ForkSpeed:
    """How fast children are forked that exit at once."""

    per_second: float  # with as many at a time as there are processors
    cpu_seconds: float  # of a fork and an exit


class ForkServer:
    """Runs one fork server process and forwards its messages to the children it has forked."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        channel: socket.socket,
        sandbox: bubblewrap.TemplateSandbox,
        template_timeout: float,
        plan: Plan,
    ) -> None:
        loop = asyncio.get_running_loop()
        self.is_alive = True
        self.on_end: Callable[[], None] = lambda: None
        self.children: dict[int, Child] = {}
        self._process = process
        self._channel = channel
        self._sandbox = sandbox
        self.template_timeout = template_timeout
        self.was_unresponsive = False  # it was killed because a child was not locked in in time
        self._cgroups = plan.cgroups
        self._device = plan.device
        self._numbers = count()
        self._pending: dict[int, float] = {}  # child number: time of its request
        self._timeout_timer: asyncio.TimerHandle | None = None
        self._ready: asyncio.Future[None] = loop.create_future()
        self._measured: asyncio.Future[ForkSpeed] = loop.create_future()
        self._buffer = b""
        self._pidfds: list[int] = []
        self._stderr_tail = bytearray()
        loop.add_reader(channel, self._on_readable)
        assert process.stderr is not None
        os.set_blocking(process.stderr.fileno(), False)
        loop.add_reader(process.stderr, self._on_stderr)

    @classmethod
    async def start(cls, plan: Plan, template_timeout: float) -> ForkServer:
        """Start a fork server and wait until it is ready.

        Raise JailError, with the end of its standard error, if it does not start.
        """
        channel, remote = socket.socketpair()
        channel.setblocking(False)
        try:
            sandbox = plan.make_sandbox(remote.fileno())
        except OSError as error:
            channel.close()
            remote.close()
            raise JailError(f"the scratch directories could not be made: {error}") from error
        try:
            process = subprocess.Popen(  # noqa: S603, ASYNC220 - starting it takes no time
                sandbox.command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                pass_fds=(remote.fileno(),),
                env=bubblewrap.environment(plan.device),
                cwd="/",
                start_new_session=True,
            )
        except OSError as error:
            channel.close()
            sandbox.remove()
            raise JailError(f"the fork server could not be started: {error}") from error
        finally:
            remote.close()
        fork_server = cls(process, channel, sandbox, template_timeout, plan)
        try:
            await fork_server._boot(plan.boot_config(sandbox))
        except BaseException:
            await fork_server.close()
            raise
        return fork_server

    async def _boot(self, boot: BootConfig) -> None:
        loop = asyncio.get_running_loop()
        message = json.dumps({"boot": asdict(boot)}).encode() + b"\n"
        try:
            await loop.sock_sendall(self._channel, message)
            await asyncio.wait_for(asyncio.shield(self._ready), _BOOT_TIMEOUT)
        except (ForkServerError, OSError, TimeoutError) as error:
            output = self._stderr_tail.decode(errors="replace").strip()[-1000:]
            raise JailError(f"the fork server did not boot: {error} {output}") from error

    @property
    def pid(self) -> int:
        """Id of the outermost process. In bubblewrap, the fork server itself is its grandchild."""
        return self._process.pid

    def is_disk_full(self, limits: Limits) -> bool:
        """Return whether the disk would be full before a task reaches its own limit."""
        return self._sandbox.is_disk_full(limits.scratch_mib)

    async def fork_child(self, limits: Limits) -> Child:
        """Return a new child once it is locked in.

        Raise ForkServerError, or OSError if this process has no descriptors left.
        """
        [child] = self.request_children(limits, 1)
        try:
            await child.ready
        except BaseException:
            child.close()
            raise
        return child

    def request_children(
        self, limits: Limits, count: int, *, rehearsed: bool = False
    ) -> list[Child]:
        """Request `count` children, at most MAX_CHILDREN_PER_REQUEST.

        The `ready` future of each resolves once it is locked in. Several in one request cost less
        than one by one, because the fork server has to copy the pages that it writes to after a
        fork. Rehearsed children take longer until they are ready, and less time for their task.
        Raise ForkServerError, or OSError if this process has no descriptors left.
        """
        if not self.is_alive:
            raise ForkServerError("the fork server has ended")
        children: list[Child] = []
        try:
            for _ in range(count):
                children.append(self._new_child(to_child_limits(limits)))
            self._send_request(children, rehearsed)
        except BaseException:
            for child in children:
                child.close()
                self._release_cgroup(child)
            raise
        finally:
            for child in children:
                child.close_child_fds()
        return children

    async def measure_forks(self, count: int) -> ForkSpeed:
        """Measure how fast the process forks `count` children that exit at once.

        Raise ForkServerError if it ends meanwhile.
        """
        self._measured = asyncio.get_running_loop().create_future()
        message = {"measure_forks": count, "descriptors": 0}
        try:
            self._channel.send(json.dumps(message).encode() + b"\n")
        except OSError as error:
            raise ForkServerError(str(error)) from error
        return await self._measured

    def set_timeout(self, seconds: float) -> None:
        """Change how long a requested child may take to be locked in."""
        self.template_timeout = seconds
        if self._timeout_timer is not None:
            self._timeout_timer.cancel()
            self._timeout_timer = None
        self._watch_pending()

    def _new_child(self, limits: ChildLimits) -> Child:
        if self._cgroups is None:
            return Child(limits)
        overhead = DRIVER_MIB if self._device.needs_opening else limits.scratch_mib + _OVERHEAD_MIB
        cgroup = self._cgroups.take(limits.memory_mib + overhead, limits.threads + 1)
        try:
            cgroup_procs = cgroup.open_procs()
            try:
                child = Child(limits)
            except BaseException:
                os.close(cgroup_procs)
                raise
        except BaseException:
            self._cgroups.discard(cgroup)
            raise
        child.cgroup = cgroup
        child.child_fds += (cgroup_procs,)
        return child

    def _release_cgroup(self, child: Child, *, ended: bool = False) -> None:
        if self._cgroups is not None and child.cgroup is not None:
            cgroup, child.cgroup = child.cgroup, None
            if ended:
                self._cgroups.recycle(cgroup)
            else:
                self._cgroups.discard(cgroup)

    def _send_request(self, children: list[Child], rehearsed: bool) -> None:
        numbers = [next(self._numbers) for _ in children]
        child_fds = [descriptor for child in children for descriptor in child.child_fds]
        message = {
            "fork": numbers,
            "limits": vars(children[0].limits),
            "rehearsed": rehearsed,
            "descriptors": len(child_fds),
        }
        try:
            socket.send_fds(self._channel, [json.dumps(message).encode() + b"\n"], child_fds)
        except OSError as error:
            blocked = isinstance(error, BlockingIOError)
            why = "the fork server does not answer" if blocked else str(error)
            self.kill(why)
            raise ForkServerError(why) from error
        now = asyncio.get_running_loop().time()
        for number, child in zip(numbers, children, strict=True):
            self.children[number] = child
            self._pending[number] = now
            child.ready.add_done_callback(partial(self._on_child_settled, number))
        self._watch_pending()

    def _on_child_settled(self, number: int, _: object) -> None:
        self._pending.pop(number, None)

    def _watch_pending(self) -> None:
        """Kill the fork server if a requested child is not ready within the timeout."""
        loop = asyncio.get_running_loop()
        if self._timeout_timer is not None or not self._pending or not self.is_alive:
            return
        oldest = next(iter(self._pending.values()))

        def check() -> None:
            self._timeout_timer = None
            if (
                self._pending
                and loop.time() - next(iter(self._pending.values())) >= self.template_timeout
            ):
                self.was_unresponsive = True
                self.kill("a child was not locked in in time")
            else:
                self._watch_pending()

        self._timeout_timer = loop.call_at(oldest + self.template_timeout, check)

    def kill(self, why: str) -> None:
        """End the process and all of its children, and fail what is pending."""
        if not self.is_alive:
            return
        self.is_alive = False
        _log.info("a fork server ended: %s", why)
        loop = asyncio.get_running_loop()
        loop.remove_reader(self._channel)
        self._process.kill()
        if self._timeout_timer is not None:
            self._timeout_timer.cancel()
        for child in self.children.values():
            child.kill()
        for future in (self._ready, self._measured):
            if not future.done():
                future.set_exception(ForkServerError(why))
        for child in self.children.values():
            child.fail(why)
            self._release_cgroup(child)
        self.children.clear()
        self.on_end()

    async def close(self) -> None:
        """End the process and its children, and remove their cgroups and directories."""
        self.on_end = lambda: None
        self.kill("closed")
        for future in (self._ready, self._measured):
            if future.done():
                future.exception()  # mark it as retrieved, or asyncio logs it
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(None, self._process.wait)
        assert self._process.stderr is not None
        loop.remove_reader(self._process.stderr)
        self._process.stderr.close()
        self._channel.close()
        for pidfd in self._pidfds:
            os.close(pidfd)
        self._pidfds.clear()
        if self._cgroups is not None:
            await loop.run_in_executor(None, self._cgroups.remove_idle)
        try:
            self._sandbox.remove()
        except OSError as error:
            _log.warning("scratch directories could not be removed: %s", error)

    def _on_readable(self) -> None:
        try:
            data, pidfds, _, _ = socket.recv_fds(self._channel, 1 << 16, 64)
        except BlockingIOError:
            return
        except OSError:
            data, pidfds = b"", []
        if not data:
            self.kill("its end of the channel is closed")
            return
        self._pidfds += pidfds
        *lines, self._buffer = (self._buffer + data).split(b"\n")
        for line in lines:
            self._handle_message(json.loads(line.decode()))

    def _handle_message(self, message: dict[str, Any]) -> None:
        if "forked" in message:
            self._on_forked(message["forked"], message["descriptors"])
        elif "ended" in message:
            for number, status, cpu in message["ended"]:
                self._on_ended(number, status, cpu)
        elif "failed" in message:
            for number in message["failed"]:
                if child := self.children.pop(number, None):
                    child.fail(message["why"])
                    self._release_cgroup(child, ended=True)
        elif "guard" in message:
            if child := self.children.get(message["guard"]):
                child.on_limit_exceeded(message["reason"])
        elif "measured" in message:
            self._measured.set_result(ForkSpeed(*message["measured"]))
        elif "ready" in message:
            self._ready.set_result(None)
        elif "broken" in message:
            self._ready.set_exception(ForkServerError(message["broken"]))
        else:
            _log.error("the fork server reports: %s", message)

    def _on_forked(self, forked: list[tuple[int, int]], count: int) -> None:
        pidfds: list[int | None] = [*self._pidfds[:count]]
        del self._pidfds[:count]
        for (number, pid), pidfd in zip_longest(forked, pidfds):
            if (child := self.children.get(number)) is not None and not child.is_closed:
                child.set_pid(pid, pidfd)
            elif pidfd is not None:
                signal.pidfd_send_signal(pidfd, signal.SIGKILL)
                os.close(pidfd)

    def _on_ended(self, number: int, status: int, cpu: float) -> None:
        child = self.children.pop(number, None)
        if child is not None:
            self._release_cgroup(child, ended=True)
        if child is not None and not child.ended.done():
            child.ended.set_result((status, cpu))

    def _on_stderr(self) -> None:
        assert self._process.stderr is not None
        try:
            output = os.read(self._process.stderr.fileno(), 1 << 14)
        except BlockingIOError:
            return
        if not output:
            asyncio.get_running_loop().remove_reader(self._process.stderr)
        self._stderr_tail = (self._stderr_tail + output)[-_STDERR_TAIL_BYTES:]
