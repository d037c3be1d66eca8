"""Text of learners on a terminal."""

from __future__ import annotations


def printable(text: str) -> str:
    """Return a text without characters that control a terminal; lines and tabs are kept."""
    return "".join(
        each if each.isprintable() or each in "\n\t" else "\N{REPLACEMENT CHARACTER}"
        for each in text
    )
