"""The names that learners type in the local chat, and the account that belongs to each name."""

from __future__ import annotations

import hashlib
import unicodedata

UNNAMED = "learner"
"""The account of the learner who has typed no name."""

_NAMED_LEARNER = "LEARNER"
"""The account of a learner who typed the word that the unnamed learner's account is called by.

Every other account of a typed name is in lower case, so that none of them can be this one.
"""

_LONGEST_KEY = 64
"""Characters. The database has room for 100, in message ids behind a nonce of 25 and a hyphen."""

_JOINERS = frozenset("\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}")
"""Invisible, but Persian, Indic scripts and many emoji cannot be written without them."""

_TAGS = range(0xE0020, 0xE0080)
"""Invisible, but part of flags such as Scotland's."""

_LOOK_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")
"""Hangul fillers and the empty braille pattern: a letter or symbol to Unicode, a gap to people."""


def is_presentable(name: str) -> bool:
    """Return whether a name shows something, and hides nothing.

    Control characters, bidirectional controls and invisible characters are refused even among
    visible ones: they would garble other people's boards, or make two names look the same.
    """
    if any(_is_hidden(character) for character in name):
        return False
    return any(_is_visible(character) for character in name)


def account_of(name: str) -> str:
    """Return the account of a typed name; different names never share one.

    Names are the same where people take them for the same: in upper or lower case, in full-width
    or half-width characters, composed or decomposed, with more or fewer blanks around or between
    the words. No other character is dropped or replaced.
    """
    key = _normalised(" ".join(name.split()))
    if key == UNNAMED:
        return _NAMED_LEARNER
    if len(key) > _LONGEST_KEY:
        # In upper case, as no typed name's account is otherwise.
        return f"SHA256:{hashlib.sha256(key.encode()).hexdigest()[:48].upper()}"
    return key


def _normalised(name: str) -> str:
    one_width = "".join(map(_in_usual_width, name))
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", one_width).lower())


def _in_usual_width(character: str) -> str:
    """Return the character that a full-width or half-width form stands for, else itself.

    NFKC would do more than that: it also makes "x²" and "x2" the same.
    """
    kind, _, codes = unicodedata.decomposition(character).partition(" ")
    if kind not in {"<wide>", "<narrow>"}:
        return character
    return "".join(chr(int(code, 16)) for code in codes.split())


def _is_hidden(character: str) -> bool:
    category = unicodedata.category(character)
    if category == "Cf":
        return character not in _JOINERS and ord(character) not in _TAGS
    return category in {"Cc", "Cs", "Zl", "Zp"}


def _is_visible(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNPS" and character not in _LOOK_BLANK
