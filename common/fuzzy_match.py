"""Suggestions for misspelled names."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

MAX_LENGTH = 100
"""Longer names match none: comparing two takes time quadratic in their length."""


def find_nearest(name: str, names: Iterable[str]) -> str | None:
    """Return the one of `names` that is most similar to `name`, or None if none is similar.

    Case is ignored, and "-", "_" and a space are the same.
    """
    if len(name) > MAX_LENGTH:
        return None
    by_normalized = {_normalize(each): each for each in names if len(each) <= MAX_LENGTH}
    close = difflib.get_close_matches(_normalize(name), by_normalized, n=1, cutoff=0.6)
    return by_normalized[close[0]] if close else None


def _normalize(name: str) -> str:
    return name.casefold().replace("-", "_").replace(" ", "_")
