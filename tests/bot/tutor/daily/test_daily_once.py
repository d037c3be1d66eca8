"""Each prompt is posted once, despite crashes and with several bots."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.storage.models import DailyPostRow
from tests.support.announcement_channels import Channels, ProcessDied
from tests.support.clock import at, daily_command, restarted
from tests.support.study import Study, person, text


async def test_a_crash_before_sending_posts_late_and_once(study: Study, channels: Channels) -> None:
    await daily_command(study, "set 10")
    channels.dies_before = True
    with pytest.raises(ProcessDied):
        await at(study, 2026, 4, 1, 10, 0)
    channels.dies_before = False
    restarted(study, channels)
    await at(study, 2026, 4, 1, 10, 0, 30)  # the claim is still respected
    assert channels.posts == []
    await at(study, 2026, 4, 1, 10, 2)
    await at(study, 2026, 4, 1, 10, 3)
    assert len(channels.posts) == 1


async def test_a_crash_after_sending_is_found_in_the_channel_and_posts_nothing_again(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10")
    channels.dies_after = True
    with pytest.raises(ProcessDied):
        await at(study, 2026, 4, 1, 10, 0)
    channels.dies_after = False
    restarted(study, channels)
    await at(study, 2026, 4, 1, 10, 2)
    assert len(channels.posts) == 1
    async with study.database.read_session() as session:
        row = (await session.scalars(select(DailyPostRow))).one()
    assert row.message == "message-1"
    await at(study, 2026, 4, 2, 10, 0)
    assert "Day 2" in text(channels.posts[1].reply)


async def test_a_crash_whose_day_is_over_is_not_made_up_for(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10")
    channels.dies_before = True
    with pytest.raises(ProcessDied):
        await at(study, 2026, 4, 1, 10, 0)
    channels.dies_before = False
    restarted(study, channels)
    await at(study, 2026, 4, 2, 8, 0)
    assert channels.posts == []
    await at(study, 2026, 4, 2, 10, 0)
    assert "Day 1" in text(channels.posts[0].reply)


async def test_a_platform_out_of_reach_is_tried_again_the_same_day(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10")
    channels.is_down = True
    await at(study, 2026, 4, 1, 10, 0)
    channels.is_down = False
    await at(study, 2026, 4, 1, 10, 5)
    assert len(channels.posts) == 1


async def test_processes_that_keep_time_together_post_once(
    study: Study, channels: Channels
) -> None:
    for number in range(10):
        await daily_command(study, "set 10", channel=f"channel{number}")
    tutors = [restarted(study, channels) for _ in range(4)]
    study.now = datetime(2026, 4, 1, 10, 0, tzinfo=UTC)
    await asyncio.gather(*(tutor.scheduler.run_due() for tutor in tutors))
    assert sorted(post.channel for post in channels.posts) == sorted(
        f"channel{number}" for number in range(10)
    )


async def test_trying_again_never_crosses_into_the_next_day(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 23")
    channels.is_down = True
    await at(study, 2026, 4, 1, 23, 59)
    channels.is_down = False
    await at(study, 2026, 4, 2, 0, 5)
    assert channels.posts == []
    await at(study, 2026, 4, 2, 23, 0)
    assert "Day 1" in text(channels.posts[0].reply)


async def test_without_a_platform_that_posts_the_timetable_has_nothing_to_do(
    study: Study,
) -> None:
    await study.tutor.command(person(), "start", "", "m")
    assert not await study.tutor.scheduler.run_due()
