"""Recognizes what text is about that is neither code nor a command: "back" or thanks.

The phrases are in the translations, as `heard-MEANING`; those of all languages are recognized.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal, TypeVar, get_args

from bot.i18n import Translations
from bot.tutor.text.limits import normalized
from lessons.curriculum import LANGUAGES, Language

Intent = Literal["stuck", "answer", "next", "back", "again", "skip", "english", "japanese"]
"""A request, which is recognized also as one clause among others."""

Pleasantry = Literal["greeting", "thanks", "fine", "bye"]
"""Small talk, which is recognized where the message is about nothing else."""

Meaning = TypeVar("Meaning", bound=str)

_INTENTS: tuple[Intent, ...] = get_args(Intent)
_PLEASANTRIES: tuple[Pleasantry, ...] = get_args(Pleasantry)

_CLAUSE_ENDS = re.compile(r"[\n.,;:!?。、…~〜]+")
_AROUND = re.compile(
    r"^(?:(?:please|but|and|so|well|oh|um|uh|sorry)\s+)+"
    r"|(?<=\S)\s*(?:please|pls|plz|下さい|ください|お願いします|おねがいします)$"
)
"""Politeness around a phrase, which is ignored."""


class IntentMatcher:
    """Matches phrases."""

    def __init__(self, translations: Translations) -> None:
        self._intents = _phrases(translations, _INTENTS)
        self._pleasantries = _phrases(translations, _PLEASANTRIES)
        self._longest = max((len(each.split(" ")) for each in self._pleasantries), default=0)

    def intent(self, text: str) -> Intent | None:
        """Return the intent of a text; the first in the order of `Intent` where it has several."""
        found = {self._intents.get(each) for each in (plain(text), *_clauses(text))}
        return next((each for each in _INTENTS if each in found), None)

    def pleasantry(self, text: str) -> Pleasantry | None:
        """Return the pleasantry of a text with nothing else; the first where it has several."""
        clauses = [each for each in _clauses(text) if each]
        found = [self._pleasantries.get(each) for each in clauses]
        return found[0] if found and None not in found else None

    def opening(self, text: str) -> Pleasantry | None:
        """Return the pleasantry that a longer text begins with."""
        words = plain(text).split(" ")
        # One word more than the longest phrase, because of politeness: "thanks, please".
        most = min(len(words), self._longest + 1)
        beginnings = (" ".join(words[:count]) for count in range(most, 0, -1))
        found = (self._pleasantries.get(plain(each)) for each in beginnings)
        return next((each for each in found if each is not None), None)


def plain(text: str) -> str:
    """Return text in small letters, without full-width letters, emoji, politeness, punctuation."""
    folded = normalized(text).casefold().replace("’", "'")
    kept = (each for each in folded if unicodedata.category(each) not in {"So", "Sk", "Cf", "Mn"})
    bare = " ".join("".join(kept).split()).strip(" .,;:!?。、…~〜ー'\"「」()")
    return _AROUND.sub("", bare).strip()


def is_signs_only(text: str) -> bool:
    """Return whether text has no letter and no digit, such as emoji or question marks."""
    return not any(each.isalnum() for each in text)


def _clauses(text: str) -> Iterator[str]:
    return (plain(each) for each in _CLAUSE_ENDS.split(normalized(text)))


def _phrases(translations: Translations, meanings: tuple[Meaning, ...]) -> dict[str, Meaning]:
    return {
        phrase: meaning
        for language in LANGUAGES
        for meaning in meanings
        for phrase in _phrases_of(translations, language, meaning)
    }


def _phrases_of(translations: Translations, language: Language, meaning: str) -> list[str]:
    return [plain(each) for each in translations.translate(language, f"heard-{meaning}").split("|")]
