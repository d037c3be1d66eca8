"""What all kinds of actions have in common, and the list of all kinds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

_KINDS: dict[str, type[Action]] = {}


@dataclass(frozen=True, slots=True)
class Action:
    """Base of all kinds of actions. A derived class that has `wire` is a kind.

    `wire` is the encoded form. `{name}` is a field without colons, `{*name}` one that
    takes all that follows, and `[…]` a part that is omitted when its field has its default.
    """

    wire: ClassVar[str]
    edits_in_place: ClassVar[bool] = False
    """Whether the reply replaces the message that has the button."""

    def __init_subclass__(cls) -> None:
        if "wire" in vars(cls):
            _KINDS[cls.__name__] = cls  # a dataclass with slots is made twice: the second is used

    @property
    def is_public(self) -> bool:
        """Whether the whole channel may see the reply, unless the reply itself is private."""
        return False


def action_kinds() -> tuple[type[Action], ...]:
    """Return all kinds of actions, in the order in which their modules define them."""
    return tuple(_KINDS.values())
