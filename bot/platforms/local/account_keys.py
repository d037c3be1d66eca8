"""Maps the names that learners type in the local chat to accounts."""

from __future__ import annotations

import hashlib
import unicodedata

UNNAMED = "learner"
"""The account of the learner without a name."""

_NAMED_LEARNER = "LEARNER"
"""The account of a learner whose name is the key of the unnamed learner's account.

No other name's account can be equal to it: they are in lower case.
"""

_LONGEST_KEY = 64
"""Characters. A message id has at most 100, of which a nonce and a hyphen take 26."""

_JOINERS = frozenset("\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}")
"""Invisible, but Persian, Indic scripts and many emoji cannot be written without them."""

_TAGS = range(0xE0020, 0xE0080)
"""Invisible, but part of flags such as Scotland's."""

_LOOK_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")
"""Hangul fillers and the empty braille pattern: letters or symbols to Unicode, but blank."""


def is_presentable(name: str) -> bool:
    """Return whether a name has a visible character and no hidden one.

    Control characters, bidirectional controls and invisible characters are refused even among
    visible ones: they would garble the leaderboard, or make two names look the same.
    """
    if any(_is_hidden(character) for character in name):
        return False
    return any(_is_visible(character) for character in name)


def account_of(name: str) -> str:
    """Return the account of a typed name; different names never share one.

    Names are equal if they differ only in case, in full-width or half-width forms, in Unicode
    composition, or in blanks around or between the words. No other character is dropped or
    replaced.
    """
    key = _normalised(" ".join(name.split()))
    if key == UNNAMED:
        return _NAMED_LEARNER
    if len(key) > _LONGEST_KEY:
        # In upper case, so that it differs from the account of every short name.
        return f"SHA256:{hashlib.sha256(key.encode()).hexdigest()[:48].upper()}"
    return key


def _normalised(name: str) -> str:
    one_width = "".join(map(_in_usual_width, name))
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", one_width).lower())


def _in_usual_width(character: str) -> str:
    """Return the usual form of a full-width or half-width character; others unchanged.

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
