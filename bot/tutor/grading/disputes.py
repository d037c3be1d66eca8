"""Disputed verdicts: a learner asks people to look at a submission, and hears what they decide."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.accounts import learners, notices
from bot.storage.grading import disputes
from bot.storage.grading.disputes import DECISION_NOTICE, TEACHER_NOTICE, Dispute
from bot.storage.models import SubmissionRow
from bot.tutor.context import TutorContext
from bot.tutor.daily.notices import NoticeWriter
from bot.tutor.grading.dispute_reply import (
    decision_reply,
    decision_text,
    is_disputable,
    question_to_teacher,
    reason_form,
)
from bot.tutor.identity import Learner
from bot.tutor.replies.actions import DecideDispute, DisputeVerdict
from bot.tutor.replies.buttons import command_button
from bot.tutor.replies.model import Buttons, Reply, Text
from bot.tutor.request import Request
from bot.tutor.router import ActionHandlers, Feature, on
from lessons.curriculum import Exercise

A_DAY = timedelta(days=1)
MOST_A_DAY = 5
"""Verdicts that one learner may dispute within a day: each takes a person's time."""

LONGEST_REASON = 1500
"""Characters of a teacher's reason."""


class Disputes(Feature):
    """Sends disputed verdicts to teachers and operators, and their decisions to learners."""

    def __init__(self, context: TutorContext) -> None:
        self._context = context

    def actions(self) -> ActionHandlers:
        """Return the handlers of the buttons of learners and of teachers."""
        return (on(DisputeVerdict, self.dispute), on(DecideDispute, self.decide))

    def notices(self) -> Mapping[str, NoticeWriter]:
        """Return what writes the messages to teachers and to learners."""
        return {TEACHER_NOTICE: self._ask_teacher, DECISION_NOTICE: self._tell_learner}

    async def dispute(self, request: Request, action: DisputeVerdict) -> Reply:
        """Store that the learner disputes a verdict, and have their teachers asked."""
        t, now = request.t, self._context.clock()
        async with self._context.database.write_session() as session:
            await learners.lock(session, request.learner.id)
            row = await session.get(SubmissionRow, action.submission)
            exercise = self._context.catalog.exercise(row.exercise) if row else None
            if row is None or exercise is None or row.learner_id != request.learner.id:
                return _said(t("dispute-not-yours"))
            known = await disputes.find_of_submission(session, row.id)
            if known is not None:
                if known.decision is not None:
                    return _said(decision_text(t, known, exercise.function))
                return _said(t("dispute-already", function=exercise.function))
            if not is_disputable(row):
                return _said(t("dispute-too-late", function=exercise.function))
            if await disputes.count_since(session, row.learner_id, now - A_DAY) >= MOST_A_DAY:
                return _said(t("dispute-too-many", most=MOST_A_DAY))
            stored = await disputes.insert(session, row.learner_id, row.id, now)
            teachers = await disputes.list_teachers(session, row.learner_id)
            if stored is not None:
                for teacher in teachers:
                    await notices.queue(session, teacher, TEACHER_NOTICE, str(stored.id), now)
        to = "teacher" if teachers else "operator"
        return _said(t("dispute-sent", function=exercise.function, to=to))

    async def decide(self, request: Request, action: DecideDispute) -> Reply:
        """Store a teacher's decision, and have the learner told; ask why, if it is not right."""
        t, reason = request.t, request.text.strip()[:LONGEST_REASON]
        async with self._context.database.write_session() as session:
            dispute = await disputes.find(session, action.dispute)
            exercise = await self._exercise_taught(session, dispute, request.learner.id)
            if dispute is None or exercise is None:
                return _said(t("dispute-gone"))
            if dispute.row.decision is not None:
                return _said(t("dispute-decided", decision=dispute.row.decision))
            if action.decision == "wrong" and not reason:
                return reason_form(t, dispute.row.id)
            await disputes.decide(
                session,
                dispute.row.id,
                action.decision,
                "teacher",
                reason=reason if action.decision == "wrong" else None,
                now=self._context.clock(),
            )
        thanks = Text(markdown=t("dispute-thanks", decision=action.decision))
        others = Buttons(buttons=(command_button(t, "group", "primary"),))
        return Reply(blocks=(thanks, others))

    async def _exercise_taught(
        self, session: AsyncSession, dispute: Dispute | None, learner_id: int
    ) -> Exercise | None:
        """Return the dispute's exercise if the learner may decide about it, else None."""
        if dispute is None:
            return None
        if learner_id not in await disputes.list_teachers(session, dispute.learner.id):
            return None
        return self._context.catalog.exercise(dispute.submission.exercise)

    async def _ask_teacher(self, teacher: Learner, subject: str) -> Reply | None:
        """Write the question to a teacher; None if it is settled, or theirs no longer."""
        async with self._context.database.read_session() as session:
            dispute = await disputes.find(session, int(subject))
            exercise = await self._exercise_taught(session, dispute, teacher.id)
        if dispute is None or exercise is None or dispute.row.decision is not None:
            return None
        if not is_disputable(dispute.submission):
            return None
        t = self._context.translations.translator(teacher.language)
        return question_to_teacher(t, dispute, exercise)

    async def _tell_learner(self, learner: Learner, subject: str) -> Reply | None:
        """Write the decision to the learner."""
        async with self._context.database.read_session() as session:
            dispute = await disputes.find(session, int(subject))
        if dispute is None or dispute.learner.id != learner.id or dispute.row.decision is None:
            return None
        exercise = self._context.catalog.exercise(dispute.submission.exercise)
        t = self._context.translations.translator(learner.language)
        return None if exercise is None else decision_reply(t, dispute.row, exercise)


def _said(text: str) -> Reply:
    return Reply(blocks=(Text(markdown=text),))
