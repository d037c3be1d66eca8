"""The course that a channel's daily prompt follows, and when that lets it post."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.groups import courses
from bot.storage.models import DailyChannelRow
from bot.tutor.courses.course import Course, lessons_in
from bot.tutor.courses.current import find_course
from bot.tutor.timezones import A_DAY, day_in, instant_of, next_instant
from lessons.curriculum import Catalog, Lesson


@dataclass(frozen=True, slots=True)
class Followed:
    """The group that a channel follows, and the course that it is in, if it is in one."""

    group_id: int
    course: Course | None


async def find_followed(session: AsyncSession, channel: int) -> Followed | None:
    """Return what a channel follows, by the channel's id; None if it follows no group."""
    return (await list_followed(session, [channel])).get(channel)


async def list_followed(session: AsyncSession, channels: Sequence[int]) -> Mapping[int, Followed]:
    """Return what channels follow, by their ids; those that follow no group are not in it."""
    groups = await courses.list_followed(session, channels) if channels else {}
    found = {each: await find_course(session, each) for each in sorted(set(groups.values()))}
    return {channel: Followed(group, found[group]) for channel, group in groups.items()}


def first_day(row: DailyChannelRow, followed: Followed | None) -> date:
    """Return the first day on which a channel gets a prompt."""
    days = [row.starts_on or date.min]
    if followed is not None and followed.course is not None:
        days.append(followed.course.weeks[0].begins)
    return max(days)


def next_time(
    row: DailyChannelRow, now: datetime, not_before: date, followed: Followed | None = None
) -> datetime:
    """Return when the channel's hour comes next, on one of its weekdays, not before that day.

    That is not before its first day either, and on no holiday of the course that it follows.
    """
    weekdays = [int(digit) for digit in row.weekdays]
    day = max(not_before, first_day(row, followed))
    while True:
        instant = next_instant(row.zone, row.hour, weekdays, now, day, minute=row.minute)
        day = day_in(row.zone, instant)
        if not _is_holiday(followed, day):
            return instant
        day += A_DAY


def day_due(row: DailyChannelRow, now: datetime, followed: Followed | None = None) -> date | None:
    """Return the day whose prompt is to be posted now; None when that day is over.

    A prompt can be late, but only within its own day.
    """
    today = day_in(row.zone, now)
    if row.next_at is None:
        return None
    if day_in(row.zone, row.next_at) == today:
        return today
    is_wanted = str(today.weekday()) in row.weekdays and not _is_holiday(followed, today)
    if not is_wanted or today < first_day(row, followed):
        return None
    return today if instant_of(row.zone, today, row.hour, row.minute) <= now else None


def lessons_until(
    catalog: Catalog, followed: Followed | None, day: date
) -> Sequence[Lesson] | None:
    """Return the lessons of a course's weeks that have begun by a day.

    Return None where no course is followed, and where it has brought no lesson yet.
    """
    if followed is None or followed.course is None:
        return None
    begun = [each for each in followed.course.weeks if each.begins <= day]
    return lessons_in(catalog, [slug for each in begun for slug in each.lessons]) or None


def _is_holiday(followed: Followed | None, day: date) -> bool:
    return followed is not None and followed.course is not None and followed.course.is_holiday(day)
