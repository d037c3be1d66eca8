"""Discord. Its modules are imported only with a token, because discord.py is slow to load."""

from collections.abc import Mapping

from bot.platforms import PlatformError

LACKS: Mapping[str, str] = {
    "a greeting for who opens the chat again": "Discord does not tell who opens a channel.",
    "a greeting for newcomers who open the chat": "Discord does not tell who opens a channel.",
    "records of its own in an export": "It stores no messages: they are kept by Discord.",
    "a moving line below a pending reply": "Discord shows a typing sign instead.",
}
"""Abilities of the tutor that this platform lacks, and why."""


class DiscordError(PlatformError):
    """Discord refuses the bot; the message says what to do."""
