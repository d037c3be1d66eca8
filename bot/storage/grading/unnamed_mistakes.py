"""Groups of wrong answers that no named mistake explains, by their fingerprints."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.learning.progress import EXERCISE
from bot.storage.models import LedgerEntry, SubmissionRow


@dataclass(frozen=True, slots=True)
class UnnamedMistake:
    """Wrong answers to one exercise with the same fingerprint."""

    exercise: str
    fingerprint: str
    learners: int
    stuck: int  # those of the learners who have not passed the exercise
    submissions: int
    latest: datetime
    example: SubmissionRow | None = None  # the latest of them whose code is kept


async def list_most_frequent(
    session: AsyncSession, exercises: Collection[str] | None = None, *, most: int
) -> Sequence[UnnamedMistake]:
    """Return the groups with the most learners, of these exercises or of all, with an example."""
    has_passed = exists().where(
        LedgerEntry.learner_id == SubmissionRow.learner_id,
        LedgerEntry.kind == EXERCISE,
        LedgerEntry.subject == SubmissionRow.exercise,
    )
    learners = func.count(SubmissionRow.learner_id.distinct())
    stuck = func.count(case((~has_passed, SubmissionRow.learner_id)).distinct())
    query = (
        select(
            SubmissionRow.exercise,
            SubmissionRow.fingerprint,
            learners,
            stuck,
            func.count(),
            func.max(SubmissionRow.received_at),
        )
        .where(SubmissionRow.fingerprint.is_not(None))
        .group_by(SubmissionRow.exercise, SubmissionRow.fingerprint)
        .order_by(learners.desc(), stuck.desc(), SubmissionRow.exercise, SubmissionRow.fingerprint)
        .limit(most)
    )
    if exercises is not None:
        query = query.where(SubmissionRow.exercise.in_(exercises))
    return [
        UnnamedMistake(
            row[0],
            row[1] or "",
            row[2],
            row[3],
            row[4],
            row[5],
            await _find_example(session, *row[:2]),
        )
        for row in (await session.execute(query)).all()
    ]


async def _find_example(
    session: AsyncSession, exercise: str, fingerprint: str | None
) -> SubmissionRow | None:
    return await session.scalar(
        select(SubmissionRow)
        .where(
            SubmissionRow.exercise == exercise,
            SubmissionRow.fingerprint == fingerprint,
            SubmissionRow.code != "",
        )
        .order_by(SubmissionRow.received_at.desc())
        .limit(1)
    )
