"""The graders' side of the queue on Postgres: pulls jobs, sends answers and heartbeats.

A grader only opens connections to the database, so it can run behind any firewall.
"""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from collections.abc import Awaitable, Callable
from functools import partial

from procrastinate import App, JobContext
from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
from psycopg import Error as DatabaseError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from common.operations.job_context import job_context
from common.tasks import cancel_and_wait
from grader.protocol import GraderInfo, GraderMessage, Job, JobFailed, Measure, parse_job
from grader.queues.isolation import Isolation
from grader.queues.postgres import grader_registry, queries
from grader.queues.postgres.connections import (
    HEARTBEAT_S,
    STALLED_S,
    RetryNow,
    fresh_connection,
    new_engine,
    run_worker,
    supervise,
)
from grader.queues.postgres.names import (
    ANSWER_TASK,
    JOB_TASK,
    answer_key,
    answer_queue,
    grader_queues,
    is_for_gpu,
)

log = logging.getLogger(__name__)

SHUTDOWN_S = 10.0
"""Seconds that a stopping grader lets jobs finish before it returns them to the queue."""


class GraderQueue:
    """One grader's client of the queue: its worker and its heartbeats.

    `describe` returns the grader's description, given the number of its running jobs; `process`
    returns the answer to a job, and never raises.
    """

    def __init__(
        self,
        url: str,
        describe: Callable[[int], GraderInfo],
        process: Callable[[Job], Awaitable[GraderMessage]],
        *,
        shutdown_s: float = SHUTDOWN_S,
    ) -> None:
        self._url = url
        self._shutdown_s = shutdown_s
        self._describe = describe
        self._process = process
        self._id = str(uuid.uuid4())
        self._worker_ids: dict[int | None, int | None] = {}  # by procrastinate's job id
        self._on_gpu: set[int | None] = set()  # procrastinate's ids of the jobs that want a GPU
        self._queues: list[str] = []  # to which the worker listens, changed while it runs
        self._engine = new_engine(url, connections=1)
        self._last_contact_at = 0.0  # with the database, monotonic seconds
        self._notice = ""
        self._isolation = Isolation()

    async def run(self, stop: asyncio.Event) -> None:
        """Take jobs until `stop` is set, then finish the running ones.

        Jobs that still run `shutdown_s` seconds later return to the queue.
        """
        info = self.info()
        self._choose_queues(info)
        run = partial(
            run_worker,
            self._url,
            self._register,
            self._queues,
            concurrency=info.at_once,
            shutdown_s=self._shutdown_s,
        )
        worker = asyncio.create_task(supervise(run, "jobs", stop))
        heartbeat = asyncio.create_task(supervise(self._heartbeat_loop, "heartbeats", stop))
        log.info("sandbox layers %s, devices %s", info.walls, info.devices)
        try:
            await stop.wait()
        finally:
            for task in (worker, heartbeat):  # heartbeats continue until the last job has ended
                await cancel_and_wait(task)
            await self._deregister()
            await self._engine.dispose()

    def info(self) -> GraderInfo:
        """Return the grader's current description."""
        return self._describe(len(self._worker_ids))

    def _choose_queues(self, info: GraderInfo) -> None:
        """Listen to the queues for a GPU only while it is there and can take one more job.

        Others wait in the queue, where a CPU grader can have them after a while.
        """
        names = grader_queues(info.exercises, info.devices)
        if info.gpu_at_once and len(self._on_gpu) >= info.gpu_at_once:
            names = tuple(name for name in names if not is_for_gpu(name))
        self._queues[:] = names

    async def check(self) -> str | None:
        """Return why the queue is not usable, as a sentence, or None if it is."""
        silent_s = time.monotonic() - self._last_contact_at
        return None if silent_s < STALLED_S else "its database cannot be reached"

    async def _heartbeat_loop(self) -> None:
        while True:
            info = self.info()
            self._choose_queues(info)  # a GPU that was lost takes no more jobs
            async with self._engine.begin() as connection:
                notice = await grader_registry.upsert_grader(connection, self._id, info)
                # A worker that is stopping, or lost its connection, sends no heartbeats itself.
                await grader_registry.heartbeat(connection, set(self._worker_ids.values()))
            self._last_contact_at = time.monotonic()
            if notice != self._notice:
                log.warning("%s", notice or "the lessons are the same as the bot's again")
                self._notice = notice
            await asyncio.sleep(HEARTBEAT_S)

    async def _deregister(self) -> None:
        try:
            async with asyncio.timeout(2), self._engine.begin() as connection:
                await grader_registry.delete_grader(connection, self._id)
        except Exception as problem:
            log.warning("could not remove this grader from the queue: %s", problem)

    def _register(self, app: App) -> None:
        # A job that is cancelled because the grader stops is for another grader.
        retry = RetryNow(asyncio.CancelledError)
        app.task(name=JOB_TASK, pass_context=True, retry=retry)(self._on_job)

    async def _on_job(
        self,
        context: JobContext,
        job: str,
        platform: str,
        alone: bool = False,
        alone_at: int | None = None,
    ) -> None:
        """Process one job, and queue its answer before the job is deleted.

        `alone` runs the job with no other beside it. `alone_at` is the id of the worker that last
        ran it so; see `queries.record_runs_alone`.
        """
        job_id = context.job.queueing_lock or ""
        self._worker_ids[context.job.id] = context.job.worker_id
        if is_for_gpu(context.job.queue):
            self._on_gpu.add(context.job.id)
            self._choose_queues(self.info())
        try:
            with job_context(job_id):
                answer = await self._run_job(context, job_id, job, alone)
                await self._send_answer(context, answer, job_id, platform)
        finally:
            del self._worker_ids[context.job.id]
            if context.job.id in self._on_gpu:
                self._on_gpu.discard(context.job.id)
                self._choose_queues(self.info())

    async def _run_job(
        self, context: JobContext, job_id: str, job: str, alone: bool
    ) -> GraderMessage:
        try:
            parsed = parse_job(job)
        except ValueError as problem:
            log.error("this version of Tensei cannot parse the job: %s", str(problem)[:200])
            return JobFailed(id=job_id, why="the grader and the bot have different versions")
        if isinstance(parsed, Measure):  # runs in a process of its own
            return await self._process(parsed)
        if not alone:
            async with self._isolation.shared():
                return await self._process(parsed)
        async with self._isolation.exclusive():
            await self._record_runs_alone(context)
            return await self._process(parsed)

    async def _record_runs_alone(self, context: JobContext) -> None:
        """Record that the job runs alone: if this grader dies, the job is to blame."""
        try:
            async with self._engine.begin() as connection:
                await queries.record_runs_alone(connection, context.job.id, context.job.worker_id)
        except (DBAPIError, OSError, NoConnection) as problem:
            log.warning("could not record that a job runs alone (%s)", problem)

    async def _send_answer(
        self, context: JobContext, answer: GraderMessage, job_id: str, platform: str
    ) -> None:
        """Queue the answer, retrying until the database is reachable."""
        message = answer.model_dump_json()
        try:
            await self._defer(context, message, job_id, platform)
        except ConnectorException:
            log.warning("the database is away; the answer is kept until it is back")
            while True:
                await asyncio.sleep(0.2)
                if await self._send_on_new_connection(context, message, job_id, platform):
                    return

    async def _send_on_new_connection(
        self, context: JobContext, message: str, job_id: str, platform: str
    ) -> bool:
        """Return whether the answer was queued."""
        try:
            async with fresh_connection(self._url) as connection:
                await self._defer(context, message, job_id, platform, connection)
        except (ConnectorException, DatabaseError):
            return False
        return True

    async def _defer(
        self,
        context: JobContext,
        message: str,
        job_id: str,
        platform: str,
        connection: object | None = None,
    ) -> None:
        # The lock makes bots handle the answers to one learner one at a time, in their order.
        try:
            await context.app.configure_task(
                ANSWER_TASK,
                queue=answer_queue(platform),
                lock=f"answers-{context.job.lock}",
                queueing_lock=answer_key(job_id),
                connection=connection,
            ).defer_async(answer=message)
        except AlreadyEnqueued:
            log.info("an answer to this job is queued already")
