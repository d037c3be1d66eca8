"""What Slack has to know of a button before the tutor is asked."""

from __future__ import annotations

import re

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


def is_for_all(action: str) -> bool:
    """Whether a whole channel may see the reply, where the tutor lets it."""
    return _FOR_ALL.fullmatch(action) is not None


def turns(action: str) -> bool:
    """Whether a button turns a page or ticks an item, and so changes what it stands below."""
    kind, *parts = action.split(":")
    return (kind == "lesson" and len(parts) == 2) or kind in {"tick", "board"}
