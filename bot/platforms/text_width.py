"""Width of text in a fixed-width font, padding and truncation."""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """Return the width in columns; a full-width character takes two."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def pad(text: str, columns: int) -> str:
    """Append spaces up to a width in columns; return wider text as it is."""
    return text + " " * (columns - width(text))


def truncate(text: str, limit: int) -> str:
    """Return at most `limit` characters; where some are left out, the last one is …"""
    return text if len(text) <= limit else text[: limit - 1] + "…"
