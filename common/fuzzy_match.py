"""The name that somebody probably meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

MAX_LENGTH = 100
"""Longer names are like none: comparing two takes time by the square of their length."""


def find_nearest(name: str, names: Iterable[str]) -> str | None:
    """The one of `names` that is most like `name`, or None when none is like it.

    Case, and the choice between "-", "_" and a space, do not count.
    """
    if len(name) > MAX_LENGTH:
        return None
    plain = {_normalize(each): each for each in names if len(each) <= MAX_LENGTH}
    close = difflib.get_close_matches(_normalize(name), plain, n=1, cutoff=0.6)
    return plain[close[0]] if close else None


def _normalize(name: str) -> str:
    return name.casefold().replace("-", "_").replace(" ", "_")
