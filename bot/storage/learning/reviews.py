"""Spaced repetition: due reviews of questions and exercises, and reminders of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Update, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.storage.engine.upsert import insert_or_update
from bot.storage.groups.daily import LEASE
from bot.storage.learning.progress import EXERCISE, QUESTION
from bot.storage.models import (
    LearnerRow,
    QuizAnswerRow,
    ReviewParametersRow,
    ReviewRow,
    SubmissionRow,
)

Claim = Literal["ours", "again", "taken"]
"""The result of an attempt to claim a reminder. `ours`: for the first time. `again`: after another
attempt, which may have sent it. `taken`: another process has it, or it was sent."""


@dataclass(frozen=True, slots=True)
class Due:
    """A due review of a question or an exercise, by its id."""

    kind: str  # "question" | "exercise"
    subject: str
    stability: float | None  # days until the chance to remember it is 90 %
    reviewed_at: datetime

    def key(self, now: datetime) -> tuple[float, str, str]:
        """Return a key that sorts what is remembered least first.

        FSRS's chance to remember falls with the time since the last answer, divided by the
        stability: https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm
        """
        days = (now - self.reviewed_at).total_seconds() / 86400
        return -days / max(self.stability or 0, 0.001), self.kind, self.subject


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer to a question, at any time."""

    learner_id: int
    question: str
    correct: bool
    at: datetime


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
    """Return due reviews, those that have been due longest first."""
    found = await session.execute(
        select(ReviewRow.kind, ReviewRow.subject, ReviewRow.stability, ReviewRow.reviewed_at)
        .where(ReviewRow.learner_id == learner_id, ReviewRow.due <= now)
        .order_by(ReviewRow.due, ReviewRow.subject)
        .limit(most)
    )
    return [Due(*row) for row in found]


async def list_reviewed_since(
    session: AsyncSession, learner_id: int, since: datetime
) -> frozenset[tuple[str, str]]:
    """Return kind and subject of what was answered since then and had been answered before.

    What was answered for the first time is no review.
    """
    earlier = aliased(QuizAnswerRow)
    questions = await session.scalars(
        select(QuizAnswerRow.question)
        .where(
            QuizAnswerRow.learner_id == learner_id,
            QuizAnswerRow.answered_at >= since,
            exists().where(
                earlier.learner_id == learner_id,
                earlier.question == QuizAnswerRow.question,
                earlier.answered_at < since,
            ),
        )
        .distinct()
    )
    exercises = await session.scalars(
        select(ReviewRow.subject).where(
            ReviewRow.learner_id == learner_id,
            ReviewRow.kind == EXERCISE,
            ReviewRow.reviewed_at >= since,
            exists().where(
                SubmissionRow.learner_id == learner_id,
                SubmissionRow.exercise == ReviewRow.subject,
                SubmissionRow.received_at < since,
            ),
        )
    )
    return frozenset(
        [*((QUESTION, each) for each in questions), *((EXERCISE, each) for each in exercises)]
    )


async def find_parameters(session: AsyncSession) -> tuple[float, ...] | None:
    """Return the FSRS parameters that were fitted last; None for those of the library."""
    found = await session.scalar(
        select(ReviewParametersRow.parameters).order_by(ReviewParametersRow.id.desc()).limit(1)
    )
    return None if found is None else tuple(found)


async def list_answers(session: AsyncSession) -> Sequence[Answered]:
    """Return all answers to questions, by learner and question in order of their time."""
    found = await session.execute(
        select(
            QuizAnswerRow.learner_id,
            QuizAnswerRow.question,
            QuizAnswerRow.correct,
            QuizAnswerRow.answered_at,
        ).order_by(QuizAnswerRow.learner_id, QuizAnswerRow.question, QuizAnswerRow.answered_at)
    )
    return [Answered(*row) for row in found]


async def insert_parameters(
    session: AsyncSession,
    parameters: Sequence[float],
    *,
    answers: int,
    loss: float,
    loss_before: float,
    now: datetime,
) -> None:
    """Store fitted parameters, which are used from the next answer on."""
    session.add(
        ReviewParametersRow(
            parameters=list(parameters),
            answers=answers,
            loss=loss,
            loss_before=loss_before,
            fitted_at=now,
        )
    )
    await session.flush()


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
