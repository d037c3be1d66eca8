"""Discord. Its parts are imported once a token is set: discord.py is slow to load."""

from collections.abc import Mapping

from bot.platforms import PlatformError

LACKS: Mapping[str, str] = {
    "records of its own in an export": "It keeps no messages: they are Discord's, and stay there.",
}
"""Abilities of the tutor that Discord does without, and why."""


class DiscordError(PlatformError):
    """Discord does not let the bot in; the message says what to do."""
