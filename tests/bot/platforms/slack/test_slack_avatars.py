"""Pictures with the avatars that learners have on Slack."""

from __future__ import annotations

import pytest

from bot.platforms.slack.platform import SlackChat
from bot.tutor.service import Tutor
from tests.support.avatars import is_red, red_avatar
from tests.support.scripted_queue import ScriptedQueue, passes
from tests.support.slack_server.learner import Learner
from tests.support.slack_server.server import SlackServer

CODE = "```\ndef evens(n):\n    return n\n```"


@pytest.mark.parametrize("where", ["on Slack's server", "elsewhere"])
async def test_a_board_shows_avatars_from_slacks_own_server_alone_and_sends_it_no_token(
    chat: SlackChat,
    aiko: Learner,
    slack: SlackServer,
    tutor: Tutor,
    queue: ScriptedQueue,
    where: str,
) -> None:
    slack.avatars["aiko"] = red_avatar(size=(48, 48))
    base = slack.base if where == "on Slack's server" else slack.base.replace("127.0.0.1", "[::1]")
    slack.workspace.users[aiko.id]["profile"]["image_48"] = f"{base}/avatars/aiko"
    await aiko.say(CODE)
    await slack.until(lambda: queue.sent)
    await passes(tutor, queue.sent.pop())
    await aiko.wait_for_reply("Passed")
    await aiko.command("/leaderboard")
    await aiko.wait_for_reply("Aiko is number")
    (content,) = (each["content"] for each in slack.workspace.files.values())
    assert is_red(content) == (where == "on Slack's server")
    assert slack.avatar_tokens == ([None] if where == "on Slack's server" else [])
