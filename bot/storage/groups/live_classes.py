"""Live classes: which are running, who updates each, and what their messages count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.engine.upsert import insert_ignore
from bot.storage.models import LiveClassRow, MembershipRow, SubmissionRow, UtcDateTime

LEASE = timedelta(seconds=20)
"""How long a process that died keeps a live class from being updated by another one."""


@dataclass(frozen=True, slots=True)
class LiveClass:
    """A live class that is running."""

    id: int
    platform: str
    channel: str
    group_id: int
    exercise: str
    language: str
    zone: str
    started_at: datetime
    ends_at: datetime
    message: str | None  # the platform's id; None until it is posted


@dataclass(frozen=True, slots=True)
class Claim:
    """A live class that this process updates; `again` if its message may have been posted."""

    live: LiveClass
    again: bool


@dataclass(frozen=True, slots=True)
class LiveCounts:
    """How a group does at an exercise: counts of learners, and of their submissions."""

    passed: int  # learners
    tried: int  # learners, those who passed included
    tries: int  # submissions
    ungraded: int  # submissions without a verdict
    mistake: str | None = None  # that most learners made
    mistaken: int = 0  # learners who made it


async def start(session: AsyncSession, learner_id: int, **columns: Any) -> LiveClass | None:
    """Start a live class; return None if one is running in that channel."""
    is_new = await insert_ignore(session, LiveClassRow, learner_id=learner_id, **columns)
    found = await find_in_channel(session, columns["platform"], columns["channel"])
    return found if is_new else None


async def find_in_channel(session: AsyncSession, platform: str, channel: str) -> LiveClass | None:
    """Return the live class that is running in a channel, or None."""
    row = await session.scalar(
        select(LiveClassRow).where(
            LiveClassRow.platform == platform, LiveClassRow.channel == channel
        )
    )
    return None if row is None else _to_live_class(row)


async def find(session: AsyncSession, live_id: int) -> LiveClass | None:
    """Return the live class of that id; None if it is over."""
    row = await session.get(LiveClassRow, live_id)
    return None if row is None else _to_live_class(row)


async def list_running(session: AsyncSession, platforms: Sequence[str]) -> Sequence[int]:
    """Return the ids of the live classes on these platforms."""
    found = await session.scalars(
        select(LiveClassRow.id)
        .where(LiveClassRow.platform.in_(platforms))
        .order_by(LiveClassRow.id)
    )
    return found.all()


async def claim(session: AsyncSession, live_id: int, holder: str, now: datetime) -> Claim | None:
    """Claim a live class for a process, or renew its claim.

    Return None if the class is over, or if another process has claimed it within LEASE.
    """
    row = await session.scalar(
        select(LiveClassRow)
        .where(LiveClassRow.id == live_id, _is_free_for(holder, now))
        .with_for_update()
    )
    if row is None:
        return None
    again = row.claimed_by is not None
    row.claimed_by, row.claimed_until = holder, now + LEASE
    await session.flush()
    return Claim(_to_live_class(row), again)


async def release_all(session: AsyncSession, holder: str) -> None:
    """Let other processes update what a process has claimed, as it stops."""
    await session.execute(
        update(LiveClassRow).where(LiveClassRow.claimed_by == holder).values(claimed_until=None)
    )


async def set_message(session: AsyncSession, live_id: int, message: str) -> None:
    """Store the platform's id of the message."""
    await session.execute(
        update(LiveClassRow).where(LiveClassRow.id == live_id).values(message=message)
    )


async def end(session: AsyncSession, live_id: int, now: datetime) -> None:
    """Have a live class end now, unless it ends before."""
    await session.execute(
        update(LiveClassRow)
        .where(LiveClassRow.id == live_id, LiveClassRow.ends_at > now)
        .values(ends_at=now)
    )


async def remove(session: AsyncSession, live_id: int) -> None:
    """Delete a live class whose last counts are shown."""
    await session.execute(delete(LiveClassRow).where(LiveClassRow.id == live_id))


async def count(session: AsyncSession, live: LiveClass) -> LiveCounts:
    """Count the group's submissions to the exercise that were received during the class."""
    parameters = {
        "group_id": live.group_id,
        "exercise": live.exercise,
        "since": live.started_at,
        "until": live.ends_at,
    }
    passed, tried, tries, ungraded = (await session.execute(_count_statement(), parameters)).one()
    commonest = (await session.execute(_mistake_statement(), parameters)).first()
    mistake, mistaken = commonest or (None, 0)
    return LiveCounts(passed, tried, tries, ungraded or 0, mistake, mistaken)


@cache
def _count_statement() -> Select[*tuple[Any, ...]]:
    passed = case((SubmissionRow.status == "passed", SubmissionRow.learner_id))
    return select(
        func.count(passed.distinct()),
        func.count(SubmissionRow.learner_id.distinct()),
        func.count(),
        func.sum(case((SubmissionRow.status.is_(None), 1), else_=0)),
    ).where(_is_of_class())


@cache
def _mistake_statement() -> Select[str | None, int]:
    learners = func.count(SubmissionRow.learner_id.distinct())
    return (
        select(SubmissionRow.mistake, learners)
        .where(_is_of_class(), SubmissionRow.mistake.is_not(None))
        .group_by(SubmissionRow.mistake)
        .order_by(learners.desc(), SubmissionRow.mistake)
        .limit(1)
    )


def _is_of_class() -> ColumnElement[bool]:
    """Return the condition of the class's submissions.

    Code is kept for longer than a class lasts, so that the index of submissions with code by their
    time finds all of them; its condition is repeated literally.
    """
    is_member = exists().where(
        MembershipRow.group_id == bindparam("group_id"),
        MembershipRow.learner_id == SubmissionRow.learner_id,
    )
    return and_(
        SubmissionRow.received_at >= bindparam("since", type_=UtcDateTime()),
        SubmissionRow.received_at < bindparam("until", type_=UtcDateTime()),
        SubmissionRow.code != literal("", literal_execute=True),
        SubmissionRow.exercise == bindparam("exercise"),
        is_member,
    )


def _is_free_for(holder: str, now: datetime) -> ColumnElement[bool]:
    return or_(
        LiveClassRow.claimed_by == holder,
        LiveClassRow.claimed_until.is_(None),
        LiveClassRow.claimed_until <= now,
    )


def _to_live_class(row: LiveClassRow) -> LiveClass:
    return LiveClass(
        row.id,
        row.platform,
        row.channel,
        row.group_id,
        row.exercise,
        row.language,
        row.zone,
        row.started_at,
        row.ends_at,
        row.message,
    )
