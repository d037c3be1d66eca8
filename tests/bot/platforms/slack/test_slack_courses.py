"""A course on Slack: from a file in a message, and from a command."""

from __future__ import annotations

from bot.platforms.slack.platform import SlackChat
from tests.support.documents import COURSE_EXAMPLE
from tests.support.slack_server.learner import Learner


async def test_a_course_is_sent_as_a_file_started_by_a_button_and_shown(
    chat: SlackChat, aiko: Learner
) -> None:
    await aiko.command("/group create Owls")
    await aiko.wait_for_reply("Owls")
    await aiko.say("", files={"course.toml": COURSE_EXAMPLE.encode()})
    preview = await aiko.wait_for_reply("Preview: Deep learning together")
    await aiko.press(preview, "Start it in Owls")
    await aiko.wait_for_reply("Owls now has the course")
    await aiko.command("/course show")
    await aiko.wait_for_reply("Seeing with a small window")


async def test_a_course_is_drafted_in_japanese(chat: SlackChat, hanako: Learner) -> None:
    await hanako.command("/course 案 2026-09-07 weeks=3 due=sunday")
    await hanako.wait_for_reply("全 3 週")
