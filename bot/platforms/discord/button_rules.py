"""What Discord has to know of a button before the tutor is asked."""

from __future__ import annotations

import discord

from bot.platforms.discord.limits import LONGEST_CUSTOM_ID
from bot.platforms.discord.modals import SUBMISSION_PREFIX


def code_action(command: str, argument: str) -> str:
    """What a code modal is for: a command, and the exercise where one was named."""
    action = f"command:{command}:{argument.strip()}" if argument.strip() else f"command:{command}"
    return action[: LONGEST_CUSTOM_ID - len(SUBMISSION_PREFIX)]


def button_label(message: discord.Message | None, custom_id: str) -> str | None:
    """The words on the button, as the message shows it."""
    rows = message.components if message is not None else []
    for row in rows:
        for child in getattr(row, "children", []):
            if getattr(child, "custom_id", None) == custom_id:
                return str(child.label or "").removeprefix("✏️").strip() or None
    return None
