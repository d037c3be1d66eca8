"""Finds the page of the lessons that a question in words is about."""

from __future__ import annotations

import re
from bisect import bisect_right

from bot.i18n import Translations
from bot.tutor.text.phrases import plain
from lessons.curriculum import LANGUAGES, Catalog, Language, Lesson, Page, Prose

LONG = 5
"""Letters from which a word also matches as the beginning of a longer one."""

MOST_TERMS = 40
"""Different words of a question that are searched for in the lessons."""

_MARKED = re.compile(r"`[^`\n]+`|\*\*[^*\n]+\*\*")
_TERM = re.compile(r"[a-z_][a-z0-9_.]{2,}|[ァ-ヺー]{2,}|[一-鿿々]{2,}")


class PageMatcher:
    """Finds the page of the lessons that explains a word."""

    def __init__(self, translations: Translations, catalog: Catalog) -> None:
        self._fillers = {
            plain(each)
            for language in LANGUAGES
            for each in translations.translate(language, "heard-filler").split("|")
        }
        self._pages = {language: _indexes(catalog, language) for language in LANGUAGES}

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


def _title(page: Page) -> str:
    return page.title.casefold()


def _marked(page: Page) -> str:
    prose = (part.markdown for part in page.parts if isinstance(part, Prose))
    return " ".join(each for text in prose for each in _MARKED.findall(text)).casefold()
