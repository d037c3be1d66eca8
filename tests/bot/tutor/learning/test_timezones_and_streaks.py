"""Days in a learner's zone, streaks and their freezes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.storage.learning.progress import award, list_earned_days
from bot.storage.models import LedgerEntry
from bot.tutor.learning.streaks import Streak, streak
from bot.tutor.timezones import (
    beginning_of,
    day_in,
    instant_of,
    next_instant,
    zone_named,
    zones_beginning,
)
from tests.support.study import Study, actions, person, text

EVERY_DAY = range(7)


def april(*numbers: int) -> set[date]:
    return {date(2026, 4, number) for number in numbers}


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Asia/Tokyo", "Asia/Tokyo"),
        ("asia/tokyo", "Asia/Tokyo"),
        ("tokyo", "Asia/Tokyo"),
        ("america/new york", "America/New_York"),
        ("New York", "America/New_York"),
        ("utc", "UTC"),
        ("JST", "Asia/Tokyo"),
        ("ＪＳＴ", "Asia/Tokyo"),
        ("東京", "Asia/Tokyo"),
        ("Osaka", "Asia/Tokyo"),
        ("日本", "Asia/Tokyo"),
        ("Japan", "Asia/Tokyo"),
        ("Washington D.C.", "America/New_York"),
        ("India", "Asia/Kolkata"),
        ("韓国", "Asia/Seoul"),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_a_zone_is_known_by_its_name_or_its_city(typed: str, zone: str | None) -> None:
    assert zone_named(typed) == zone


def test_zones_are_offered_by_any_part_of_their_names() -> None:
    assert zones_beginning("asia/tok", 5) == ("Asia/Tokyo",)
    assert "Europe/London" in zones_beginning("lond", 5)
    assert zones_beginning("大", 5) == ("Asia/Tokyo",)
    assert zones_beginning("osa", 5)[0] == "Asia/Tokyo"


@pytest.mark.parametrize("typed", ["tok", "Tokyo", "日本", "日", "東京", "japan"])
def test_the_zone_whose_city_or_country_is_typed_comes_first(typed: str) -> None:
    assert zones_beginning(typed, 5)[0] == "Asia/Tokyo"


@pytest.mark.parametrize("typed", ["日本", "東京"])
def test_a_japanese_city_or_country_is_a_zone(typed: str) -> None:
    assert zone_named(typed) == "Asia/Tokyo"


def test_the_same_instant_is_another_day_elsewhere() -> None:
    instant = datetime(2026, 4, 1, 20, 0, tzinfo=UTC)
    assert day_in("UTC", instant) == date(2026, 4, 1)
    assert day_in("Asia/Tokyo", instant) == date(2026, 4, 2)


def test_an_hour_that_the_clocks_jump_over_comes_when_they_have_jumped() -> None:
    # In New York 2 o'clock does not exist on 8 March 2026: it is 3 o'clock at once.
    assert instant_of("America/New_York", date(2026, 3, 8), 2) == datetime(
        2026, 3, 8, 7, 0, tzinfo=UTC
    )


def test_an_hour_that_the_clocks_repeat_comes_the_first_time_and_once() -> None:
    # In New York it is 1 o'clock twice on 1 November 2026, at 5 and at 6 UTC.
    first = datetime(2026, 11, 1, 5, 0, tzinfo=UTC)
    assert instant_of("America/New_York", date(2026, 11, 1), 1) == first
    following = next_instant("America/New_York", 1, EVERY_DAY, first)
    assert following == datetime(2026, 11, 2, 6, 0, tzinfo=UTC)


def test_the_next_time_is_on_a_weekday_asked_for() -> None:
    wednesday = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)
    assert next_instant("UTC", 9, {0, 2}, wednesday) == datetime(2026, 4, 6, 9, 0, tzinfo=UTC)
    assert next_instant("UTC", 13, {2}, wednesday) == datetime(2026, 4, 1, 13, 0, tzinfo=UTC)
    with pytest.raises(ValueError, match="no weekday"):
        next_instant("UTC", 9, (), wednesday)


def test_a_week_begins_on_monday_and_a_month_on_its_first_in_the_zone() -> None:
    # In Tokyo it is already Wednesday, 1 April.
    now = datetime(2026, 3, 31, 16, 0, tzinfo=UTC)
    assert beginning_of("month", "Asia/Tokyo", now) == datetime(2026, 3, 31, 15, 0, tzinfo=UTC)
    assert beginning_of("week", "Asia/Tokyo", now) == datetime(2026, 3, 29, 15, 0, tzinfo=UTC)
    assert beginning_of("month", "UTC", now) == datetime(2026, 3, 1, tzinfo=UTC)
    assert beginning_of("all", "UTC", now).year == 1970


@pytest.mark.parametrize(
    ("days", "today", "expected"),
    [
        (set(), 10, Streak(0, False, 2)),
        (april(8, 9, 10), 10, Streak(3, True, 2)),
        (april(8, 9), 10, Streak(2, False, 2)),
        (april(8, 9), 11, Streak(2, False, 1)),
        (april(7, 10), 10, Streak(2, True, 0)),
        (april(6, 10), 10, Streak(1, True, 2)),
        (april(2, 4, 6, 8), 8, Streak(1, True, 0)),
        (april(1, 2), 10, Streak(0, False, 2)),
    ],
    ids=[
        "nothing learnt yet",
        "three days in a row",
        "today is not over",
        "yesterday was missed and is frozen",
        "two days missed take both freezes",
        "three days missed cannot be bridged and cost nothing",
        "a third missed day of a month ends it",
        "a streak long over",
    ],
)
def test_a_streak(days: set[date], today: int, expected: Streak) -> None:
    assert streak(days, date(2026, 4, today)) == expected


def test_each_month_has_its_own_two_freezes() -> None:
    march = {date(2026, 3, day) for day in (24, 26, 28, 29)}  # 25 and 27 are frozen
    april_1 = april(1)  # 30 and 31 March would be the third and fourth of March
    assert streak(march | april_1, date(2026, 4, 1)).days == 1
    across = {date(2026, 3, 30), date(2026, 4, 3)}  # 31 March, 1 and 2 April
    assert streak(across, date(2026, 4, 3)) == Streak(2, True, 0)


async def test_progress_shows_the_streak_in_the_learners_own_zone(study: Study) -> None:
    await study.type("/settings Asia/Tokyo")
    study.now = datetime(2026, 4, 1, 14, 30, tzinfo=UTC)  # 23:30 in Tokyo
    await study.passes("evens")
    study.now += timedelta(hours=1)
    await study.passes("to_float")
    shown = text(await study.type("/progress"))
    assert "Streak: 2 days" in shown
    assert "already part of it" in shown


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
async def test_no_change_of_zone_rewrites_the_days_of_a_streak(study: Study, zone: str) -> None:
    await study.type("/settings Asia/Tokyo")
    study.now = datetime(2026, 4, 1, 14, 30, tzinfo=UTC)  # 23:30 in Tokyo
    passing = ("evens", "to_float", "affine")
    for function in passing:
        await study.passes(function)
        study.now += timedelta(hours=12.6)
    study.now -= timedelta(hours=12.5)
    assert "Streak: 3 days" in text(await study.type("/progress"))
    await study.type(f"/settings {zone}")
    shown = text(await study.type("/progress"))
    assert "Streak: 3 days" in shown
    assert "already part of it" in shown
    async with study.database.read_session() as session:
        days = await list_earned_days(session, 1)
    assert days == april(1, 2, 3)


async def test_progress_says_what_keeps_a_streak_alive_and_what_is_left_to_miss(
    study: Study,
) -> None:
    assert "begins with the next" in text(await study.type("/progress"))
    await study.passes("evens")
    study.now += timedelta(days=2)
    shown = text(await study.type("/progress"))
    assert "Learn one thing today" in shown
    assert "One more day may be missed" in shown


async def test_whoever_reads_japanese_has_tokyos_days_and_others_the_default(study: Study) -> None:
    assert "Asia/Tokyo" in text(await study.type("/settings", who="ken", locale="ja"))
    assert "**UTC**" in text(await study.type("/settings"))


async def test_settings_name_the_nearest_zone_and_change_nothing(study: Study) -> None:
    assert "Did you mean **Asia/Tokyo**" in text(await study.type("/timezone Asia/Tokio"))
    assert "**UTC**" in text(await study.type("/settings"))
    reply = await study.press("settings:zone", "Berlin")
    assert "**Europe/Berlin**" in text(reply)
    assert "settings:hide" in actions(reply)


async def test_an_entry_of_the_ledger_is_written_once_and_never_changed(study: Study) -> None:
    await study.type("/start")
    async with study.database.write_session() as session:
        given = [
            await award(
                session,
                1,
                kind="review",
                subject="tensors/1",
                points=points,
                now=study.now,
                day=study.now.date(),
                once_per=day,
            )
            for day, points in (("2026-04-01", 1), ("2026-04-01", 9), ("2026-04-02", 1))
        ]
    assert given == [True, False, True]
    assert "with 2 points" in text(await study.type("/leaderboard"))
    async with study.database.read_session() as session:
        entry = (await session.scalars(select(LedgerEntry).limit(1))).one()
        entry.points = 100
        with pytest.raises(RuntimeError, match="cannot be changed"):
            await session.flush()


async def test_commands_complete_what_they_can_be_followed_by(study: Study) -> None:
    async def offered(command: str, prefix: str) -> tuple[str, ...]:
        return await study.tutor.completion.argument(person(), command, prefix)

    assert await offered("settings", "toky") == ("Asia/Tokyo",)
    assert "month" in await offered("leaderboard", "")
    assert await offered("leaderboard", "evens") == ("tensors/evens",)
    assert await offered("privacy", "ex") == ("export",)
    assert await offered("group", "j") == ("join",)
