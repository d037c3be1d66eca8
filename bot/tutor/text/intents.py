"""Recognizes what text is about that is neither code nor a command: "back", thanks, a question.

The phrases are in the translations, as `heard-MEANING`; those of all languages are recognized.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal, TypeVar, get_args

from bot.i18n import Translations
from bot.tutor.text.limits import normalized
from lessons.curriculum import LANGUAGES, Catalog, Language, Lesson, Page, Prose

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

LONG = 5
"""Letters from which a word also matches as the beginning of a longer one."""

MOST_TERMS = 40
"""Different words of a question that are searched for in the lessons."""

_MARKED = re.compile(r"`[^`\n]+`|\*\*[^*\n]+\*\*")
_TERM = re.compile(r"[a-z_][a-z0-9_.]{2,}|[ァ-ヺー]{2,}|[一-鿿々]{2,}")


class IntentMatcher:
    """Matches phrases, and finds the page of the lessons that explains a word."""

    def __init__(self, translations: Translations, catalog: Catalog) -> None:
        self._intents = _phrases(translations, _INTENTS)
        self._pleasantries = _phrases(translations, _PLEASANTRIES)
        self._fillers = {
            each for language in LANGUAGES for each in _phrases_of(translations, language, "filler")
        }
        self._longest = max((len(each.split(" ")) for each in self._pleasantries), default=0)
        self._pages = {language: _indexes(catalog, language) for language in LANGUAGES}

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

    def page_about(self, text: str, language: Language) -> tuple[str, Lesson, int] | None:
        """Return the word that a question is about, and the page (1-based) that explains it.

        That is the first page with the word in its title, else the first with it as code or bold.
        """
        terms: dict[str, None] = {}
        for found in _TERM.finditer(plain(text)):
            if found[0] not in self._fillers:
                is_english = found[0].isascii()
                terms[found[0].rstrip(".").removesuffix("s") if is_english else found[0]] = None
            if len(terms) == MOST_TERMS:
                break
        for index in self._pages[language]:
            for term in terms:
                page = index.first_with(term)
                if page is not None:
                    return term, *page
        return None


class _Index:
    """Searches one text of each page, such as its title, for words."""

    def __init__(self, pages: list[tuple[Lesson, int]], texts: list[str]) -> None:
        self._pages = pages
        self._text = "\n".join(texts)
        ends = (len(each) + 1 for each in texts)
        self._starts = [0]
        for length in ends:
            self._starts.append(self._starts[-1] + length)

    def first_with(self, term: str) -> tuple[Lesson, int] | None:
        """Return the first page with the term, also as the beginning of a word: broadcast(ing)."""
        at = self._text.find(term) if term else -1
        while at >= 0:
            if not term.isascii() or self._is_word(at, term):
                return self._pages[bisect_right(self._starts, at) - 1]
            at = self._text.find(term, at + 1)
        return None

    def _is_word(self, at: int, term: str) -> bool:
        """Return whether the word at that index is the term, or similar enough to it."""
        if at and _is_in_word(self._text[at - 1]):
            return False
        if len(term) >= LONG:
            return True
        rest = self._text[at + len(term) : at + len(term) + 2].removeprefix("s")
        return not _is_in_word(rest[:1])


def _is_in_word(letter: str) -> bool:
    return letter == "_" or ("0" <= letter <= "9") or ("a" <= letter <= "z")


def _indexes(catalog: Catalog, language: Language) -> tuple[_Index, ...]:
    """Return indexes of the titles of all pages, and of what is code or bold in them."""
    pages = [
        ((lesson, number), content)
        for lesson in catalog.lessons()
        for number, content in enumerate(lesson.pages[language], start=1)
    ]
    return tuple(
        _Index([page for page, _ in pages], [text_of(content) for _, content in pages])
        for text_of in (_title, _marked)
    )


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


def _title(page: Page) -> str:
    return page.title.casefold()


def _marked(page: Page) -> str:
    prose = (part.markdown for part in page.parts if isinstance(part, Prose))
    return " ".join(each for text in prose for each in _MARKED.findall(text)).casefold()
