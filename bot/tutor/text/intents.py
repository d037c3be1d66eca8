"""What is meant by words that are neither code nor a command: thanks, a sigh, "back", a question.

The phrases are in the catalogues, `heard-MEANING`, and those of every language are known at once.
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
"""Asks for something, also in the midst of other words."""

Pleasantry = Literal["greeting", "thanks", "fine", "bye"]
"""Says something kind, and only that where the message is about nothing else."""

Meaning = TypeVar("Meaning", bound=str)

_WISHES: tuple[Intent, ...] = get_args(Intent)
_COURTESIES: tuple[Pleasantry, ...] = get_args(Pleasantry)

_CLAUSE_ENDS = re.compile(r"[\n.,;:!?。、…~〜]+")
_AROUND = re.compile(
    r"^(?:(?:please|but|and|so|well|oh|um|uh|sorry)\s+)+"
    r"|(?<=\S)\s*(?:please|pls|plz|下さい|ください|お願いします|おねがいします)$"
)
"""What is said around a phrase, and makes no difference."""

LONG = 5
"""Letters from which on a word's beginning is enough to know it by."""

MOST_TERMS = 40
"""Different words of a question that are looked for in the lessons."""

_MARKED = re.compile(r"`[^`\n]+`|\*\*[^*\n]+\*\*")
_TERM = re.compile(r"[a-z_][a-z0-9_.]{2,}|[ァ-ヺー]{2,}|[一-鿿々]{2,}")


class IntentMatcher:
    """Knows phrases by heart, and where in the lessons a word is met first."""

    def __init__(self, words: Translations, catalog: Catalog) -> None:
        self._wishes = _phrases(words, _WISHES)
        self._courtesies = _phrases(words, _COURTESIES)
        self._fillers = {
            each for language in LANGUAGES for each in _said(words, language, "filler")
        }
        self._longest = max((len(each.split(" ")) for each in self._courtesies), default=0)
        self._pages = {language: _indexes(catalog, language) for language in LANGUAGES}

    def intent(self, text: str) -> Intent | None:
        """What is asked for; the first in the order of `Intent` where there are several."""
        heard = {self._wishes.get(each) for each in (plain(text), *_clauses(text))}
        return next((each for each in _WISHES if each in heard), None)

    def pleasantry(self, text: str) -> Pleasantry | None:
        """What kindness it is, with nothing else in the message; the first where there are two."""
        clauses = [each for each in _clauses(text) if each]
        heard = [self._courtesies.get(each) for each in clauses]
        return heard[0] if heard and None not in heard else None

    def opening(self, text: str) -> Pleasantry | None:
        """What kindness a longer message begins with."""
        words = plain(text).split(" ")
        # One word more than a phrase has: "thanks, please" is said for "thanks".
        most = min(len(words), self._longest + 1)
        beginnings = (" ".join(words[:count]) for count in range(most, 0, -1))
        heard = (self._courtesies.get(plain(each)) for each in beginnings)
        return next((each for each in heard if each is not None), None)

    def page_about(self, text: str, language: Language) -> tuple[str, Lesson, int] | None:
        """The word that a question is about, and the page (1-based) where it is explained.

        That is the first with the word in its title, else the first where it is code or bold.
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
    """One text of each page, such as its title, to be searched for words all at once."""

    def __init__(self, pages: list[tuple[Lesson, int]], texts: list[str]) -> None:
        self._pages = pages
        self._text = "\n".join(texts)
        ends = (len(each) + 1 for each in texts)
        self._starts = [0]
        for length in ends:
            self._starts.append(self._starts[-1] + length)

    def first_with(self, term: str) -> tuple[Lesson, int] | None:
        """The first page with the term. A longer one may end otherwise there: broadcast(ing)."""
        at = self._text.find(term) if term else -1
        while at >= 0:
            if not term.isascii() or self._is_word(at, term):
                return self._pages[bisect_right(self._starts, at) - 1]
            at = self._text.find(term, at + 1)
        return None

    def _is_word(self, at: int, term: str) -> bool:
        """Whether the word at that place is the term, or is close enough to it."""
        if at and _is_in_word(self._text[at - 1]):
            return False
        if len(term) >= LONG:
            return True
        behind = self._text[at + len(term) : at + len(term) + 2].removeprefix("s")
        return not _is_in_word(behind[:1])


def _is_in_word(letter: str) -> bool:
    return letter == "_" or ("0" <= letter <= "9") or ("a" <= letter <= "z")


def _indexes(catalog: Catalog, language: Language) -> tuple[_Index, ...]:
    """The titles of all pages, and what is code or bold in them."""
    pages = [
        ((lesson, number), page)
        for lesson in catalog.lessons()
        for number, page in enumerate(lesson.pages[language], start=1)
    ]
    return tuple(
        _Index([place for place, _ in pages], [of_page(page) for _, page in pages])
        for of_page in (_title, _marked)
    )


def plain(text: str) -> str:
    """Words without capitals, full-width letters, pictures, politeness, and marks at their ends."""
    same = normalized(text).casefold().replace("’", "'")
    kept = (each for each in same if unicodedata.category(each) not in {"So", "Sk", "Cf", "Mn"})
    bare = " ".join("".join(kept).split()).strip(" .,;:!?。、…~〜ー'\"「」()")
    return _AROUND.sub("", bare).strip()


def is_signs_only(text: str) -> bool:
    """Whether there is no letter and no digit in it: pictures, question marks."""
    return not any(each.isalnum() for each in text)


def _clauses(text: str) -> Iterator[str]:
    same = normalized(text)
    return (plain(each) for each in _CLAUSE_ENDS.split(same))


def _phrases(words: Translations, meanings: tuple[Meaning, ...]) -> dict[str, Meaning]:
    return {
        phrase: meaning
        for language in LANGUAGES
        for meaning in meanings
        for phrase in _said(words, language, meaning)
    }


def _said(words: Translations, language: Language, meaning: str) -> list[str]:
    return [plain(each) for each in words.say(language, f"heard-{meaning}").split("|")]


def _title(page: Page) -> str:
    return page.title.casefold()


def _marked(page: Page) -> str:
    prose = (part.markdown for part in page.parts if isinstance(part, Prose))
    return " ".join(each for text in prose for each in _MARKED.findall(text)).casefold()
