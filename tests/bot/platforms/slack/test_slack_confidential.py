"""Confidential replies are seen by their learner only, whichever way they were requested."""

from __future__ import annotations

import re
import time

import pytest

from bot.i18n import Translations
from bot.platforms.slack.platform import SlackChat
from bot.platforms.slack.reply_targets import InteractionTarget, MessageTarget
from tests.support.command_lines import written
from tests.support.slack_server.learner import Learner
from tests.support.slack_server.server import SlackServer
from tests.support.slack_server.workspace import BOT, CHANNEL, JSON, buttons_of, text_of

TOLD = "I sent you the answer as a direct message"
SHOW = "Show it to me alone"


async def mention(aiko: Learner, line: str) -> JSON:
    """Mention the bot in a channel; return its reply in the thread."""
    asked = await aiko.say(f"<@{BOT}> {line}", channel=CHANNEL)
    return await aiko.wait_for_reply(channel=CHANNEL, thread=asked["ts"])


@pytest.mark.parametrize("line", [*written(confidential=True), "settings", "進捗"])
async def test_what_is_asked_by_a_mention_and_is_private_comes_as_a_direct_message(
    line: str, chat: SlackChat, aiko: Learner, slack: SlackServer
) -> None:
    notice = await mention(aiko, line)
    (directly, *_) = slack.workspace.bot_messages(aiko.dm)
    assert TOLD in text_of(notice)
    assert TOLD in notice["text"]  # the text of a notification
    assert buttons_of(notice) == {}
    assert text_of(directly) not in text_of(notice)
    assert slack.workspace.bot_messages(CHANNEL) == [notice]


@pytest.mark.parametrize("line", written(confidential=False))
async def test_what_says_nothing_of_a_learner_is_answered_in_the_thread(
    line: str, chat: SlackChat, aiko: Learner, slack: SlackServer
) -> None:
    assert TOLD not in text_of(await mention(aiko, line))
    assert slack.workspace.bot_messages(aiko.dm) == []


@pytest.mark.parametrize("line", [*written(confidential=True), *written(confidential=False)])
async def test_a_command_that_is_typed_in_a_channel_shows_nothing_private_to_others(
    line: str, chat: SlackChat, aiko: Learner, slack: SlackServer
) -> None:
    sent = await aiko.command(line, channel=CHANNEL)
    name = line.split(maxsplit=1)[0]
    if name in {"/submit", "/run"}:
        await slack.until(lambda: slack.workspace.modals.get(sent["trigger_id"]))
    elif name == "/leaderboard":
        await aiko.wait_for_reply(channel=CHANNEL)
        return
    else:
        await aiko.wait_for_ephemeral()
    assert slack.workspace.bot_messages(CHANNEL) == []


async def test_where_no_direct_message_arrives_a_button_shows_it_to_whoever_asked_alone(
    chat: SlackChat, aiko: Learner, hanako: Learner, slack: SlackServer, words: Translations
) -> None:
    slack.workspace.dms_closed.add(aiko.id)
    offer = await mention(aiko, "/settings link ABCDE-FGHJK")
    assert "for your eyes only" in text_of(offer)
    assert "ABCDE" not in str(offer)
    await hanako.press(offer, SHOW, channel=CHANNEL)
    await hanako.wait_for_ephemeral(words.translate("ja", "private-not-yours"))
    await aiko.press(offer, SHOW, channel=CHANNEL)
    await aiko.wait_for_ephemeral("Two accounts, one learner")
    assert slack.workspace.bot_messages(CHANNEL) == [offer]


async def test_a_file_that_cannot_be_shown_in_a_channel_nor_sent_is_not_promised(
    chat: SlackChat, aiko: Learner, slack: SlackServer
) -> None:
    slack.workspace.dms_closed.add(aiko.id)
    offer = await mention(aiko, "/privacy export")
    await aiko.press(offer, SHOW, channel=CHANNEL)
    await aiko.wait_for_ephemeral("I cannot show files here")
    assert slack.workspace.bot_messages(CHANNEL) == [offer]


async def test_a_page_that_is_turned_too_late_is_not_posted_for_everyone(
    chat: SlackChat, aiko: Learner, slack: SlackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    await aiko.command("/lesson 1", channel=CHANNEL)
    page = await aiko.wait_for_ephemeral()
    label = next(each for each in buttons_of(page) if "Next" in each or "→" in each)
    monkeypatch.setattr(slack, "new_response_url", lambda *_, **__: "")  # as if it had expired
    await aiko.press(page, label, channel=CHANNEL)
    await aiko.wait_for_reply()
    assert slack.workspace.bot_messages(CHANNEL) == []


def test_a_place_says_whether_others_see_it() -> None:
    assert MessageTarget("T", "C1", "U", "1.0", placement="thread", thread="1.0").is_public
    assert not MessageTarget("T", "D1", "U", "1.0").is_public
    assert not MessageTarget("T", "C1", "U", "1.0", placement="direct").is_public
    assert InteractionTarget("T", "D1", "U", "t", time.time()).is_dm


async def test_the_owner_of_a_code_confirms_a_link_by_the_buttons_of_a_direct_message(
    chat: SlackChat, aiko: Learner, slack: SlackServer, words: Translations
) -> None:
    other = Learner(slack, "*Ken* <!channel>")
    await aiko.command("/settings link")
    given = text_of(await aiko.wait_for_reply("/settings link"))
    code = re.search(r"/settings link ([A-Z2-9]{5}-[A-Z2-9]{5})", given)
    assert code is not None
    await other.command(f"/settings link {code[1]}", channel=CHANNEL)
    sure = await other.wait_for_ephemeral("Aiko")
    await other.press(sure, words.translate("en", "button-link-now"), channel=CHANNEL)
    await other.wait_for_ephemeral("One step more")
    asked = await aiko.wait_for_reply("wants to become one learner")
    assert "*Ken* <!channel> (Slack)" in text_of(asked)
    await aiko.press(asked, words.translate("en", "button-link-yes"))
    await aiko.wait_for_reply("one learner now")
    await other.wait_for_reply("one learner now")
    assert slack.workspace.bot_messages(CHANNEL) == []
