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
from itertools import count
from typing import cast

from . import outer
from .child import Child, TemplateGone, room_of
from .groups import Groups
from .inside.orders import Boot
from .plan import Plan
from .records import JailError, Limits

_log = logging.getLogger(__name__)
_LONGEST_BOOT = 120.0
_SAID_AT_MOST = 8000


class Template:
    """One template process and the children that it has forked."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        channel: socket.socket,
        house: outer.House,
        patience: float,
        groups: Groups | None,
    ) -> None:
        loop = asyncio.get_running_loop()
        self.alive = True
        self.on_end: Callable[[], None] = lambda: None
        self.children: dict[int, Child] = {}
        self.places = len(house.slots)
        self._process = process
        self._channel = channel
        self._house = house
        self._patience = patience
        self._groups = groups
        self._numbers = count()
        self._forking: dict[int, asyncio.Future[tuple[int, int | None]]] = {}
        self._ready: asyncio.Future[None] = loop.create_future()
        self._bytes = b""
        self._handles: list[int] = []
        self._said = bytearray()
        loop.add_reader(channel, self._hear)
        assert process.stderr is not None
        os.set_blocking(process.stderr.fileno(), False)
        loop.add_reader(process.stderr, self._hear_complaints)

    @classmethod
    async def start(cls, plan: Plan, patience: float) -> Template:
        """Boots a template and waits until it is warm. Raises JailError with what it said."""
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        try:
            house = plan.house(theirs.fileno())
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
                env=outer.environment(plan.device),
                cwd="/",
                start_new_session=True,
            )
        except OSError as error:
            ours.close()
            house.clear()
            raise JailError(f"the template could not be started: {error}") from error
        finally:
            theirs.close()
        template = cls(process, ours, house, patience, plan.groups)
        try:
            await template._boot(plan.boot(house))
        except BaseException:
            await template.close()
            raise
        return template

    async def _boot(self, boot: Boot) -> None:
        loop = asyncio.get_running_loop()
        message = json.dumps({"boot": asdict(boot)}).encode() + b"\n"
        try:
            await loop.sock_sendall(self._channel, message)
            await asyncio.wait_for(asyncio.shield(self._ready), _LONGEST_BOOT)
        except (TemplateGone, OSError, TimeoutError) as error:
            said = self._said.decode(errors="replace").strip()[-1000:]
            raise JailError(f"the template did not boot: {error} {said}") from error

    @property
    def pid(self) -> int:
        """The outermost process; within bubblewrap, the template itself is its grandchild."""
        return self._process.pid

    def disk_is_full(self, limits: Limits) -> bool:
        """Whether a task would run out of disk before it reaches its own limit."""
        return self._house.is_full(limits.scratch_mib)

    async def child(self, limits: Limits, *, rehearsed: bool = False) -> Child:
        """Has a child forked and waits until it is locked in. Raises TemplateGone.

        A rehearsed one takes longer to come and is quicker at its task."""
        link, theirs = socket.socketpair()
        out, their_out = os.pipe()
        err, their_err = os.pipe()
        link.setblocking(False)
        for descriptor in (out, err):
            os.set_blocking(descriptor, False)
        child = Child(room_of(limits), link, out, err)
        try:
            await self._fork(child, rehearsed, theirs.fileno(), their_out, their_err)
        except BaseException:
            child.close()
            raise
        finally:
            theirs.close()
            os.close(their_out)
            os.close(their_err)
        try:
            await asyncio.wait_for(child.locked(), self._patience)
        except TimeoutError as error:
            child.close()
            self.give_up("a child was not locked in in time")
            raise TemplateGone("a child was not locked in in time") from error
        except BaseException:
            child.close()
            raise
        return child

    async def _fork(self, child: Child, rehearsed: bool, *theirs: int) -> None:
        if not self.alive:
            raise TemplateGone("the template has ended")
        number = next(self._numbers)
        message = {
            "fork": number,
            "room": asdict(child.room),
            "rehearsed": rehearsed,
            "descriptors": len(theirs),
        }
        forked = asyncio.get_running_loop().create_future()
        self._forking[number] = forked
        self.children[number] = child
        try:
            socket.send_fds(self._channel, [json.dumps(message).encode() + b"\n"], theirs)
            child.name_it(*await asyncio.wait_for(forked, self._patience))
            if self._groups is not None:
                await asyncio.to_thread(child.join, self._groups)
        except (TimeoutError, BlockingIOError) as error:
            self.give_up("the template does not answer")
            raise TemplateGone("the template does not answer") from error
        except OSError as error:
            self.give_up(str(error))
            raise TemplateGone(str(error)) from error
        except TemplateGone:
            self.children.pop(number, None)
            raise
        finally:
            self._forking.pop(number, None)

    def give_up(self, why: str) -> None:
        """It is dead, or as good as dead: ends it, and all of its children with it."""
        if not self.alive:
            return
        self.alive = False
        _log.info("a template ended: %s", why)
        loop = asyncio.get_running_loop()
        loop.remove_reader(self._channel)
        self._process.kill()
        gone = TemplateGone(why)
        for child in self.children.values():
            child.kill()
        if not self._ready.done():
            self._ready.set_exception(gone)
        for forking in self._forking.values():
            if not forking.done():
                forking.set_exception(gone)
        for child in self.children.values():
            if not child.ended.done():
                child.ended.set_exception(gone)
            child.leave()
        self.children.clear()
        self.on_end()

    async def close(self) -> None:
        """Ends it, all of its children, and everything they left."""
        self.on_end = lambda: None
        self.give_up("closed")
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
            await loop.run_in_executor(None, self._groups.tidy)
        try:
            self._house.clear()
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
            self.give_up("its end of the channel is closed")
            return
        self._handles += handles
        *lines, self._bytes = (self._bytes + data).split(b"\n")
        for line in lines:
            self._take(json.loads(line))

    def _take(self, message: dict[str, object]) -> None:
        number = cast(int, message.get("forked", message.get("failed")))
        if "ready" in message:
            self._ready.set_result(None)
        elif "broken" in message:
            self._ready.set_exception(TemplateGone(str(message["broken"])))
        elif "forked" in message:
            self._forked(number, cast(int, message["pid"]), cast(int, message["descriptors"]))
        elif "failed" in message:
            if number in self._forking and not self._forking[number].done():
                self._forking[number].set_exception(TemplateGone(str(message["why"])))
        elif "ended" in message:
            self._ended(message)
        elif "guard" in message:
            if child := self.children.get(cast(int, message["guard"])):
                child.guard(str(message["reason"]))
        else:
            _log.error("the template says: %s", message)

    def _forked(self, number: int, pid: int, handles: int) -> None:
        handle = self._handles.pop(0) if handles else None
        waiting = self._forking.get(number)
        if waiting is not None and not waiting.done():
            waiting.set_result((pid, handle))
        elif handle is not None:
            signal.pidfd_send_signal(handle, signal.SIGKILL)
            os.close(handle)

    def _ended(self, message: dict[str, object]) -> None:
        child = self.children.pop(cast(int, message["ended"]), None)
        if child is not None:
            child.leave()
        if child is not None and not child.ended.done():
            child.ended.set_result((cast(int, message["status"]), cast(float, message["cpu"])))

    def _hear_complaints(self) -> None:
        assert self._process.stderr is not None
        try:
            said = os.read(self._process.stderr.fileno(), 1 << 14)
        except BlockingIOError:
            return
        if not said:
            asyncio.get_running_loop().remove_reader(self._process.stderr)
        self._said = (self._said + said)[-_SAID_AT_MOST:]
