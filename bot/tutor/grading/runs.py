"""What is run and not graded: a lesson's snippets, learners' own code, and the measurement."""

from __future__ import annotations

import uuid

from bot.storage.grading import jobs
from bot.storage.models import RunRow
from bot.tutor.context import TutorContext
from bot.tutor.grading.benchmark_reply import MEASUREMENT
from bot.tutor.grading.feedback import status_text
from bot.tutor.grading.jobs import JobService
from bot.tutor.grading.queue_wait import wait_words
from bot.tutor.grading.rate_limit import check_limits
from bot.tutor.grading.submission_reply import pictures_of, report_run
from bot.tutor.identity import Learner
from bot.tutor.replies.address import address_columns, place_of
from bot.tutor.replies.model import Reply, Text
from grader.protocol import Status, rejection_reason


class Runs:
    """Takes in what is only run, and queues it."""

    def __init__(self, context: TutorContext, grading: JobService) -> None:
        self._context = context
        self._grading = grading

    async def run(self, learner: Learner, code: str, reply_to: str) -> Reply:
        """Writes a run down and queues it; one that is here already is not run again.

        Raises RateLimitedError, and then nothing is written down.
        """
        reason = rejection_reason(code)
        if reason is not None:
            t = self._context.translations.translator(learner.language)
            return Reply(
                threadable=True, blocks=(Text(markdown=status_text(t, Status.INVALID, reason)),)
            )
        return await self._queue(learner, code, reply_to)

    async def measure(self, learner: Learner, reply_to: str) -> Reply:
        """Measure the grader's machine; the result is kept as a run. Raise RateLimitedError."""
        return await self._queue(learner, "", reply_to, kind=MEASUREMENT)

    async def run_kept(self, learner: Learner, run_id: str, reply_to: str) -> Reply:
        """Runs code that was kept when it was pasted, once its learner asks for it.

        Raises RateLimitedError.
        """
        async with self._context.database.write_session() as session:
            known = await jobs.find_run_of_reply(session, learner.id, place_of(reply_to))
            if known is not None:
                pictures = await pictures_of(session, known)
                return await report_run(self._context, learner, known, pictures)
            await check_limits(self._context, session, learner)
            address = address_columns(reply_to, self._context.clock())
            row = await jobs.activate_run(session, run_id, learner.id, address)
            if row is not None:
                await self._grading.stage(session, [row])
            else:
                kept = await session.get(RunRow, run_id)
        if row is not None:
            return await self._sent(learner, row)
        if kept is not None and kept.learner_id == learner.id:  # asked for before: run it again
            return await self.run(learner, kept.code, reply_to)
        t = self._context.translations.translator(learner.language)
        return Reply(threadable=True, blocks=(Text(markdown=t("button-outdated")),))

    async def _queue(self, learner: Learner, code: str, reply_to: str, kind: str = "code") -> Reply:
        async with self._context.database.write_session() as session:
            known = await jobs.find_run_of_reply(session, learner.id, place_of(reply_to))
            if known is not None:
                pictures = await pictures_of(session, known)
            else:
                await check_limits(self._context, session, learner)
                now = self._context.clock()
                row = RunRow(
                    id=str(uuid.uuid4()),
                    learner_id=learner.id,
                    platform=learner.platform,
                    kind=kind,
                    code=code,
                    received_at=now,
                    attempts=0,
                    graders_lost=0,
                    **address_columns(reply_to, now),
                )
                session.add(row)
                await self._grading.stage(session, [row])
        if known is not None:
            return await report_run(self._context, learner, known, pictures)
        return await self._sent(learner, row)

    async def _sent(self, learner: Learner, row: RunRow) -> Reply:
        await self._grading.enqueue([row])
        waiting = await report_run(self._context, learner, row, {})
        t = self._context.translations.translator(learner.language)
        words = wait_words(t, await self._grading.wait([row]))
        return (
            Reply(threadable=True, blocks=(*waiting.blocks, *words), pending=True)
            if words
            else waiting
        )
