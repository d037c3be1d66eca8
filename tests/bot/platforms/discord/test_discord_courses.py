"""A course on Discord: from a file in a message, and from a command with options."""

from __future__ import annotations

from bot.platforms.discord.platform import DiscordChat
from tests.support.discord_server.learner import Learner
from tests.support.documents import COURSE_EXAMPLE


async def test_a_course_is_sent_as_a_file_started_by_a_button_and_shown(
    chat: DiscordChat, aiko: Learner
) -> None:
    await aiko.shown(await aiko.command("group create", "Owls"))
    sent = await aiko.say("", files={"course.toml": COURSE_EXAMPLE.encode()})
    preview = await aiko.answered(sent, "Preview: Deep learning together")
    started = await aiko.press(preview, "Start it in Owls")
    await aiko.shown(started, "Owls now has the course")
    await aiko.shown(await aiko.command("course show"), "Seeing with a small window")
    await aiko.shown(await aiko.command("course plan"), "Your plan")


async def test_a_course_is_drafted_with_options_and_its_mistakes_are_named(
    chat: DiscordChat, aiko: Learner
) -> None:
    drafted = await aiko.command("course draft", "2026-09-07", weeks=3, due="sunday")
    preview = str(await aiko.shown(drafted, "3 weeks"))
    assert "Sun 13 Sep" in preview
    form = await aiko.press(await aiko.shown(await aiko.command("course upload")), FORM)
    await aiko.shown(await aiko.fill(form, "[[week]]\nlessons = 3"), "Line 2")


FORM = "✏️ Show me a preview"
