"""A live class in a channel: one message, which is edited."""

from __future__ import annotations

from bot.platforms.slack.platform import SlackChat
from bot.tutor.daily.announcements import Post
from bot.tutor.replies.model import Reply, Text
from bot.tutor.service import Tutor
from tests.support.scripted_queue import ScriptedQueue, passes
from tests.support.slack_server.learner import Learner
from tests.support.slack_server.server import SlackServer
from tests.support.slack_server.workspace import CHANNEL, TEAM, text_of


def counted(number: int, *, again: bool = False) -> Post:
    reply = Reply(blocks=(Text(markdown=f"{number} have passed"),), private=False)
    return Post(f"{TEAM}:{CHANNEL}", reply, "Live: evens", "live-1-1764000000", again)


async def test_a_live_class_counts_along_in_one_message_of_a_channel(
    chat: SlackChat, aiko: Learner, slack: SlackServer, tutor: Tutor, queue: ScriptedQueue
) -> None:
    slack.workspace.users[aiko.id]["is_admin"] = True
    await aiko.command("/live evens 30", channel=CHANNEL)
    await aiko.wait_for_ephemeral("is live")
    assert await tutor.live_updates.update(1)
    (message,) = slack.workspace.bot_messages(CHANNEL)
    assert "Nobody has sent anything yet" in text_of(message)
    await aiko.say("```\ndef evens(n):\n    return n\n```")
    await slack.until(lambda: queue.sent)
    await passes(tutor, queue.sent[0])
    assert await tutor.live_updates.update(1)
    (message,) = slack.workspace.bot_messages(CHANNEL)
    assert "1 of 1 learner has passed" in text_of(message)


async def test_an_edit_waits_as_long_as_slack_asks_and_is_made(
    chat: SlackChat, slack: SlackServer
) -> None:
    sent = await chat.announcer.post(counted(0))
    slack.fail("chat.update", 429)
    assert await chat.announcer.edit(counted(1), sent)
    (message,) = slack.workspace.bot_messages(CHANNEL)
    assert "1 have passed" in text_of(message)
    assert len(slack.calls("chat.update")) == 2


async def test_an_edited_message_is_still_found_by_whoever_posts_it_again(
    chat: SlackChat, slack: SlackServer
) -> None:
    sent = await chat.announcer.post(counted(0))
    await chat.announcer.edit(counted(1), sent)
    assert await chat.announcer.post(counted(2, again=True)) == sent


async def test_a_deleted_message_is_not_edited(chat: SlackChat, slack: SlackServer) -> None:
    sent = await chat.announcer.post(counted(0))
    slack.workspace.messages[CHANNEL].clear()
    assert not await chat.announcer.edit(counted(1), sent)
