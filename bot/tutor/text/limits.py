"""Limits of the length of text that is processed, and its normalization.

Each limit is checked before any pattern runs on the text. Longer text is not processed, and the
learner is told the limit.
"""

from __future__ import annotations

import unicodedata

from common.message_reader.syntax import MAX_CHARACTERS

LONGEST_MESSAGE = MAX_CHARACTERS
"""Characters of a message or a file's code. Longer ones are refused as code that is too large."""

LONGEST_WORDS = 4000
"""Characters of a message that is no code; as many as the longest message on Discord."""

LONGEST_ARGUMENT = 200
"""Characters of the argument of a command that takes no code: two names of groups and more."""

LONGEST_ANSWER = 1000
"""Characters of the text of a form that takes no code; as many as are stored."""

LONGEST_NAME = 100
"""Characters of a command's name and of a button's action, and of a word that may be a command."""

LONGEST_FILE_NAME = 255
"""Characters of a file's name that are processed; no file system has longer ones."""

MOST_MARKS = 30
"""Combining marks that are kept on one letter, as in Unicode's Stream-Safe Text Format:
https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format"""


def normalized(text: str) -> str:
    """Return the text in NFKC, in time linear in its length.

    Normalization sorts the marks on a letter in quadratic time, so those beyond MOST_MARKS are
    dropped.
    """
    if text.isascii():
        return text
    if not any(map(unicodedata.combining, set(text))):
        return unicodedata.normalize("NFKC", text)
    kept: list[str] = []
    marks = 0
    for letter in text:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= MOST_MARKS:
            kept.append(letter)
    return unicodedata.normalize("NFKC", "".join(kept))
