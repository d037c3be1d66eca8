"""Daily prompts in channels, and reminders: sent once and completely."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable

import pytest
from slack_sdk.errors import SlackClientError

from bot.platforms.slack.platform import SlackChat
from bot.tutor.daily.announcements import ChannelRefusedError, Post
from bot.tutor.replies.model import Button, Buttons, File, Reply, Text
from bot.tutor.service import Tutor
from tests.support.slack_server.learner import Learner
from tests.support.slack_server.server import SlackServer
from tests.support.slack_server.workspace import CHANNEL, JSON, TEAM, text_of

CONTENT = base64.b64encode(b"Aiko,10").decode()
HOUR_S = 60 * 60


def long_post(*, again: bool = False) -> Post:
    """Return a post of two messages and a file."""
    words = tuple(Text(markdown=f"{letter} " * 4000) for letter in "ab")
    button = Button(label="Read on", action="lesson:tensors:1")
    board = File(name="board.csv", base64=CONTENT)
    reply = Reply(blocks=(*words, board, Buttons(buttons=(button,))), private=False)
    return Post(f"{TEAM}:{CHANNEL}", reply, "Day 1 · Tensors", "daily-1-261123", again)


def posted(slack: SlackServer) -> tuple[list[JSON], list[JSON]]:
    """Return the bot's messages in the channel, and in their threads."""
    every = slack.workspace.bot_messages(CHANNEL)
    return [m for m in every if "thread_ts" not in m], [m for m in every if "thread_ts" in m]


async def test_a_posts_buttons_answer_whoever_presses_them_alone(
    chat: SlackChat, aiko: Learner, slack: SlackServer
) -> None:
    sent = await chat.announcer.post(long_post())
    (top,), below = posted(slack)
    assert top["ts"] == sent
    (file,) = [m for m in below if m.get("files")]
    assert (file["thread_ts"], file["files"][0]["name"]) == (sent, "board.csv")
    last = next(m for m in [*below, top] if "Read on" in str(m.get("blocks")))
    await aiko.press(last, "Read on", channel=CHANNEL)
    await aiko.wait_for_ephemeral("page 1 of")


@pytest.mark.parametrize("arrives", [True, False])
@pytest.mark.parametrize(
    ("method", "step"),
    [("chat.postMessage", 0), ("chat.postMessage", 1), ("files.completeUploadExternal", 0)],
)
async def test_what_was_not_posted_yet_or_only_seemed_so_is_made_up_for(
    method: str,
    step: int,
    arrives: bool,
    start,
    new_tutor: Callable[[], Tutor],
    slack: SlackServer,
) -> None:
    """The first message, the second or the file fails."""
    before = await start(new_tutor())
    slack.fail(method, after=arrives, skip=step)
    with pytest.raises(SlackClientError):
        await before.chat.announcer.post(long_post())
    await before.stop()
    already = step + arrives + (2 if method.startswith("files") else 0)
    assert len(slack.workspace.bot_messages(CHANNEL)) == already
    announcer = (await start(new_tutor())).chat.announcer
    for _ in range(2):
        sent = await announcer.post(long_post(again=True))
    (top,), (second, file) = posted(slack)
    assert top["ts"] == second["thread_ts"] == file["thread_ts"] == sent
    assert text_of(top).startswith("a a")
    assert "b b" in text_of(second)
    assert file["files"]


@pytest.mark.parametrize(("most_a_page", "asked"), [(1000, 2), (15, 17)])
async def test_a_post_is_found_behind_hundreds_of_messages_and_yesterdays_is_left_alone(
    most_a_page: int, asked: int, chat: SlackChat, aiko: Learner, slack: SlackServer
) -> None:
    slack.workspace.page_size = most_a_page
    sent = await chat.announcer.post(long_post())
    for _ in range(250):
        slack.workspace.add(CHANNEL, user=aiko.id, text="a lively channel")
    assert await chat.announcer.post(long_post(again=True)) == sent
    assert len(slack.calls("conversations.history")) == asked
    old = slack.workspace.find(CHANNEL, sent)
    assert old is not None
    old["ts"] = f"{time.time() - 26 * HOUR_S:.6f}"
    assert await chat.announcer.post(long_post(again=True)) not in {sent, old["ts"]}


async def test_a_reminder_is_found_behind_many_others_of_ours(
    chat: SlackChat, aiko: Learner, slack: SlackServer
) -> None:
    reminder = Reply(blocks=(Text(markdown="3 are due"),))
    account = f"{TEAM}:{aiko.id}"
    await chat.announcer.send_dm(account, reminder, "remind-1-261123", again=False)
    for _ in range(250):
        slack.workspace.add_bot_message(aiko.dm, text="a busy learner")
    there = len(slack.workspace.bot_messages(aiko.dm))
    await chat.announcer.send_dm(account, reminder, "remind-1-261123", again=True)
    assert len(slack.workspace.bot_messages(aiko.dm)) == there


async def test_a_reminder_comes_once_and_whoever_takes_none_is_left_in_peace(
    chat: SlackChat, aiko: Learner, hanako: Learner, slack: SlackServer
) -> None:
    reminder = Reply(blocks=(Text(markdown="3 are due"),))
    for again in (False, True):
        await chat.announcer.send_dm(f"{TEAM}:{aiko.id}", reminder, "remind-1-261123", again=again)
    assert len(slack.workspace.bot_messages(aiko.dm)) == 1
    slack.workspace.dms_closed.add(hanako.id)
    await chat.announcer.send_dm(f"{TEAM}:{hanako.id}", reminder, "remind-2-261123", again=False)
    assert slack.workspace.bot_messages(hanako.dm) == []


async def test_a_channel_that_the_bot_has_not_joined_is_said_at_once_with_what_to_do(
    chat: SlackChat, aiko: Learner, slack: SlackServer
) -> None:
    slack.workspace.users[aiko.id]["is_admin"] = True
    slack.workspace.members.clear()
    await aiko.command("/daily set 9 Asia/Tokyo", channel=CHANNEL)
    refused = text_of(await aiko.wait_for_ephemeral("/invite @Tensei"))
    assert "prompt is set" not in refused
    slack.workspace.members.add(CHANNEL)
    await aiko.command("/daily set 9 Asia/Tokyo", channel=CHANNEL)
    await aiko.wait_for_ephemeral("Asia/Tokyo")


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        ("not_in_channel", "slack-channel-not-joined"),
        ("channel_not_found", "slack-channel-gone"),
        ("is_archived", "slack-channel-gone"),
        ("restricted_action_read_only_channel", "slack-channel-restricted"),
    ],
)
async def test_a_refusal_of_a_channel_is_no_error_that_a_retry_can_help(
    error: str, reason: str, chat: SlackChat, slack: SlackServer
) -> None:
    slack.fail("chat.postMessage", 200, error=error)
    with pytest.raises(ChannelRefusedError, match=reason):
        await chat.announcer.post(long_post())
