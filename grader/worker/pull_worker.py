"""`python -m grader work`: a grader that pulls jobs from the database that bots share."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable

from common.operations.settings import OperatingSettings
from common.operations.watchdog import GRADER_LIMITS, Watchdog
from common.tasks import cancel_and_wait
from grader.jail import Limits
from grader.protocol import GraderInfo, GraderMessage, Job, Started
from grader.queues.postgres.grader_queue import GraderQueue
from grader.worker.gpu import GpuSettings
from grader.worker.grader import Grader
from grader.worker.grader_health import GraderHealth
from grader.worker.job_processor import process_job
from grader.worker.stdio_worker import default_concurrency
from lessons.curriculum import Catalog
from lessons.diagnostics import CatalogError

log = logging.getLogger(__name__)


async def serve(
    url: str,
    catalog: Catalog,
    *,
    spares: int,
    limits: Limits,
    gpu: GpuSettings,
    operating: OperatingSettings,
    unsafe_no_jail: bool = False,
    reload: Callable[[], Catalog] | None = None,
) -> None:
    """Work until SIGTERM or SIGINT. Running jobs are then finished, or returned to the queue.

    At SIGHUP, `reload` is called, and later jobs are graded with the lessons that it returns.

    Raise JailError if no jail can be opened here, and HealthServerError if the port for health and
    metrics is not available.
    """
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    is_reload_wanted = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, is_reload_wanted.set)
    async with Grader.open(
        catalog, spares=spares, limits=limits, unsafe_no_jail=unsafe_no_jail, gpu=gpu
    ) as grader:
        await PullWorker(grader, url, reload, is_reload_wanted).work(stop, operating)


class PullWorker:
    """Pulls jobs for a grader. Loads its lessons again whenever `is_reload_wanted` is set."""

    def __init__(
        self,
        grader: Grader,
        url: str,
        reload: Callable[[], Catalog] | None,
        is_reload_wanted: asyncio.Event,
    ) -> None:
        self._grader = grader
        self._url = url
        self._reload = reload
        self._is_reload_wanted = is_reload_wanted
        self._concurrency = default_concurrency()
        self._queue = self._new_queue()
        self._health = GraderHealth(
            self._info,
            is_template_alive=lambda: grader.jails.cpu.is_available,
            check_queue=self._check_queue,
        )

    async def work(self, stop: asyncio.Event, operating: OperatingSettings) -> None:
        """Pull jobs until `stop` is set. Raise HealthServerError if its port is not available."""
        watchdog = Watchdog(GRADER_LIMITS, observe=self._health.held)
        watchdog.start()
        await self._health.start(operating)
        stopping = asyncio.create_task(self._wait_for_stop(stop))
        try:
            await self._pull_until(stop, stopping)
        finally:
            await cancel_and_wait(stopping)
            await self._health.stop()
            watchdog.stop()

    async def _pull_until(self, stop: asyncio.Event, stopping: asyncio.Task[None]) -> None:
        while not stop.is_set():
            pause = asyncio.Event()
            warming_up = asyncio.create_task(_warm_up(self._grader))
            reloading = asyncio.create_task(self._load_lessons(pause))
            ending = asyncio.create_task(_set_after(stopping, pause))
            try:
                await asyncio.wait((stopping, warming_up), return_when=asyncio.FIRST_COMPLETED)
                await self._queue.run(pause)
            finally:
                await cancel_and_wait(warming_up, reloading, ending)
            if not stop.is_set():
                # The queues of a grader are named by its exercises: it listens to others now.
                self._queue = self._new_queue()

    def _info(self) -> GraderInfo:
        return self._queue.info()

    async def _check_queue(self) -> str | None:
        return await self._queue.check()

    def _new_queue(self) -> GraderQueue:
        grader = self._grader

        async def process(job: Job) -> GraderMessage:
            messages = process_job(grader, job)
            answers = [each async for each in messages if not isinstance(each, Started)]
            self._health.count(answers[-1])
            return answers[-1]

        return GraderQueue(
            self._url, lambda running: grader.info(self._concurrency, running), process
        )

    async def _load_lessons(self, pause: asyncio.Event) -> None:
        """Wait until a reload is asked for and possible; then use the lessons, and set `pause`."""
        while True:
            await self._is_reload_wanted.wait()
            self._is_reload_wanted.clear()
            if self._reload is None:
                continue
            try:
                catalog = await asyncio.to_thread(self._reload)
            except (CatalogError, OSError) as error:
                log.error("the lessons were not reloaded; those from before stay: %s", error)
                continue
            self._grader = self._grader.with_catalog(catalog)
            log.info("reloaded the lessons")
            pause.set()
            return

    async def _wait_for_stop(self, stop: asyncio.Event) -> None:
        await stop.wait()
        log.info("stopping")
        self._health.about_to_stop()


async def _set_after(task: asyncio.Task[None], event: asyncio.Event) -> None:
    await asyncio.wait((task,))
    event.set()


async def _warm_up(grader: Grader) -> None:
    # The devices decide to which queues the worker listens, and must be known first.
    await grader.jails.until_opened()
    # Preparing exams blocks this thread, which must not happen while the database waits for it.
    await grader.prepare()
