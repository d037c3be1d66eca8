"""What a platform has to know of a button before the tutor is asked."""

from __future__ import annotations

import re

from bot.tutor.replies.model import AnyBlock, Button, Buttons, Reply
from bot.tutor.text.commands import COMMANDS

SHARE = "share"
"""How the action of a button begins with which learners share what has passed, where only they
see that it has."""

_PASSED = "reference:"
"""Only what has passed comes with a button for the reference."""

_FOR_ALL = re.compile(
    "|".join(
        (
            f"{SHARE}:.+",
            r"group:\d+:invite",
            *(f"command:{each.name}" for each in COMMANDS if each.for_all),
        )
    )
)


def is_public(action: str) -> bool:
    """Whether a whole channel may see the reply, where the tutor lets it."""
    return _FOR_ALL.fullmatch(action) is not None


def edits_in_place(action: str) -> bool:
    """Whether a button turns a page or ticks an item, and so changes what it stands below."""
    kind, *parts = action.split(":")
    return (kind == "lesson" and len(parts) == 2) or kind in {"tick", "board"}


def shareable(reply: Reply) -> str | None:
    """The exercise whose passing a reply speaks of."""
    rows = [block.buttons for block in reply.blocks if isinstance(block, Buttons)]
    passed = [each.action for row in rows for each in row if each.action.startswith(_PASSED)]
    return passed[-1].removeprefix(_PASSED) if passed else None


def with_sharing(reply: Reply, exercise: str, label: str) -> Reply:
    """The reply, with a button to share the exercise's code at its end."""
    share = Button(label=label, action=f"{SHARE}:{exercise}")
    blocks: tuple[AnyBlock, ...] = (*reply.blocks, Buttons(buttons=(share,)))
    return reply.model_copy(update={"blocks": blocks})
