"""Spaced repetition: due reviews of questions and exercises, and reminders of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Update, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.engine.upsert import insert_or_update
from bot.storage.groups.daily import LEASE
from bot.storage.models import LearnerRow, ReviewRow

Claim = Literal["ours", "again", "taken"]
"""The result of an attempt to claim a reminder. `ours`: for the first time. `again`: after another
attempt, which may have sent it. `taken`: another process has it, or it was sent."""


@dataclass(frozen=True, slots=True)
class Due:
    """A due review of a question or an exercise, by its id."""

    kind: str  # "question" | "exercise"
    subject: str


@dataclass(frozen=True, slots=True)
class Reminder:
    """A daily reminder that a learner has asked for."""

    learner_id: int
    at: datetime  # when it is due
    due_count: int  # how many reviews


async def lock_review(
    session: AsyncSession, learner_id: int, kind: str, subject: str
) -> ReviewRow | None:
    """Return the review state of a subject, locked until the transaction ends, or None."""
    return await session.get(ReviewRow, (learner_id, kind, subject), with_for_update=True)


async def upsert_review(
    session: AsyncSession, learner_id: int, kind: str, subject: str, **values: Any
) -> None:
    """Store the review state of a subject: the columns of ReviewRow without its key."""
    key = {"learner_id": learner_id, "kind": kind, "subject": subject}
    await insert_or_update(session, ReviewRow, key, values)


async def list_due(
    session: AsyncSession, learner_id: int, now: datetime, *, most: int
) -> Sequence[Due]:
    """Return due reviews: questions first, then by how long they have been due."""
    found = await session.execute(
        select(ReviewRow.kind, ReviewRow.subject)
        .where(ReviewRow.learner_id == learner_id, ReviewRow.due <= now)
        .order_by(ReviewRow.kind.desc(), ReviewRow.due, ReviewRow.subject)
        .limit(most)
    )
    return [Due(kind, subject) for kind, subject in found]


async def is_due(
    session: AsyncSession, learner_id: int, kind: str, subject: str, now: datetime
) -> bool:
    """Return whether a review of the subject is due."""
    row = await session.get(ReviewRow, (learner_id, kind, subject))
    return row is not None and row.due <= now


async def find_next_due(session: AsyncSession, learner_id: int, now: datetime) -> datetime | None:
    """Return when the next review becomes due."""
    return await session.scalar(
        select(ReviewRow.due)
        .where(ReviewRow.learner_id == learner_id, ReviewRow.due > now)
        .order_by(ReviewRow.due)
        .limit(1)
    )


async def postpone(
    session: AsyncSession, learner_id: int, kind: str, subject: str, until: datetime
) -> None:
    """Postpone a review until `until`, unless it is due later already."""
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


async def bring_forward(
    session: AsyncSession, learner_id: int, kind: str, subjects: Sequence[str], at: datetime
) -> None:
    """Make the reviews of these subjects that exist due at `at`, unless they are due earlier."""
    await session.execute(
        update(ReviewRow)
        .where(
            ReviewRow.learner_id == learner_id,
            ReviewRow.kind == kind,
            ReviewRow.subject.in_(subjects),
            ReviewRow.due > at,
        )
        .values(due=at)
    )


async def list_due_reminders(
    session: AsyncSession, platforms: Sequence[str], now: datetime, *, most: int
) -> Sequence[Reminder]:
    """Return due reminders, those that have waited longest first.

    Leave out those that another process is sending.
    """
    waiting = (
        select(func.count())
        .where(ReviewRow.learner_id == LearnerRow.id, ReviewRow.due <= now)
        .correlate(LearnerRow)
        .scalar_subquery()
    )
    found = await session.execute(
        select(LearnerRow.id, LearnerRow.remind_at, waiting)
        .where(LearnerRow.remind_at <= now, LearnerRow.platform.in_(platforms), _is_unclaimed(now))
        .order_by(LearnerRow.remind_at, LearnerRow.id)
        .limit(most)
    )
    return [Reminder(row[0], row[1], row[2]) for row in found if row[1] is not None]


async def claim_reminder(session: AsyncSession, reminder: Reminder, now: datetime) -> Claim:
    """Claim the sending of a reminder.

    A claim expires after LEASE without renewal; its process has probably died then.
    """
    is_unchanged = (LearnerRow.id == reminder.learner_id, LearnerRow.remind_at == reminder.at)
    found = await session.execute(
        select(LearnerRow.remind_claimed_at)
        .where(*is_unchanged, _is_unclaimed(now))
        .with_for_update()
    )
    before = found.first()
    if before is None:
        return "taken"
    await session.execute(_update_unless_changed(reminder).values(remind_claimed_at=now))
    return "ours" if before.remind_claimed_at is None else "again"


async def renew_reminder(session: AsyncSession, reminder: Reminder, now: datetime) -> None:
    """Renew the claim of a reminder."""
    await session.execute(_update_unless_changed(reminder).values(remind_claimed_at=now))


async def schedule_reminder(session: AsyncSession, reminder: Reminder, at: datetime) -> None:
    """Set the next time of a claimed reminder, unless its learner has changed it since."""
    await session.execute(
        _update_unless_changed(reminder).values(remind_at=at, remind_claimed_at=None)
    )


async def retry_reminder(session: AsyncSession, reminder: Reminder, until: datetime) -> None:
    """Send it again later. The claim is kept, as the message may have been sent after all."""
    await session.execute(_update_unless_changed(reminder).values(remind_at=until))


def _update_unless_changed(reminder: Reminder) -> Update:
    return update(LearnerRow).where(
        LearnerRow.id == reminder.learner_id, LearnerRow.remind_at == reminder.at
    )


def _is_unclaimed(now: datetime) -> ColumnElement[bool]:
    claimed_at = LearnerRow.remind_claimed_at
    return or_(claimed_at.is_(None), claimed_at <= now - LEASE)
