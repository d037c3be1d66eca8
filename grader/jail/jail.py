"""The jail: a task goes in, an outcome comes out, and nothing else."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Coroutine
from functools import partial
from pathlib import Path
from types import TracebackType

from .child import Child, ForkServerError, to_child_limits
from .devices import CPU, Device
from .inside.denial_reasons import Reason
from .outcomes import to_outcome
from .plan import Plan, make_plan, usable_processors
from .records import JailError, Limits, Outcome, Task
from .fork_server import MAX_CHILDREN_PER_REQUEST, ForkServer
from .visible_paths import PROBE

_log = logging.getLogger(__name__)
_TRIES = 3
_SECONDS_WITHOUT_CHILDREN = 2.0
"""How long tasks wait while no child can be made, before they are given back."""
_SECONDS_TO_REPLACE = 30.0
_SECONDS_TO_NEXT_TRY = 0.05
_TOGETHER, _MOMENT = 2, 0.02
"""How many children are made together, and how long (seconds) fewer are waited with."""
_AT_ONCE = 14
"""How many tasks may run at the same time, beside the spares that wait; more wait their turn."""


class Jail:
    """Keeps a warm template and a few locked-in children ahead of the tasks that come."""

    def __init__(self, plan: Plan, spares: int, template_timeout: float, at_once: int) -> None:
        self.layers: tuple[str, ...] = ()
        self._plan = plan
        self._wanted = spares
        self._template_timeout = template_timeout
        self._template: ForkServer | None = None
        self._idle_pool: deque[Child] = deque()
        self._waiting: deque[asyncio.Future[Child]] = deque()
        self._coming: set[Child] = set()  # being forked
        self._running = 0  # tasks
        self._moment: asyncio.TimerHandle | None = None  # until then, more may be missing
        self._processors = usable_processors()
        self._failing_since: float | None = None  # no child could be made since then
        self._turns = asyncio.Semaphore(at_once)
        self._wakeup = asyncio.Event()
        self._closed = self._released = False
        self._tasks: set[asyncio.Task[None]] = set()

    @classmethod
    async def open(
        cls,
        *,
        pool_size: int = 2,
        limits: Limits = Limits(),  # noqa: B008 - frozen
        without: frozenset[str] = frozenset(),
        unsafe_no_jail: bool = False,
        probe: Path = PROBE,
        warm: bool = True,
        device: Device = CPU,
        template_timeout: float = 10.0,
        max_running: int = _AT_ONCE,
    ) -> Jail:
        """Opens the jail and waits until its first child is locked in.

        Tasks within `limits` get a child that waits already; others wait for one to be made for
        them. The scratch directory is never larger than `limits` says here.

        `without` leaves walls off, for tests: "bubblewrap", "landlock-abi-N" (all that Landlock
        learned since ABI N), "cgroup" and, only with `unsafe_no_jail`, "landlock" and "seccomp".
        `patience` is how many seconds a template may be silent before it is replaced. Without
        `warm` it opens in half a second, and whatever code imports is loaded then. `device` is what
        children open before their task comes, and the only one that tasks may ask for. `at_once`
        tasks run at the same time, others wait their turn. Raises JailError.
        """
        plan = await asyncio.to_thread(
            make_plan,
            places=pool_size + max_running + 2,
            limits=limits,
            without=without,
            unsafe_no_jail=unsafe_no_jail,
            probe=probe,
            warm=warm,
            device=device,
        )
        jail = cls(plan, pool_size, template_timeout, max_running)
        try:
            jail._template = await jail._new_template()
            first = await jail._template.fork_child(limits)
        except ForkServerError as error:
            await jail.close()
            raise JailError(f"The jail cannot be locked: {error}") from error
        except BaseException:
            await jail.close()
            raise
        jail.layers = (*plan.outer_layers, *first.layers)
        jail._idle_pool.append(first)
        jail._start(jail._maintain_pool())
        jail._wakeup.set()
        return jail

    async def run(self, task: Task) -> Outcome:
        """Runs the task in a child of its own. Many may run at once. Raises JailError when the
        jail could not do its work: the task is then to be tried again later."""
        if task.device != self.device:
            raise JailError(f"this jail is for {self.device}, not for {task.device!r}")
        async with self._turns:
            for _ in range(_TRIES):
                try:
                    return await self._try(task)
                except ForkServerError as error:
                    why = error
                    await asyncio.sleep(0)  # what died together with it is heard of now
        raise JailError(f"the jail's template was lost {_TRIES} times: {why}")

    async def close(self) -> None:
        """Ends every process and takes every directory away."""
        self._closed = True
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        while self._waiting:
            self._refuse(self._waiting.popleft(), "the jail is closing")
        while self._idle_pool:
            self._idle_pool.popleft().close()
        if self._template is not None:
            await self._template.close()
            self._template = None
        if not self._released:
            self._released = True
            await asyncio.to_thread(self._plan.release)

    async def __aenter__(self) -> Jail:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        await self.close()

    @property
    def template_pid(self) -> int | None:
        """The template's outermost process, while there is one."""
        return self._template.pid if self._template is not None else None

    @property
    def is_available(self) -> bool:
        """Whether a template lives from which children can be made. A new one is on its way where
        none does."""
        return self._template is not None and self._template.is_alive

    @property
    def device(self) -> str:
        """The device that tasks are run on here."""
        return self._plan.device.name

    @property
    def idle_children(self) -> int:
        """Locked children that wait for a task now."""
        return len(self._idle_pool)

    async def _try(self, task: Task) -> Outcome:
        self._need_disk(task.limits)
        child = await self._take(task.limits)
        self._order_children()
        self._running += 1
        try:
            seen = await child.run(task)
        finally:
            self._running -= 1
            child.close()
        result = to_outcome(seen, task, self.layers)
        if result.reason is Reason.DISK:
            self._need_disk(task.limits)
        if result.reason is Reason.THREADS and not await self._room_for_processes():
            raise JailError("this machine has no room left for threads or processes")
        return result

    async def _room_for_processes(self) -> bool:
        """Whether children can be made: found out by making those that are missing."""
        self._order_children(late=True)
        if self._coming:
            coming = [child.ready for child in self._coming]
            await asyncio.wait(coming, return_when=asyncio.FIRST_COMPLETED)
        return self._failing_since is None

    def _need_disk(self, limits: Limits) -> None:
        if self._template is not None and self._template.is_disk_full(limits):
            raise JailError("the disk of the scratch directories is full: make room there")

    async def _take(self, limits: Limits) -> Child:
        if not self._fits(limits):
            return await self._tailored(limits)
        while self._idle_pool:
            child = self._idle_pool.popleft()
            if not child.is_gone:
                return child
            child.close()
        if self._closed:
            raise JailError("the jail is closed")
        waiting: asyncio.Future[Child] = asyncio.get_running_loop().create_future()
        self._waiting.append(waiting)
        self._order_children()
        try:
            return await waiting
        except asyncio.CancelledError:
            if waiting.done() and not waiting.cancelled() and waiting.exception() is None:
                self._hand_on(waiting.result())
            raise

    def _fits(self, limits: Limits) -> bool:
        """Whether a spare, made for the jail's own limits, can be narrowed to these."""
        had, wanted = to_child_limits(self._plan.limits), to_child_limits(limits)
        return (
            wanted.cpu_seconds <= had.cpu_seconds
            and wanted.memory_mib <= had.memory_mib
            and wanted.threads == had.threads
        )

    async def _tailored(self, limits: Limits) -> Child:
        deadline = asyncio.get_running_loop().time() + _SECONDS_TO_REPLACE
        while asyncio.get_running_loop().time() < deadline and not self._closed:
            if self._template is not None and self._template.is_alive:
                return await self._template.fork_child(limits)
            self._wakeup.set()
            await asyncio.sleep(0.1)
        raise ForkServerError("it is being replaced")

    async def _maintain_pool(self) -> None:
        """Sees to it, as long as the jail is open, that children are ready or being made."""
        while not self._closed:
            await self._wakeup.wait()
            self._wakeup.clear()
            if self._template is None or not self._template.is_alive:
                await self._replace()
                continue
            self._order_children()

    def _order_children(self, *, late: bool = False) -> None:
        """Has as many made as are missing: at once where somebody waits for one, and otherwise a
        few together, or after a moment."""
        if self._template is None or not self._template.is_alive:
            self._wakeup.set()
            return
        missing = self._wanted + len(self._waiting) - len(self._idle_pool) - len(self._coming)
        if missing <= 0:
            return
        loop = asyncio.get_running_loop()
        awaited = len(self._waiting) > len(self._coming) or missing >= _TOGETHER
        if not awaited and not late:
            if self._moment is None:
                self._moment = loop.call_later(_MOMENT, self._order_late)
            return
        # Where every processor is in use, there is no time to rehearse.
        rehearsed = self._running + len(self._waiting) < self._processors
        try:
            asked = self._template.request_children(
                self._plan.limits, min(missing, MAX_CHILDREN_PER_REQUEST), rehearsed=rehearsed
            )
        except (ForkServerError, OSError) as error:
            self._do_without_child(str(error))
            loop.call_later(_SECONDS_TO_NEXT_TRY, self._order_children)
            return
        self._coming.update(asked)
        for child in asked:
            child.ready.add_done_callback(partial(self._on_child_ready, child))
        if missing > MAX_CHILDREN_PER_REQUEST:
            self._order_children(late=True)

    def _order_late(self) -> None:
        self._moment = None
        self._order_children(late=True)

    def _on_child_ready(self, child: Child, ready: asyncio.Future[None]) -> None:
        self._coming.discard(child)
        if ready.cancelled():
            return
        if (error := ready.exception()) is not None:
            child.close()
            _log.info("no child: %s", error)
            self._do_without_child(str(error))
            asyncio.get_running_loop().call_later(_SECONDS_TO_NEXT_TRY, self._order_children)
        elif self._closed:
            child.close()
        else:
            self._failing_since = None
            self._hand_on(child)

    def _do_without_child(self, why: str) -> None:
        now = asyncio.get_running_loop().time()
        self._failing_since = self._failing_since or now
        if now - self._failing_since > _SECONDS_WITHOUT_CHILDREN:
            while self._waiting:
                self._refuse(self._waiting.popleft(), f"no child can be made: {why}")

    def _hand_on(self, child: Child) -> None:
        while self._waiting:
            waiting = self._waiting.popleft()
            if not waiting.done():
                waiting.set_result(child)
                return
        self._idle_pool.append(child)

    async def _replace(self) -> None:
        if self._template is not None:
            old, self._template = self._template, None
            await old.close()
        while self._idle_pool:
            self._idle_pool.popleft().close()
        self._failing_since = None
        try:
            self._template = await self._new_template()
        except JailError as error:
            _log.error("%s", error)
            while self._waiting:
                self._refuse(self._waiting.popleft(), str(error))
            await asyncio.sleep(1.0)
        self._wakeup.set()

    async def _new_template(self) -> ForkServer:
        template = await ForkServer.start(self._plan, self._template_timeout)
        template.on_end = self._wakeup.set
        return template

    def _refuse(self, waiting: asyncio.Future[Child], why: str) -> None:
        if not waiting.done():
            waiting.set_exception(JailError(why))

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
