"""How much of what learners write is looked at, and the one way to normalise it.

Each limit is checked before any pattern runs on the text. What is longer is not read, and its
learner is told how much can be.
"""

from __future__ import annotations

import unicodedata

from lessons import paste

LONGEST_MESSAGE = paste.MAX_CHARACTERS
"""Characters of a message or a file's code. Longer ones are refused as code that is too large."""

LONGEST_WORDS = 4000
"""Characters of a message that is no code; as many as the longest message on Discord."""

LONGEST_ARGUMENT = 200
"""Characters behind a command that takes no code: two names of groups and more."""

LONGEST_ANSWER = 1000
"""Characters of what is typed into a form that takes no code; as many as are kept."""

LONGEST_NAME = 100
"""Characters of a command's name and of a button's action, and of a word that may be a command."""

LONGEST_FILE_NAME = 255
"""Characters of a file's name that are looked at; no file system has longer ones."""

MOST_MARKS = 30
"""Combining marks that stay in one place, as in Unicode's Stream-Safe Text Format:
https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format"""


def normalized(text: str) -> str:
    """The text in NFKC, in time linear in its length.

    Normalising sorts the marks on a letter, which takes the square of their number, so that
    those beyond MOST_MARKS are left out.
    """
    if text.isascii():
        return text
    kept: list[str] = []
    marks = 0
    for letter in text:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= MOST_MARKS:
            kept.append(letter)
    return unicodedata.normalize("NFKC", "".join(kept))
