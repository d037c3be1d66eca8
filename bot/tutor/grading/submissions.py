"""Pasted code: from a message to submissions that wait for their verdict."""

from __future__ import annotations

import uuid

from bot.i18n import Translator
from bot.storage.grading import jobs
from bot.storage.models import RunRow, SubmissionRow
from bot.tutor.context import TutorContext
from bot.tutor.grading.feedback import status_text
from bot.tutor.grading.jobs import JobService
from bot.tutor.grading.queue_wait import Wait, wait_words
from bot.tutor.grading.rate_limit import check_limits
from bot.tutor.grading.submission_reply import report_submissions
from bot.tutor.identity import Learner
from bot.tutor.replies.address import address_columns, place_of
from bot.tutor.replies.buttons import button, command_button, exercise_button
from bot.tutor.replies.model import AnyBlock, Buttons, Reply, Text
from bot.tutor.text.code_reader import read_code
from common.fuzzy_match import find_nearest
from grader.protocol import Status, rejection_reason
from lessons.curriculum import Exercise
from lessons.paste import Paste

MOST_AT_ONCE = 10
"""Exercises that one paste may answer; nobody writes more at a time by hand."""

MOST_NAMES = 20
"""Names of a paste that are compared with the exercises'."""


class Submissions:
    """Takes pasted code in: finds its exercises, writes submissions down, and queues them."""

    def __init__(self, context: TutorContext, grading: JobService) -> None:
        self._context = context
        self._grading = grading

    async def receive(self, learner: Learner, paste: Paste, reply_to: str) -> Reply:
        """Takes pasted code in, for every exercise whose function it defines, MOST_AT_ONCE at most.

        Raises RateLimitedError, and then nothing is written down.
        """
        t = self._context.translations.translator(learner.language)
        reason = rejection_reason(paste.code)
        if reason is not None:
            return Reply(
                threadable=True, blocks=(Text(markdown=status_text(t, Status.INVALID, reason)),)
            )
        exercises = [self._context.catalog.exercise_for(name) for name in paste.names]
        found = [exercise for exercise in exercises if exercise is not None][:MOST_AT_ONCE]
        if not found:
            return await self._no_exercise(learner, paste)
        return await self.submit(learner, found, paste, reply_to)

    async def receive_for(
        self, learner: Learner, exercise: Exercise, text: str, reply_to: str
    ) -> Reply:
        """Takes code in for an exercise that the learner has named. Raises RateLimitedError."""
        paste = await read_code(text)
        if rejection_reason(paste.code):
            return await self.receive(learner, paste, reply_to)
        return await self.submit(learner, [exercise], paste, reply_to)

    async def submit(
        self, learner: Learner, exercises: list[Exercise], paste: Paste, reply_to: str
    ) -> Reply:
        """Writes submissions down and queues them, both or neither. Raises RateLimitedError.

        A paste that is here already (its platform handed it over twice) is not taken again.
        """
        async with self._context.database.write_session() as session:
            rows = await jobs.list_submissions_of_reply(session, learner.id, place_of(reply_to))
            if rows:
                return await report_submissions(self._context, session, learner, rows)
            await check_limits(self._context, session, learner)
            now = self._context.clock()
            rows = [
                SubmissionRow(
                    id=str(uuid.uuid4()),
                    learner_id=learner.id,
                    platform=learner.platform,
                    exercise=exercise.id,
                    code=paste.code,
                    received_at=now,
                    attempts=0,
                    graders_lost=0,
                    **address_columns(reply_to, now),
                )
                for exercise in exercises
            ]
            session.add_all(rows)
            await self._grading.stage(session, rows)
        await self._grading.enqueue(rows)
        return self._acknowledge(learner, exercises, paste, await self._grading.wait(rows))

    def _acknowledge(
        self, learner: Learner, exercises: list[Exercise], paste: Paste, wait: Wait
    ) -> Reply:
        t = self._context.translations.translator(learner.language)
        functions = ", ".join(f"`{exercise.function}`" for exercise in exercises)
        blocks: list[AnyBlock] = [Text(markdown=t("submission-received", functions=functions))]
        blocks += wait_words(t, wait)
        blocks += [Text(markdown=t(f"repaired-{repair}")) for repair in paste.repairs]
        return Reply(threadable=True, blocks=tuple(blocks), pending=True)

    async def _no_exercise(self, learner: Learner, paste: Paste) -> Reply:
        """Says which function was probably meant, and offers to run the code instead."""
        t = self._context.translations.translator(learner.language)
        run = RunRow(
            id=str(uuid.uuid4()),
            learner_id=learner.id,
            platform=learner.platform,
            code=paste.code,
            received_at=self._context.clock(),
            attempts=0,
            graders_lost=0,
        )
        async with self._context.database.write_session() as session:
            await check_limits(self._context, session, learner)
            session.add(run)
        run_it = button(t("button-run-instead"), f"run:{run.id}")
        text, exercise = self._suggest(t, paste.names, paste.functions)
        show = (exercise_button(t, exercise),) if exercise else (command_button(t, "exercise"),)
        return Reply(
            threadable=True, blocks=(Text(markdown=text), Buttons(buttons=(*show, run_it)))
        )

    def _suggest(
        self, t: Translator, names: tuple[str, ...], written: tuple[str, ...]
    ) -> tuple[str, Exercise | None]:
        """What to say of code that answers no exercise, and the exercise that it was perhaps for;
        `written` are those of the names that are functions."""
        functions = [exercise.function for exercise in self._context.catalog.exercises()]
        for name in names[:MOST_NAMES]:
            close = find_nearest(name, functions)
            if close is not None:
                text = t("no-exercise-nearest", name=name, nearest=close)
                return text, self._context.catalog.exercise_for(close)
        if written:
            return t("no-exercise", name=written[-1]), None
        return t("no-function"), None
