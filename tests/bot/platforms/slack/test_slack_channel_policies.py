"""Managers choose for a channel whether pastes are read, and who sees the answers."""

from __future__ import annotations

import pytest

from bot.platforms.slack.platform import SlackChat
from bot.tutor.service import Tutor
from tests.support.scripted_queue import ScriptedQueue, passes
from tests.support.slack_server.learner import Learner
from tests.support.slack_server.server import SlackServer
from tests.support.slack_server.workspace import BOT, CHANNEL, text_of

EVENS = "```\ndef evens(n):\n    return n\n```"


async def choose(manager: Learner, slack: SlackServer, policy: str) -> str:
    """Set the policy of the channel; return the reply."""
    slack.workspace.users[manager.id]["is_admin"] = True
    await manager.command(f"/settings channel {policy}", channel=CHANNEL)
    return text_of(await manager.wait_for_ephemeral("from now on"))


async def test_in_a_practice_channel_a_plain_paste_is_answered_in_a_thread_and_chatter_is_not(
    chat: SlackChat, aiko: Learner, hanako: Learner, slack: SlackServer, queue: ScriptedQueue
) -> None:
    await hanako.say(EVENS, channel=CHANNEL)
    assert "practice channel" in await choose(aiko, slack, "practice")
    await hanako.say("I think evens is hard", channel=CHANNEL)
    paste = await hanako.say(EVENS, channel=CHANNEL)
    await hanako.wait_for_reply("evens", channel=CHANNEL, thread=paste["ts"])
    assert len(queue.sent) == 1


async def test_a_practice_channel_that_the_bot_has_not_joined_says_how_to_invite_it(
    chat: SlackChat, aiko: Learner, slack: SlackServer
) -> None:
    slack.workspace.members.discard(CHANNEL)
    assert "/invite" in await choose(aiko, slack, "practice")


async def test_a_quiet_channel_is_answered_directly_and_shows_no_board_to_everyone(
    chat: SlackChat, aiko: Learner, hanako: Learner, slack: SlackServer
) -> None:
    await choose(aiko, slack, "quiet")
    await aiko.command("/leaderboard", channel=CHANNEL)
    await aiko.wait_for_ephemeral("points")
    await hanako.say(f"<@{BOT}> {EVENS}", channel=CHANNEL)
    await hanako.wait_for_reply("evens")
    assert slack.workspace.bot_messages(CHANNEL) == []


async def test_whoever_does_not_manage_a_workspace_chooses_nothing_for_its_channels(
    chat: SlackChat, hanako: Learner, slack: SlackServer, queue: ScriptedQueue
) -> None:
    slack.workspace.users[hanako.id]["is_admin"] = False
    await hanako.command("/settings channel practice", channel=CHANNEL)
    await hanako.wait_for_ephemeral("管理している人だけ")
    await hanako.say(EVENS, channel=CHANNEL)
    await hanako.say(f"<@{BOT}> {EVENS}", channel=CHANNEL)
    await slack.until(lambda: queue.sent)
    assert len(queue.sent) == 1


async def test_who_takes_no_direct_messages_is_told_so_in_a_quiet_channel_and_may_ask_later(
    chat: SlackChat,
    aiko: Learner,
    slack: SlackServer,
    queue: ScriptedQueue,
    tutor: Tutor,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await choose(aiko, slack, "quiet")
    slack.workspace.dms_closed.add(aiko.id)
    await aiko.say(f"<@{BOT}> {EVENS}", channel=CHANNEL)
    await aiko.wait_for_ephemeral("I could not send you a direct message")
    await slack.until(lambda: queue.sent)
    await passes(tutor, queue.sent[0])
    await tutor.deliveries.finish()
    await aiko.command("/help", channel=CHANNEL)
    told = await aiko.wait_for_ephemeral("found no way to send")
    await aiko.press(told, "Show my result", channel=CHANNEL)
    await aiko.wait_for_ephemeral("Passed")
    assert "Traceback" not in caplog.text
