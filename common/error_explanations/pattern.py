"""An entry of the error catalogue."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pattern:
    """A kind of error. Named groups of `message` become facts of the same names."""

    key: str
    types: tuple[str, ...]
    message: re.Pattern[str]
    facts: tuple[str, ...]  # variables of the message: groups, or facts of the probe on operands


def pattern(key: str, types: str, message: str, facts: str = "") -> Pattern:
    """Return a pattern. `types` and `facts` are separated by spaces; `message` is searched for."""
    return Pattern(key, tuple(types.split()), re.compile(message), tuple(facts.split()))
