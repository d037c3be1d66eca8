"""A daily prompt that starts at a date, jumps to a lesson, or follows the course of a group."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.storage.models import DailyItemRow, DailyPostRow
from bot.tutor.courses.course import PlannedWeek, plan_course
from bot.tutor.daily.plan import items_of
from bot.tutor.daily.schedule_parser import ScheduleParseError, parse_schedule
from bot.tutor.daily.week_plan import MOST_ITEMS, plan_week_day
from bot.tutor.text.times import ClockTime
from tests.support.announcement_channels import Channels
from tests.support.clock import at, daily_command, sent_days, teacher
from tests.support.course_study import COURSE, TASKS, does, start_action, started
from tests.support.small_curriculum import catalog
from tests.support.study import Study, actions, text

SETTING = 'set 9 daily course="Night owls"'


async def owls(study: Study, file: str = COURSE) -> int:
    """Put a group into a course that Sensei, who manages the channel, is in as well."""
    group, invite = await started(study, file)
    await study.press(f"join-now:{invite}", who="sensei")
    return group


async def shown(study: Study) -> dict[date, tuple[str | None, Sequence[str]]]:
    """Return the kind of each day's prompt, and what it showed."""
    async with study.database.read_session() as session:
        posts = (await session.scalars(select(DailyPostRow).order_by(DailyPostRow.day))).all()
        items = (await session.scalars(select(DailyItemRow).order_by(DailyItemRow.at))).all()
    return {
        each.day: (each.kind, [one.subject for one in items if one.post_id == each.id])
        for each in posts
    }


async def days_at_nine(study: Study, first: int, last: int) -> None:
    """Let the clock be nine in Tokyo on these days of April."""
    for day in range(first, last + 1):
        await at(study, 2026, 4, day, 0)


async def test_a_prompt_begins_on_the_day_that_was_chosen(study: Study, channels: Channels) -> None:
    reply = await daily_command(study, "set 9 Asia/Tokyo from=2026-04-04")
    assert "The next one: 2026-04-04 09:00 (Asia/Tokyo)" in text(reply)
    await days_at_nine(study, 1, 5)
    assert await sent_days(study) == [date(2026, 4, 4), date(2026, 4, 5)]
    assert "Day 1" in text(channels.posts[0].reply)


async def test_a_prompt_jumps_to_a_lesson_and_goes_on_from_there(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 9 Asia/Tokyo lesson=operations")
    await days_at_nine(study, 2, 2)
    found = await shown(study)
    assert found[date(2026, 4, 2)] == ("course", ["operations:1", "operations/affine"])
    await daily_command(study, "set tensors")
    await days_at_nine(study, 3, 3)
    assert (await shown(study))[date(2026, 4, 3)][1][0] == "tensors:1"


async def test_a_prompt_follows_the_weeks_of_a_course_and_starts_with_it(
    study: Study, channels: Channels
) -> None:
    await owls(study)
    reply = await daily_command(study, SETTING)
    assert "follows the course “Spring class” of **Night owls**" in text(reply)
    assert "(Asia/Tokyo)" in text(reply)
    assert "The next one: 2026-04-06 09:00 (Asia/Tokyo)" in text(reply)
    await days_at_nine(study, 1, 20)
    found = await shown(study)
    assert list(found) == [date(2026, 4, day) for day in range(6, 21)]
    of_course = {day.day: subjects[0] for day, (kind, subjects) in found.items() if kind == "week"}
    assert of_course == {6: "tensors:1", 7: "tensors:2", 8: "tensors:3", 13: "operations:1"}
    assert "course" not in {kind for kind, _ in found.values()}


async def test_the_first_post_of_a_week_names_it_and_the_due_day_is_said(
    study: Study, channels: Channels
) -> None:
    _, invite = await started(study)
    for who in ("sensei", "ben", "cleo"):
        await study.press(f"join-now:{invite}", who=who)
    await daily_command(study, SETTING)
    study.now = study.now.replace(day=6)
    await does(study, "ben", *TASKS[:-1])
    await days_at_nine(study, 6, 13)
    posts = [text(each.reply) for each in channels.posts]
    assert "**Week 1 of 2**: Tensors. Due on Sun 12 Apr." in posts[0]
    assert "**Together** you have done 33 %" in posts[0]
    assert "第 1 週（全 2 週）" in text(channels.posts[0].translated["ja"])
    assert all("Week 1" not in each and "Together" not in each for each in posts[1:6])
    assert "lessons of week 1 are due today" in posts[6]
    assert "**Week 2 of 2**: Operations." in posts[7]
    assert all("Ben" not in each or "was solved by" in each for each in posts)


async def test_a_holiday_has_no_post_and_a_day_left_out_is_made_up_for(
    study: Study, channels: Channels
) -> None:
    await owls(study, COURSE.replace("grace = 2", "holidays = [2026-04-08]"))
    await daily_command(study, 'set 9 mon-fri course="Night owls"')
    await days_at_nine(study, 6, 6)
    await daily_command(study, "skip")  # Tuesday; Wednesday is a holiday
    await days_at_nine(study, 7, 10)
    found = await shown(study)
    assert [day for day in found if found[day][0]] == [date(2026, 4, day) for day in (6, 9, 10)]
    pages = [each for _, subjects in found.values() for each in subjects if ":" in each]
    assert pages == ["tensors:1", "tensors:2", "tensors:3"]


async def test_a_channel_keeps_to_the_course_that_its_group_is_in_now(
    study: Study, channels: Channels
) -> None:
    group = await owls(study)
    await daily_command(study, SETTING)
    await days_at_nine(study, 6, 7)
    later = COURSE.replace("2026-04-06", "2026-04-20").replace("Spring", "Later")
    await study.press(start_action(await study.press("course-file", later), group))
    await days_at_nine(study, 8, 20)
    assert await sent_days(study) == [date(2026, 4, day) for day in (6, 7, 20)]
    await study.press(f"course:{group}:end-now")
    assert "which is in none now" in text(await daily_command(study, "show"))
    await days_at_nine(study, 21, 21)
    assert (await shown(study))[date(2026, 4, 21)][0] not in ("week", "course", None)


async def test_a_track_or_none_ends_following(study: Study, channels: Channels) -> None:
    await owls(study)
    for ending in ("set basics", "set course=none", "set lesson=tensors"):
        assert "follows the course" in text(await daily_command(study, SETTING))
        assert "follows the course" not in text(await daily_command(study, ending))


async def test_only_members_who_manage_the_channel_let_it_follow(
    study: Study, channels: Channels
) -> None:
    group, invite = await started(study)
    assert "none of yours" in text(await daily_command(study, SETTING))
    await study.press(f"join-now:{invite}", who="sensei")
    assert "Only admins" in text(await daily_command(study, SETTING, manages=False))
    follow = next(
        each for each in actions(await study.press(f"course:{group}:show")) if "follow" in each
    )
    assert "goes into a channel" in text(await study.press(follow))
    assert channels.posts == []


async def test_the_button_below_a_course_lets_the_channel_follow_it(
    study: Study, channels: Channels
) -> None:
    group = await owls(study)
    reply = await study.tutor.act(teacher(), f"course:{group}:follow", "", study.next_place())
    assert "follows the course “Spring class”" in text(reply)
    assert "daily:skip:general" in actions(reply)


def test_what_is_left_of_a_week_is_spread_over_its_days() -> None:
    small = catalog(Path("picture.png"))
    course = plan_course(
        "c", date(2026, 4, 6), "UTC", ["basics"], [PlannedWeek(("tensors", "operations"))]
    )
    count = len(items_of(small.lessons()))
    monday, sunday = date(2026, 4, 6), date(2026, 4, 12)
    first = plan_week_day(course, small, "0123456", monday, {})
    assert first is not None
    assert {each.at for each in first.items} == {0}
    last = plan_week_day(course, small, "0123456", sunday, {})
    assert last is not None
    assert {each.at for each in last.items} == set(range(min(count, MOST_ITEMS)))
    two = plan_week_day(course, small, "01", monday, {})
    assert two is not None
    assert {each.at for each in two.items} == {0, 1}
    assert plan_week_day(course, small, "0123456", date(2026, 4, 13), {}) is None


@pytest.mark.parametrize(
    ("given", "course"),
    [
        ('9 course="Night owls" mon-fri', "Night owls"),
        ("course=Owls 9", "Owls"),
        ("9 course=none", ""),
        ('9 course=""', ""),
        ("9", None),
    ],
)
def test_a_group_is_read_from_a_schedule(given: str, course: str | None) -> None:
    schedule = parse_schedule(given, ["basics"])
    assert (schedule.course, schedule.time) == (course, ClockTime(9))


def test_a_day_and_a_lesson_are_read_from_a_schedule() -> None:
    schedule = parse_schedule("9 from=2026-09-07 lesson=tensors", ["basics"], ["tensors"])
    assert (schedule.starts_on, schedule.lesson) == (date(2026, 9, 7), "tensors")
    for word in ("from=2026-9-7", "from=soon", "lesson=tensor"):
        with pytest.raises(ScheduleParseError, match=word):
            parse_schedule(f"9 {word}", ["basics"], ["tensors"])
