"""Decides when the next prompt of a channel is due."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.groups import courses, daily
from bot.storage.models import DailyChannelRow
from bot.tutor.daily.followed import find_followed, next_time
from bot.tutor.timezones import A_DAY, day_in


async def reschedule(session: AsyncSession, row: DailyChannelRow, now: datetime) -> None:
    """Set when a channel's next prompt is due, from its settings and the course that it follows."""
    today = day_in(row.zone, now)
    is_over = await is_over_today(session, row, now)
    not_before = today + A_DAY if is_over else today
    row.next_at = next_time(row, now, not_before, await find_followed(session, row.id))


async def reschedule_followers(session: AsyncSession, group_id: int, now: datetime) -> None:
    """Let the channels that follow a group keep to the course that it is in now."""
    for channel in await courses.list_following(session, group_id):
        row = await daily.get_channel(session, channel)
        if row is not None and row.next_at is not None:
            await reschedule(session, row, now)


async def is_over_today(session: AsyncSession, row: DailyChannelRow, now: datetime) -> bool:
    """Return whether today's prompt was posted or is left out."""
    return daily.is_over(await daily.find_post(session, row.id, day_in(row.zone, now)))
