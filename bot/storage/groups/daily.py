"""Channels with a daily prompt. Each day's post is a row that one process claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from sqlalchemy import case, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.engine.upsert import insert_ignore, insert_or_update
from bot.storage.models import (
    DailyAnswerRow,
    DailyChannelRow,
    DailyItemRow,
    DailyManagerRow,
    DailyPostRow,
)

LEASE = timedelta(minutes=1)
"""How long a claim is valid without renewal; after that, its process has probably died."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The result of an attempt to claim a day's prompt.

    `ours`: claimed for the first time. `again`: claimed after another claim has expired, so the
    message may have been sent already. `busy`: another process has it. `over`: it was sent or
    skipped.
    """

    state: Literal["ours", "again", "busy", "over"]
    post: DailyPostRow


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a day's prompt shows: its kind and its id, and the item of the day (from 0)
    that it belongs to. The kinds are those of bot.tutor.daily.plan.
    """

    at: int
    kind: str
    subject: str


@dataclass(frozen=True, slots=True)
class AnswerCounts:
    """How many learners have answered a day's question."""

    answered: int
    correct: int


async def find_channel(
    session: AsyncSession, platform: str, place: str, channel: str
) -> DailyChannelRow | None:
    """Return the settings of a channel of that place, or None if it has none."""
    return await session.scalar(
        select(DailyChannelRow).where(
            DailyChannelRow.platform == platform,
            DailyChannelRow.place == place,
            DailyChannelRow.channel == channel,
        )
    )


async def list_channels_of(session: AsyncSession, platform: str, place: str) -> Sequence[str]:
    """Return the channels of a place that have or had a daily prompt."""
    found = await session.scalars(
        select(DailyChannelRow.channel)
        .where(DailyChannelRow.platform == platform, DailyChannelRow.place == place)
        .order_by(DailyChannelRow.id)
    )
    return found.all()


async def get_or_create_channel(
    session: AsyncSession, defaults: Mapping[str, str | int]
) -> DailyChannelRow:
    """Return the channel, locked; create it with the columns of `defaults` if it is new."""
    await insert_ignore(session, DailyChannelRow, **defaults)
    found = await session.scalars(
        select(DailyChannelRow)
        .where(
            DailyChannelRow.platform == defaults["platform"],
            DailyChannelRow.channel == defaults["channel"],
        )
        .with_for_update()
    )
    return found.one()


async def list_due_channels(
    session: AsyncSession, platforms: Sequence[str], now: datetime, *, most: int
) -> Sequence[DailyChannelRow]:
    """Return channels whose time has come, those that have waited longest first."""
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
    kind: str,
    items: Sequence[Item],
    track: str | None = None,
    position: int = 0,
    question: str | None = None,
    exercise: str | None = None,
) -> Claim:
    """Claim a channel's prompt of a day in its zone, and store what it shows and asks.

    Where another process has claimed it before, what that one stored is kept.
    """
    is_first = await insert_ignore(
        session,
        DailyPostRow,
        channel_id=channel.id,
        day=day,
        number=channel.number,
        kind=kind,
        track=track,
        position=position,
        question=question,
        exercise=exercise,
        claimed_at=now,
        skipped=False,
    )
    row = await find_post(session, channel.id, day)
    assert row is not None
    if is_first:
        if items:
            rows = [
                {"post_id": row.id, "at": each.at, "kind": each.kind, "subject": each.subject}
                for each in items
            ]
            await session.execute(insert(DailyItemRow), rows)
        return Claim("ours", row)
    if row.sent_at is not None or row.skipped:
        return Claim("over", row)
    updated = await session.execute(
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
    return Claim("again" if updated.first() else "busy", row)


async def renew_claim(session: AsyncSession, post: int, now: datetime) -> None:
    """Renew the lease of a claimed prompt."""
    await session.execute(
        update(DailyPostRow)
        .where(DailyPostRow.id == post, DailyPostRow.sent_at.is_(None))
        .values(claimed_at=now)
    )


async def mark_sent(session: AsyncSession, post: int, message: str, now: datetime) -> bool:
    """Store the message's id. Return False if it was stored before."""
    updated = await session.execute(
        update(DailyPostRow)
        .where(DailyPostRow.id == post, DailyPostRow.sent_at.is_(None))
        .values(sent_at=now, message=message)
        .returning(DailyPostRow.id)
    )
    return updated.first() is not None


async def insert_skipped(
    session: AsyncSession, channel: DailyChannelRow, day: date, now: datetime
) -> bool:
    """Skip a day. Return False if it was posted or skipped already."""
    return await insert_ignore(
        session,
        DailyPostRow,
        channel_id=channel.id,
        day=day,
        position=channel.position,
        claimed_at=now,
        skipped=True,
    )


async def reschedule_channel(session: AsyncSession, channel: int, next_at: datetime) -> None:
    """Set a channel's next time, unless its prompt was turned off meanwhile."""
    await session.execute(
        update(DailyChannelRow)
        .where(DailyChannelRow.id == channel, DailyChannelRow.next_at.is_not(None))
        .values(next_at=next_at)
    )


async def turn_off(session: AsyncSession, channel: int) -> None:
    """End a channel's prompts; its settings and its place in its tracks are kept."""
    await session.execute(
        update(DailyChannelRow).where(DailyChannelRow.id == channel).values(next_at=None)
    )


async def advance_channel(
    session: AsyncSession,
    before: DailyChannelRow,
    next_at: datetime,
    *,
    track: str,
    following: str,
    position: int,
) -> None:
    """Count a day that was posted, move its channel in its tracks, and set its next time.

    Tracks that were changed since `before` was read are left as they were set, and a prompt that
    was turned off meanwhile remains so.
    """
    values: dict[str, object] = {
        "number": DailyChannelRow.number + 1,
        "position": position,
        "next_at": case((DailyChannelRow.next_at.is_(None), None), else_=next_at),
    }
    if track != before.track:
        values |= {"track": track, "following": following}
    await session.execute(
        update(DailyChannelRow)
        .where(
            DailyChannelRow.id == before.id,
            DailyChannelRow.track == before.track,
            DailyChannelRow.position == before.position,
        )
        .values(values)
    )


async def list_items(session: AsyncSession, post: int) -> Sequence[Item]:
    """Return what a day's prompt shows, in the order of its items."""
    found = await session.execute(
        select(DailyItemRow.at, DailyItemRow.kind, DailyItemRow.subject)
        .where(DailyItemRow.post_id == post)
        .order_by(DailyItemRow.at, DailyItemRow.kind)
    )
    return [Item(*row) for row in found]


async def list_shown(
    session: AsyncSession, channel: int, before: date
) -> Mapping[tuple[str, str], date]:
    """Return when a channel last showed each thing before that day, by its kind and id.

    Prompts that were claimed and perhaps not sent count as well.
    """
    found = await session.execute(
        select(DailyItemRow.kind, DailyItemRow.subject, func.max(DailyPostRow.day))
        .join(DailyPostRow, DailyPostRow.id == DailyItemRow.post_id)
        .where(DailyPostRow.channel_id == channel, DailyPostRow.day < before)
        .group_by(DailyItemRow.kind, DailyItemRow.subject)
    )
    return {(kind, subject): day for kind, subject, day in found}


async def set_manager(session: AsyncSession, channel: int, learner_id: int) -> None:
    """Store who has set a channel's prompt last."""
    await insert_or_update(
        session, DailyManagerRow, {"channel_id": channel}, {"learner_id": learner_id}
    )


async def find_manager(session: AsyncSession, channel: int) -> int | None:
    """Return the id of the learner who has set a channel's prompt last, or None."""
    return await session.scalar(
        select(DailyManagerRow.learner_id).where(DailyManagerRow.channel_id == channel)
    )


async def get_channel(session: AsyncSession, channel: int) -> DailyChannelRow | None:
    """Return the channel of that id, or None."""
    return await session.get(DailyChannelRow, channel)


async def find_post(session: AsyncSession, channel: int, day: date) -> DailyPostRow | None:
    """Return the post of a day in the channel's zone, skipped or not, or None if unclaimed."""
    return await session.scalar(
        select(DailyPostRow).where(DailyPostRow.channel_id == channel, DailyPostRow.day == day)
    )


def is_over(post: DailyPostRow | None) -> bool:
    """Return whether a day's prompt was sent or skipped."""
    return post is not None and (post.sent_at is not None or post.skipped)


async def find_post_with_channel(
    session: AsyncSession, post: int
) -> tuple[DailyPostRow, DailyChannelRow] | None:
    """Return the post of that id with its channel, or None."""
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
    """Return the last prompt that was sent on a day before `before`."""
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
    """Store a learner's first answer to a day's question. Return False for any later one."""
    return await insert_ignore(
        session,
        DailyAnswerRow,
        learner_id=learner_id,
        post_id=post,
        correct=correct,
        answered_at=now,
    )


async def count_answers(session: AsyncSession, post: int) -> AnswerCounts:
    """Return how many have answered a post, and how many of them correctly."""
    found = await session.execute(
        select(DailyAnswerRow.correct, func.count())
        .where(DailyAnswerRow.post_id == post)
        .group_by(DailyAnswerRow.correct)
    )
    by_correct = {bool(correct): count for correct, count in found}
    return AnswerCounts(sum(by_correct.values()), by_correct.get(True, 0))
