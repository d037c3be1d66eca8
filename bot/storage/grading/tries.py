"""A learner's own submissions, by exercise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import SubmissionRow


@dataclass(frozen=True, slots=True)
class TriedExercise:
    """How often a learner has submitted to an exercise, and with what success."""

    exercise: str
    tries: int
    passed: int
    latest: datetime


async def list_tried_exercises(
    session: AsyncSession, learner_id: int, *, most: int
) -> Sequence[TriedExercise]:
    """Return the exercises that a learner has submitted to, the latest first."""
    latest = func.max(SubmissionRow.received_at)
    passed = func.sum(case((SubmissionRow.status == "passed", 1), else_=0))
    found = await session.execute(
        select(SubmissionRow.exercise, func.count(), passed, latest)
        .where(SubmissionRow.learner_id == learner_id)
        .group_by(SubmissionRow.exercise)
        .order_by(latest.desc(), SubmissionRow.exercise)
        .limit(most)
    )
    return [TriedExercise(*row) for row in found]


async def list_tries(
    session: AsyncSession, learner_id: int, exercise: str
) -> Sequence[SubmissionRow]:
    """Return a learner's submissions to an exercise, oldest first."""
    found = await session.scalars(
        select(SubmissionRow)
        .where(SubmissionRow.learner_id == learner_id, SubmissionRow.exercise == exercise)
        .order_by(SubmissionRow.received_at, SubmissionRow.id)
    )
    return found.all()
