"""When a daily prompt is due: at its hour in the channel's zone, or late on the same day."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tests.support.announcement_channels import Channels
from tests.support.clock import at, daily_command, sent_days
from tests.support.study import Study, actions, text


async def test_it_is_posted_once_at_its_hour_with_page_exercise_and_question(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10")
    await at(study, 2026, 4, 1, 9, 59)
    assert channels.posts == []
    for minute in (0, 0, 1, 30):
        await at(study, 2026, 4, 1, 10, minute)
    (post,) = channels.posts
    shown = text(post.reply)
    assert "Day 1" in shown
    assert "1. Tensors · First page" in shown
    assert "Some **words**." in shown
    assert "Exercise of the day" in shown
    assert "Question tensors/1?" in shown
    assert not post.reply.private
    assert post.thread == "Day 1 · Tensors"
    assert actions(post.reply) == [
        "snippet:tensors:1:1:en",
        "lesson:tensors:1",
        "exercise:tensors/evens",
        "today:1:tensors/1:a",
        "today:1:tensors/1:b",
        "day:1:ja",
    ]
    await at(study, 2026, 4, 2, 10, 0)
    assert "Day 2" in text(channels.posts[1].reply)
    assert "Nobody has answered it" in text(channels.posts[1].reply)


async def test_a_bot_that_was_down_posts_late_but_only_within_the_same_local_day(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10 Asia/Tokyo")  # 1:00 UTC
    await at(study, 2026, 4, 2, 14, 59)  # 23:59 in Tokyo
    assert len(channels.posts) == 1
    await at(study, 2026, 4, 3, 15, 1)  # 0:01 on the day after the next one in Tokyo
    assert len(channels.posts) == 1
    await at(study, 2026, 4, 4, 1, 0)  # 10:00 in Tokyo
    assert [text(post.reply).count("Day 2") for post in channels.posts] == [0, 1]


async def test_a_bot_down_for_days_posts_todays_alone(study: Study, channels: Channels) -> None:
    await daily_command(study, "set 10")
    await at(study, 2026, 4, 9, 12, 0)
    await at(study, 2026, 4, 9, 12, 1)
    assert len(channels.posts) == 1


async def test_days_of_the_week_that_are_not_wanted_are_left_out(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10 mon,wed")
    for day in range(1, 8):  # from Wednesday on
        await at(study, 2026, 4, day, 10, 0)
        await at(study, 2026, 4, day, 18, 0)
    posts = await sent_days(study)
    assert posts == [date(2026, 4, 1), date(2026, 4, 6)]


async def test_an_hour_that_the_clocks_jump_over_is_posted_that_day(
    study: Study, channels: Channels
) -> None:
    study.now = datetime(2026, 3, 7, 12, 0, tzinfo=UTC)
    await daily_command(study, "set 2 America/New_York")
    await at(study, 2026, 3, 8, 6, 59)
    assert channels.posts == []
    for hour in range(7, 12):
        await at(study, 2026, 3, 8, hour, 0)
    assert await sent_days(study) == [date(2026, 3, 8)]


async def test_an_hour_that_the_clocks_repeat_is_posted_once(
    study: Study, channels: Channels
) -> None:
    study.now = datetime(2026, 10, 31, 12, 0, tzinfo=UTC)
    await daily_command(study, "set 1 America/New_York")
    for minutes in range(0, 180, 10):
        await at(study, 2026, 11, 1, 5 + minutes // 60, minutes % 60)
    assert await sent_days(study) == [date(2026, 11, 1)]
    await at(study, 2026, 11, 2, 6, 0)
    assert await sent_days(study) == [date(2026, 11, 1), date(2026, 11, 2)]


async def test_a_clock_that_is_set_back_posts_nothing_again(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10")
    await at(study, 2026, 4, 1, 10, 0)
    await at(study, 2026, 4, 1, 9, 0)
    await daily_command(study, "set 10")
    await at(study, 2026, 4, 1, 10, 0)
    assert len(channels.posts) == 1
