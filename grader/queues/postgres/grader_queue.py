"""A grader's end of the queue on Postgres: it pulls jobs, hands in answers, and announces itself.

It needs no more than a way to the database, so that a grader can stand behind any wall.
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
from grader.protocol import GraderInfo, GraderMessage, Job, JobFailed, Measure, read_job
from grader.queues.isolation import Isolation
from grader.queues.postgres import queries
from grader.queues.postgres.connections import (
    HEARTBEAT_S,
    STALLED_S,
    RetryNow,
    fresh_connection,
    new_engine,
    supervise,
    work,
)
from grader.queues.postgres.names import (
    ANSWER,
    JOB,
    key_of_answer,
    queue_of_answers,
    queues_of_grader,
)

log = logging.getLogger(__name__)

ENDING_S = 10.0
"""How long a grader that is told to stop lets jobs finish before it hands them back."""


class GraderQueue:
    """A grader at the queue: its worker, and its announcements.

    `announce` says how the grader stands that works on so many jobs now; `do` gives the answer to
    a job, and never raises.
    """

    def __init__(
        self,
        url: str,
        announce: Callable[[int], GraderInfo],
        do: Callable[[Job], Awaitable[GraderMessage]],
        *,
        ending_s: float = ENDING_S,
    ) -> None:
        self._url = url
        self._ending_s = ending_s
        self._announce = announce
        self._do_job = do
        self._id = str(uuid.uuid4())
        self._workers: dict[int | None, int | None] = {}  # by the library's ids of jobs in hand
        self._engine = new_engine(url, connections=1)
        self._heard_at = 0.0  # of the database, monotonic seconds
        self._notice = ""
        self._isolation = Isolation()

    async def until(self, stop: asyncio.Event) -> None:
        """Takes jobs until told to stop; what runs then is finished in time, or handed back."""
        described = self.announcement()
        queues = queues_of_grader(described.exercises, described.devices)
        life = partial(
            work,
            self._url,
            self._register,
            queues,
            at_once=described.at_once,
            ending_s=self._ending_s,
        )
        working = asyncio.create_task(supervise(life, "jobs", stop))
        announcing = asyncio.create_task(supervise(self._keep_announced, "announcements", stop))
        log.info("walls %s, devices %s", described.walls, described.devices)
        try:
            await stop.wait()
        finally:
            for task in (working, announcing):  # we live as long as there is something to finish
                await cancel_and_wait(task)
            await self._withdraw()
            await self._engine.dispose()

    def announcement(self) -> GraderInfo:
        """The grader as it stands now, with as many jobs at once as it has workers."""
        return self._announce(len(self._workers))

    async def check(self) -> str | None:
        """What is wrong with the queue, in words; None if nothing is."""
        silent_s = time.monotonic() - self._heard_at
        return None if silent_s < STALLED_S else "its database cannot be reached"

    async def _keep_announced(self) -> None:
        while True:
            async with self._engine.begin() as connection:
                notice = await queries.announce(connection, self._id, self.announcement())
                # A worker that ends, or lost its database, no longer says that it lives.
                await queries.heartbeat(connection, set(self._workers.values()))
            self._heard_at = time.monotonic()
            if notice != self._notice:
                log.warning("%s", notice or "the lessons are as the bot has them again")
                self._notice = notice
            await asyncio.sleep(HEARTBEAT_S)

    async def _withdraw(self) -> None:
        try:
            async with asyncio.timeout(2), self._engine.begin() as connection:
                await queries.withdraw(connection, self._id)
        except Exception as problem:
            log.warning("could not say good-bye to the queue: %s", problem)

    def _register(self, app: App) -> None:
        # What is broken off because the grader stops is for another one.
        back = RetryNow(asyncio.CancelledError)
        app.task(name=JOB, pass_context=True, retry=back)(self._do)

    async def _do(
        self,
        context: JobContext,
        job: str,
        platform: str,
        alone: bool = False,
        alone_at: int | None = None,
    ) -> None:
        """Does one job; its answer is in the queue before the job is out of it.

        `alone`: with nothing beside it. `alone_at` is the worker that began it so before.
        """
        job_id = context.job.queueing_lock or ""
        self._workers[context.job.id] = context.job.worker_id
        try:
            with job_context(job_id):
                answer = await self._answer(context, job_id, job, alone)
                await self._hand_in(context, answer, job_id, platform)
        finally:
            del self._workers[context.job.id]

    async def _answer(
        self, context: JobContext, job_id: str, job: str, alone: bool
    ) -> GraderMessage:
        try:
            read = read_job(job)
        except ValueError as problem:
            log.error("not a job that this version of Tensei can read: %s", str(problem)[:200])
            return JobFailed(id=job_id, why="the grader is of another version than the bot")
        if isinstance(read, Measure):  # a process of its own does it
            return await self._do_job(read)
        if not alone:
            async with self._isolation.beside_others():
                return await self._do_job(read)
        async with self._isolation.alone():
            await self._note_alone(context)
            return await self._do_job(read)

    async def _note_alone(self, context: JobContext) -> None:
        """Writes down that the job runs alone now: if we die, it is known who is to blame."""
        try:
            async with self._engine.begin() as connection:
                await queries.begins_alone(connection, context.job.id, context.job.worker_id)
        except (DBAPIError, OSError, NoConnection) as problem:
            log.warning("a job runs alone, which the database does not know (%s)", problem)

    async def _hand_in(
        self, context: JobContext, answer: GraderMessage, job_id: str, platform: str
    ) -> None:
        """Puts the answer into the queue, however long the database is away."""
        said = answer.model_dump_json()
        try:
            await self._defer(context, said, job_id, platform)
        except ConnectorException:
            log.warning("the database is away; the answer is kept until it is back")
            while True:
                await asyncio.sleep(0.2)
                if await self._handed_in_afresh(context, said, job_id, platform):
                    return

    async def _handed_in_afresh(
        self, context: JobContext, said: str, job_id: str, platform: str
    ) -> bool:
        try:
            async with fresh_connection(self._url) as connection:
                await self._defer(context, said, job_id, platform, connection)
        except (ConnectorException, DatabaseError):
            return False
        return True

    async def _defer(
        self,
        context: JobContext,
        said: str,
        job_id: str,
        platform: str,
        connection: object | None = None,
    ) -> None:
        # One learner's answers are taken in one after the other, as they came.
        try:
            await context.app.configure_task(
                ANSWER,
                queue=queue_of_answers(platform),
                lock=f"answers-{context.job.lock}",
                queueing_lock=key_of_answer(job_id),
                connection=connection,
            ).defer_async(answer=said)
        except AlreadyEnqueued:
            log.info("an answer to this job waits already")
