"""What comes back for review: questions answered and exercises that failed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import LearnerRow, ReviewRow


@dataclass(frozen=True, slots=True)
class Due:
    kind: str  # "question" | "exercise"
    subject: str


@dataclass(frozen=True, slots=True)
class Reminder:
    """A learner who asked to be told each day of what is due."""

    learner_id: int
    at: datetime
    due: int  # how many things


async def find(session: AsyncSession, learner_id: int, kind: str, subject: str) -> ReviewRow | None:
    return await session.get(ReviewRow, (learner_id, kind, subject))


async def write(session: AsyncSession, row: ReviewRow) -> None:
    await session.merge(row)


async def due(session: AsyncSession, learner_id: int, now: datetime, *, most: int) -> Sequence[Due]:
    """What is due, questions first and then what has waited longest."""
    found = await session.execute(
        select(ReviewRow.kind, ReviewRow.subject)
        .where(ReviewRow.learner_id == learner_id, ReviewRow.due <= now)
        .order_by(ReviewRow.kind.desc(), ReviewRow.due, ReviewRow.subject)
        .limit(most)
    )
    return [Due(kind, subject) for kind, subject in found]


async def next_due(session: AsyncSession, learner_id: int, now: datetime) -> datetime | None:
    """When the first thing that is not due yet will be."""
    return await session.scalar(
        select(ReviewRow.due)
        .where(ReviewRow.learner_id == learner_id, ReviewRow.due > now)
        .order_by(ReviewRow.due)
        .limit(1)
    )


async def postpone(
    session: AsyncSession, learner_id: int, kind: str, subject: str, until: datetime
) -> None:
    await session.execute(
        update(ReviewRow)
        .where(
            ReviewRow.learner_id == learner_id,
            ReviewRow.kind == kind,
            ReviewRow.subject == subject,
            ReviewRow.due < until,
        )
        .values(due=until)
    )


async def reminders(
    session: AsyncSession, platforms: Sequence[str], now: datetime, *, most: int
) -> Sequence[Reminder]:
    """Learners whose time for a reminder has come, those who have waited longest first."""
    waiting = (
        select(func.count())
        .where(ReviewRow.learner_id == LearnerRow.id, ReviewRow.due <= now)
        .correlate(LearnerRow)
        .scalar_subquery()
    )
    found = await session.execute(
        select(LearnerRow.id, LearnerRow.remind_at, waiting)
        .where(LearnerRow.remind_at <= now, LearnerRow.platform.in_(platforms))
        .order_by(LearnerRow.remind_at, LearnerRow.id)
        .limit(most)
    )
    return [Reminder(row[0], row[1], row[2]) for row in found if row[1] is not None]


async def claim_reminder(session: AsyncSession, reminder: Reminder, following: datetime) -> bool:
    """Puts a learner's reminder off to the following one; False when another process has.

    Whoever has claimed it sends it. One that is lost in between comes again the next day.
    """
    claimed = await session.execute(
        update(LearnerRow)
        .where(LearnerRow.id == reminder.learner_id, LearnerRow.remind_at == reminder.at)
        .values(remind_at=following)
        .returning(LearnerRow.id)
    )
    return claimed.first() is not None
