"""Leaderboards without those who are no longer in the workspace."""

from __future__ import annotations

from bot.platforms.slack.platform import SlackChat
from bot.tutor.service import Tutor
from tests.support.scripted_queue import ScriptedQueue, passes
from tests.support.slack_server.learner import Learner
from tests.support.slack_server.server import SlackServer
from tests.support.slack_server.workspace import text_of

CODE = "```\ndef evens(n):\n    return n\n```"


async def test_who_is_deactivated_is_no_longer_on_the_workspaces_board(
    chat: SlackChat,
    aiko: Learner,
    hanako: Learner,
    slack: SlackServer,
    tutor: Tutor,
    queue: ScriptedQueue,
) -> None:
    for learner, passed in ((aiko, "Passed"), (hanako, "合格")):
        await learner.say(CODE)
        await slack.until(lambda: queue.sent)
        await passes(tutor, queue.sent.pop())
        await learner.wait_for_reply(passed)
    slack.workspace.users[hanako.id]["deleted"] = True
    await aiko.command("/leaderboard")
    assert "花子" not in text_of(await aiko.wait_for_reply("Aiko is number"))
