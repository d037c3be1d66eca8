"""Courses of study groups: the current one, earlier ones, drafts, channels, and weekly plans."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.engine.upsert import insert_or_update
from bot.storage.learning.progress import EXERCISE, QUESTION
from bot.storage.models import (
    CourseChannelRow,
    CourseDraftRow,
    CourseRow,
    LedgerEntry,
    StudyGroupRow,
    WeeklyPlanRow,
)


@dataclass(frozen=True, slots=True)
class StoredCourse:
    """A course of a group as it is stored; `text` is its file."""

    id: int
    group_id: int
    name: str
    text: str
    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class DuePlan:
    """A weekly plan that is due for a learner."""

    learner_id: int
    group_id: int
    next_at: datetime


async def find_course(session: AsyncSession, group_id: int) -> StoredCourse | None:
    """Return the course that a group is in; None if it is in none."""
    row = await session.scalar(
        select(CourseRow).where(CourseRow.group_id == group_id, CourseRow.ended_at.is_(None))
    )
    return _stored(row) if row is not None else None


async def list_ended(session: AsyncSession, group_id: int, *, most: int) -> Sequence[StoredCourse]:
    """Return the group's courses that have ended, the latest first."""
    found = await session.scalars(
        select(CourseRow)
        .where(CourseRow.group_id == group_id, CourseRow.ended_at.is_not(None))
        .order_by(CourseRow.ended_at.desc(), CourseRow.id.desc())
        .limit(most)
    )
    return [_stored(row) for row in found]


async def start_course(
    session: AsyncSession, group_id: int, *, name: str, text: str, now: datetime
) -> int:
    """Put a group into a course and return its id. The one that it was in ends, and is kept."""
    await session.execute(
        select(StudyGroupRow.id).where(StudyGroupRow.id == group_id).with_for_update()
    )
    await end_course(session, group_id, now)
    row = CourseRow(group_id=group_id, name=name, text=text, started_at=now)
    session.add(row)
    await session.flush()
    return row.id


async def end_course(session: AsyncSession, group_id: int, now: datetime) -> bool:
    """End the course that a group is in. Return False if it is in none."""
    ended = await session.execute(
        update(CourseRow)
        .where(CourseRow.group_id == group_id, CourseRow.ended_at.is_(None))
        .values(ended_at=now)
        .returning(CourseRow.id)
    )
    return ended.first() is not None


async def save_draft(session: AsyncSession, learner_id: int, text: str, now: datetime) -> None:
    """Store the course that a learner was shown last, in place of an earlier one."""
    await insert_or_update(
        session, CourseDraftRow, {"learner_id": learner_id}, {"text": text, "created_at": now}
    )


async def find_draft(session: AsyncSession, learner_id: int) -> str | None:
    """Return the course that a learner was shown last, or None."""
    return await session.scalar(
        select(CourseDraftRow.text).where(CourseDraftRow.learner_id == learner_id)
    )


async def drop_old_drafts(session: AsyncSession, before: datetime) -> None:
    """Delete drafts from before then."""
    await session.execute(delete(CourseDraftRow).where(CourseDraftRow.created_at < before))


async def follow(session: AsyncSession, channel_id: int, group_id: int) -> None:
    """Let a channel's daily prompt follow the course of a group."""
    await insert_or_update(
        session, CourseChannelRow, {"channel_id": channel_id}, {"group_id": group_id}
    )


async def unfollow(session: AsyncSession, channel_id: int) -> None:
    """Let a channel's daily prompt follow no course."""
    await session.execute(delete(CourseChannelRow).where(CourseChannelRow.channel_id == channel_id))


async def list_followed(session: AsyncSession, channels: Collection[int]) -> Mapping[int, int]:
    """Return the ids of the groups whose courses channels follow, by the channels' ids."""
    found = await session.execute(
        select(CourseChannelRow.channel_id, CourseChannelRow.group_id)
        .join(StudyGroupRow, StudyGroupRow.id == CourseChannelRow.group_id)
        .where(CourseChannelRow.channel_id.in_(channels), StudyGroupRow.archived_at.is_(None))
    )
    return {row.channel_id: row.group_id for row in found}


async def list_following(session: AsyncSession, group_id: int) -> Sequence[int]:
    """Return the ids of the channels that follow the course of a group."""
    found = await session.scalars(
        select(CourseChannelRow.channel_id)
        .where(CourseChannelRow.group_id == group_id)
        .order_by(CourseChannelRow.channel_id)
    )
    return found.all()


async def request_plans(
    session: AsyncSession, learner_id: int, group_id: int, next_at: datetime
) -> None:
    """Send a learner a plan of the group's course each week, first at that time."""
    await insert_or_update(
        session,
        WeeklyPlanRow,
        {"learner_id": learner_id, "group_id": group_id},
        {"next_at": next_at},
    )


async def stop_plans(session: AsyncSession, learner_id: int, group_id: int) -> None:
    """Send a learner no more plans of the group's course."""
    await session.execute(
        delete(WeeklyPlanRow).where(
            WeeklyPlanRow.learner_id == learner_id, WeeklyPlanRow.group_id == group_id
        )
    )


async def wants_plans(session: AsyncSession, learner_id: int, group_id: int) -> bool:
    """Return whether a learner gets a plan of the group's course each week."""
    return await session.get(WeeklyPlanRow, (learner_id, group_id)) is not None


async def list_due_plans(session: AsyncSession, now: datetime, *, most: int) -> Sequence[DuePlan]:
    """Return the weekly plans that are due, those that have waited longest first."""
    found = await session.execute(
        select(WeeklyPlanRow.learner_id, WeeklyPlanRow.group_id, WeeklyPlanRow.next_at)
        .where(WeeklyPlanRow.next_at <= now)
        .order_by(WeeklyPlanRow.next_at, WeeklyPlanRow.learner_id, WeeklyPlanRow.group_id)
        .limit(most)
    )
    return [DuePlan(*row) for row in found]


async def move_plan(session: AsyncSession, plan: DuePlan, next_at: datetime) -> bool:
    """Set when a plan is due next. Return False if another process has done so, or it ended."""
    moved = await session.execute(
        update(WeeklyPlanRow)
        .where(
            WeeklyPlanRow.learner_id == plan.learner_id,
            WeeklyPlanRow.group_id == plan.group_id,
            WeeklyPlanRow.next_at == plan.next_at,
        )
        .values(next_at=next_at)
        .returning(WeeklyPlanRow.learner_id)
    )
    return moved.first() is not None


async def list_earned(session: AsyncSession, learner_id: int) -> Mapping[str, datetime]:
    """Return when a learner first passed each exercise and question, by its id."""
    found = await session.execute(
        select(LedgerEntry.subject, LedgerEntry.earned_at).where(
            LedgerEntry.learner_id == learner_id, LedgerEntry.kind.in_((EXERCISE, QUESTION))
        )
    )
    return {row.subject: row.earned_at for row in found}


def _stored(row: CourseRow) -> StoredCourse:
    return StoredCourse(row.id, row.group_id, row.name, row.text, row.started_at, row.ended_at)
