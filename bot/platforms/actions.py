"""A button with which learners share what has passed, where only they see that it has."""

from __future__ import annotations

from bot.tutor.replies import AnyBlock, Button, Buttons, Reply

_PASSED = "reference:"
"""Only what has passed comes with a button for the reference."""

SHARE = "share"


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
