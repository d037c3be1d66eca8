"""An entry of the error catalogue."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pattern:
    """A kind of error. Named groups of `message` and `source` become facts of the same names."""

    key: str
    types: tuple[str, ...]
    message: re.Pattern[str]
    facts: tuple[str, ...]  # variables of the sentence: groups, or facts of the probe on operands
    source: re.Pattern[str] | None = None  # what the failing line has to contain

    @property
    def is_telling(self) -> bool:
        """Whether the message alone shows the kind of error, whatever its type."""
        return not any(self.message.search(text) for text in ("", "zqx", "zqx nested"))


def pattern(key: str, types: str, message: str, facts: str = "", source: str = "") -> Pattern:
    """Return a pattern. `types` and `facts` are separated by spaces.

    `message` and `source` are searched for; without `source`, the failing line can be any.
    """
    return Pattern(
        key,
        tuple(types.split()),
        re.compile(message),
        tuple(facts.split()),
        re.compile(source) if source else None,
    )
