"""Suggestions for misspelled names."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

MAX_LENGTH = 100
"""Longer names match none: comparing two takes time quadratic in their length."""


MIN_SIMILARITY = 0.6
"""Usual similarity from which on two names are similar: 1.0 is equal."""


def find_nearest(
    name: str, names: Iterable[str], min_similarity: float = MIN_SIMILARITY
) -> str | None:
    """Return the one of `names` that is most similar to `name`, or None if none is similar.

    Case is ignored, unless names differ in nothing else; "-", "_" and a space are the same.
    """
    if len(name) > MAX_LENGTH:
        return None
    by_normalized: dict[str, list[str]] = {}
    for each in names:
        if len(each) <= MAX_LENGTH:
            by_normalized.setdefault(_normalize(each), []).append(each)
    close = difflib.get_close_matches(_normalize(name), by_normalized, n=1, cutoff=min_similarity)
    if not close:
        return None
    *others, last = by_normalized[close[0]]
    if not others:
        return last
    return max((last, *others), key=lambda each: difflib.SequenceMatcher(None, name, each).ratio())


def _normalize(name: str) -> str:
    return name.casefold().replace("-", "_").replace(" ", "_")
