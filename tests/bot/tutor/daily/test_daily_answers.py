"""Answers to a daily question, and how the next prompt reports them."""

from __future__ import annotations

from datetime import timedelta

from bot.storage.groups import daily
from tests.support.announcement_channels import Channels
from tests.support.clock import at, daily_command
from tests.support.study import Study, text


async def test_an_answer_is_private_counted_and_gives_a_point_of_the_day_once(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10")
    await at(study, 2026, 4, 1, 10, 0)
    right = await study.press("today:1:tensors/1:b")
    assert right.private
    assert "+2 points" in text(right)
    assert "1 learner has answered" in text(right)
    again = await study.press("today:1:tensors/1:b")
    assert "point" not in text(again)
    assert "1 learner has answered" in text(again)


async def test_a_second_try_is_explained_and_earns_nothing_of_the_day(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10")
    await at(study, 2026, 4, 1, 10, 0)
    await study.press("today:1:tensors/1:a")
    assert "No points this time" in text(await study.press("today:1:tensors/1:b"))


async def test_the_next_day_shows_the_answer_the_counts_and_who_solved_the_exercise(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10")
    await at(study, 2026, 4, 1, 10, 0)
    await study.press("today:1:tensors/1:b", who="aki")
    await study.press("today:1:tensors/1:a", who="ben")
    for who in ("ben", "aki", "cai"):
        await study.passes("evens", who)
    await study.press("settings:hide", who="cai")
    await at(study, 2026, 4, 2, 10, 0)
    shown = text(channels.posts[1].reply)
    assert "answer: b. `torch.int64`** · 1 of 2 were right" in shown
    assert "Because of tensors/1." in shown
    assert "“Title of evens”** was solved by Aki, Ben" in shown


async def test_an_answer_after_its_day_is_told_but_not_counted(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10")
    await at(study, 2026, 4, 1, 10, 0)
    study.now += timedelta(days=1)
    late = await study.press("today:1:tensors/1:b")
    assert "+1 point" in text(late)
    async with study.database.read_session() as session:
        assert await daily.count_answers(session, 1) == daily.AnswerCounts(0, 0)


async def test_an_answer_to_another_question_is_not_counted_as_the_days(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10")
    await at(study, 2026, 4, 1, 10, 0)
    assert "+1 point" in text(await study.press("today:1:tensors/2:true"))
    async with study.database.read_session() as session:
        assert await daily.count_answers(session, 1) == daily.AnswerCounts(0, 0)


async def test_yesterdays_answer_is_yesterdays_also_when_the_pace_has_changed_since(
    study: Study, channels: Channels
) -> None:
    await daily_command(study, "set 10 pace=2")
    await at(study, 2026, 4, 1, 10, 0)
    await daily_command(study, "set pace=1")
    await at(study, 2026, 4, 2, 10, 0)
    assert "answer: b. `torch.int64`" in text(channels.posts[1].reply)
    assert "Question tensors/3?" in text(channels.posts[1].reply)


async def test_an_empty_typed_answer_is_asked_for_again(study: Study, channels: Channels) -> None:
    await daily_command(study, "set 10")
    await at(study, 2026, 4, 1, 10, 0)
    assert "no answer in that" in text(await study.press("today:1:tensors/3", "  "))


async def test_a_button_of_a_day_that_is_unknown_says_so(study: Study) -> None:
    assert "does not exist" in text(await study.press("today:99:tensors/1:b"))
    assert "no longer works" in text(await study.press("today:soon:tensors/1:b"))
