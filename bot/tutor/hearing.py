"""What is meant by words that are neither code nor a command: thanks, a sigh, "back", a question.

The phrases are in the catalogues, `heard-MEANING`, and those of every language are known at once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal, TypeVar, get_args

from bot.i18n import Words
from lessons.records import LANGUAGES, Catalog, Language, Lesson, Page, Prose

Wish = Literal["stuck", "answer", "next", "back", "again", "skip", "english", "japanese"]
"""Asks for something, also in the midst of other words."""

Courtesy = Literal["greeting", "thanks", "fine", "bye"]
"""Says something kind, and only that where the message is about nothing else."""

Meaning = TypeVar("Meaning", bound=str)

_WISHES: tuple[Wish, ...] = get_args(Wish)
_COURTESIES: tuple[Courtesy, ...] = get_args(Courtesy)

_CLAUSE_ENDS = re.compile(r"[\n.,;:!?。、…~〜]+")
_AROUND = re.compile(
    r"^(?:(?:please|but|and|so|well|oh|um|uh|sorry)\s+)+"
    r"|(?<=\S)\s*(?:please|pls|plz|下さい|ください|お願いします|おねがいします)$"
)
"""What is said around a phrase, and makes no difference."""

LONG = 5
"""Letters from which on a word's beginning is enough to know it by."""

_MARKED = re.compile(r"`[^`\n]+`|\*\*[^*\n]+\*\*")
_TERM = re.compile(r"[a-z_][a-z0-9_.]{2,}|[ァ-ヺー]{2,}|[一-鿿々]{2,}")


class Hearing:
    """Knows phrases by heart, and where in the lessons a word is met first."""

    def __init__(self, words: Words, catalog: Catalog) -> None:
        self._wishes = _phrases(words, _WISHES)
        self._courtesies = _phrases(words, _COURTESIES)
        self._fillers = {
            each for language in LANGUAGES for each in _said(words, language, "filler")
        }
        self._catalog = catalog

    def wish(self, text: str) -> Wish | None:
        """What is asked for; the first in the order of `Wish` where there are several."""
        heard = {self._wishes.get(each) for each in (plain(text), *_clauses(text))}
        return next((each for each in _WISHES if each in heard), None)

    def courtesy(self, text: str) -> Courtesy | None:
        """What kindness it is, with nothing else in the message; the first where there are two."""
        clauses = [each for each in _clauses(text) if each]
        heard = [self._courtesies.get(each) for each in clauses]
        return heard[0] if heard and None not in heard else None

    def opening(self, text: str) -> Courtesy | None:
        """What kindness a longer message begins with."""
        words = plain(text).split(" ")
        beginnings = (" ".join(words[:count]) for count in range(len(words), 0, -1))
        heard = (self._courtesies.get(plain(each)) for each in beginnings)
        return next((each for each in heard if each is not None), None)

    def page_about(self, text: str, language: Language) -> tuple[str, Lesson, int] | None:
        """The word that a question is about, and the page (1-based) where it is explained.

        That is the first with the word in its title, else the first where it is code or bold.
        """
        terms = [
            each.rstrip(".").removesuffix("s") if each.isascii() else each
            for each in _TERM.findall(plain(text))
            if each not in self._fillers
        ]
        for of_page in (_title, _marked):
            for term in terms:
                for lesson, number, page in self._pages(language):
                    if re.search(_found_as(term), of_page(page)):
                        return term, lesson, number
        return None

    def _pages(self, language: Language) -> Iterator[tuple[Lesson, int, Page]]:
        for lesson in self._catalog.lessons():
            for number, page in enumerate(lesson.pages[language], start=1):
                yield lesson, number, page


def plain(text: str) -> str:
    """Words without capitals, full-width letters, pictures, politeness, and marks at their ends."""
    same = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    kept = (each for each in same if unicodedata.category(each) not in {"So", "Sk", "Cf", "Mn"})
    bare = " ".join("".join(kept).split()).strip(" .,;:!?。、…~〜ー'\"「」()")
    return _AROUND.sub("", bare).strip()


def is_signs_only(text: str) -> bool:
    """Whether there is no letter and no digit in it: pictures, question marks."""
    return not any(each.isalnum() for each in text)


def _clauses(text: str) -> Iterator[str]:
    same = unicodedata.normalize("NFKC", text)
    return (plain(each) for each in _CLAUSE_ENDS.split(same))


def _phrases(words: Words, meanings: tuple[Meaning, ...]) -> dict[str, Meaning]:
    return {
        phrase: meaning
        for language in LANGUAGES
        for meaning in meanings
        for phrase in _said(words, language, meaning)
    }


def _said(words: Words, language: Language, meaning: str) -> list[str]:
    return [plain(each) for each in words.say(language, f"heard-{meaning}").split("|")]


def _found_as(term: str) -> str:
    """A pattern for a term in a page. A longer one may end otherwise there: broadcast(ing)."""
    if not term.isascii():
        return re.escape(term)
    ending = "" if len(term) >= LONG else r"s?(?![a-z0-9_])"
    return rf"(?<![a-z0-9_]){re.escape(term)}{ending}"


def _title(page: Page) -> str:
    return page.title.casefold()


def _marked(page: Page) -> str:
    prose = (part.markdown for part in page.parts if isinstance(part, Prose))
    return " ".join(each for text in prose for each in _MARKED.findall(text)).casefold()
