"""What all kinds of actions have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class BaseAction:
    """Base of all kinds of actions.

    `wire` is the encoded form. `{name}` is a field without colons, `{*name}` one that
    takes all that follows, and `[…]` a part that is omitted when its field has its default.
    """

    wire: ClassVar[str]
    edits_in_place: ClassVar[bool] = False
    """Whether the reply replaces the message that has the button."""

    @property
    def is_public(self) -> bool:
        """Whether the whole channel may see the reply, unless the reply itself is private."""
        return False
