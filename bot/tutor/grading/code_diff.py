"""Compares two versions of a learner's code, line by line."""

from __future__ import annotations

import difflib

MOST_LINES = 200
"""Lines of each version that are compared: the time grows with more than their product."""

LONGEST_LINE = 300  # characters

_CONTEXT = 2  # unchanged lines around a change


def is_comparable(code: str) -> bool:
    """Return whether a version is short enough to be compared."""
    lines = code.splitlines()
    return len(lines) <= MOST_LINES and all(len(each) <= LONGEST_LINE for each in lines)


def changed_lines(before: str, after: str) -> str:
    """Return the lines that were removed (`- `) and added (`+ `), with unchanged ones around.

    Both versions have to be comparable. The text is empty where they have the same lines.
    """
    diff = difflib.unified_diff(
        before.rstrip().splitlines(), after.rstrip().splitlines(), lineterm="", n=_CONTEXT
    )
    shown = ["…" if each.startswith("@@") else f"{each[:1]} {each[1:]}" for each in diff][2:]
    shown = shown[1:] if shown[:1] == ["…"] else shown
    while shown and not shown[0].strip():
        del shown[0]
    return "\n".join(shown)
