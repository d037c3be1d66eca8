"""What a channel that follows a course shows of its weeks, and which weeks are too full for it.

Pure functions. A day shows at most MOST_ITEMS items. What a week has no room for is shown in the
weeks after it, after their own items.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil

from bot.tutor.courses.course import Course, Week, lessons_in
from bot.tutor.daily.plan import DailyItem, DayPlan, items_of, stored_items
from bot.tutor.daily.schedule_parser import MOST_ITEMS
from bot.tutor.timezones import A_DAY
from lessons.curriculum import Catalog

Shown = Mapping[tuple[str, str], date]
"""The day on which a channel last saw each thing, by its kind and id."""


@dataclass(frozen=True, slots=True)
class FullWeek:
    """A week with more items than its posts have room for."""

    week: Week
    items: int
    room: int  # items that the posts of the week can show
    until: Week | None  # the week that shows the last of the others; None if some are never shown


def plan_week_day(
    course: Course, catalog: Catalog, weekdays: str, day: date, shown: Shown
) -> DayPlan | None:
    """Return the next items of the week that a day belongs to; None if all were shown.

    After them come those that earlier weeks had no room for, since the first week of which the
    channel has shown anything. What is left is spread over the posting days that are left of the
    week, at most MOST_ITEMS a day, so that a day that was left out is made up for. `weekdays` are
    digits, 0 is Monday.
    """
    week = course.week_on(day)
    if week is None:
        return None
    items = [*_items_left(catalog, week, shown), *_items_left_before(course, catalog, week, shown)]
    if not items:
        return None
    days = max(_count_posting_days(course, week, weekdays, day), 1)
    return DayPlan("week", stored_items(items[: min(MOST_ITEMS, ceil(len(items) / days))]))


def list_full_weeks(course: Course, catalog: Catalog, weekdays: str) -> tuple[FullWeek, ...]:
    """Return the weeks whose items do not fit into their posts, and when the others are shown.

    It agrees with what `plan_week_day` chooses for a channel that posts on these weekdays from the
    first to the last day of the course.
    """
    full: dict[int, FullWeek] = {}  # by the week's number
    waiting: deque[tuple[int, int]] = deque()  # numbers of weeks with how many items are left
    is_followed = False
    for week in course.weeks:
        count = len(items_of(lessons_in(catalog, week.lessons)))
        room = MOST_ITEMS * _count_posting_days(course, week, weekdays, week.begins)
        free = max(room - count, 0)
        while waiting and free:
            number, left = waiting.popleft()
            if left > free:
                waiting.appendleft((number, left - free))
            else:
                full[number] = replace(full[number], until=week)
            free = max(free - left, 0)
        is_followed = is_followed or min(room, count) > 0
        if count > room:
            full[week.number] = FullWeek(week, count, room, None)
            waiting += [(week.number, count - room)] if is_followed else []
    return tuple(full.values())


def _items_left(catalog: Catalog, week: Week, shown: Shown) -> Sequence[DailyItem]:
    return [
        each
        for each in items_of(lessons_in(catalog, week.lessons))
        if not _is_shown(each, week, shown)
    ]


def _items_left_before(
    course: Course, catalog: Catalog, current: Week, shown: Shown
) -> Sequence[DailyItem]:
    """Return what the weeks before one have left, since the first one that was shown at all."""
    left: list[DailyItem] = []
    is_followed = False
    for week in course.weeks[: current.number - 1]:
        items = items_of(lessons_in(catalog, week.lessons))
        waiting = [each for each in items if not _is_shown(each, week, shown)]
        is_followed = is_followed or len(waiting) < len(items)
        left += waiting if is_followed else ()
    return left


def _is_shown(item: DailyItem, week: Week, shown: Shown) -> bool:
    return any(shown.get(key, date.min) >= week.begins for key in _keys_of(item))


def _count_posting_days(course: Course, week: Week, weekdays: str, first: date) -> int:
    """Return on how many days of a week, from one of them on, a channel gets a prompt."""
    days = [first + at * A_DAY for at in range((week.last - first).days + 1)]
    return sum(str(each.weekday()) in weekdays and not course.is_holiday(each) for each in days)


def _keys_of(item: DailyItem) -> Sequence[tuple[str, str]]:
    """Return the kinds and ids of which one is stored where an item was shown."""
    if item.page is not None:
        return [("page", f"{item.lesson.slug}:{item.page}")]
    if item.exercise is not None:
        return [("exercise", item.exercise.id)]
    asked = [("question", item.question.id)] if item.question is not None else []
    return [*asked, ("quiz", item.lesson.slug)]
