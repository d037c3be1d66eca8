"""Two bots on one database that process the same request at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from bot.i18n import Translations
from bot.storage import models, open_database
from bot.tutor.replies.model import Code, Reply
from lessons.curriculum import Catalog
from tests.support.announcement_channels import Channels
from tests.support.clock import daily_command, teacher
from tests.support.study import Study, actions, blocks, person, text

AT_ONCE = 12


@pytest.fixture
async def bots(
    study: Study, database_url: str, curriculum: Catalog, words: Translations
) -> AsyncIterator[list[Study]]:
    """Two bots with connections of their own."""
    second = await open_database(database_url)
    yield [study, Study(second, curriculum, words)]
    await second.close()


async def all_at_once(bots: list[Study], do: Callable[[Study], Awaitable[Reply]]) -> list[str]:
    """Return many replies, made alternately by the bots at the same time; none may raise."""
    replies = await asyncio.gather(*(do(bots[at % len(bots)]) for at in range(AT_ONCE)))
    return [text(reply) for reply in replies]


async def count(study: Study, table: type[models.Base]) -> int:
    async with study.database.read_session() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def test_a_learner_who_is_met_by_both_is_one_learner_in_one_group(bots: list[Study]) -> None:
    await all_at_once(bots, lambda bot: bot.type("/start"))
    for table in (models.LearnerRow, models.StudyGroupRow, models.MembershipRow):
        assert await count(bots[0], table) == 1


async def test_learners_who_come_to_a_new_place_together_share_its_group(
    bots: list[Study],
) -> None:
    accounts = [f"learner{number}" for number in range(AT_ONCE)]
    await asyncio.gather(
        *(bots[at % 2].type("/start", who=account) for at, account in enumerate(accounts))
    )
    assert await count(bots[0], models.LearnerRow) == AT_ONCE
    assert await count(bots[0], models.StudyGroupRow) == 1
    assert await count(bots[0], models.MembershipRow) == AT_ONCE


async def test_a_group_that_is_joined_twice_is_joined_once(bots: list[Study]) -> None:
    code = blocks(await bots[0].type("/group create Owls"), Code)[0].text
    await bots[0].type("/start", who="ben")
    said = await all_at_once(bots, lambda bot: bot.press(f"join-now:{code}", who="ben"))
    assert all("Welcome to **Owls**" in each for each in said)
    assert await count(bots[0], models.MembershipRow) == 4  # each in the place's, and in this


async def test_a_group_that_two_hand_to_each_other_has_one_teacher(bots: list[Study]) -> None:
    founded = await bots[0].type("/group create Owls")
    group = next(each for each in actions(founded) if each.startswith("board:")).split(":")[1]
    await bots[0].press(f"join-now:{blocks(founded, Code)[0].text}", who="ben")
    ids = {"aki": 1, "ben": 2}

    async def hand(bot: Study, giver: str, taker: str) -> Reply:
        return await bot.press(f"group:{group}:hand:{ids[taker]}", who=giver)

    for _ in range(5):
        await asyncio.gather(
            *(hand(bot, *pair) for bot in bots for pair in (("aki", "ben"), ("ben", "aki")))
        )
        async with bots[0].database.read_session() as session:
            teachers = await session.scalars(
                select(models.MembershipRow.learner_id).where(models.MembershipRow.teacher)
            )
            assert len(teachers.all()) == 1


async def test_an_answer_that_both_take_earns_its_points_once(bots: list[Study]) -> None:
    said = await all_at_once(bots, lambda bot: bot.press("answer:tensors/1:b"))
    assert sum("+1 point" in each for each in said) == 1
    assert await count(bots[0], models.LedgerEntry) == 1
    assert await count(bots[0], models.ReviewRow) == 1
    assert await count(bots[0], models.QuizAnswerRow) == AT_ONCE


async def test_a_review_that_both_take_earns_its_point_once(bots: list[Study]) -> None:
    await bots[0].press("answer:tensors/1:b")
    for bot in bots:
        bot.now = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
    said = await all_at_once(bots, lambda bot: bot.press("recall:tensors/1:b"))
    assert sum("+1 point" in each for each in said) == 1
    assert await count(bots[0], models.LedgerEntry) == 2


async def test_a_days_question_that_both_take_is_counted_once(bots: list[Study]) -> None:
    bots[0].connect(announcer=Channels())
    await daily_command(bots[0], "set 10")
    for bot in bots:
        bot.now = datetime(2026, 4, 1, 10, 0, tzinfo=UTC)
    await bots[0].tutor.scheduler.run_due()
    said = await all_at_once(bots, lambda bot: bot.press("today:1:tensors/1:b"))
    assert all("1 learner has answered" in each for each in said)
    assert await count(bots[0], models.DailyAnswerRow) == 1
    assert await count(bots[0], models.LedgerEntry) == 2  # the question's and the day's


async def test_a_channels_prompt_that_two_managers_set_is_set_once(bots: list[Study]) -> None:
    await bots[0].type("/start", who="sensei")
    said = await all_at_once(
        bots, lambda bot: bot.tutor.command(teacher(), "daily", "set 10", bot.next_place())
    )
    assert all("at **10:00**" in each for each in said)
    assert await count(bots[0], models.DailyChannelRow) == 1


async def test_bookmarks_hints_ticks_and_settings_can_be_set_by_both(bots: list[Study]) -> None:
    await bots[0].type("/start")
    doing: tuple[Callable[[Study], Awaitable[Reply]], ...] = (
        lambda bot: bot.press("lesson:tensors:2"),
        lambda bot: bot.press("hint:tensors/evens:1"),
        lambda bot: bot.press("tick:basics:make:on"),
        lambda bot: bot.press("tick:basics:make:off"),
        lambda bot: bot.type("/review remind 20"),
        lambda bot: bot.type("/settings Asia/Tokyo"),
        lambda bot: bot.tutor.command(person(locale="ja"), "start", "", bot.next_place()),
    )
    for do in doing:
        await all_at_once(bots, do)
    for table in (models.BookmarkRow, models.HintRow):
        assert await count(bots[0], table) == 1
    assert await count(bots[0], models.SelfCheckRow) == 0


async def test_bots_that_keep_time_together_post_once_to_each_channel_and_learner(
    bots: list[Study],
) -> None:
    channels = Channels()
    for number in range(6):
        await daily_command(bots[0], "set 20", channel=f"channel{number}")
        await bots[0].type("/review remind 20", who=f"learner{number}")
        await bots[0].press("answer:tensors/1:a", who=f"learner{number}")
    for bot in bots:
        bot.connect(announcer=channels)
        bot.now = datetime(2026, 4, 1, 20, 0, tzinfo=UTC)
    await asyncio.gather(*(bot.tutor.scheduler.run_due() for bot in bots for _ in range(3)))
    assert sorted(post.channel for post in channels.posts) == [f"channel{at}" for at in range(6)]
    assert sorted(channels.nonces) == sorted(set(channels.nonces))
    assert len(channels.told) == 6
