"""Hands work to the graders, takes their answers in, and sees that every reply arrives."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.accounts import attachments, learners
from bot.storage.accounts.attachments import Content
from bot.storage.engine.tries import MAX_TRIES
from bot.storage.grading import jobs
from bot.storage.learning import progress
from bot.storage.models import LearnerRow, RunRow, SubmissionRow
from bot.tutor.context import TutorContext
from bot.tutor.events import AttemptFailed, JobEnqueued, JobFinished, Kind, ReplyDelivered
from bot.tutor.grading.benchmark_reply import MEASUREMENT
from bot.tutor.grading.feedback import contents_of
from bot.tutor.grading.queue_wait import Wait, wait_before
from bot.tutor.grading.submission_reply import GRADING_FAILED, report
from bot.tutor.identity import to_learner
from bot.tutor.learning import points
from bot.tutor.learning.reviews import schedule
from bot.tutor.replies.address import join_address
from bot.tutor.replies.model import Reply, Text
from common.operations.job_context import job_context
from common.operations.watchdog import working_on
from grader.protocol import (
    Blame,
    Grade,
    Graded,
    GraderMessage,
    Job,
    JobFailed,
    Measure,
    Measured,
    Milliseconds,
    Ran,
    Run,
    Started,
    Status,
)
from grader.queues import JobEnvelope, Queue

log = logging.getLogger(__name__)

Deliver = Callable[[str, Reply], Awaitable[None]]
"""Puts a reply at the address `reply_to` on a platform (see bot.tutor.replies.address)."""

MOST_ATTEMPTS = 3
"""Attempts that failed on our side, after which work is given up."""

MOST_GRADERS_LOST = 2
"""Graders that died while they did a piece of work, the last of them with nothing beside it: it is
handed to no third one."""

TELLING_AGAIN = timedelta(seconds=10)
"""An end that did not reach its learner for so long is told again, and again after as long."""

TOLD_AGAIN_FOR = timedelta(minutes=10)
"""Then it is only told when its platform comes back, or at the next start."""

MOST_TOLD_AGAIN = 100
"""In one round; a platform that comes back is not overrun."""

REMEMBERED = frozenset({Status.PASSED, Status.FAILED, Status.ERROR})
"""Ends that say whether an exercise is understood; a slip of the keyboard does not."""


class JobService:
    """The way of all work from its row through the queue and back to its learner.

    The rows are the truth: what was lost on the way is sent or delivered again.
    """

    def __init__(self, context: TutorContext, queue: Queue) -> None:
        self._context = context
        self._queue = queue
        self._deliver: dict[str, Deliver] = {}
        self._slow: set[str] = set()
        self._behind_others: set[str] = set()  # whose learners were told that they have to wait
        self._handing_over: set[asyncio.Task[None]] = set()
        self._on_the_way: Counter[str] = Counter()  # ids of work whose reply is handed over

    def on_delivery(self, platform: str, deliver: Deliver, *, slow: bool = False) -> None:
        """How replies reach a platform; where that is `slow`, no other answer waits for it."""
        self._deliver[platform] = deliver
        if slow:
            self._slow.add(platform)

    async def stage(self, session: AsyncSession, rows: Sequence[jobs.JobRow]) -> None:
        """Queues work in the transaction that writes it."""
        await session.flush()
        connection = await session.connection()
        for row in rows:
            await self._queue.stage(connection, self._errand(row))

    async def enqueue(self, rows: Sequence[jobs.JobRow]) -> None:
        """Tells the queue of work whose transaction is through."""
        for row in rows:
            with job_context(row.id):
                await self._queue.committed(self._errand(row))
            exercise = row.exercise if isinstance(row, SubmissionRow) else ""
            self._context.observe(JobEnqueued(row.id, _kind(row), exercise))

    async def wait(self, rows: Sequence[jobs.JobRow]) -> Wait:
        """What is before the first of these. Where it waits, its start will be told as well."""
        wait = await wait_before(self._queue, [row.id for row in rows])
        if wait.ahead or wait.no_grader:
            self._behind_others.add(wait.job_id)
        return wait

    async def on_grader_message(self, answer: GraderMessage) -> None:
        """Takes a grader's answer in. The same one again, or a late one, changes nothing."""
        with job_context(getattr(answer, "id", "")):
            await self._take_in(answer)

    async def _take_in(self, answer: GraderMessage) -> None:
        if isinstance(answer, Started):
            await self._tell_of_start(answer.id)
            return
        match answer:
            case Graded():
                finished = await self._close_submission(answer)
            case Ran() | Measured():
                finished = await self._close_run(answer)
            case JobFailed():
                finished = await self._try_again(answer)
            case _:
                return
        self._behind_others.discard(answer.id)
        if finished:
            await self._tell(answer.id)

    async def resume(self, *platforms: str) -> None:
        """After a start: sends what is open to the graders, and delivers what is finished.

        Of all platforms unless some are named, such as one that has just come within reach.
        """
        async with self._context.database.read_session() as session:
            waiting = await jobs.list_undelivered(session, platforms or tuple(self._deliver))
        await self.enqueue([row for row in waiting if row.status is None])
        await self._tell_once_more([row for row in waiting if row.status is not None])

    async def requeue(self, ids: Collection[str]) -> None:
        """Sends work that is open in the database and that the queue has lost."""
        async with self._context.database.read_session() as session:
            found = [await jobs.find_job(session, id) for id in ids]
        await self.enqueue([row for row in found if row is not None and row.status is None])

    async def redeliver_loop(self) -> None:
        """Until it is cancelled, tells again what did not reach its learner.

        So an end that was written down by a bot that died before it told anyone is told, too.
        """
        while True:
            await asyncio.sleep(TELLING_AGAIN.total_seconds())
            try:
                await self.redeliver_once()
            except Exception:  # such as a database that is away
                log.exception("could not tell again what was not told")

    async def redeliver_once(self) -> None:
        """One round of that. What may be on its way just now is left alone."""
        now, platforms = self._context.clock(), tuple(self._deliver)
        since, before = now - TOLD_AGAIN_FOR, now - TELLING_AGAIN
        async with self._context.database.read_session() as session:
            rows = await jobs.list_undelivered_between(
                session, platforms, since, before, MOST_TOLD_AGAIN
            )
        await self._tell_once_more([row for row in rows if not self._on_the_way[row.id]])

    async def _tell_once_more(self, rows: Sequence[jobs.JobRow]) -> None:
        """Tells ends that nobody was told, perhaps because drawing one of them ended the bot.

        What was tried once more already goes alone, so that one reply of that kind does not
        cost those that are handed over beside it their try.
        """
        unsuspected = [row for row in rows if not row.delivery_tries]
        if unsuspected:
            async with self._context.database.write_session() as session:
                await jobs.count_delivery_try(session, unsuspected)
        for row in unsuspected:
            await self._tell_counted(row)
        for row in rows:
            if not row.delivery_tries:
                continue
            if row.delivery_tries >= MAX_TRIES:
                await self._leave_aside(row)
                continue
            async with self._context.database.write_session() as session:
                await jobs.count_delivery_try(session, [row])
            await self._tell_counted(row, alone=True)

    async def _tell_counted(self, row: jobs.JobRow, *, alone: bool = False) -> None:
        with job_context(row.id):
            try:
                await self._tell(row.id, alone=alone)
            except Exception:
                log.exception("the reply could not be made")
                async with self._context.database.write_session() as session:
                    await jobs.reset_delivery_tries(session, [row])

    async def _leave_aside(self, row: jobs.JobRow) -> None:
        """Says of a reply that it cannot be shown, without making it."""
        deliver = self._deliver.get(row.platform)
        if deliver is None or row.reply_to is None:
            return
        with job_context(row.id):
            log.error("the reply is left aside: telling it ended the bot %d times", MAX_TRIES)
            async with self._context.database.read_session() as session:
                learner = await learners.get_learner(session, row.learner_id)
                t = self._context.translations.translator(
                    to_learner(self._context, learner).language
                )
            reply = Reply(blocks=(Text(markdown=t("reply-left-aside")),))
            address = join_address(row.reply_to, row.reply_secret)
            await self._hand_over(deliver, address, reply, [row], was_left_aside=True)

    async def finish(self) -> None:
        """Waits for the replies that are being handed over."""
        while self._handing_over:
            await asyncio.wait(self._handing_over)

    async def _close_submission(self, answer: Graded) -> bool:
        verdict, now = answer.verdict, self._context.clock()
        mistake = verdict.problem.mistake if verdict.problem else None
        async with self._context.database.write_session() as session:
            held = await learners.lock_learner_of(session, answer.id)
            row = await jobs.close_submission(
                session,
                answer.id,
                verdict.status,
                verdict.model_dump(mode="json"),
                now,
                mistake=mistake,
            )
            if row is None:
                log.info("the submission has its verdict already")
                return False
            if verdict.status is Status.PASSED:
                await self._award(session, row)
            if verdict.status in REMEMBERED:
                learner = held or await learners.get_learner(session, row.learner_id)
                await self.schedule_review(session, learner, row, now)
        self._judged(row, verdict.status, verdict.milliseconds)
        return True

    async def _award(self, session: AsyncSession, row: SubmissionRow) -> None:
        seen = await progress.count_hints_seen(session, row.learner_id, row.exercise)
        worth = points.for_exercise(seen)
        first = await progress.award(
            session,
            row.learner_id,
            kind=progress.EXERCISE,
            subject=row.exercise,
            points=worth,
            now=self._context.clock(),
        )
        if first:
            await jobs.set_points(session, row.id, worth)

    async def schedule_review(
        self, session: AsyncSession, learner: LearnerRow, row: SubmissionRow, now: datetime
    ) -> None:
        """An exercise that failed comes back for review, until it passes then."""
        whose, right = to_learner(self._context, learner), row.status == Status.PASSED
        await schedule(session, whose, progress.EXERCISE, row.exercise, right=right, now=now)

    async def _close_run(self, answer: Ran | Measured) -> bool:
        status, result, now = Status.PASSED, answer.result, self._context.clock()
        pictures: list[Content] = []
        if isinstance(answer, Ran):
            status = answer.result.status
            pictures = await asyncio.to_thread(contents_of, answer.result)
            digests = tuple(each.digest for each in pictures)
            result = answer.result.model_copy(update={"figures": digests})
        dumped = result.model_dump(mode="json")
        async with self._context.database.write_session() as session:
            row = await jobs.close_run(session, answer.id, status, dumped, now)
            if row is not None:
                await attachments.store(session, row.learner_id, pictures, now)
        if row is None:
            return False
        self._judged(row, status, answer.result.milliseconds if isinstance(answer, Ran) else None)
        return True

    async def _try_again(self, answer: JobFailed) -> bool:
        """Sends the work once more; False unless it has now failed too often.

        What a grader died of is found by running its suspects alone, so that it costs no other work
        an attempt, and is not handed to one grader after the other.
        """
        async with self._context.database.write_session() as session:
            row = await jobs.find_job(session, answer.id)
            if row is None or row.status is not None:
                return False
            is_too_often = await self._count(session, row, answer.blame)
            given_up = is_too_often
            if given_up:
                close = jobs.close_submission if isinstance(row, SubmissionRow) else jobs.close_run
                closed = await close(session, row.id, GRADING_FAILED, None, self._context.clock())
                given_up = closed is not None
            else:
                await self.stage(session, [row])
        failed = row.attempts + row.graders_lost
        self._context.observe(AttemptFailed(row.id, _kind(row), failed, answer.why))
        if not is_too_often:
            await self.enqueue([row])
        elif given_up:
            self._judged(row, GRADING_FAILED)
        return given_up

    async def _count(self, session: AsyncSession, row: jobs.JobRow, blame: Blame) -> bool:
        """Counts a failed attempt against whom it concerns; whether it was the last."""
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

    async def _tell_of_start(self, job_id: str) -> None:
        """Says that work is running, where it had to wait; else its end comes soon enough."""
        if job_id in self._behind_others:
            self._behind_others.discard(job_id)
            await self._tell(job_id, started=True)

    async def _tell(self, job_id: str, *, started: bool = False, alone: bool = False) -> None:
        """Delivers the reply that a piece of work belongs to, as it stands now."""
        async with self._context.database.read_session() as session:
            running = job_id if started else ""
            found = await report(self._context, session, job_id, running=running)
        if found is None:
            return
        reply, rows = found
        row = next(each for each in rows if each.id == job_id)
        deliver = self._deliver.get(row.platform)
        if deliver is None or row.reply_to is None or (started and row.status is not None):
            return
        handing_over = self._hand_over(
            deliver, join_address(row.reply_to, row.reply_secret), reply, rows
        )
        if alone or row.platform not in self._slow:
            await handing_over
            return
        task = asyncio.create_task(handing_over)
        self._handing_over.add(task)
        task.add_done_callback(self._handing_over.discard)

    async def _hand_over(
        self,
        deliver: Deliver,
        reply_to: str,
        reply: Reply,
        rows: Sequence[jobs.JobRow],
        *,
        was_left_aside: bool = False,
    ) -> None:
        ids = [row.id for row in rows]
        self._on_the_way.update(ids)
        try:
            with working_on(f"the reply to {', '.join(ids)}"):
                await deliver(reply_to, reply)
        except Exception:  # the platform is out of reach: it is told again
            log.exception("could not deliver the reply to %s", ids)
            if not was_left_aside:
                await self._survived(rows)
            return
        finally:
            self._on_the_way.subtract(ids)
            self._on_the_way = +self._on_the_way
        if reply.pending:
            await self._survived(rows)
        else:
            async with self._context.database.autocommit_session() as session:
                await jobs.mark_delivered(session, rows, self._context.clock())
            for row in rows:
                told = ReplyDelivered(row.id, _kind(row), row.status or "", self._since_taken(row))
                self._context.observe(told)

    async def _survived(self, rows: Sequence[jobs.JobRow]) -> None:
        """Forgets tries of a delivery that did not end the bot, though it is not the last one."""
        if any(row.delivery_tries for row in rows):
            async with self._context.database.autocommit_session() as session:
                await jobs.reset_delivery_tries(session, rows)

    def _judged(self, row: jobs.JobRow, status: str, spent: Milliseconds | None = None) -> None:
        self._context.observe(
            JobFinished(row.id, _kind(row), status, spent, self._since_taken(row))
        )

    def _since_taken(self, row: jobs.JobRow) -> float:
        return (self._context.clock() - row.received_at).total_seconds()

    def _errand(self, row: jobs.JobRow) -> JobEnvelope:
        exercise = row.exercise if isinstance(row, SubmissionRow) else ""
        content = self._context.catalog.exercise(exercise)
        job = _job(row)
        return JobEnvelope(
            job=job,
            learner=str(row.learner_id),
            platform=row.platform,
            version=content.version if content else "",
            gpu=isinstance(job, Measure),  # it shows more there
            alone=row.graders_lost > 0,
        )


def _kind(row: jobs.JobRow) -> Kind:
    if isinstance(row, SubmissionRow):
        return "submission"
    return "measurement" if row.kind == MEASUREMENT else "run"


def _job(row: jobs.JobRow) -> Job:
    if isinstance(row, RunRow):
        if row.kind == MEASUREMENT:
            return Measure(id=row.id)
        return Run(id=row.id, code=row.code)
    return Grade(id=row.id, exercise=row.exercise, code=row.code)
