"""Grades submissions again after their exercise was mended. Only improvements change anything."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.accounts import learners, notices
from bot.storage.grading import regrades
from bot.storage.grading.regrades import Regrade
from bot.storage.learning import progress
from bot.storage.models import SubmissionRow
from bot.tutor.context import TutorContext
from bot.tutor.daily.notices import NoticeWriter
from bot.tutor.identity import Learner, day_of, to_learner
from bot.tutor.learning import points
from bot.tutor.learning.role_rewards import start_giving_earned
from bot.tutor.replies.actions import SetNews
from bot.tutor.replies.buttons import button, command_button, exercise_button
from bot.tutor.replies.model import Buttons, Reply, Text
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, Feature, on
from grader.protocol import (
    GENERAL_MISTAKES,
    Grade,
    Graded,
    GraderMessage,
    JobFailed,
    Status,
    Verdict,
)
from grader.queues import JobEnvelope, Queue
from lessons.curriculum import Exercise

log = logging.getLogger(__name__)

IMPROVED_NOTICE = "regrade-passed"
"""The kind of the notice about a pass; its subject is the exercise and the points."""

NAMED_NOTICE = "mistake-named"
"""The kind of the notice about an explanation; its subject is the exercise and the mistake."""

MOST_QUEUED = 50
"""Regrades that are in the queue at the same time; the rest waits in the database."""

MOST_ATTEMPTS = 3
"""Attempts that failed on our side, after which a regrade is given up."""

BATCH_SIZE = 500
"""Old regrades that one transaction deletes."""

OWNER = "regrades"
"""For the queue all regrades have one owner, so that one is graded at a time."""


class Regrades(Feature):
    """Queues regrades behind all learners' jobs, and stores what has improved."""

    def __init__(self, context: TutorContext, queue: Queue) -> None:
        self._context = context
        self._queue = queue

    def actions(self) -> ActionHandlers:
        """Return the handler of the button that ends the messages about explanations."""
        return (on(SetNews, self.set_news),)

    def notices(self) -> Mapping[str, NoticeWriter]:
        """Return what writes the messages about improvements."""
        return {IMPROVED_NOTICE: self._tell_pass, NAMED_NOTICE: self._tell_explanation}

    async def enqueue_open(self) -> None:
        """Have the oldest open regrades in the queue, also those that it has lost."""
        versions = {each.version for each in self._context.catalog.exercises()}
        async with self._context.database.read_session() as session:
            found = await regrades.list_open(
                session, versions, tuple(self._context.platforms), most=MOST_QUEUED
            )
        await self._enqueue([each for each in found if self._is_current(each)])

    async def requeue(self, job_ids: Collection[str]) -> None:
        """Have these regrades in the queue, which has lost them."""
        ids = [number for each in job_ids if (number := regrades.regrade_id_of(each)) is not None]
        async with self._context.database.read_session() as session:
            found = [await regrades.find_open(session, each) for each in ids]
        await self._enqueue([each for each in found if each is not None])

    async def on_grader_message(self, message: GraderMessage) -> None:
        """Store what a grader sends about a regrade. What arrives twice changes nothing."""
        regrade_id = regrades.regrade_id_of(getattr(message, "id", ""))
        if regrade_id is None or not isinstance(message, Graded | JobFailed):
            return
        async with self._context.database.write_session() as session:
            learner_id = await regrades.find_learner_id(session, regrade_id)
            if learner_id is None or not await learners.lock(session, learner_id):
                return
            regrade = await regrades.find_open(session, regrade_id, lock=True)
            if regrade is None:
                return
            if isinstance(message, JobFailed):
                regrade.row.attempts += 1
                is_last = regrade.row.attempts >= MOST_ATTEMPTS
                regrade.row.status = "failed" if is_last else None
                log.warning("attempt %s failed: %s", regrade.row.attempts, message.why)
                return
            regrade.row.status = await self._store(session, regrade, message.verdict)
            log.info("%s: %s", regrade.submission.exercise, regrade.row.status)
            is_improved = regrade.row.status == "improved"
            learner = to_learner(self._context, await learners.get_learner(session, learner_id))
        if is_improved:
            start_giving_earned(self._context, learner)

    async def set_news(self, request: Request, action: SetNews) -> Reply:
        """Send or do not send messages about explanations that were added later."""
        t, is_off = request.t, action.state == "off"
        async with self._context.database.write_session() as session:
            await learners.update_learner(session, request.learner.id, no_news=is_off)
        other = SetNews("on" if is_off else "off")
        label = t("button-news-on") if is_off else t("button-news-off")
        text = t("news-off") if is_off else t("news-on")
        return Reply(blocks=(Text(markdown=text), Buttons(buttons=(button(label, other),))))

    async def drop_old(self) -> None:
        """Delete regrades after the retention time of the code that they are about."""
        before = self._context.clock() - self._context.keep_code
        while True:
            async with self._context.database.write_session() as session:
                if await regrades.drop_old(session, before, most=BATCH_SIZE) < BATCH_SIZE:
                    return

    def _is_current(self, regrade: Regrade) -> bool:
        exercise = self._context.catalog.exercise(regrade.submission.exercise)
        return exercise is not None and exercise.version == regrade.row.version

    async def _enqueue(self, found: Collection[Regrade]) -> None:
        if not found:
            return
        async with self._context.database.write_session() as session:
            ids = [each.row.id for each in found]
            await regrades.mark_queued(session, ids, self._context.clock())
        for each in found:
            exercise = self._context.catalog.exercise(each.submission.exercise)
            await self._queue.publish(_envelope(each, exercise))

    async def _store(self, session: AsyncSession, regrade: Regrade, verdict: Verdict) -> str:
        """Store an improvement, and have the learner told; return what has become of it."""
        row = regrade.submission
        if row.status == Status.PASSED or not row.code:  # its code was deleted meanwhile
            return "unchanged"
        if verdict.status is Status.PASSED:
            await self._store_pass(session, row, verdict)
            return "improved"
        mistake = verdict.problem.mistake if verdict.problem else None
        was_named = row.mistake is not None and row.mistake not in GENERAL_MISTAKES
        if mistake is None or mistake in GENERAL_MISTAKES or was_named:
            return "unchanged"
        row.mistake, row.fingerprint = mistake, None
        subject = f"{row.exercise}:{mistake}"
        await notices.queue(session, row.learner_id, NAMED_NOTICE, subject, self._context.clock())
        return "named"

    async def _store_pass(
        self, session: AsyncSession, row: SubmissionRow, verdict: Verdict
    ) -> None:
        """Let a submission have passed when it was received."""
        row.status, row.verdict = verdict.status, verdict.model_dump(mode="json")
        row.mistake = row.fingerprint = None
        row.answer_digest = verdict.answer_digest
        hints = await progress.count_hints_seen(session, row.learner_id, row.exercise)
        earned = points.for_exercise(hints)
        exercise = self._context.catalog.exercise(row.exercise)
        learner = await learners.get_learner(session, row.learner_id)
        given = await progress.award_exercise(
            session,
            row.learner_id,
            row.exercise,
            revision=exercise.revision if exercise else 1,
            points=earned,
            points_again=points.REVIEW,
            now=row.received_at,
            day=day_of(self._context, learner, row.received_at),
        )
        if given is not None:  # else the learner has passed the exercise in another way
            row.points = given
            subject, now = f"{row.exercise}:{given}", self._context.clock()
            await notices.queue(session, row.learner_id, IMPROVED_NOTICE, subject, now)

    async def _tell_pass(self, learner: Learner, subject: str) -> Reply | None:
        exercise_id, _, earned = subject.rpartition(":")
        exercise = self._context.catalog.exercise(exercise_id)
        if exercise is None:
            return None
        t = self._context.translations.translator(learner.language)
        text = t("regrade-passed", function=exercise.function, points=int(earned))
        show = exercise_button(t, exercise, passed=True)
        steps = (show, command_button(t, "progress", "primary"))
        return Reply(tone="passed", blocks=(Text(markdown=text), Buttons(buttons=steps)))

    async def _tell_explanation(self, learner: Learner, subject: str) -> Reply | None:
        """Write the explanation of a mistake; None to who has passed meanwhile, or wants none."""
        exercise_id, _, mistake = subject.rpartition(":")
        exercise = self._context.catalog.exercise(exercise_id)
        words = exercise.mistakes.get(mistake) if exercise else None
        async with self._context.database.read_session() as session:
            done = await progress.find_achievements(session, learner.id)
            wants_none = (await learners.get_learner(session, learner.id)).no_news
        if exercise is None or words is None or wants_none or exercise.id in done.exercises:
            return None
        t = self._context.translations.translator(learner.language)
        steps = (
            exercise_button(t, exercise, style="primary"),
            button(t("button-news-off"), SetNews("off")),
        )
        blocks = (
            Text(markdown=t("mistake-named", function=exercise.function)),
            Text(markdown=words[t.language]),
            Buttons(buttons=steps),
        )
        return Reply(tone="lesson", blocks=blocks)


def _envelope(regrade: Regrade, exercise: Exercise | None) -> JobEnvelope:
    row = regrade.submission
    return JobEnvelope(
        job=Grade(
            id=regrades.job_id_of(regrade.row),
            exercise=row.exercise,
            code=row.code,
            earlier=row.earlier,
        ),
        learner=OWNER,
        platform=row.platform,
        gpu=exercise is not None and exercise.prefers_gpu,
        needs_gpu=exercise is not None and exercise.needs_card,
        version=regrade.row.version,
        alone=regrade.row.attempts > 0,
        background=True,
    )
