"""Confidential replies are seen by their learner only, however they were requested."""

from __future__ import annotations

import pytest

from bot.i18n import Translations
from bot.platforms.discord.platform import DiscordChat
from bot.platforms.discord.reply_targets import InteractionTarget, MessageTarget, parse_target
from bot.tutor.service import ChatUser, Tutor
from tests.support.command_lines import written
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.server import DiscordServer
from tests.support.discord_server.world import EPHEMERAL, JSON, buttons_of, text_of

NOTICE = "I sent you the answer as a direct message"
SHOW = "Show it to me alone"


def is_notice(message: JSON) -> bool:
    return NOTICE in text_of(message).replace("*", "")


@pytest.mark.parametrize("line", [*written(confidential=True), "settings", "進捗"])
async def test_what_is_asked_by_a_mention_and_is_private_comes_as_a_direct_message(
    line: str, chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    asked = await aiko.say(line, channel=discord.world.channel, mention=True)
    thread = int(asked["id"])
    notice = await aiko.answered(asked, where=thread)
    (directly, *_) = discord.world.of_bot(aiko.direct)
    assert is_notice(notice)
    assert discord.world.of_bot(thread) == [notice]
    assert discord.world.of_bot(discord.world.channel) == []
    assert notice["attachments"] == []
    assert buttons_of(notice) == {}
    assert text_of(directly) not in text_of(notice)


@pytest.mark.parametrize("line", written(confidential=False))
async def test_what_says_nothing_of_a_learner_is_answered_in_the_thread(
    line: str, chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    asked = await aiko.say(line, channel=discord.world.channel, mention=True)
    answer = await aiko.answered(asked, where=int(asked["id"]))
    assert not is_notice(answer)
    assert discord.world.of_bot(aiko.direct) == []


async def test_whoever_hides_is_answered_directly_but_for_code_that_they_paste(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    await aiko.shown(await aiko.command("settings hide"), "hidden")
    for line, directly in (("/lesson 1", True), ("/leaderboard", True), ("def evens(n): n", False)):
        asked = await aiko.say(line, channel=discord.world.channel, mention=True)
        assert is_notice(await aiko.answered(asked, where=int(asked["id"]))) is directly


async def test_in_a_thread_of_the_bots_a_private_answer_is_not_shown_either(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    asked = await aiko.say("/help", channel=discord.world.channel, mention=True)
    thread = int(asked["id"])
    await aiko.answered(asked, where=thread)
    again = await aiko.say("/settings link", channel=thread, mention=True)
    assert is_notice(await aiko.answered(again))
    assert "/settings link" not in "".join(map(text_of, discord.world.of_bot(thread)[1:]))


async def test_where_no_direct_message_arrives_a_button_shows_it_to_whoever_asked_alone(
    chat: DiscordChat, aiko: Learner, hanako: Learner, discord: DiscordServer, words: Translations
) -> None:
    discord.world.closed_to_bot.add(aiko.id)
    asked = await aiko.say("/privacy export", channel=discord.world.channel, mention=True)
    offer = await aiko.answered(asked, "for your eyes only", where=int(asked["id"]))
    assert offer["attachments"] == []
    others = await hanako.shown(await hanako.press(offer, SHOW))
    assert words.translate("ja", "private-not-yours") == text_of(others)
    assert others["flags"] & EPHEMERAL
    assert others["attachments"] == []
    own = await aiko.shown(await aiko.press(offer, SHOW))
    assert own["flags"] & EPHEMERAL
    assert [each["filename"] for each in own["attachments"]] == ["tensei-export.json"]


async def test_that_button_carries_neither_a_code_nor_whose_it_is(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    discord.world.closed_to_bot.add(aiko.id)
    line = "/settings link ABCDE-FGHJK"
    asked = await aiko.say(line, channel=discord.world.channel, mention=True)
    offer = await aiko.answered(asked, "for your eyes only", where=int(asked["id"]))
    assert "ABCDE" not in str(offer)
    assert str(aiko.id) not in buttons_of(offer)[SHOW]


async def test_a_hidden_learner_turns_a_public_leaderboard_for_their_own_eyes_only(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer
) -> None:
    board = await aiko.shown(await aiko.command("leaderboard", channel=discord.world.channel))
    before = text_of(board)
    await aiko.shown(await aiko.command("settings hide"), "hidden")
    board["interaction_metadata"] = {
        "id": board["id"],
        "type": 2,
        "user": discord.world.users[aiko.id],
        "authorizing_integration_owners": {},
    }
    pressed = await aiko.press(board, "Week")
    await discord.until(
        lambda: [m for m in _ephemeral_messages(discord) if "this week" in text_of(m)]
    )
    assert pressed.acknowledged is not None
    assert text_of(board) == before
    assert int(board["id"]) in discord.world.messages[discord.world.channel]


def _ephemeral_messages(discord: DiscordServer) -> list[JSON]:
    messages = discord.world.messages[discord.world.channel].values()
    return [each for each in messages if each["flags"] & EPHEMERAL]


def test_a_place_says_whether_others_see_it_also_after_a_restart() -> None:
    public = [
        InteractionTarget(1, 2, 3, 4, "t", ephemeral=False),
        MessageTarget(1, 2, 3, where="below"),
        MessageTarget(1, 2, 3, where="thread"),
    ]
    private = [
        InteractionTarget(1, 2, 3, 4, "t"),
        InteractionTarget(1, 2, 3, 4, "t", ephemeral=False, direct=True),
        MessageTarget(1, 2, 3, where="alone"),
        MessageTarget(1, 2, 3, where="direct"),
    ]
    for place in (*public, *private):
        assert parse_target(getattr(place, "address", str(place))) == place
        assert place.is_public is (place in public)


async def test_a_reply_that_comes_later_to_a_public_place_is_kept_from_it_as_well(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, tutor: Tutor
) -> None:
    asked = discord.world.add_message(discord.world.channel, aiko.id, content="/privacy")
    place = MessageTarget(discord.world.channel, int(asked["id"]), aiko.id)
    who = await tutor.command(_person(aiko), "privacy", "export", str(place))
    await chat.client.reply_sender.deliver(str(place), who)
    (notice,) = discord.world.of_bot(discord.world.channel)
    assert is_notice(notice)
    (directly,) = discord.world.of_bot(aiko.direct)
    assert directly["attachments"] != []


def _person(learner: Learner) -> ChatUser:
    return ChatUser("discord", str(learner.id), "Aiko", "en", "@1")


async def test_the_owner_of_a_code_confirms_a_link_by_the_buttons_of_a_direct_message(
    chat: DiscordChat, aiko: Learner, discord: DiscordServer, words: Translations
) -> None:
    other = Learner(discord, "**Ken** @everyone")
    given = text_of(await aiko.shown(await aiko.command("settings link")))
    code = given.partition("/settings link ")[2].split()[0]
    sure = await other.shown(await other.command("settings link", code))
    assert "Aiko" in text_of(sure)
    await other.shown(
        await other.press(sure, words.translate("en", "button-link-now")), "One step more"
    )
    asked = await discord.until(
        lambda: [m for m in _direct(aiko) if "wants to become" in text_of(m)]
    )
    assert r"\*\*Ken\*\* \@everyone" in text_of(asked[0])
    await aiko.shown(
        await aiko.press(asked[0], words.translate("en", "button-link-yes")), "one learner now"
    )
    await discord.until(lambda: [m for m in _direct(other) if "one learner now" in text_of(m)])


def _direct(learner: Learner) -> list[JSON]:
    return learner.world.of_bot(learner.direct)
