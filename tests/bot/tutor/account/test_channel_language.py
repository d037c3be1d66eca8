"""The language of a channel: what everyone reads there, and not what one learner alone reads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.storage.groups import daily
from bot.tutor.replies.actions import ShareCard, ShareCode, encode
from bot.tutor.replies.model import Reply
from grader.protocol import Status
from tests.support.announcement_channels import Channels
from tests.support.clock import daily_command, teacher
from tests.support.study import Study, a_problem, actions, buttons, text


@pytest.fixture(autouse=True)
def _modes(study: Study, channels: Channels) -> None:
    study.connect(default_reply_mode="thread")


async def typed(
    study: Study, command: str, who: str = "aki", channel: str = "general", **facts: object
) -> Reply:
    name, _, argument = command.partition(" ")
    user = replace(teacher(channel), account=who, name=who.capitalize(), **facts)
    return await study.tutor.command(user, name, argument, study.next_place())


async def pressed(study: Study, action: str, who: str = "aki", channel: str = "general") -> Reply:
    user = replace(teacher(channel, manages=False), account=who, name=who.capitalize())
    return await study.tutor.act(user, action, "", study.next_place())


def is_japanese(reply: Reply) -> bool:
    return any("ぁ" <= letter <= "ん" for letter in text(reply))


async def test_a_board_is_in_the_language_of_its_channel_and_other_replies_are_in_ones_own(
    study: Study,
) -> None:
    await study.passes("evens")
    assert not is_japanese(await typed(study, "leaderboard"))
    assert "is in **日本語**" in text(await typed(study, "settings channel ja"))
    assert is_japanese(await typed(study, "leaderboard"))
    assert is_japanese(await typed(study, "leaderboard evens"))
    assert not is_japanese(await typed(study, "progress"))
    assert not is_japanese(await typed(study, "leaderboard", channel="other"))
    assert "of whoever asked for it" in text(await typed(study, "settings channel own"))
    assert not is_japanese(await typed(study, "leaderboard"))


async def test_a_hidden_learner_reads_the_board_that_is_for_them_alone_in_their_own_language(
    study: Study,
) -> None:
    await typed(study, "settings channel ja")
    await study.passes("evens")
    await study.type("/settings hide")
    assert not is_japanese(await typed(study, "leaderboard"))


async def test_in_a_quiet_channel_everyone_reads_their_own_language(study: Study) -> None:
    await typed(study, "settings channel ja quiet")
    await study.passes("evens")
    assert not is_japanese(await typed(study, "leaderboard"))
    await typed(study, "settings channel normal")
    assert is_japanese(await typed(study, "leaderboard"))


async def test_code_and_cards_that_are_shared_are_in_the_language_of_the_channel(
    study: Study,
) -> None:
    await typed(study, "settings channel ja")
    for function in ("evens", "to_float", "affine"):
        await study.passes(function)
    for each, answer in (("1", "b"), ("2", "true")):
        await study.press(f"answer:tensors/{each}:{answer}")
    await study.press("answer:tensors/3", "tensor([0, 2])")
    assert is_japanese(await pressed(study, encode(ShareCode("tensors/evens"))))
    shared = await pressed(study, encode(ShareCard("basics")))
    assert "基礎" in text(shared)
    assert not is_japanese(await pressed(study, "card:basics"))


async def test_an_invitation_is_in_the_language_of_the_channel(study: Study) -> None:
    await typed(study, "group create Night owls")
    await typed(study, "settings channel ja")
    assert is_japanese(await typed(study, 'group invite "Night owls"'))


async def test_a_live_class_and_its_message_are_in_the_language_of_the_channel(
    study: Study, channels: Channels
) -> None:
    await typed(study, "settings channel ja")
    assert not is_japanese(await typed(study, "live evens"))
    await study.tutor.live_updates.update(1)
    (post,) = channels.posts
    assert post.language == "ja"
    assert is_japanese(post.reply)


async def test_the_daily_prompt_takes_the_language_of_its_channel_unless_it_has_one_of_its_own(
    study: Study, channels: Channels
) -> None:
    async def language(channel: str) -> str:
        async with study.database.read_session() as session:
            row = await daily.find_channel(session, "local", "home", channel)
        assert row is not None
        return row.language

    await typed(study, "settings channel ja")
    await daily_command(study, "set 9")
    assert await language("general") == "ja"
    await daily_command(study, "set 9 en")
    assert await language("general") == "en"
    await daily_command(study, "set 9", channel="lab")
    assert await language("lab") == "en"
    await typed(study, "settings channel ja", channel="lab")
    assert await language("lab") == "ja"


async def test_a_question_for_the_group_is_in_the_language_of_the_channel(
    study: Study, channels: Channels
) -> None:
    await typed(study, "settings channel ja")
    await study.say("def evens(x):\n    return 1")
    failed = await study.grade(Status.FAILED, problem=a_problem())
    ask = next(each for each in actions(failed) if each.startswith("ask-group"))
    answered = await pressed(study, ask)
    assert not is_japanese(answered)
    (post,) = channels.posts
    assert is_japanese(post.reply)


async def test_the_buttons_below_a_channel_change_its_language_and_keep_its_policy(
    study: Study,
) -> None:
    shown = await typed(study, "settings channel practice en")
    assert "practice channel" in text(shown)
    assert "is in **English**" in text(shown)
    actions_of = {each.label: each.action for each in buttons(shown)}
    user = teacher("other")
    changed = await study.tutor.act(user, actions_of["For everyone in 日本語"], "", "m")
    assert "practice channel" in text(changed)
    assert "is in **日本語**" in text(changed)
    back = await study.tutor.act(user, actions_of["In the language of whoever asks"], "", "m2")
    assert "practice channel" in text(back)
    assert "of whoever asked for it" in text(back)


async def test_whoever_does_not_manage_a_place_does_not_choose_a_language(study: Study) -> None:
    refused = await typed(study, "settings channel ja", is_admin=False)
    assert "Only admins" in text(refused)
    await study.passes("evens")
    assert not is_japanese(await typed(study, "leaderboard"))
