"""The template process, seen from the worker: started, asked for children, replaced when gone."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import socket
import subprocess
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from itertools import count, zip_longest
from typing import Any

from . import bubblewrap
from .child import Child, ForkServerError, to_child_limits
from .inside.boot_config import DRIVER_MIB, BootConfig, ChildLimits
from .plan import Plan
from .records import JailError, Limits

_log = logging.getLogger(__name__)
_LONGEST_BOOT = 120.0
_SAID_AT_MOST = 8000
MAX_CHILDREN_PER_REQUEST = 16
"""How many children can be asked for together: each brings four descriptors at most, and a message
takes 64."""
_COPIED_MIB = 384
"""What a child may have in memory beside its task's own: what it copies of the template's, and the
kernel's for it (page tables, sockets)."""


class ForkServer:
    """One template process and the children that it has forked."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        channel: socket.socket,
        house: bubblewrap.TemplateSandbox,
        template_timeout: float,
        plan: Plan,
    ) -> None:
        loop = asyncio.get_running_loop()
        self.is_alive = True
        self.on_end: Callable[[], None] = lambda: None
        self.children: dict[int, Child] = {}
        self.places = len(house.slots)
        self._process = process
        self._channel = channel
        self._house = house
        self._template_timeout = template_timeout
        self._groups = plan.cgroups
        self._device = plan.device
        self._numbers = count()
        self._coming: dict[int, float] = {}  # when children that are being made were asked for
        self._watchman: asyncio.TimerHandle | None = None
        self._ready: asyncio.Future[None] = loop.create_future()
        self._bytes = b""
        self._handles: list[int] = []
        self._said = bytearray()
        loop.add_reader(channel, self._hear)
        assert process.stderr is not None
        os.set_blocking(process.stderr.fileno(), False)
        loop.add_reader(process.stderr, self._hear_complaints)

    @classmethod
    async def start(cls, plan: Plan, template_timeout: float) -> ForkServer:
        """Boots a template and waits until it is warm. Raises JailError with what it said."""
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        try:
            house = plan.make_sandbox(theirs.fileno())
        except OSError as error:
            ours.close()
            theirs.close()
            raise JailError(f"the scratch directories could not be made: {error}") from error
        try:
            process = subprocess.Popen(  # noqa: S603, ASYNC220 - starting it takes no time
                house.command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                pass_fds=(theirs.fileno(),),
                env=bubblewrap.environment(plan.device),
                cwd="/",
                start_new_session=True,
            )
        except OSError as error:
            ours.close()
            house.remove()
            raise JailError(f"the template could not be started: {error}") from error
        finally:
            theirs.close()
        template = cls(process, ours, house, template_timeout, plan)
        try:
            await template._boot(plan.boot_config(house))
        except BaseException:
            await template.close()
            raise
        return template

    async def _boot(self, boot: BootConfig) -> None:
        loop = asyncio.get_running_loop()
        message = json.dumps({"boot": asdict(boot)}).encode() + b"\n"
        try:
            await loop.sock_sendall(self._channel, message)
            await asyncio.wait_for(asyncio.shield(self._ready), _LONGEST_BOOT)
        except (ForkServerError, OSError, TimeoutError) as error:
            said = self._said.decode(errors="replace").strip()[-1000:]
            raise JailError(f"the template did not boot: {error} {said}") from error

    @property
    def pid(self) -> int:
        """The outermost process; within bubblewrap, the template itself is its grandchild."""
        return self._process.pid

    def is_disk_full(self, limits: Limits) -> bool:
        """Whether a task would run out of disk before it reaches its own limit."""
        return self._house.is_disk_full(limits.scratch_mib)

    async def fork_child(self, limits: Limits) -> Child:
        """A new child, once it is locked in. Raises TemplateGone, and OSError where this process
        has no descriptors left."""
        [child] = self.request_children(limits, 1)
        try:
            await child.ready
        except BaseException:
            child.close()
            raise
        return child

    def request_children(self, limits: Limits, count: int, *, rehearsed: bool = False) -> list[Child]:
        """Has so many children forked, MOST_AT_ONCE at most; each is `ready` when it is locked in.

        Several together cost less than as many one by one: what the template writes to after a
        fork it has to copy first. Rehearsed ones take longer to come and are quicker at their task.
        Raises TemplateGone, and OSError where this process has no descriptors left.
        """
        if not self.is_alive:
            raise ForkServerError("the template has ended")
        made: list[Child] = []
        try:
            for _ in range(count):
                made.append(self._new_child(to_child_limits(limits)))
            self._send(made, rehearsed)
        except BaseException:
            for child in made:
                child.close()
                self._drop_group(child)
            raise
        finally:
            for child in made:
                child.close_child_fds()
        return made

    def _new_child(self, room: ChildLimits) -> Child:
        if self._groups is None:
            return Child(room)
        beside = DRIVER_MIB if self._device.needs_opening else room.scratch_mib + _COPIED_MIB
        group = self._groups.take(room.memory_mib + beside, room.threads + 1)
        try:
            entrance = group.open_procs()
            try:
                child = Child(room)
            except BaseException:
                os.close(entrance)
                raise
        except BaseException:
            self._groups.discard(group)
            raise
        child.group = group
        child.child_fds += (entrance,)
        return child

    def _drop_group(self, child: Child, *, ended: bool = False) -> None:
        if self._groups is not None and child.group is not None:
            group, child.group = child.group, None
            if ended:
                self._groups.recycle(group)
            else:
                self._groups.discard(group)

    def _send(self, made: list[Child], rehearsed: bool) -> None:
        numbers = [next(self._numbers) for _ in made]
        theirs = [descriptor for child in made for descriptor in child.child_fds]
        message = {
            "fork": numbers,
            "room": vars(made[0].limits),
            "rehearsed": rehearsed,
            "descriptors": len(theirs),
        }
        try:
            socket.send_fds(self._channel, [json.dumps(message).encode() + b"\n"], theirs)
        except OSError as error:
            blocked = isinstance(error, BlockingIOError)
            why = "the template does not answer" if blocked else str(error)
            self.kill(why)
            raise ForkServerError(why) from error
        now = asyncio.get_running_loop().time()
        for number, child in zip(numbers, made, strict=True):
            self.children[number] = child
            self._coming[number] = now
            child.ready.add_done_callback(partial(self._came, number))
        self._watch()

    def _came(self, number: int, _: object) -> None:
        self._coming.pop(number, None)

    def _watch(self) -> None:
        """Gives the template up when it, or a child that it made, is silent for too long."""
        loop = asyncio.get_running_loop()
        if self._watchman is not None or not self._coming or not self.is_alive:
            return
        oldest = next(iter(self._coming.values()))

        def look() -> None:
            self._watchman = None
            if (
                self._coming
                and loop.time() - next(iter(self._coming.values())) >= self._template_timeout
            ):
                self.kill("a child was not locked in in time")
            else:
                self._watch()

        self._watchman = loop.call_at(oldest + self._template_timeout, look)

    def kill(self, why: str) -> None:
        """It is dead, or as good as dead: ends it, and all of its children with it."""
        if not self.is_alive:
            return
        self.is_alive = False
        _log.info("a template ended: %s", why)
        loop = asyncio.get_running_loop()
        loop.remove_reader(self._channel)
        self._process.kill()
        if self._watchman is not None:
            self._watchman.cancel()
        for child in self.children.values():
            child.kill()
        if not self._ready.done():
            self._ready.set_exception(ForkServerError(why))
        for child in self.children.values():
            child.fail(why)
            self._drop_group(child)
        self.children.clear()
        self.on_end()

    async def close(self) -> None:
        """Ends it, all of its children, and everything they left."""
        self.on_end = lambda: None
        self.kill("closed")
        if self._ready.done():
            self._ready.exception()
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(None, self._process.wait)
        assert self._process.stderr is not None
        loop.remove_reader(self._process.stderr)
        self._process.stderr.close()
        self._channel.close()
        for handle in self._handles:
            os.close(handle)
        self._handles.clear()
        if self._groups is not None:
            await loop.run_in_executor(None, self._groups.remove_idle)
        try:
            self._house.remove()
        except OSError as error:
            _log.warning("scratch directories could not be taken away: %s", error)

    def _hear(self) -> None:
        try:
            data, handles, _, _ = socket.recv_fds(self._channel, 1 << 16, 64)
        except BlockingIOError:
            return
        except OSError:
            data, handles = b"", []
        if not data:
            self.kill("its end of the channel is closed")
            return
        self._handles += handles
        *lines, self._bytes = (self._bytes + data).split(b"\n")
        for line in lines:
            self._take(json.loads(line.decode()))

    def _take(self, message: dict[str, Any]) -> None:
        if "forked" in message:
            self._forked(message["forked"], message["descriptors"])
        elif "ended" in message:
            for number, status, cpu in message["ended"]:
                self._ended(number, status, cpu)
        elif "failed" in message:
            for number in message["failed"]:
                if child := self.children.pop(number, None):
                    child.fail(message["why"])
                    self._drop_group(child, ended=True)
        elif "guard" in message:
            if child := self.children.get(message["guard"]):
                child.on_limit_exceeded(message["reason"])
        elif "ready" in message:
            self._ready.set_result(None)
        elif "broken" in message:
            self._ready.set_exception(ForkServerError(message["broken"]))
        else:
            _log.error("the template says: %s", message)

    def _forked(self, forked: list[tuple[int, int]], count: int) -> None:
        handles: list[int | None] = [*self._handles[:count]]
        del self._handles[:count]
        for (number, pid), handle in zip_longest(forked, handles):
            if (child := self.children.get(number)) is not None and not child.is_closed:
                child.set_pid(pid, handle)
            elif handle is not None:
                signal.pidfd_send_signal(handle, signal.SIGKILL)
                os.close(handle)

    def _ended(self, number: int, status: int, cpu: float) -> None:
        child = self.children.pop(number, None)
        if child is not None:
            self._drop_group(child, ended=True)
        if child is not None and not child.ended.done():
            child.ended.set_result((status, cpu))

    def _hear_complaints(self) -> None:
        assert self._process.stderr is not None
        try:
            said = os.read(self._process.stderr.fileno(), 1 << 14)
        except BlockingIOError:
            return
        if not said:
            asyncio.get_running_loop().remove_reader(self._process.stderr)
        self._said = (self._said + said)[-_SAID_AT_MOST:]
