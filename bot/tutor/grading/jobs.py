"""Sends submissions and runs to the graders, and stores the results."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.accounts import attachments
from bot.storage.accounts.attachments import Content
from bot.storage.grading import jobs
from bot.storage.grading.regrades import regrade_id_of
from bot.storage.models import RunRow, SubmissionRow
from bot.tutor.context import TutorContext
from bot.tutor.events import AttemptFailed, JobEnqueued, JobFinished
from bot.tutor.grading.deliveries import Deliveries
from bot.tutor.grading.feedback import decode_figures
from bot.tutor.grading.intake import Intake, NewSubmissions
from bot.tutor.grading.job_envelopes import (
    envelope_of,
    exercise_of,
    kind_of,
    seconds_since_received,
)
from bot.tutor.grading.queue_wait import Wait, estimate_wait
from bot.tutor.grading.regrades import Regrades
from bot.tutor.grading.submission_reply import GRADING_FAILED
from bot.tutor.grading.verdicts import Verdicts
from common.group_commit import DATABASE_AWAY
from common.operations.job_context import job_context
from common.tasks import InProgress
from grader.protocol import (
    Blame,
    Graded,
    GraderMessage,
    JobFailed,
    Measured,
    Milliseconds,
    Ran,
    Started,
    Status,
)
from grader.queues import Queue

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
"""Attempts that failed on our side, after which a job is given up."""

MOST_GRADERS_LOST = 2
"""Graders that died while they worked on a job, the last of them on nothing else. The job is not
given to a third one."""

Row = TypeVar("Row", SubmissionRow, RunRow)

WriteRows = Callable[[AsyncSession], Awaitable[Sequence[Row]]]
"""Adds rows in a transaction and returns them; returns none where there is nothing to submit."""


@dataclass(frozen=True, slots=True)
class Submitted(Generic[Row]):
    """Jobs that were stored and enqueued, and how long the first of them waits."""

    rows: Sequence[Row]
    wait: Wait


class JobService:
    """Takes a job from its row through the queue to its result.

    The rows are the truth: what a crash has lost on the way is enqueued or delivered again.
    """

    def __init__(
        self, context: TutorContext, queue: Queue, deliveries: Deliveries, regrades: Regrades
    ) -> None:
        self._context = context
        self._regrades = regrades
        self._queue = queue
        self._deliveries = deliveries
        self._verdicts = Verdicts(context)
        self._intake = Intake(context, self._stage)
        self._announced_waits: set[str] = set()  # ids of jobs whose learners were told to wait
        self._submitting = InProgress()

    async def submit(self, write: WriteRows[Row]) -> Submitted[Row] | None:
        """Store jobs and enqueue them; return None where `write` returns no rows.

        Rows and queue entries are written in one transaction where they are in one database. So
        after a crash either both exist or neither, and `resume` enqueues what a queue elsewhere
        has not received.
        """
        with self._submitting:
            async with self._context.database.write_session() as session:
                rows = await write(session)
                if rows:
                    await self._stage(session, rows)
            return await self._enqueue(rows) if rows else None

    async def submit_paste(self, new: NewSubmissions) -> Submitted[SubmissionRow] | None:
        """Store the submissions of a paste and enqueue them; return None if they are stored.

        As `submit`, but in one transaction with the pastes of others. Raise RateLimitedError.
        """
        with self._submitting:
            return await self._enqueue(new.rows) if await self._intake.store(new) else None

    async def finish_submitting(self) -> None:
        """Wait until no job is between its row and the queue."""
        await self._submitting.finish()

    async def _enqueue(self, rows: Sequence[Row]) -> Submitted[Row]:
        await self._publish(rows)
        needs_card = any(envelope_of(self._context, row).needs_gpu for row in rows)
        try:
            wait = await estimate_wait(self._queue, [row.id for row in rows], needs_card=needs_card)
        except DATABASE_AWAY as problem:
            # The jobs are stored: their learner is not to send them once more.
            why = " ".join(str(getattr(problem, "orig", None) or problem).split())
            log.warning("could not estimate a wait (%s)", why)
            wait = Wait()
        if wait.ahead or wait.no_grader or wait.no_card:
            self._announced_waits.add(wait.job_id)
        self._deliveries.on_enqueued(rows)
        return Submitted(rows, wait)

    async def resume(self, *platforms: str) -> None:
        """Enqueue unfinished jobs and deliver undelivered replies, after a start or a reconnect.

        Of the platforms named; of all that are connected where none is.
        """
        async with self._context.database.read_session() as session:
            open_or_undelivered = await jobs.list_open_or_undelivered(
                session, platforms or tuple(self._context.platforms)
            )
        await self._publish([row for row in open_or_undelivered if row.status is None])
        finished = [row for row in open_or_undelivered if row.status is not None]
        await self._deliveries.redeliver(finished)

    async def has_open(self, platform: str, addresses: Sequence[str]) -> bool:
        """Return whether a job is open whose reply address begins with one of the texts."""
        async with self._context.database.read_session() as session:
            return await jobs.has_open(session, platform, addresses)

    async def requeue(self, ids: Collection[str]) -> None:
        """Enqueue unfinished jobs that the queue has lost. A callback of the queue."""
        await self._regrades.requeue(ids)
        async with self._context.database.read_session() as session:
            found = [await jobs.find_job(session, id) for id in ids]
        await self._publish([row for row in found if row is not None and row.status is None])

    async def on_grader_message(self, message: GraderMessage) -> None:
        """Store what a grader sends, and deliver the reply. A callback of the queue.

        A message that arrives twice, or after the job was given up, changes nothing.
        """
        with job_context(getattr(message, "id", "")):
            if regrade_id_of(getattr(message, "id", "")) is not None:
                await self._regrades.on_grader_message(message)
                return
            match message:
                case Started():
                    await self._on_started(message.id)
                    return
                case Graded():
                    is_finished = await self._verdicts.record(message)
                    is_finished = is_finished or await self._finish_unscored(message)
                case Ran() | Measured():
                    is_finished = await self._finish_run(message)
                case JobFailed():
                    is_finished = await self._retry(message)
                case _:
                    return
            self._announced_waits.discard(message.id)
            if is_finished:
                await self._deliveries.deliver(message.id)

    async def _stage(self, session: AsyncSession, rows: Sequence[jobs.JobRow]) -> None:
        """Write queue entries in the transaction that writes the rows."""
        await session.flush()
        connection = await session.connection()
        await self._queue.stage(connection, *(envelope_of(self._context, row) for row in rows))

    async def _publish(self, rows: Sequence[jobs.JobRow]) -> None:
        """Publish jobs whose transaction is committed."""
        for row in rows:
            with job_context(row.id):
                await self._queue.publish(envelope_of(self._context, row))
            self._context.observe(JobEnqueued(row.id, kind_of(row), exercise_of(row)))

    async def _on_started(self, job_id: str) -> None:
        """Update the reply to a job that had to wait; others finish soon enough."""
        if job_id in self._announced_waits:
            self._announced_waits.discard(job_id)
            await self._deliveries.deliver(job_id, started=True)

    async def _finish_unscored(self, message: Graded) -> bool:
        """Store the verdict on somebody else's code, without points for any learner.

        Return False where it has one already.
        """
        verdict = message.verdict
        async with self._context.database.write_session() as session:
            row = await jobs.close_run(
                session,
                message.id,
                verdict.status,
                verdict.model_dump(mode="json"),
                self._context.clock(),
            )
        if row is None:
            log.info("the submission has its verdict already")
            return False
        self._observe_finished(row, verdict.status, verdict.milliseconds)
        return True

    async def _finish_run(self, message: Ran | Measured) -> bool:
        """Store the result of a run; return False where it has one already."""
        status, result, now = Status.PASSED, message.result, self._context.clock()
        figures: list[Content] = []
        if isinstance(message, Ran):
            status = message.result.status
            figures = await asyncio.to_thread(decode_figures, message.result)
            digests = tuple(each.digest for each in figures)
            result = message.result.model_copy(update={"figures": digests})
        dumped = result.model_dump(mode="json")
        async with self._context.database.write_session() as session:
            row = await jobs.close_run(session, message.id, status, dumped, now)
            if row is not None:
                await attachments.store(session, row.learner_id, figures, now)
        if row is None:
            return False
        spent = message.result.milliseconds if isinstance(message, Ran) else None
        self._observe_finished(row, status, spent)
        return True

    async def _retry(self, message: JobFailed) -> bool:
        """Enqueue a job once more; return True where it is given up instead.

        A grader may have died of any of the jobs that it was working on. Each suspect is run
        alone, so that the culprit is found without costing the others an attempt, and is not
        given to one grader after the other.
        """
        async with self._context.database.write_session() as session:
            row = await jobs.find_job(session, message.id)
            if row is None or row.status is not None:
                return False
            is_last = await self._count_failure(session, row, message.blame)
            is_given_up = is_last
            if is_last:
                close = jobs.close_submission if isinstance(row, SubmissionRow) else jobs.close_run
                closed = await close(session, row.id, GRADING_FAILED, None, self._context.clock())
                is_given_up = closed is not None
            else:
                await self._stage(session, [row])
        failed = row.attempts + row.graders_lost
        self._context.observe(AttemptFailed(row.id, kind_of(row), failed, message.why))
        if not is_last:
            await self._publish([row])
        elif is_given_up:
            self._observe_finished(row, GRADING_FAILED)
        return is_given_up

    async def _count_failure(self, session: AsyncSession, row: jobs.JobRow, blame: Blame) -> bool:
        """Count a failed attempt against the job; return whether it was its last."""
        match blame:
            case Blame.NOBODY:
                return await jobs.count_attempt(session, row) >= MOST_ATTEMPTS
            case Blame.BYSTANDER:
                return False
            case Blame.SUSPECT:
                await jobs.count_lost_grader(session, row)
                return False
            case Blame.CULPRIT:
                return await jobs.count_lost_grader(session, row) >= MOST_GRADERS_LOST

    def _observe_finished(
        self, row: jobs.JobRow, status: str, spent: Milliseconds | None = None
    ) -> None:
        taken = seconds_since_received(self._context, row)
        self._context.observe(JobFinished(row.id, kind_of(row), status, spent, taken))
