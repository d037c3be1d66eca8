"""The Slack platform. Import its modules only where a token is set: Bolt is slow to load."""

from collections.abc import Mapping

from bot.platforms import PlatformError

LACKS: Mapping[str, str] = {
    "a greeting for who opens the chat again": "The home tab, drawn on opening it, greets instead.",
    "a welcome in a new place": "A workspace has no channel of the app's before it is invited.",
    "completion": "Slack offers no completions for the arguments of a slash command.",
    "roles for finished tracks": "A workspace has no roles that an app could give.",
    "records of its own in an export": "It keeps no messages: they are Slack's, and stay there.",
}
"""Abilities of the tutor that this platform lacks, each with the reason."""


class SlackError(PlatformError):
    """Slack refuses the bot for good, or its settings are wrong; the message says what to do."""
