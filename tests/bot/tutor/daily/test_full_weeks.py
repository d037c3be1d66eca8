"""Weeks of a course with more items than a channel's posts have room for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import pytest

from bot.tutor.courses.course import Course, DateRange, PlannedWeek, lessons_in, plan_course
from bot.tutor.daily.plan import items_of
from bot.tutor.daily.week_plan import MOST_ITEMS, FullWeek, list_full_weeks, plan_week_day
from lessons.curriculum import Catalog
from tests.support.announcement_channels import Channels
from tests.support.built_in import built_in_lessons
from tests.support.clock import daily_command
from tests.support.course_study import started
from tests.support.study import Study, text
from tests.support.study_groups import founded

MONDAY = date(2026, 9, 7)
EVERY_DAY = "0123456"
FULL = """\
name = "Spring class"
start = 2026-04-06
zone = "Asia/Tokyo"
tracks = ["basics"]

[[week]]
lessons = ["tensors", "operations"]

[[week]]
lessons = []
"""


@pytest.fixture(scope="module")
def built_in() -> Catalog:
    return built_in_lessons()


def course_of(
    catalog: Catalog, counts: Sequence[int], holidays: Sequence[DateRange] = ()
) -> Course:
    """Return a course whose weeks have so many of the built-in lessons each."""
    slugs = iter([lesson.slug for track in catalog.tracks for lesson in track.lessons])
    planned = [PlannedWeek(tuple(next(slugs) for _ in range(count))) for count in counts]
    return plan_course("c", MONDAY, "UTC", ["any"], planned, holidays=holidays)


def days_of(course: Course, weekdays: str) -> Iterator[date]:
    """Yield the days on which a channel that follows the course gets a prompt."""
    day = course.weeks[0].begins
    while day <= course.weeks[-1].last:
        if str(day.weekday()) in weekdays and not course.is_holiday(day):
            yield day
        day += timedelta(1)


def posted(
    course: Course, catalog: Catalog, weekdays: str, since: date = date.min
) -> dict[tuple[str, str], date]:
    """Return what a channel that follows the course since a day was shown on which day."""
    shown: dict[tuple[str, str], date] = {}
    for day in days_of(course, weekdays):
        plan = plan_week_day(course, catalog, weekdays, day, shown) if day >= since else None
        items = plan.items if plan is not None else ()
        assert len({each.at for each in items}) <= MOST_ITEMS
        shown |= {(each.kind, each.subject): day for each in items}
    return shown


def found_by_posting(course: Course, catalog: Catalog, weekdays: str) -> tuple[FullWeek, ...]:
    """Return the full weeks as a channel that posts day by day brings them about."""
    shown = posted(course, catalog, weekdays)
    full = []
    for week in course.weeks:
        items = items_of(lessons_in(catalog, week.lessons))
        days = [
            shown.get(("page", f"{each.lesson.slug}:{each.page}"))
            or (shown.get(("exercise", each.exercise.id)) if each.exercise else None)
            or (shown.get(("question", each.question.id)) if each.question else None)
            or shown.get(("quiz", each.lesson.slug))
            for each in items
        ]
        posts = [day for day in days_of(course, weekdays) if week.begins <= day <= week.last]
        if any(day is None or day > week.last for day in days):
            last = None if None in days else course.week_on(max(day for day in days if day))
            full.append(FullWeek(week, len(items), MOST_ITEMS * len(posts), last))
    return tuple(full)


@pytest.mark.parametrize("weekdays", [EVERY_DAY, "01234", "135", "0"])
@pytest.mark.parametrize(
    ("counts", "holidays"),
    [
        ((1, 2, 3, 4, 0, 5), ()),
        ((4, 1, 0, 1), [(MONDAY, MONDAY)]),
        ((3, 0, 3, 0, 3, 0), [(MONDAY + timedelta(14), MONDAY + timedelta(18))]),
        ((1, 1), [(MONDAY, MONDAY)]),
        ((2, 3), [(MONDAY + timedelta(7), MONDAY + timedelta(13))]),
    ],
)
def test_the_full_weeks_are_those_that_posting_day_by_day_cannot_show_in_time(
    built_in: Catalog, counts: Sequence[int], holidays: Sequence[DateRange], weekdays: str
) -> None:
    course = course_of(built_in, counts, holidays)
    listed = list_full_weeks(course, built_in, weekdays)
    assert listed == found_by_posting(course, built_in, weekdays)


def test_what_a_week_has_no_room_for_comes_after_the_items_of_the_next_one(
    built_in: Catalog,
) -> None:
    course = course_of(built_in, (4, 1))
    first, second = course.weeks
    shown = posted(course, built_in, EVERY_DAY)
    late = [day for (_, name), day in shown.items() if "tensors" not in name and day > first.last]
    own = [day for (kind, name), day in shown.items() if name.startswith(second.lessons[0])]
    assert own
    assert min(own) == second.begins
    assert max(late) > max(own), "the rest of the first week is last"
    (full,) = list_full_weeks(course, built_in, EVERY_DAY)
    assert full == FullWeek(first, 26, 21, second)


def test_a_channel_that_follows_later_is_not_shown_the_weeks_before(built_in: Catalog) -> None:
    course = course_of(built_in, (1, 1, 0))
    shown = posted(course, built_in, EVERY_DAY, since=course.weeks[1].begins)
    assert {name.partition(":")[0].partition("/")[0] for _, name in shown} == set(
        course.weeks[1].lessons
    )


async def test_a_preview_names_the_weeks_that_need_more_than_working_days(study: Study) -> None:
    await founded(study)
    holidays = FULL.replace("tracks", "holidays = [2026-04-06, 2026-04-07, 2026-04-08]\ntracks")
    shown = text(await study.press("course-file", holidays))
    assert "Monday to Friday" not in shown, "four pieces fit into Thursday and Friday"
    fewer = FULL.replace("tracks", 'holidays = ["2026-04-06 to 2026-04-09"]\ntracks')
    shown = text(await study.press("course-file", fewer))
    assert "Week 1 has more than fits into Monday to Friday" in shown
    one = FULL.replace("tracks", 'holidays = ["2026-04-06 to 2026-04-11"]\ntracks')
    shown = text(await study.press("course-file", one))
    assert "Week 1 has 4 pieces, and its posts have room for 3" in shown
    assert "by the end of week 2" in shown
    assert "To make room, move a lesson" in shown
    shown = text(await study.press("course-file", one.rpartition("[[week]]")[0]))
    assert "Some of the rest is never posted" in shown


async def test_a_channel_says_which_weeks_have_more_than_its_days_can_show(
    study: Study, channels: Channels
) -> None:
    _, invite = await started(study, FULL)
    await study.press(f"join-now:{invite}", who="sensei")
    reply = text(await daily_command(study, 'set 9 mon course="Night owls"'))
    assert "Week 1 has 4 pieces, and its posts have room for 3" in reply
    assert "let the prompt come on more days" in reply
    assert "pieces" not in text(await daily_command(study, "set 9 mon tue"))
