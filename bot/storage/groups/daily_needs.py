"""What a study group needs most, from which the daily prompt chooses. Hidden learners count not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Integer, Select, bindparam, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.engine.in_ids import in_ids
from bot.storage.grading.jobs import is_failed
from bot.storage.groups.members import VISIBLE_MEMBERS
from bot.storage.learning.progress import QUESTION
from bot.storage.models import ReviewRow, SubmissionRow, UtcDateTime

MODERATE_DIFFICULTY = 5.0
"""The difficulty in FSRS (1 to 10) from which a question counts as weak for a learner."""


async def list_weak_questions(session: AsyncSession, group_id: int, *, most: int) -> Sequence[str]:
    """Return the ids of the questions that the group's learners know least, the weakest first.

    A question's weakness is the difficulty of its reviews above MODERATE_DIFFICULTY, summed over
    the learners.
    """
    parameters = {"group_id": group_id, "most": most}
    return [row[0] for row in await session.execute(_weak_statement(), parameters)]


async def list_common_mistakes(
    session: AsyncSession, group_id: int, since: datetime, *, most: int
) -> Sequence[tuple[str, str]]:
    """Return the named mistakes that most of the group's learners have made since then, most first.

    Each is the id of an exercise and the key of its mistake.
    """
    parameters = {"group_id": group_id, "since": since, "most": most}
    found = await session.execute(_mistakes_statement(), parameters)
    return [(exercise, mistake or "") for exercise, mistake, _ in found]


@cache
def _weak_statement() -> Select[*tuple[str, float]]:
    above = ReviewRow.difficulty - MODERATE_DIFFICULTY
    weakness = func.sum(case((above > 0, above), else_=0.0))
    return (
        select(ReviewRow.subject, weakness)
        .where(in_ids(ReviewRow.learner_id, VISIBLE_MEMBERS), ReviewRow.kind == QUESTION)
        .group_by(ReviewRow.subject)
        .having(weakness > 0)
        .order_by(weakness.desc(), ReviewRow.subject)
        .limit(bindparam("most", type_=Integer))
    )


@cache
def _mistakes_statement() -> Select[*tuple[str, str | None, int]]:
    learners = func.count(SubmissionRow.learner_id.distinct())
    return (
        select(SubmissionRow.exercise, SubmissionRow.mistake, learners)
        .where(
            in_ids(SubmissionRow.learner_id, VISIBLE_MEMBERS),
            is_failed(),
            SubmissionRow.mistake.is_not(None),
            SubmissionRow.received_at >= bindparam("since", type_=UtcDateTime()),
        )
        .group_by(SubmissionRow.exercise, SubmissionRow.mistake)
        .order_by(learners.desc(), SubmissionRow.exercise, SubmissionRow.mistake)
        .limit(bindparam("most", type_=Integer))
    )
