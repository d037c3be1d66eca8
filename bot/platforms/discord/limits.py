"""What Discord takes at most, and how wide text is in its fixed-width font."""

from __future__ import annotations

import unicodedata

MOST_TEXT = 4000
"""Characters in all text displays of one message."""

MOST_COMPONENTS = 40  # of one message, those inside others counted as well
MOST_BUTTONS = 5  # in a row
MOST_FILES = 10
LONGEST_CUSTOM_ID = 100
LONGEST_BUTTON = 80
LONGEST_DESCRIPTION = 1024  # of a picture
LONGEST_PLACEHOLDER = 150  # of a menu
LONGEST_COMMAND_TEXT = 100  # a description
LONGEST_CHOICE = 100
LONGEST_LABEL = 45  # of a field in a modal, and of a modal's title
LONGEST_INPUT = 4000

# https://docs.discord.com/developers/components/reference, as of discord.py 2.7


def width(text: str) -> int:
    """Columns, where a full-width character takes two."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
