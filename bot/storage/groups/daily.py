"""Channels with a daily prompt. What is posted on a day is a row that one process claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.engine.upsert import insert_ignore
from bot.storage.models import DailyAnswerRow, DailyChannelRow, DailyPostRow

LEASE = timedelta(minutes=1)
"""How long a claim is respected. Whoever holds one for longer has probably died."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What became of an attempt to claim a day's prompt.

    `ours` for the first time; `again` after another's claim has run out, so that the message may
    have been sent already; `busy` while another works on it; `over` when it was sent or skipped.
    """

    state: Literal["ours", "again", "busy", "over"]
    post: DailyPostRow


@dataclass(frozen=True, slots=True)
class AnswerCounts:
    """How a day's question was answered, by learners and not by attempts."""

    answered: int
    correct: int


async def find_channel(
    session: AsyncSession, platform: str, channel: str
) -> DailyChannelRow | None:
    """The channel as it is set; None where nobody has set it."""
    return await session.scalar(
        select(DailyChannelRow).where(
            DailyChannelRow.platform == platform, DailyChannelRow.channel == channel
        )
    )


async def get_or_create_channel(
    session: AsyncSession, usual: Mapping[str, str | int]
) -> DailyChannelRow:
    """The channel, held until the transaction ends; one that is new has the `usual` columns."""
    await insert_ignore(session, DailyChannelRow, **usual)
    found = await session.scalars(
        select(DailyChannelRow)
        .where(
            DailyChannelRow.platform == usual["platform"],
            DailyChannelRow.channel == usual["channel"],
        )
        .with_for_update()
    )
    return found.one()


async def list_due_channels(
    session: AsyncSession, platforms: Sequence[str], now: datetime, *, most: int
) -> Sequence[DailyChannelRow]:
    """Channels whose hour has come, those that have waited longest first."""
    found = await session.scalars(
        select(DailyChannelRow)
        .where(DailyChannelRow.next_at <= now, DailyChannelRow.platform.in_(platforms))
        .order_by(DailyChannelRow.next_at, DailyChannelRow.id)
        .limit(most)
    )
    return found.all()


async def claim(
    session: AsyncSession,
    channel: DailyChannelRow,
    day: date,
    now: datetime,
    *,
    question: str | None = None,
    exercise: str | None = None,
) -> Claim:
    """Claims a channel's prompt of a day in its zone, and notes what it asks."""
    ours = await insert_ignore(
        session,
        DailyPostRow,
        channel_id=channel.id,
        day=day,
        position=channel.position,
        question=question,
        exercise=exercise,
        claimed_at=now,
        skipped=False,
    )
    row = await find_post(session, channel.id, day)
    assert row is not None
    if ours:
        return Claim("ours", row)
    if row.sent_at is not None or row.skipped:
        return Claim("over", row)
    taken = await session.execute(
        update(DailyPostRow)
        .where(
            DailyPostRow.id == row.id,
            DailyPostRow.sent_at.is_(None),
            DailyPostRow.claimed_at == row.claimed_at,
            DailyPostRow.claimed_at <= now - LEASE,
        )
        .values(claimed_at=now)
        .returning(DailyPostRow.id)
    )
    return Claim("again" if taken.first() else "busy", row)


async def renew_claim(session: AsyncSession, post: int, now: datetime) -> None:
    """Says that whoever has claimed a prompt is still at it."""
    await session.execute(
        update(DailyPostRow)
        .where(DailyPostRow.id == post, DailyPostRow.sent_at.is_(None))
        .values(claimed_at=now)
    )


async def mark_sent(session: AsyncSession, post: int, message: str, now: datetime) -> bool:
    """Notes where the message is; False when that was noted before."""
    noted = await session.execute(
        update(DailyPostRow)
        .where(DailyPostRow.id == post, DailyPostRow.sent_at.is_(None))
        .values(sent_at=now, message=message)
        .returning(DailyPostRow.id)
    )
    return noted.first() is not None


async def insert_skipped(
    session: AsyncSession, channel: DailyChannelRow, day: date, now: datetime
) -> bool:
    """Leaves a day out; False when it was posted or skipped already."""
    return await insert_ignore(
        session,
        DailyPostRow,
        channel_id=channel.id,
        day=day,
        position=channel.position,
        claimed_at=now,
        skipped=True,
    )


async def advance_channel(
    session: AsyncSession, channel: int, next_at: datetime | None, *, pieces: int = 0
) -> None:
    """Sets when a channel is next, so many pieces of the track further."""
    await session.execute(
        update(DailyChannelRow)
        .where(DailyChannelRow.id == channel)
        .values(next_at=next_at, position=DailyChannelRow.position + pieces)
    )


async def find_post(session: AsyncSession, channel: int, day: date) -> DailyPostRow | None:
    """The post of that day in the channel's zone, skipped or not; None before it is claimed."""
    return await session.scalar(
        select(DailyPostRow).where(DailyPostRow.channel_id == channel, DailyPostRow.day == day)
    )


async def find_post_with_channel(
    session: AsyncSession, post: int
) -> tuple[DailyPostRow, DailyChannelRow] | None:
    """The post of that id and where it stands; None when it is there no more."""
    found = await session.execute(
        select(DailyPostRow, DailyChannelRow)
        .join(DailyChannelRow, DailyChannelRow.id == DailyPostRow.channel_id)
        .where(DailyPostRow.id == post)
    )
    pair = found.first()
    return (pair[0], pair[1]) if pair else None


async def find_latest_sent(
    session: AsyncSession, channel: int, before: date
) -> DailyPostRow | None:
    """The last prompt that was sent on a day before that one."""
    return await session.scalar(
        select(DailyPostRow)
        .where(
            DailyPostRow.channel_id == channel,
            DailyPostRow.day < before,
            DailyPostRow.sent_at.is_not(None),
        )
        .order_by(DailyPostRow.day.desc())
        .limit(1)
    )


async def insert_answer(
    session: AsyncSession, learner_id: int, post: int, *, correct: bool, now: datetime
) -> bool:
    """Keeps a learner's first answer to a day's question; False for any further one."""
    return await insert_ignore(
        session,
        DailyAnswerRow,
        learner_id=learner_id,
        post_id=post,
        correct=correct,
        answered_at=now,
    )


async def count_answers(session: AsyncSession, post: int) -> AnswerCounts:
    """How many have answered a post, and how many of them correctly."""
    found = await session.execute(
        select(DailyAnswerRow.correct, func.count())
        .where(DailyAnswerRow.post_id == post)
        .group_by(DailyAnswerRow.correct)
    )
    by_correct = {bool(correct): count for correct, count in found}
    return AnswerCounts(sum(by_correct.values()), by_correct.get(True, 0))
