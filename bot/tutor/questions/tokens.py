"""Splits text of either language into tokens, such that spellings of one word become equal.

Japanese has no spaces, so that full-text search of databases does not find words in it: the
tokenizers of Postgres (`simple`) and of SQLite's FTS5 (`unicode61`) take all letters up to the next
space as one word, and FTS5's `trigram` finds nothing with fewer than three letters, such as 勾配.
So katakana words are tokens here, like Latin ones, and every other Japanese letter is one of its
own; names are found as sequences of tokens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bot.tutor.text.limits import normalized

Kind = Literal["word", "number", "sign", "katakana", "kanji", "hiragana", "negation"]

LONGEST_TEXT = 1000
"""Characters of a text that are split; a question of more is about more than one thing."""

LONGEST_INFLECTION = 3
"""Hiragana behind a kanji that are taken for its inflection."""

_TOKEN = re.compile(
    r"(?P<number>(?<![a-z])[0-9]+(?![a-z0-9]))"
    r"|(?P<word>[a-z0-9]+(?:['][a-z]+)?)"
    r"|(?P<katakana>[ァ-ヺ][ァ-ヺー]*)"
    r"|(?P<kanji>[一-鿿々〆])"
    r"|(?P<negation>ない|ません|なかった)"
    r"|(?P<hiragana>[ぁ-ゖー])"
    r"|(?P<sign>-1(?![0-9])|\+=|[*]+|@|(?<!_)_(?![a-z0-9_]))"
)
NOT = "not"
"""The text of every negation."""

_SAME = {"into": "to", "np": "numpy", "none": "none"}
_NEGATED = re.compile(r"(?:[a-z]+n'?t|cannot)")
_ENDINGS = ("ティング", "テング")
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number, sign or Japanese letter, in the form in which equal ones are equal."""

    text: str
    kind: Kind
    is_code: bool = False  # a part of a name such as as_tensor, x.to or to(), so no filler
    is_inflection: bool = False  # hiragana behind a kanji: 増える and 増えていく are equal
    written: str = ""  # a word with its ending


def tokenize(text: str) -> list[Token]:
    """Return the tokens of the first LONGEST_TEXT characters, in time linear in their number."""
    folded = normalized(text[:LONGEST_TEXT]).casefold().replace("’", "'").replace("ヴ", "ブ")
    tokens = []
    behind_kanji = LONGEST_INFLECTION
    for found in _TOKEN.finditer(folded):
        kind: Kind = found.lastgroup  # type: ignore[assignment]  # the groups are the kinds
        if kind == "word" and (found[0] == NOT or _is_negation(found[0])):
            kind = "negation"
        is_code = kind == "word" and _is_in_code(folded, found.start(), found.end())
        behind_kanji = 0 if kind == "kanji" else behind_kanji + found.end() - found.start()
        is_inflection = kind == "hiragana" and behind_kanji <= LONGEST_INFLECTION
        tokens.append(_token(found[0], kind, is_code, is_inflection))
    return tokens


@lru_cache(maxsize=8192)  # the lessons have 3,500 different ones
def _token(text: str, kind: Kind, is_code: bool, is_inflection: bool) -> Token:
    written = text if kind == "word" else ""
    return Token(_canonical(text, kind), kind, is_code, is_inflection, written)


def _is_in_code(text: str, start: int, end: int) -> bool:
    """Return whether a word is joined to others with "_" or ".", or called."""
    before, after = text[max(0, start - 1) : start], text[end : end + 2]
    is_joined = after[:1] in {"_", "."} and after[1:].isascii() and after[1:].isalnum()
    return before in {"_", "."} or is_joined or after[:1] == "("


def _canonical(text: str, kind: Kind) -> str:
    if kind == "katakana":
        # メモリー and メモリ, ブロードキャスティング and ブロードキャスト
        for ending in _ENDINGS:
            if text.endswith(ending):
                text = text.removesuffix(ending) + "ト"
        return text.replace("ー", "") or text
    if kind == "negation":
        return NOT
    if kind == "word":
        return _SAME.get(text) or stem(text.removesuffix("'s").replace("'", ""))
    return text


def _is_negation(word: str) -> bool:
    if not _NEGATED.fullmatch(word):
        return False
    return "'" in word or word in {"cannot", "dont", "doesnt", "isnt", "didnt", "cant", "wont"}


def stem(word: str) -> str:
    """Return an English word without its ending, so that "reshaping" and "reshape" are equal."""
    if word.endswith("ing") and len(word) >= _SHORTEST_STEM + 3:
        word = word[:-3]
        if len(word) > _SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "sl":
            word = word[:-1]
    elif word.endswith("ed") and len(word) > _SHORTEST_STEM + 2:
        word = word[:-2]
    elif word.endswith("ies") and len(word) > _SHORTEST_STEM + 2:
        word = word[:-3] + "y"
    elif word.endswith("s") and len(word) > _SHORTEST_STEM and word[-2] not in "sui":
        word = word[:-1]
    if word.endswith("e") and len(word) > _SHORTEST_STEM + 2:
        word = word[:-1]
    return word
