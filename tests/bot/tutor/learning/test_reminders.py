"""Reminders: once a day at the chosen hour, despite crashes."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.storage.models import LearnerRow
from bot.tutor.replies.model import Menu
from tests.support.announcement_channels import Channels, ProcessDied
from tests.support.clock import at, restarted
from tests.support.study import Study, actions, blocks, text


async def test_a_reminder_comes_daily_at_the_hour_chosen_in_ones_own_zone(study: Study) -> None:
    await study.type("/settings Asia/Tokyo")
    assert "**20:00** (Asia/Tokyo)" in text(await study.type("/review remind 20"))
    async with study.database.read_session() as session:
        at = await session.scalar(select(LearnerRow.remind_at))
    assert at == datetime(2026, 4, 1, 11, 0, tzinfo=UTC)
    await study.type("/settings UTC")
    async with study.database.read_session() as session:
        at = await session.scalar(select(LearnerRow.remind_at))
    assert at == datetime(2026, 4, 1, 20, 0, tzinfo=UTC)


@pytest.mark.parametrize("time", ["24", "sometimes", "-1", "9:75"])
async def test_a_time_that_there_is_not_is_asked_for_again(study: Study, time: str) -> None:
    reply = await study.type(f"/review remind {time}")
    assert "At what time?" in text(reply)
    assert [menu.action for menu in blocks(reply, Menu)] == ["remind"]


@pytest.mark.parametrize("typed", ["20:30", "8:30 pm", "午後8時半", "夜の8時30分"])
async def test_a_reminder_comes_at_the_minute_that_was_chosen(
    study: Study, channels: Channels, typed: str
) -> None:
    assert "**20:30** (UTC)" in text(await study.type(f"/review remind {typed}"))
    await study.press("answer:tensors/1:a")
    await at(study, 2026, 4, 1, 20, 29)
    assert channels.told == []
    await at(study, 2026, 4, 1, 20, 30)
    assert len(channels.told) == 1


async def test_a_time_can_be_chosen_from_a_menu(study: Study) -> None:
    assert "**7:00** (UTC)" in text(await study.press("remind", "7:00"))
    assert "do not remind" in text(await study.press("remind:off"))
    assert "**20:00** (UTC)" in text(await study.press("remind:20"))


async def test_a_reminder_comes_when_something_is_due_and_only_then(
    study: Study, channels: Channels
) -> None:
    await study.type("/review remind 20")
    await study.type("/review remind 20", who="ben")
    await study.press("answer:tensors/1:a")
    await at(study, 2026, 4, 1, 19, 59)
    assert channels.told == []
    for minute in (0, 1, 2):
        await at(study, 2026, 4, 1, 20, minute)
    ((account, message),) = channels.told
    assert account == "aki"
    assert "One thing is due" in text(message)
    assert "command:review" in actions(message)
    assert message.private
    await at(study, 2026, 4, 2, 20, 0)
    assert len(channels.told) == 2


async def test_a_reminder_of_a_day_that_is_over_is_not_sent(
    study: Study, channels: Channels
) -> None:
    await study.type("/review remind 20")
    await study.press("answer:tensors/1:a")
    await at(study, 2026, 4, 2, 7, 0)
    assert channels.told == []
    await at(study, 2026, 4, 2, 20, 0)
    assert len(channels.told) == 1


async def reminded_at_eight(study: Study, *accounts: str) -> None:
    for who in accounts:
        await study.type("/review remind 20", who=who)
        await study.press("answer:tensors/1:a", who=who)


async def test_a_process_that_dies_before_sending_is_made_up_for_the_same_day(
    study: Study, channels: Channels
) -> None:
    await reminded_at_eight(study, "aki")
    channels.dies_before = True
    with pytest.raises(ProcessDied):
        await at(study, 2026, 4, 1, 20, 0)
    channels.dies_before = False
    restarted(study, channels)
    await at(study, 2026, 4, 1, 20, 0, 30)  # the claim is still respected
    assert channels.told == []
    for minute in (2, 3, 50):
        await at(study, 2026, 4, 1, 20, minute)
    assert [account for account, _ in channels.told] == ["aki"]
    await at(study, 2026, 4, 2, 20, 0)
    assert len(channels.told) == 2


async def test_a_process_that_dies_after_sending_has_it_seen_once(
    study: Study, channels: Channels
) -> None:
    await reminded_at_eight(study, "aki")
    channels.dies_after = True
    with pytest.raises(ProcessDied):
        await at(study, 2026, 4, 1, 20, 0)
    channels.dies_after = False
    restarted(study, channels)
    for minute in (2, 3):
        await at(study, 2026, 4, 1, 20, minute)
    assert len(channels.told) == 1
    assert len(channels.nonces) == 2  # it was said again, in the same words to the platform
    assert len(set(channels.nonces)) == 1


async def test_whoever_seems_out_of_reach_and_was_reached_is_not_told_again(
    study: Study, channels: Channels
) -> None:
    await reminded_at_eight(study, "aki")
    channels.loses_answers = True
    await at(study, 2026, 4, 1, 20, 0)
    channels.loses_answers = False
    await at(study, 2026, 4, 1, 20, 5)
    assert len(channels.nonces) == 2
    assert len(channels.told) == 1
    await at(study, 2026, 4, 2, 20, 0)
    assert len(channels.told) == 2


async def test_a_process_that_dies_and_whose_day_is_over_is_not_made_up_for(
    study: Study, channels: Channels
) -> None:
    await reminded_at_eight(study, "aki")
    channels.dies_before = True
    with pytest.raises(ProcessDied):
        await at(study, 2026, 4, 1, 20, 0)
    channels.dies_before = False
    restarted(study, channels)
    await at(study, 2026, 4, 2, 0, 1)
    await at(study, 2026, 4, 2, 19, 59)
    assert channels.told == []
    await at(study, 2026, 4, 2, 20, 0)
    assert len(channels.told) == 1


async def test_a_learner_out_of_reach_is_tried_again_the_same_day_and_keeps_nobody_waiting(
    study: Study, channels: Channels
) -> None:
    await reminded_at_eight(study, "aki", "ben")
    channels.dead = {"aki"}
    await at(study, 2026, 4, 1, 20, 0)
    await at(study, 2026, 4, 1, 20, 1)
    assert [account for account, _ in channels.told] == ["ben"]
    channels.dead = set()
    await at(study, 2026, 4, 1, 20, 5)
    assert [account for account, _ in channels.told] == ["ben", "aki"]


async def test_trying_again_ends_with_the_day(study: Study, channels: Channels) -> None:
    await study.type("/review remind 23")
    await study.press("answer:tensors/1:a")
    channels.dead = {"aki"}
    await at(study, 2026, 4, 1, 23, 59)
    channels.dead = set()
    await at(study, 2026, 4, 2, 0, 5)
    assert channels.told == []
    await at(study, 2026, 4, 2, 23, 0)
    assert len(channels.told) == 1


async def test_a_clock_that_is_set_back_reminds_nobody_again(
    study: Study, channels: Channels
) -> None:
    await reminded_at_eight(study, "aki")
    await at(study, 2026, 4, 1, 20, 0)
    for hour in (19, 20, 21):
        await at(study, 2026, 4, 1, hour, 0)
    assert len(channels.told) == 1


async def test_several_processes_remind_each_learner_once(study: Study, channels: Channels) -> None:
    accounts = [f"learner{number}" for number in range(6)]
    await reminded_at_eight(study, *accounts)
    tutors = [restarted(study, channels) for _ in range(4)]
    study.now = datetime(2026, 4, 1, 20, 0, tzinfo=UTC)
    await asyncio.gather(*(tutor.scheduler.run_due() for tutor in tutors))
    assert sorted(account for account, _ in channels.told) == accounts
    assert len(channels.nonces) == len(accounts)


async def test_whoever_ends_reminders_while_one_is_sent_gets_no_more(
    study: Study, channels: Channels
) -> None:
    await reminded_at_eight(study, "aki")

    async def ends_them() -> None:
        await study.type("/review remind off")

    channels.meanwhile = ends_them
    await at(study, 2026, 4, 1, 20, 0)
    assert len(channels.told) == 1
    await at(study, 2026, 4, 2, 20, 0)
    assert len(channels.told) == 1
