"""The jail: runs each task in a single-use child and returns its outcome."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Coroutine
from functools import partial
from pathlib import Path
from types import TracebackType

from common.tasks import cancel_and_wait

from .child import Child, ForkServerError, to_child_limits
from .devices import CPU, Device
from .fork_server import MAX_CHILDREN_PER_REQUEST, ForkServer, ForkSpeed
from .inside.boot_config import Warmup
from .inside.denial_reasons import Reason
from .outcomes import to_outcome
from .plan import Plan, make_plan, usable_processors
from .records import JailError, Limits, Outcome, Task
from .visible_paths import PROBE

_log = logging.getLogger(__name__)
_MAX_ATTEMPTS = 3
_FORK_FAILURE_TIMEOUT = 2.0
"""How long forking may fail, in seconds, before the waiting tasks fail with a JailError."""
_REPLACE_TIMEOUT = 30.0
_RETRY_DELAY = 0.05
_BATCH_SIZE, _BATCH_DELAY = 2, 0.02
"""How many children are requested together, and how long, in seconds, a smaller number is held
back. Several in one request cost less than one by one."""
_MAX_RUNNING = 14
"""Default for the tasks that may run at the same time, not counting the idle children."""

DEVICE_TIMEOUT_S = 20.0
"""How long a child may take to open its device when the first one has: the driver is loaded."""

_EXTRA_SLOTS = 2
"""Slots for children that are ending or being forked."""


class Jail:
    """Runs tasks in single-use children of a fork server, and keeps a pool of idle children."""

    def __init__(
        self, plan: Plan, pool_size: int, template_timeout: float, max_running: int
    ) -> None:
        self.layers: tuple[str, ...] = ()
        self._plan = plan
        self._pool_size = pool_size
        self._template_timeout = template_timeout
        self._fork_server: ForkServer | None = None
        self._idle_pool: deque[Child] = deque()
        self._waiting: deque[asyncio.Future[Child]] = deque()
        self._being_forked: set[Child] = set()
        self._running = 0  # tasks
        self._batch_timer: asyncio.TimerHandle | None = None  # holds back a request of few children
        self._processors = usable_processors()
        self._failing_since: float | None = None  # time of the first of the latest failed forks
        self._run_slots = asyncio.Semaphore(max_running)
        self._wakeup = asyncio.Event()
        self._closed = self._released = False
        self._background_tasks: set[asyncio.Task[None]] = set()

    @classmethod
    async def open(
        cls,
        *,
        pool_size: int = 2,
        limits: Limits = Limits(),  # noqa: B008 - frozen
        without: frozenset[str] = frozenset(),
        unsafe_no_jail: bool = False,
        probe: Path = PROBE,
        warmup: Warmup = Warmup.FULL,
        device: Device = CPU,
        template_timeout: float = 10.0,
        max_running: int = _MAX_RUNNING,
    ) -> Jail:
        """Open the jail and wait until its first child is locked in.

        `pool_size` is the number of idle children. Tasks within `limits` get one of these; for
        others a child is forked on demand. The scratch directory is never larger than `limits`
        says here. `max_running` tasks run at the same time, others are queued.

        `without` leaves sandbox layers out, for tests: "bubblewrap", "landlock-abi-N" (everything
        that Landlock added since ABI N), "cgroup" and, only with `unsafe_no_jail`, "landlock" and
        "seccomp". `template_timeout` is how many seconds the fork server may take to answer before
        it is replaced. `warmup` is what it does before its first fork: with less, the jail opens
        sooner, and tasks take longer. `device` is what children open before they receive their
        task, and the only device that tasks may name. Raise JailError if the jail cannot start.
        """
        plan = await asyncio.to_thread(
            make_plan,
            slot_count=pool_size + max_running + _EXTRA_SLOTS,
            limits=limits,
            without=without,
            unsafe_no_jail=unsafe_no_jail,
            probe=probe,
            warmup=warmup,
            device=device,
        )
        jail = cls(plan, pool_size, template_timeout, max_running)
        try:
            jail._fork_server = await jail._start_fork_server()
            first = await jail._fork_server.fork_child(limits)
        except ForkServerError as error:
            await jail.close()
            raise JailError(f"The jail cannot be locked: {error}") from error
        except BaseException:
            await jail.close()
            raise
        if device.needs_opening:
            jail._template_timeout = min(template_timeout, DEVICE_TIMEOUT_S)
            jail._fork_server.set_timeout(jail._template_timeout)
        jail.layers = (*plan.outer_layers, *first.layers)
        jail._idle_pool.append(first)
        jail._start_background(jail._maintain_pool())
        jail._wakeup.set()
        return jail

    def resize(self, *, pool_size: int, max_running: int) -> None:
        """Keep so many idle children, and run so many tasks at the same time. Before any task.

        Raise ValueError if that is more than the jail was opened for.
        """
        if pool_size + max_running + _EXTRA_SLOTS > self._plan.slot_count:
            raise ValueError("the jail has no slots for so many children")
        self._pool_size = pool_size
        self._run_slots = asyncio.Semaphore(max_running)
        self._wakeup.set()

    async def run(self, task: Task) -> Outcome:
        """Run the task in a child of its own and return its outcome. Concurrent calls are allowed.

        Raise JailError if the jail itself failed: the task should be tried again later.
        """
        if task.device != self.device:
            raise JailError(f"this jail is for {self.device}, not for {task.device!r}")
        async with self._run_slots:
            for _ in range(_MAX_ATTEMPTS):
                try:
                    return await self._run_once(task)
                except ForkServerError as error:
                    why = error
                    await asyncio.sleep(0)  # let other exits that happened with this one be noticed
        raise JailError(f"the jail's fork server was lost {_MAX_ATTEMPTS} times: {why}")

    async def measure_forks(self, count: int) -> ForkSpeed:
        """Measure how fast the fork server forks, which limits how many tasks can run.

        Raise ForkServerError if there is none, or if it ends meanwhile.
        """
        if self._fork_server is None:
            raise ForkServerError("it is being replaced")
        return await self._fork_server.measure_forks(count)

    async def close(self) -> None:
        """End every process and remove every directory."""
        self._closed = True
        await cancel_and_wait(*self._background_tasks)
        self._fail_waiting("the jail is closing")
        while self._idle_pool:
            self._idle_pool.popleft().close()
        if self._fork_server is not None:
            await self._fork_server.close()
            self._fork_server = None
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
        """Process id of the fork server's outermost process; None while there is none."""
        return self._fork_server.pid if self._fork_server is not None else None

    @property
    def is_available(self) -> bool:
        """Whether the fork server is alive. If it is not, it is being replaced."""
        return self._fork_server is not None and self._fork_server.is_alive

    @property
    def device(self) -> str:
        """Name of the device that tasks run on."""
        return self._plan.device.name

    @property
    def device_model(self) -> str:
        """Model of that device, such as "NVIDIA H200"; "" for the CPU."""
        return self._plan.device.model

    @property
    def idle_children(self) -> int:
        """Number of locked-in children that wait for a task."""
        return len(self._idle_pool)

    async def _run_once(self, task: Task) -> Outcome:
        self._check_disk(task.limits)
        child = await self._take_child(task.limits)
        self._request_children()
        self._running += 1
        try:
            record = await child.run(task)
        finally:
            self._running -= 1
            child.close()
        result = to_outcome(record, task, self.layers)
        if result.reason is Reason.DISK:
            self._check_disk(task.limits)
        if result.reason is Reason.THREADS and not await self._can_fork():
            raise JailError("this machine has no room left for threads or processes")
        return result

    async def _can_fork(self) -> bool:
        """Return whether children can be forked, by requesting the missing ones."""
        self._request_children(now=True)
        if self._being_forked:
            pending = [child.ready for child in self._being_forked]
            await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
        return self._failing_since is None

    def _check_disk(self, limits: Limits) -> None:
        if self._fork_server is not None and self._fork_server.is_disk_full(limits):
            raise JailError("the disk of the scratch directories is full: make room there")

    async def _take_child(self, limits: Limits) -> Child:
        if not self._fits_pool(limits):
            return await self._fork_for_limits(limits)
        while self._idle_pool:
            child = self._idle_pool.popleft()
            if not child.is_gone:
                return child
            child.close()
        if self._closed:
            raise JailError("the jail is closed")
        waiting: asyncio.Future[Child] = asyncio.get_running_loop().create_future()
        self._waiting.append(waiting)
        self._request_children()
        try:
            return await waiting
        except asyncio.CancelledError:
            if waiting.done() and not waiting.cancelled() and waiting.exception() is None:
                self._assign_child(waiting.result())
            raise

    def _fits_pool(self, limits: Limits) -> bool:
        """Return whether an idle child, made for the jail's own limits, can be tightened to these.

        The number of threads cannot be changed after the fork.
        """
        had, wanted = to_child_limits(self._plan.limits), to_child_limits(limits)
        return (
            wanted.cpu_seconds <= had.cpu_seconds
            and wanted.memory_mib <= had.memory_mib
            and wanted.threads == had.threads
        )

    async def _fork_for_limits(self, limits: Limits) -> Child:
        deadline = asyncio.get_running_loop().time() + _REPLACE_TIMEOUT
        while asyncio.get_running_loop().time() < deadline and not self._closed:
            if self._fork_server is not None and self._fork_server.is_alive:
                return await self._fork_server.fork_child(limits)
            self._wakeup.set()
            await asyncio.sleep(0.1)
        raise ForkServerError("it is being replaced")

    async def _maintain_pool(self) -> None:
        """Keep the pool filled and the fork server alive until the jail is closed."""
        while not self._closed:
            await self._wakeup.wait()
            self._wakeup.clear()
            if self._fork_server is None or not self._fork_server.is_alive:
                await self._replace_fork_server()
                continue
            self._request_children()

    def _request_children(self, *, now: bool = False) -> None:
        """Request the missing children from the fork server.

        Requests are sent immediately while a task waits for a child, or with `now`. Otherwise a
        request for fewer than _BATCH_SIZE children is delayed by _BATCH_DELAY.
        """
        if self._fork_server is None or not self._fork_server.is_alive:
            self._wakeup.set()
            return
        missing = (
            self._pool_size + len(self._waiting) - len(self._idle_pool) - len(self._being_forked)
        )
        if missing <= 0:
            return
        loop = asyncio.get_running_loop()
        urgent = len(self._waiting) > len(self._being_forked) or missing >= _BATCH_SIZE
        if not urgent and not now:
            if self._batch_timer is None:
                self._batch_timer = loop.call_later(_BATCH_DELAY, self._on_batch_timer)
            return
        # A rehearsal would delay running tasks if every processor is in use.
        rehearsed = self._running + len(self._waiting) < self._processors
        try:
            requested = self._fork_server.request_children(
                self._plan.limits, min(missing, MAX_CHILDREN_PER_REQUEST), rehearsed=rehearsed
            )
        except (ForkServerError, OSError) as error:
            self._on_fork_failed(str(error))
            loop.call_later(_RETRY_DELAY, self._request_children)
            return
        self._being_forked.update(requested)
        for child in requested:
            child.ready.add_done_callback(partial(self._on_child_ready, child))
        if missing > MAX_CHILDREN_PER_REQUEST:
            self._request_children(now=True)

    def _on_batch_timer(self) -> None:
        self._batch_timer = None
        self._request_children(now=True)

    def _on_child_ready(self, child: Child, ready: asyncio.Future[None]) -> None:
        self._being_forked.discard(child)
        if ready.cancelled():
            return
        if (error := ready.exception()) is not None:
            child.close()
            _log.info("a child could not be made: %s", error)
            self._on_fork_failed(str(error))
            asyncio.get_running_loop().call_later(_RETRY_DELAY, self._request_children)
        elif self._closed:
            child.close()
        else:
            self._failing_since = None
            self._assign_child(child)

    def _on_fork_failed(self, why: str) -> None:
        now = asyncio.get_running_loop().time()
        self._failing_since = self._failing_since or now
        # A task that has taken all of a card's memory leaves none for another child's context.
        may_pass = self._plan.device.needs_opening and self._running
        if now - self._failing_since > (DEVICE_TIMEOUT_S if may_pass else _FORK_FAILURE_TIMEOUT):
            self._fail_waiting(f"no child can be made: {why}")

    def _assign_child(self, child: Child) -> None:
        while self._waiting:
            waiting = self._waiting.popleft()
            if not waiting.done():
                waiting.set_result(child)
                return
        self._idle_pool.append(child)

    async def _replace_fork_server(self) -> None:
        if self._fork_server is not None:
            old, self._fork_server = self._fork_server, None
            if old.was_unresponsive and self._plan.device.needs_opening:
                # It would not open for another child either.
                self._fail_waiting(f"{self.device} did not open within {old.template_timeout:g} s")
            await old.close()
        while self._idle_pool:
            self._idle_pool.popleft().close()
        self._failing_since = None
        try:
            self._fork_server = await self._start_fork_server()
        except JailError as error:
            _log.error("%s", error)
            self._fail_waiting(str(error))
            await asyncio.sleep(1.0)
        self._wakeup.set()

    async def _start_fork_server(self) -> ForkServer:
        fork_server = await ForkServer.start(self._plan, self._template_timeout)
        fork_server.on_end = self._wakeup.set
        return fork_server

    def _fail_waiting(self, why: str) -> None:
        while self._waiting:
            waiting = self._waiting.popleft()
            if not waiting.done():
                waiting.set_exception(JailError(why))

    def _start_background(self, coroutine: Coroutine[None, None, None]) -> None:
        task = asyncio.ensure_future(coroutine)
        self._background_tasks.add(task)
        task.add_done_callback(self._background_tasks.discard)
