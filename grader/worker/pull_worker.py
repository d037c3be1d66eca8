"""`python -m grader work`: a grader that pulls jobs from the database that bots share."""

from __future__ import annotations

import asyncio
import logging
import signal

from common.operations.settings import OperatingSettings
from common.operations.watchdog import GRADER_LIMITS, Watchdog
from grader.jail import Limits
from grader.protocol import GraderMessage, Job, Started
from grader.queues.postgres.grader_queue import GraderQueue
from grader.worker.grader import Grader
from grader.worker.grader_health import GraderHealth
from grader.worker.job_processor import process_job
from grader.worker.stdio_worker import default_concurrency
from lessons.curriculum import Catalog

log = logging.getLogger(__name__)


async def serve(
    url: str,
    catalog: Catalog,
    *,
    spares: int,
    limits: Limits,
    operating: OperatingSettings,
    unsafe_no_jail: bool = False,
) -> None:
    """Work until SIGTERM or SIGINT. Running jobs are then finished, or returned to the queue.

    Raise JailError if no jail can be opened here, and HealthServerError if the port for health and
    metrics is not available.
    """
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with Grader.open(
        catalog, spares=spares, limits=limits, unsafe_no_jail=unsafe_no_jail
    ) as grader:
        await _pull_jobs(grader, url, stop, operating)


async def _pull_jobs(
    grader: Grader, url: str, stop: asyncio.Event, operating: OperatingSettings
) -> None:
    concurrency = default_concurrency()

    async def process(job: Job) -> GraderMessage:
        messages = process_job(grader, job)
        answers = [each async for each in messages if not isinstance(each, Started)]
        health.count(answers[-1])
        return answers[-1]

    queue = GraderQueue(url, lambda running: grader.info(concurrency, running), process)
    health = GraderHealth(
        queue.info,
        is_template_alive=lambda: grader.jail.is_available,
        check_queue=queue.check,
    )
    watchdog = Watchdog(GRADER_LIMITS, observe=health.held)
    watchdog.start()
    await health.start(operating)
    stopping = asyncio.create_task(_wait_for_stop(stop, health))
    warming_up = asyncio.create_task(_warm_up(grader))
    try:
        await asyncio.wait((stopping, warming_up), return_when=asyncio.FIRST_COMPLETED)
        await queue.run(stop)
    finally:
        for task in (stopping, warming_up):
            task.cancel()
        await asyncio.gather(stopping, warming_up, return_exceptions=True)
        await health.stop()
        watchdog.stop()


async def _warm_up(grader: Grader) -> None:
    # The devices decide to which queues the worker listens, and must be known first.
    await grader.devices_ready()
    # Preparing exams blocks this thread, which must not happen while the database waits for it.
    await grader.prepare()


async def _wait_for_stop(stop: asyncio.Event, health: GraderHealth) -> None:
    await stop.wait()
    log.info("stopping")
    health.about_to_stop()
