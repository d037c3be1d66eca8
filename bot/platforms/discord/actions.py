"""What Discord has to know of a button before the tutor is asked."""

from __future__ import annotations

import re

import discord

from bot.platforms.discord.forms import FILLED
from bot.platforms.discord.measure import LONGEST_CUSTOM_ID
from bot.platforms.discord.sharing import SHARE
from bot.tutor.commands import COMMANDS

_FOR_ALL = re.compile(
    "|".join(
        (
            f"{SHARE}:.+",
            r"group:\d+:invite",
            *(f"command:{each.name}" for each in COMMANDS if each.for_all),
        )
    )
)


def code_action(command: str, argument: str) -> str:
    """What a code modal is for: a command, and the exercise where one was named."""
    action = f"command:{command}:{argument.strip()}" if argument.strip() else f"command:{command}"
    return action[: LONGEST_CUSTOM_ID - len(FILLED)]


def is_for_all(action: str) -> bool:
    """Whether a whole server may see the reply."""
    return _FOR_ALL.fullmatch(action) is not None


def turns(action: str) -> bool:
    """Whether a button turns a page or ticks an item, and so changes what it stands below."""
    kind, *parts = action.split(":")
    return (kind == "lesson" and len(parts) == 2) or kind in {"tick", "board"}


def label_of(message: discord.Message | None, custom_id: str) -> str | None:
    """The words on the button, as the message shows it."""
    rows = message.components if message is not None else []
    for row in rows:
        for child in getattr(row, "children", []):
            if getattr(child, "custom_id", None) == custom_id:
                return str(child.label or "").removeprefix("✏️").strip() or None
    return None
