"""What comes back for review: questions answered and exercises that failed."""

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
"""What became of an attempt to claim a reminder: `ours` for the first time, `again` after another
attempt that may have sent it, `taken` while another process has it or when it is over."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to be reviewed: a question's or an exercise's id."""

    kind: str  # "question" | "exercise"
    subject: str


@dataclass(frozen=True, slots=True)
class Reminder:
    """A learner who asked to be told each day of what is due."""

    learner_id: int
    at: datetime  # when they were to be told
    list_due: int  # how many things


async def lock_review(
    session: AsyncSession, learner_id: int, kind: str, subject: str
) -> ReviewRow | None:
    """What is known of a subject, held until the transaction ends: it is about to change."""
    return await session.get(ReviewRow, (learner_id, kind, subject), with_for_update=True)


async def upsert_review(
    session: AsyncSession, learner_id: int, kind: str, subject: str, **values: Any
) -> None:
    """Writes down what is now known of a subject: the columns of ReviewRow but its key."""
    key = {"learner_id": learner_id, "kind": kind, "subject": subject}
    await insert_or_update(session, ReviewRow, key, values)


async def list_due(
    session: AsyncSession, learner_id: int, now: datetime, *, most: int
) -> Sequence[Due]:
    """What is due, questions first and then what has waited longest."""
    found = await session.execute(
        select(ReviewRow.kind, ReviewRow.subject)
        .where(ReviewRow.learner_id == learner_id, ReviewRow.due <= now)
        .order_by(ReviewRow.kind.desc(), ReviewRow.due, ReviewRow.subject)
        .limit(most)
    )
    return [Due(kind, subject) for kind, subject in found]


async def find_next_due(session: AsyncSession, learner_id: int, now: datetime) -> datetime | None:
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
    """Makes a review due at `until`, unless it is due later anyway."""
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


async def list_due_reminders(
    session: AsyncSession, platforms: Sequence[str], now: datetime, *, most: int
) -> Sequence[Reminder]:
    """Learners whose time for a reminder has come, those who have waited longest first.

    Those whose reminder another process is sending are left out.
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
    """Claims the sending of a reminder.

    A claim that is not renewed runs out after LEASE: whoever had it has probably died.
    """
    still = (LearnerRow.id == reminder.learner_id, LearnerRow.remind_at == reminder.at)
    found = await session.execute(
        select(LearnerRow.remind_claimed_at).where(*still, _is_unclaimed(now)).with_for_update()
    )
    before = found.first()
    if before is None:
        return "taken"
    await session.execute(_update_unless_changed(reminder).values(remind_claimed_at=now))
    return "ours" if before.remind_claimed_at is None else "again"


async def renew_reminder(session: AsyncSession, reminder: Reminder, now: datetime) -> None:
    """Says that whoever has claimed a reminder is still at it."""
    await session.execute(_update_unless_changed(reminder).values(remind_claimed_at=now))


async def schedule_reminder(session: AsyncSession, reminder: Reminder, at: datetime) -> None:
    """Gives a claimed reminder its next time, unless its learner has chosen another since."""
    await session.execute(
        _update_unless_changed(reminder).values(remind_at=at, remind_claimed_at=None)
    )


async def retry_reminder(session: AsyncSession, reminder: Reminder, until: datetime) -> None:
    """Has it sent again later. The claim stays, since the message may have arrived after all."""
    await session.execute(_update_unless_changed(reminder).values(remind_at=until))


def _update_unless_changed(reminder: Reminder) -> Update:
    return update(LearnerRow).where(
        LearnerRow.id == reminder.learner_id, LearnerRow.remind_at == reminder.at
    )


def _is_unclaimed(now: datetime) -> ColumnElement[bool]:
    claimed_at = LearnerRow.remind_claimed_at
    return or_(claimed_at.is_(None), claimed_at <= now - LEASE)
