"""What an entry of the error catalogue is."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pattern:
    """One kind of error. Named groups of `message` become facts of the same names."""

    key: str
    types: tuple[str, ...]
    message: re.Pattern[str]
    facts: tuple[str, ...]  # what the sentence names: groups, or what the probe says of operands


def pattern(key: str, types: str, message: str, facts: str = "") -> Pattern:
    """A pattern; `types` and `facts` are words between spaces, `message` is searched for."""
    return Pattern(key, tuple(types.split()), re.compile(message), tuple(facts.split()))
