"""Hands work to the graders, takes their answers in, and sees that every reply arrives."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import learners, progress, work
from bot.storage.models import RunRow, SubmissionRow
from bot.tutor import points
from bot.tutor.bench import MEASUREMENT
from bot.tutor.desk import Desk
from bot.tutor.people import known
from bot.tutor.replies import Reply
from bot.tutor.report import GAVE_UP, report
from bot.tutor.reviews import remember
from grader.protocol import (
    Answer,
    Grade,
    Graded,
    Job,
    Measure,
    Measured,
    Ran,
    Run,
    Started,
    Status,
    Trouble,
)
from grader.queues import Errand, Queue

log = logging.getLogger(__name__)

Deliver = Callable[[str, Reply], Awaitable[None]]
"""Puts a reply in the place that `reply_to` names, on a platform."""

MOST_ATTEMPTS = 3

REMEMBERED = frozenset({Status.PASSED, Status.FAILED, Status.ERROR})
"""Ends that say whether an exercise is understood; a slip of the keyboard does not."""


class Grading:
    def __init__(self, desk: Desk, queue: Queue) -> None:
        self._desk = desk
        self._queue = queue
        self._deliver: dict[str, Deliver] = {}
        self._slow: set[str] = set()
        self._behind_others: set[str] = set()  # whose learners were told that they have to wait
        self._handing_over: set[asyncio.Task[None]] = set()

    def on_delivery(self, platform: str, deliver: Deliver, *, slow: bool = False) -> None:
        """How replies reach a platform; where that is `slow`, no other answer waits for it."""
        self._deliver[platform] = deliver
        if slow:
            self._slow.add(platform)

    async def stage(self, session: AsyncSession, rows: Sequence[work.Work]) -> None:
        """Queues work in the transaction that writes it."""
        await session.flush()
        connection = await session.connection()
        for row in rows:
            await self._queue.stage(connection, self._errand(row))

    async def send(self, rows: Sequence[work.Work]) -> None:
        """Tells the queue of work whose transaction is through."""
        for row in rows:
            await self._queue.committed(self._errand(row))

    async def ahead(self, rows: Sequence[work.Work]) -> int:
        """How many jobs go before the first of these; its start is then told to its learner."""
        places = {row.id: await self._queue.place(row.id) for row in rows}
        ahead = {id: place.ahead for id, place in places.items() if place is not None}
        first = min(ahead, key=ahead.__getitem__, default="")
        if not ahead.get(first):
            return 0
        self._behind_others.add(first)
        return ahead[first]

    async def answered(self, answer: Answer) -> None:
        """Takes a grader's answer in. The same one again, or a late one, changes nothing."""
        if isinstance(answer, Started):
            await self._tell_of_start(answer.id)
            return
        match answer:
            case Graded():
                finished = await self._close_submission(answer)
            case Ran() | Measured():
                finished = await self._close_run(answer)
            case Trouble():
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
        async with self._desk.database.reading() as session:
            waiting = await work.undelivered(session, platforms or tuple(self._deliver))
        await self.send([row for row in waiting if row.status is None])
        for row in waiting:
            if row.status is not None:
                await self._tell(row.id)

    async def _close_submission(self, answer: Graded) -> bool:
        verdict, now = answer.verdict, self._desk.clock()
        mistake = verdict.problem.mistake if verdict.problem else None
        async with self._desk.database.writing() as session:
            closed = await work.close_submission(
                session,
                answer.id,
                verdict.status,
                verdict.model_dump(mode="json"),
                now,
                mistake=mistake,
            )
            row = await session.get(SubmissionRow, answer.id)
            if not closed or row is None:
                log.info("submission %s has its verdict already", answer.id)
                return False
            if verdict.status is Status.PASSED:
                await self._award(session, row)
            if verdict.status in REMEMBERED:
                await self._remember(session, row, now)
        return True

    async def _award(self, session: AsyncSession, row: SubmissionRow) -> None:
        seen = await progress.hints_seen(session, row.learner_id, row.exercise)
        worth = points.for_exercise(seen)
        first = await progress.award(
            session,
            row.learner_id,
            kind=progress.EXERCISE,
            subject=row.exercise,
            points=worth,
            now=self._desk.clock(),
        )
        if first:
            await work.note_points(session, row.id, worth)

    async def _remember(self, session: AsyncSession, row: SubmissionRow, now: datetime) -> None:
        """An exercise that failed comes back for review, until it passes then."""
        learner = known(self._desk, await learners.learner_by_id(session, row.learner_id))
        right = row.status == Status.PASSED
        await remember(session, learner, progress.EXERCISE, row.exercise, right=right, now=now)

    async def _close_run(self, answer: Ran | Measured) -> bool:
        status = answer.result.status if isinstance(answer, Ran) else Status.PASSED
        result = answer.result.model_dump(mode="json")
        async with self._desk.database.writing() as session:
            return await work.close_run(session, answer.id, status, result, self._desk.clock())

    async def _try_again(self, answer: Trouble) -> bool:
        """Sends the work once more; False unless it has now failed too often."""
        async with self._desk.database.writing() as session:
            row = await work.find_work(session, answer.id)
            if row is None or row.status is not None:
                return False
            attempts = await work.count_attempt(session, row)
            log.warning("attempt %s at %s failed: %s", attempts, answer.id, answer.why)
            if attempts >= MOST_ATTEMPTS:
                close = work.close_submission if isinstance(row, SubmissionRow) else work.close_run
                return await close(session, row.id, GAVE_UP, None, self._desk.clock())
            await self.stage(session, [row])
        await self.send([row])
        return False

    async def _tell_of_start(self, job_id: str) -> None:
        """Says that work is running, where it had to wait; else its end comes soon enough."""
        if job_id in self._behind_others:
            self._behind_others.discard(job_id)
            await self._tell(job_id, started=True)

    async def _tell(self, job_id: str, *, started: bool = False) -> None:
        """Delivers the reply that a piece of work belongs to, as it stands now."""
        async with self._desk.database.reading() as session:
            row = await work.find_work(session, job_id)
            if row is None or row.reply_to is None:
                return
            learner = known(self._desk, await learners.learner_by_id(session, row.learner_id))
            if started and row.status is not None:
                return
            running = job_id if started else ""
            reply, rows = await report(self._desk, session, learner, row, running=running)
        deliver = self._deliver.get(row.platform)
        if deliver is None:
            return
        handing_over = self._hand_over(deliver, row.reply_to, reply, rows)
        if row.platform not in self._slow:
            await handing_over
            return
        task = asyncio.create_task(handing_over)
        self._handing_over.add(task)
        task.add_done_callback(self._handing_over.discard)

    async def _hand_over(
        self, deliver: Deliver, reply_to: str, reply: Reply, rows: Sequence[work.Work]
    ) -> None:
        try:
            await deliver(reply_to, reply)
        except Exception:  # the platform is out of reach: resume delivers it
            log.exception("could not deliver the reply to %s", [row.id for row in rows])
            return
        if not reply.pending:
            async with self._desk.database.writing() as session:
                await work.mark_delivered(session, rows, self._desk.clock())

    def _errand(self, row: work.Work) -> Errand:
        exercise = row.exercise if isinstance(row, SubmissionRow) else ""
        content = self._desk.catalog.exercise(exercise)
        return Errand(
            job=_job(row),
            learner=str(row.learner_id),
            platform=row.platform,
            version=content.version if content else "",
        )


def _job(row: work.Work) -> Job:
    if isinstance(row, RunRow):
        if row.kind == MEASUREMENT:
            return Measure(id=row.id)
        return Run(id=row.id, code=row.code)
    return Grade(id=row.id, exercise=row.exercise, code=row.code)
