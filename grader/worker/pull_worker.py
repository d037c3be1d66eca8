"""`python -m grader work`: a grader that works by itself, for bots that share a database."""

from __future__ import annotations

import asyncio
import logging
import signal

from common.operations.settings import OperatingSettings
from common.operations.watchdog import OF_GRADERS, Watchdog
from grader.jail import Limits
from grader.protocol import GraderMessage, Job, Started
from grader.queues.postgres.grader_queue import GraderQueue
from grader.worker.grader import Grader, process_job
from grader.worker.grader_health import GraderWatch
from grader.worker.stdio_worker import at_once
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
    """Works until SIGTERM or SIGINT; what runs then is finished in time, or handed back.

    Raises:
        JailError: no jail can stand here.
        HealthProblem: the port for health and metrics cannot be had.
    """
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with Grader.open(
        catalog, spares=spares, limits=limits, unsafe_no_jail=unsafe_no_jail
    ) as grader:
        await _pull(grader, url, stop, operating)


async def _pull(
    grader: Grader, url: str, stop: asyncio.Event, operating: OperatingSettings
) -> None:
    turns = at_once()

    async def do(job: Job) -> GraderMessage:
        said = [each async for each in process_job(grader, job) if not isinstance(each, Started)]
        watch.count(said[-1])
        return said[-1]

    pulling = GraderQueue(url, lambda running: grader.announcement(turns, running), do)
    watch = GraderWatch(
        pulling.announcement,
        template_stands=lambda: grader.jail.is_available,
        check_queue=pulling.check,
    )
    watchdog = Watchdog(OF_GRADERS, observe=watch.held)
    watchdog.start()
    await watch.start(operating)
    going = asyncio.create_task(_say_when(stop, watch))
    getting_ready = asyncio.create_task(_get_ready(grader))
    try:
        await asyncio.wait((going, getting_ready), return_when=asyncio.FIRST_COMPLETED)
        await pulling.until(stop)
    finally:
        for task in (going, getting_ready):
            task.cancel()
        await asyncio.gather(going, getting_ready, return_exceptions=True)
        await watch.stop()
        watchdog.stop()


async def _get_ready(grader: Grader) -> None:
    # Which queues it listens to follows from its devices, and is settled once.
    await grader.devices_ready()
    # Exams are prepared in this thread, and a database must not wait for an answer meanwhile.
    await grader.prepare()


async def _say_when(stop: asyncio.Event, watch: GraderWatch) -> None:
    await stop.wait()
    log.info("stopping")
    watch.about_to_stop()
