"""Actions of forms and labels of buttons, as far as Discord needs them before the tutor."""

from __future__ import annotations

import discord

from bot.platforms.discord.limits import LONGEST_CUSTOM_ID
from bot.platforms.discord.modals import SUBMISSION_PREFIX


def code_action(command: str, argument: str) -> str:
    """Return the action of a modal for code: a command, and the exercise if one was given."""
    action = f"command:{command}:{argument.strip()}" if argument.strip() else f"command:{command}"
    return action[: LONGEST_CUSTOM_ID - len(SUBMISSION_PREFIX)]


def button_label(message: discord.Message | None, custom_id: str) -> str | None:
    """Return the label of a button in a message, without its icon."""
    rows = message.components if message is not None else []
    for row in rows:
        for child in getattr(row, "children", []):
            if getattr(child, "custom_id", None) == custom_id:
                return str(child.label or "").removeprefix("✏️").strip() or None
    return None
