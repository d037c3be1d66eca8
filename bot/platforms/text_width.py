"""How long text is, and how wide in a fixed-width font."""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """Columns, where a full-width character takes two."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def pad(text: str, columns: int) -> str:
    """The text with spaces behind it, up to so many columns; what is wider stays as it is."""
    return text + " " * (columns - width(text))


def truncate(text: str, most: int) -> str:
    """At most so many characters, the last of which is … where some are left out."""
    return text if len(text) <= most else text[: most - 1] + "…"
