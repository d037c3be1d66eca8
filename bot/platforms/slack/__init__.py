"""Slack. Its parts are imported once a token is set: Bolt is slow to load."""

from collections.abc import Mapping

from bot.platforms import PlatformError

LACKS: Mapping[str, str] = {
    "completion": "Slack shows nothing while the words behind a slash command are typed.",
    "records of its own in an export": "It keeps no messages: they are Slack's, and stay there.",
}
"""Abilities of the tutor that Slack does without, and why."""

RESERVED_COMMANDS = frozenset({"status"})
"""Commands whose names are Slack's own, so that no app can have them: `/tensei` goes before."""


class SlackError(PlatformError):
    """Slack does not let the bot in; the message says what to do."""
