"""The bots' side of the queue on Postgres, for many bots and many graders.

A job is written in the transaction that writes its row, a grader pulls it, and the answer returns
as a job for the bots of its platform.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence

from sqlalchemy import Select, Subquery
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.ext.asyncio import AsyncConnection

from common.group_commit import GroupCommit
from common.operations.job_context import job_context
from common.tasks import cancel_and_wait
from grader.protocol import (
    Blame,
    Graded,
    GraderMessage,
    JobFailed,
    Ran,
    Started,
    parse_grader_message,
)
from grader.queues import GraderStatus, JobEnvelope, QueuePosition, QueueStatus
from grader.queues.blame import InterruptedJob, assign_blame
from grader.queues.devices import has_gpu
from grader.queues.postgres import grader_registry, queries
from grader.queues.postgres.batch_statements import NewJob
from grader.queues.postgres.batch_worker import BatchWorker, JobReturnedError, TakenJob
from grader.queues.postgres.connections import STALLED_S, new_engine, supervise
from grader.queues.postgres.names import (
    ANSWER_KEY_PREFIX,
    JOB_TASK,
    answer_queue,
    job_queue,
    learner_lock,
)

log = logging.getLogger(__name__)

OnAnswer = Callable[[GraderMessage], Awaitable[None]]
OnLost = Callable[[Collection[str]], Awaitable[None]]

DATABASE_AWAY = (OperationalError, InterfaceError, NoConnection, OSError)
"""Errors of a database that cannot be reached, or of a statement that can be retried."""

SWEEP_INTERVAL_S = 1.0
"""Interval of checking the graders and the jobs for changes that need maintenance."""

AGING_INTERVAL_S = 10.0
"""Interval of raising the priority of waiting jobs by one, so that none starves."""

RECLAIMED_PRIORITY = 1000
"""Priority of a job reclaimed from a dead grader: it has waited in the queue once already."""

BACKGROUND_DELAY = 1000
"""How far a job in the background is behind all others. By aging it catches up in three hours."""

GPU_WAIT_S = 20.0
"""How long a job waits for a grader with a GPU before any grader may take it, in seconds.

Its learner waits as well, whose later jobs are begun only after it."""

MAX_MISSING = 100
"""Most jobs that one sweep reports as missing."""

ANSWER_CONCURRENCY = 32
"""Answers that are handled at the same time: those of one moment share their transactions."""

SHUTDOWN_S = 5.0
INITIAL_JOB_S = 0.1
"""Assumed duration of a job before any was measured, in seconds."""


class PostgresQueue:
    """One bot's client of the queue.

    `exercises` are the bot's own, id to version; `platforms` those whose answers it receives;
    `open_work` selects the ids of all unfinished jobs, in the same database, as `id`.

    `on_answer` is awaited for every answer and for the start of a job that had to wait, one at a
    time for each learner; `on_lost` with the ids of unfinished jobs that are missing in the queue,
    to be sent again.
    """

    def __init__(
        self,
        url: str,
        *,
        exercises: Mapping[str, str],
        platforms: Sequence[str],
        open_work: Select[tuple[str]],
    ) -> None:
        self._url = url
        self._exercises = dict(exercises)
        self._platforms = tuple(platforms)
        self._open_work: Subquery = open_work.subquery("open_work")
        self._engine = new_engine(url, connections=4)
        self._autocommit = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        self._positions: GroupCommit[str, queries.JobPosition | None]
        self._positions = GroupCommit(self._find_positions)
        self._graders: Mapping[str, GraderStatus] = {}
        self._staged: set[str] = set()  # ids of jobs in transactions that may be uncommitted
        self._reclaimed: set[str] = set()  # ids of jobs to be queued again before all others
        self._missing: set[str] = set()  # ids that the previous sweep did not find
        self._awaiting_start: set[str] = set()  # ids of jobs whose start is to be reported
        self._mean_job_s = INITIAL_JOB_S  # exponential moving average
        self._no_reclaim_until = 0.0
        self._aged_at = time.monotonic()
        self._had_no_grader = False
        self._stop = asyncio.Event()
        self._answers = BatchWorker(
            url,
            [answer_queue(platform) for platform in self._platforms],
            self._on_answer_job,
            concurrency=ANSWER_CONCURRENCY,
            shutdown_s=SHUTDOWN_S,
        )
        self._tasks: list[asyncio.Task[None]] = []
        self.on_answer: OnAnswer | None = None
        self.on_lost: OnLost | None = None

    def use_exercises(self, exercises: Mapping[str, str]) -> None:
        """Use these exercises, id to version, to tell graders that lack them.

        Jobs that are queued stay with the graders that have their version.
        """
        self._exercises = dict(exercises)

    async def start(self) -> None:
        """Start receiving answers and maintaining the queue. The tables must exist."""
        self._pause_reclaim()
        async with self._engine.begin() as connection:
            self._graders = await grader_registry.list_graders(connection)
        self._tasks = [
            asyncio.create_task(supervise(self._answers.run, "answers", self._stop)),
            asyncio.create_task(supervise(self._sweep_loop, "the queue's sweep", self._stop)),
        ]

    async def finish(self) -> None:
        """Receive no more answers, and end those being handled. Waiting answers are kept."""
        self._stop.set()
        await cancel_and_wait(*self._tasks)
        await self._answers.finish()

    async def close(self) -> None:
        """Finish, and close the connections."""
        await self.finish()
        await self._engine.dispose()

    async def stage(self, connection: AsyncConnection, *envelopes: JobEnvelope) -> None:
        """Write jobs in the caller's transaction, but those that wait already."""
        ids = [each.job.id for each in envelopes]
        locks = [learner_lock(each) for each in envelopes]
        waiting = await queries.list_waiting(connection, ids, locks)
        known = {id for id, _ in waiting}
        jobs_ahead = Counter(lock for _, lock in waiting)
        new = []
        for envelope in envelopes:
            if envelope.job.id not in known:
                lock = learner_lock(envelope)
                new.append(self._new_job(envelope, jobs_ahead[lock]))
                jobs_ahead[lock] += 1
        self._staged.update(each.key for each in new)
        await queries.queue_jobs(connection, new)

    async def publish(self, envelope: JobEnvelope) -> None:
        """Make sure that the queue holds a job which this bot has not staged just before."""
        job_id = envelope.job.id
        if job_id in self._staged:
            self._staged.discard(job_id)
            return
        async with self._engine.begin() as connection:
            if not await queries.is_known(connection, job_id):
                await self.stage(connection, envelope)
                self._staged.discard(job_id)
            elif not envelope.gpu:
                await queries.move_to_queue(connection, job_id, self._queue_for(envelope))

    async def position(self, job_id: str) -> QueuePosition | None:
        """Return the position of a job; the wait is estimated from recent durations of jobs."""
        found = await self._positions.add(job_id)
        if found is None:
            return None
        slots = sum(each.announcement.at_once for each in self._alive_graders())
        if found.is_running:
            return QueuePosition(0, 0.0)
        is_next = not found.ahead and not found.learner_has_running
        if is_next and (found.running < slots or not slots):
            if not slots:
                self._awaiting_start.add(job_id)
            return QueuePosition(0, 0.0 if slots else None)
        self._awaiting_start.add(job_id)
        ahead = found.ahead + found.running
        return QueuePosition(ahead, ahead * self._mean_job_s / slots if slots else None)

    async def _find_positions(self, job_ids: Sequence[str]) -> Sequence[queries.JobPosition | None]:
        async with self._autocommit.connect() as connection:
            found = await queries.job_positions(connection, job_ids)
        return [found.get(each) for each in job_ids]

    async def status(self) -> QueueStatus:
        """Return the state of the queue. Waits are measured by the database's clock."""
        async with self._engine.begin() as connection:
            self._graders = await grader_registry.list_graders(connection)
            waiting, running, oldest = await queries.queue_depth(connection)
        return QueueStatus(tuple(self._graders.values()), waiting, running, oldest)

    def _new_job(self, envelope: JobEnvelope, jobs_ahead: int) -> NewJob:
        """Return a job, `jobs_ahead` being the number of waiting jobs of the same learner."""
        job = envelope.job
        is_reclaimed = job.id in self._reclaimed
        self._reclaimed.discard(job.id)
        # Round robin: every learner's first job has a higher priority than anyone's second.
        behind = BACKGROUND_DELAY if envelope.background else 0
        args: dict[str, str | bool] = {
            "job": job.model_dump_json(),
            "platform": envelope.platform,
        }
        return NewJob(
            queue=self._queue_for(envelope),
            task=JOB_TASK,
            lock=learner_lock(envelope),
            key=job.id,
            args={**args, "alone": True} if envelope.alone else args,
            priority=RECLAIMED_PRIORITY if is_reclaimed else -jobs_ahead - behind,
        )

    def _queue_for(self, envelope: JobEnvelope) -> str:
        return job_queue(envelope, has_gpu_grader=self._has_gpu_grader())

    def _has_gpu_grader(self) -> bool:
        return any(has_gpu(each.announcement.devices) for each in self._alive_graders())

    def _alive_graders(self) -> list[GraderStatus]:
        return [each for each in self._graders.values() if each.alive]

    async def _on_answer_job(self, taken: TakenJob) -> None:
        job_id = taken.key.removeprefix(ANSWER_KEY_PREFIX)
        answer = str(taken.args.get("answer"))
        with job_context(job_id):
            try:
                message = parse_grader_message(answer)
            except ValueError:
                log.error("this version of Tensei cannot parse the answer %r", answer[:200])
                message = JobFailed(id=job_id, why="the grader has another version of Tensei")
            self._awaiting_start.discard(job_id)
            if isinstance(message, Graded | Ran):
                result = message.verdict if isinstance(message, Graded) else message.result
                self._mean_job_s += 0.1 * (result.milliseconds.total / 1000 - self._mean_job_s)
            try:
                await self._notify(message)
            except DATABASE_AWAY as problem:
                why = " ".join(str(getattr(problem, "orig", None) or problem).split())
                log.warning("could not handle an answer, retrying (%s)", why)
                await asyncio.sleep(0.2)
                raise JobReturnedError from problem
            except Exception as problem:  # a bug: count an attempt, or it would be retried forever
                log.exception("could not handle an answer of type %s", message.type)
                await self._notify(JobFailed(id=job_id, why=f"{type(problem).__name__} in the bot"))

    async def _notify(self, message: GraderMessage) -> None:
        if self.on_answer is not None:
            await self.on_answer(message)

    def _pause_reclaim(self) -> None:
        """Reclaim no jobs for STALLED_S: no worker could send heartbeats during an outage."""
        self._no_reclaim_until = time.monotonic() + STALLED_S

    async def _sweep_loop(self) -> None:
        try:
            while True:
                await asyncio.sleep(SWEEP_INTERVAL_S)
                await self._sweep()
        except Exception:
            self._pause_reclaim()
            raise

    async def _sweep(self) -> None:
        async with self._engine.begin() as connection:
            self._graders = await grader_registry.list_graders(connection)
            waiting = await queries.job_statuses(connection, self._awaiting_start)
        self._log_liveness()
        # A job without a status has left the queue: another bot has handled its answer.
        for job_id in tuple(self._awaiting_start):
            status = waiting.get(job_id)
            if status != queries.TODO:
                self._awaiting_start.discard(job_id)
            if status == queries.DOING:
                await self._notify(Started(id=job_id))
        async with self._engine.begin() as lock:
            if await queries.try_lock_sweep(lock):
                await self._maintain_graders()
                await self._maintain_jobs()

    async def _maintain_graders(self) -> None:
        async with self._engine.begin() as connection:
            await grader_registry.delete_stale_graders(connection)
            for id, grader in self._graders.items():
                notice = self._notice_for(grader) if grader.alive else grader.notice
                if notice != grader.notice:
                    await grader_registry.set_notice(connection, id, notice)
            waited_s = GPU_WAIT_S if self._has_gpu_grader() else 0.0
            await queries.demote_gpu_jobs(connection, waited_s=waited_s)

    async def _maintain_jobs(self) -> None:
        async with self._engine.begin() as connection:
            await queries.delete_closed(connection, self._open_work)
            if time.monotonic() - self._aged_at > AGING_INTERVAL_S:
                await queries.age_priorities(connection)
                self._aged_at = time.monotonic()
        if time.monotonic() < self._no_reclaim_until:
            return
        async with self._engine.begin() as connection:
            reclaimed = await queries.reclaim_stalled(connection)
            ids = [each.job.job_id for each in reclaimed]
            answered = await queries.find_answered(connection, ids) if reclaimed else set()
        by_worker = defaultdict[int | None, list[InterruptedJob]](list)
        for each in reclaimed:
            if each.job.job_id not in answered:
                by_worker[each.worker_id].append(each.job)
        for interrupted in by_worker.values():
            for job_id, blame in assign_blame(interrupted).items():
                await self._report_lost_grader(job_id, blame)
        await self._report_missing()

    async def _report_lost_grader(self, job_id: str, blame: Blame) -> None:
        if blame is not Blame.CULPRIT:
            self._reclaimed.add(job_id)
        with job_context(job_id):
            why = "its grader died, or lost its connection"
            await self._notify(JobFailed(id=job_id, why=why, blame=blame))

    async def _report_missing(self) -> None:
        """Report unfinished jobs that two sweeps in a row did not find in the queue."""
        async with self._engine.begin() as connection:
            missing = await queries.find_missing(connection, self._open_work, MAX_MISSING)
        lost = missing & self._missing
        self._missing = missing - lost
        if lost and self.on_lost is not None:
            log.warning("%s unfinished jobs were not in the queue; sent again", len(lost))
            await self.on_lost(lost)

    def _notice_for(self, grader: GraderStatus) -> str:
        """Return a warning for a grader whose lessons differ from the bot's; empty otherwise."""
        versions = grader.announcement.exercises
        other = sorted(id for id, version in self._exercises.items() if versions.get(id) != version)
        if not other:
            return ""
        more = f" and {len(other) - 5} more" if len(other) > 5 else ""
        return (
            f"these exercises differ from the bot's: {', '.join(other[:5])}{more};"
            " this grader gets no jobs for them until the lessons are updated"
        )

    def _log_liveness(self) -> None:
        has_no_grader = not self._alive_graders()
        if has_no_grader and not self._had_no_grader:
            log.warning(
                "no grader is alive, so submissions wait. Start one, here or on any machine that"
                " reaches this database, with: python -m grader work"
            )
        if self._had_no_grader and not has_no_grader:
            log.info("a grader is alive again")
        self._had_no_grader = has_no_grader
