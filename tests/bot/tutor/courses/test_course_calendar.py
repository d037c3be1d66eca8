"""A course's calendar: weeks, holidays, due days, grace, and what is late."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.tutor.courses.course import (
    LATE_STATES,
    Course,
    PlannedWeek,
    due_state,
    finished_at,
    move_course,
    plan_course,
)
from lessons.curriculum import Catalog

MONDAY = date(2026, 9, 7)


def course(*weeks: PlannedWeek, start: date = MONDAY, zone: str = "Asia/Tokyo", **given) -> Course:
    planned = weeks or tuple(PlannedWeek((each,)) for each in ("one", "two", "three"))
    return plan_course("Autumn", start, zone, ["basics"], planned, **given)


def at(*when: int) -> datetime:
    return datetime(*when, tzinfo=UTC)  # type: ignore[arg-type, misc]


def test_weeks_follow_each_other_and_are_due_on_their_last_day() -> None:
    weeks = course().weeks
    assert [each.begins for each in weeks] == [MONDAY + timedelta(7 * at) for at in range(3)]
    assert [each.due for each in weeks] == [each.last for each in weeks]


def test_a_week_of_holidays_is_left_out_and_the_following_ones_begin_later() -> None:
    holidays = [(date(2026, 9, 14), date(2026, 9, 20))]
    weeks = course(holidays=holidays).weeks
    assert [each.begins for each in weeks] == [MONDAY, date(2026, 9, 21), date(2026, 9, 28)]
    assert course(holidays=holidays).week_on(date(2026, 9, 16)) is None


def test_a_usual_due_day_moves_behind_a_holiday_and_a_written_one_stays() -> None:
    friday, saturday = date(2026, 9, 11), date(2026, 9, 12)
    planned = (PlannedWeek(("one",)), PlannedWeek(("two",), due=friday + timedelta(7)))
    holidays = [(friday, friday), (friday + timedelta(7), friday + timedelta(7))]
    weeks = course(*planned, holidays=holidays, due=4).weeks
    assert [each.due for each in weeks] == [saturday, friday + timedelta(7)]


@pytest.mark.parametrize(
    ("passed_at", "state"),
    [
        (at(2026, 8, 1, 0, 0), "on-time"),  # before the course
        (at(2026, 9, 13, 14, 59, 59), "on-time"),  # 23:59:59 of the due day in Tokyo
        (at(2026, 9, 13, 15, 0), "in-grace"),
        (at(2026, 9, 15, 14, 59, 59), "in-grace"),
        (at(2026, 9, 15, 15, 0), "late"),
    ],
)
def test_a_pass_counts_by_the_end_of_days_in_the_zone_of_the_course(passed_at, state) -> None:
    assert due_state(course(grace=2), "one", passed_at) == state


def test_what_is_open_is_overdue_after_the_grace_and_not_before() -> None:
    asked = course(grace=2)
    assert due_state(asked, "one", None) == "open"
    assert due_state(asked, "one", None, at(2026, 9, 15, 14, 59)) == "open"
    assert due_state(asked, "one", None, at(2026, 9, 15, 15, 0)) == "overdue"
    assert due_state(asked, "elsewhere", None) is None
    assert {"late", "overdue"} == LATE_STATES


def test_a_due_day_ends_an_hour_later_once_clocks_have_changed() -> None:
    asked = course(start=date(2026, 10, 19), zone="Europe/Berlin")
    summer, winter = at(2026, 10, 25, 22, 59, 59), at(2026, 11, 1, 22, 59, 59)
    assert due_state(asked, "one", summer) == "on-time"  # the day of the change has 25 hours
    assert due_state(asked, "one", summer + timedelta(seconds=1)) == "late"
    assert due_state(asked, "two", winter) == "on-time"
    assert due_state(asked, "two", winter + timedelta(seconds=1)) == "late"


def test_a_new_class_has_the_same_weeks_from_another_day() -> None:
    planned = (PlannedWeek(("one",)), PlannedWeek(("two",), due=date(2026, 9, 17), title="Two"))
    old = course(*planned, grace=3, due=2, holidays=[(MONDAY, MONDAY)])
    new = move_course(old, date(2027, 1, 4))
    assert [each.begins for each in new.weeks] == [date(2027, 1, 4), date(2027, 1, 11)]
    assert [each.due for each in new.weeks] == [date(2027, 1, 6), date(2027, 1, 14)]
    assert (new.grace, new.holidays, new.lessons) == (3, (), old.lessons)
    assert move_course(new, MONDAY).weeks == course(*planned, grace=3, due=2).weeks


def test_the_days_of_grace_belong_to_the_course() -> None:
    assert course(grace=10).last == date(2026, 9, 27) + timedelta(10)


def test_a_lesson_is_finished_with_the_last_of_its_tasks(curriculum: Catalog) -> None:
    lesson = curriculum.lesson("tensors")
    assert lesson is not None
    tasks = [*(each.id for each in lesson.exercises), *(each.id for each in lesson.questions)]
    earned = {each: at(2026, 9, 7, hour, 0) for hour, each in enumerate(tasks)}
    assert finished_at(lesson, earned) == at(2026, 9, 7, len(tasks) - 1, 0)
    del earned[tasks[0]]
    assert finished_at(lesson, earned) is None
