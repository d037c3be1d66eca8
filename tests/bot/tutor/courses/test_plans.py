"""Plans of a course: what is left, puzzles for who is ahead, and a message each week."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.storage.models import NoticeRow
from bot.tutor.replies.model import Reply
from lessons.curriculum import Catalog, Track
from tests.support.announcement_channels import Channels
from tests.support.course_study import TASKS, does, started
from tests.support.small_curriculum import catalog as small_catalog
from tests.support.small_curriculum import exercise
from tests.support.study import Study, actions, text

MONDAY_NINE = datetime(2026, 4, 13, 0, 0, tzinfo=UTC)  # 9:00 of week 2 in Tokyo


@pytest.fixture
def curriculum() -> Catalog:
    """The small curriculum with two puzzles after it."""
    (track,) = small_catalog(Path("picture.png")).tracks
    puzzles = (exercise("riddled", "one"), exercise("riddled", "two"))
    lesson = replace(track.lessons[1], slug="riddled", track="puzzles", exercises=puzzles)
    of_puzzles = Track("puzzles", {"en": "Puzzles", "ja": "パズル"}, (lesson,), ())
    return Catalog((track, of_puzzles))


def told_to_ben(channels: Channels) -> list[Reply]:
    return [reply for account, reply in channels.told if account == "ben"]


async def joined(study: Study) -> int:
    """Put Ben into a group in a course; return its id."""
    group, invite = await started(study)
    await study.press(f"join-now:{invite}", who="ben")
    return group


async def test_before_the_course_there_is_nothing_to_do(study: Study) -> None:
    await joined(study)
    plan = await study.type("/course plan", "ben")
    assert "begins on Mon 6 Apr" in text(plan)
    assert "lesson:tensors" in actions(plan)


async def test_who_is_with_the_group_sees_this_week(study: Study) -> None:
    await joined(study)
    study.now = datetime(2026, 4, 8, 12, tzinfo=UTC)
    said = text(await study.type("/course plan", "ben"))
    assert "You are with the group" in said
    assert "28 minutes" in said
    assert "Operations" not in said


async def test_who_is_behind_sees_what_is_left_in_minutes_earliest_first(study: Study) -> None:
    await joined(study)
    study.now = datetime(2026, 4, 14, 12, tzinfo=UTC)
    await does(study, "ben", "evens")
    plan = await study.type("/course plan", "ben")
    said = text(plan)
    assert "32 minutes" in said  # 5 + 10 + 3 of the first lesson, and 14 of the second
    assert said.index("Tensors") < said.index("Operations")
    assert "about 5 minutes a day" in said
    assert actions(plan)[:2] == ["lesson:tensors", "lesson:operations"]


async def test_who_is_ahead_gets_puzzles_that_are_not_passed_yet(study: Study) -> None:
    await joined(study)
    study.now = datetime(2026, 4, 8, 12, tzinfo=UTC)
    await does(study, "ben", *TASKS[:-1], "one")
    plan = await study.type("/course plan", "ben")
    assert "everything so far" in text(plan)
    assert "Week 2 begins on Mon 13 Apr" in text(plan)
    assert [each for each in actions(plan) if each.startswith("exercise:")] == [
        "exercise:riddled/two"
    ]


async def test_a_plan_comes_each_week_to_those_who_want_it_and_to_them_alone(
    study: Study, channels: Channels
) -> None:
    group = await joined(study)
    assert "I send you this plan" in text(await study.press(f"course:{group}:weekly:on", who="ben"))
    study.now = MONDAY_NINE - timedelta(days=7, minutes=1)
    await study.tutor.scheduler.run_due()
    assert told_to_ben(channels) == []
    study.now = MONDAY_NINE - timedelta(days=7)
    await study.tutor.scheduler.run_due()
    await study.tutor.scheduler.run_due()
    study.now = MONDAY_NINE
    await study.tutor.scheduler.run_due()
    first, second = told_to_ben(channels)
    assert "You are with the group" in text(first)
    assert "until you are with the group again" in text(second)
    assert f"course:{group}:weekly:off" in actions(second)


@pytest.mark.parametrize("reason", ["stopped", "left", "ended", "archived"])
async def test_no_plan_comes_after(study: Study, channels: Channels, reason: str) -> None:
    group = await joined(study)
    await study.press(f"course:{group}:weekly:on", who="ben")
    ends = {
        "stopped": (f"course:{group}:weekly:off", "ben"),
        "left": (f"group:{group}:leave-now", "ben"),
        "ended": (f"course:{group}:end-now", "aki"),
        "archived": (f"group:{group}:archive-now", "aki"),
    }
    action, who = ends[reason]
    await study.press(action, who=who)
    study.now = MONDAY_NINE
    await study.tutor.scheduler.run_due()
    assert told_to_ben(channels) == []


async def test_two_bots_send_a_weekly_plan_once(study: Study, channels: Channels) -> None:
    group = await joined(study)
    await study.press(f"course:{group}:weekly:on", who="ben")
    first = study.tutor
    second = study.started()
    study.connect(announcer=channels)
    study.now = MONDAY_NINE
    for tutor in (first, second, first):
        await tutor.scheduler.run_due()
    async with study.database.read_session() as session:
        found = (await session.scalars(select(NoticeRow))).all()
    assert [each.kind for each in found].count("weekly-plan") == 1
    assert len(told_to_ben(channels)) == 1


async def test_a_plan_that_waits_for_its_platform_is_not_sent_once_it_is_stopped(
    study: Study, channels: Channels
) -> None:
    group = await joined(study)
    await study.press(f"course:{group}:weekly:on", who="ben")
    channels.is_down = True
    study.now = MONDAY_NINE
    await study.tutor.scheduler.run_due()
    await study.press(f"course:{group}:weekly:off", who="ben")
    channels.is_down = False
    study.now += timedelta(hours=1)
    await study.tutor.scheduler.run_due()
    assert told_to_ben(channels) == []
