"""What questions are answered with: authored answers, pages of lessons, explanations of errors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.i18n import Translations
from lessons.curriculum import (
    LANGUAGES,
    AskedKind,
    AuthoredAnswer,
    Catalog,
    Language,
    Lesson,
    Localized,
    MarkdownTable,
    Page,
    Prose,
)

_CODE = re.compile(r"`([^`\n]+)`")
_SENTENCE = re.compile(r"(?:`[^`\n]*`|[^.!?。！？\n`])+(?:[.!?](?=\s|$)|[。！？]|$)|[^\n]")
_SPEAKER = re.compile(r"^\*\*[^*\n]{1,20}\*\*[：:]\s*")
_LONGEST_MARK = 40


@dataclass(frozen=True, slots=True)
class Document:
    """Something that answers a question."""

    id: str  # of an authored answer; "page:tensors/2"; "error:matmul-shapes"
    kind: AskedKind
    sides: tuple[tuple[str, ...], ...]  # names; those of both sides of a difference
    texts: Localized  # the answer, empty where it is a sentence of a page
    body: str  # all that is said about it, in all languages
    terms: Localized  # what it is about, as it is shown
    lesson: str | None = None
    page: int | None = None
    is_nearest: bool = False
    exercise: str | None = None
    asked: tuple[str, ...] = ()  # in other words than its names, in all languages

    @property
    def is_authored(self) -> bool:
        """Whether an author wrote it as an answer."""
        return ":" not in self.id


def documents(catalog: Catalog, translations: Translations) -> tuple[Document, ...]:
    """Return everything that can answer a question."""
    return (
        *(_of_answer(answer, catalog) for answer in catalog.answers()),
        *_of_pages(catalog),
        *_of_errors(translations),
    )


def sentences_about(page: Page, name: str) -> str:
    """Return up to two sentences of a page, the first of which has the name; "" if none has.

    Any sentence is about a name that is the page's title.
    """
    wanted = "" if name == page.title else name.casefold()
    for part in page.parts:
        if not isinstance(part, Prose):
            continue
        for line in part.markdown.splitlines():
            found = [each.strip() for each in _SENTENCE.findall(_SPEAKER.sub("", line.strip()))]
            for index, sentence in enumerate(found):
                if wanted in sentence.casefold():
                    return " ".join(found[index : index + 2]).lstrip("-0123456789. ")
    return ""


def _of_answer(answer: AuthoredAnswer, catalog: Catalog) -> Document:
    sides = answer.between or (answer.names,)
    lesson, page, is_nearest = answer.lesson, answer.page, answer.is_nearest
    if (lesson is None or is_nearest) and (titled := _page_titled(catalog, sides)):
        lesson, page, is_nearest = *titled, False
    return Document(
        id=answer.id,
        kind=answer.kind,
        sides=sides,
        texts=answer.texts,
        body=" ".join(answer.texts.values()),
        terms={language: _term(answer, language) for language in LANGUAGES},
        lesson=lesson,
        page=page,
        is_nearest=is_nearest,
        exercise=answer.exercise,
        asked=answer.asked,
    )


def _page_titled(catalog: Catalog, sides: tuple[tuple[str, ...], ...]) -> tuple[str, int] | None:
    """Return the first page whose title has a name as code, such as a lesson that came later."""
    wanted = {name.casefold().removesuffix("()") for names in sides for name in names}
    for lesson in catalog.lessons():
        for number, page in enumerate(lesson.pages[LANGUAGES[0]], start=1):
            marked = (each.casefold().removesuffix("()") for each in _CODE.findall(page.title))
            if not wanted.isdisjoint(marked):
                return lesson.slug, number
    return None


def _term(answer: AuthoredAnswer, language: Language) -> str:
    """Return what the answer is about: the names that its text uses, Japanese ones first there.

    Where the text uses none, it is the first name; in Japanese not one of several English words.
    """
    text = answer.texts[language].casefold()
    named = []
    for names in answer.between or (answer.names,):
        ordered = names
        if language == "ja":
            ordered = tuple(sorted(names, key=str.isascii))
        used = next((each for each in ordered if each.casefold() in text), None)
        usual = ordered[0] if " " in names[0] else names[0]
        named.append(used or usual)
    return " / ".join(named)


def _of_pages(catalog: Catalog) -> Iterator[Document]:
    for lesson in catalog.lessons():
        for number, pages in enumerate(
            zip(*(lesson.pages[language] for language in LANGUAGES), strict=True), start=1
        ):
            marked = [name for page in pages for name in _marked(page)]
            titles: dict[str, str] = {
                language: page.title for language, page in zip(LANGUAGES, pages, strict=True)
            }
            yield Document(
                id=f"page:{lesson.slug}/{number}",
                kind="what",
                sides=(tuple(dict.fromkeys((*titles.values(), *marked))),),
                texts=dict.fromkeys(LANGUAGES, ""),
                body=" ".join(text for page in pages for text in _texts(page)),
                terms=titles,
                lesson=lesson.slug,
                page=number,
                exercise=_exercise(lesson, marked),
            )


def _marked(page: Page) -> Iterator[str]:
    """Yield what is code in a page's prose and tables.

    What is bold there is often an ordinary word, such as "name", which is asked for other reasons.
    """
    for text in _texts(page):
        for found in _CODE.findall(text):
            name = found.strip().removesuffix("()")
            if len(name) <= _LONGEST_MARK and sum(each.isalpha() for each in name) > 2:
                yield name


def _texts(page: Page) -> Iterator[str]:
    for part in page.parts:
        if isinstance(part, Prose):
            for line in part.markdown.splitlines():
                yield _SPEAKER.sub("", line)
        elif isinstance(part, MarkdownTable):
            yield from (cell for row in (part.head, *part.rows) for cell in row)


def _exercise(lesson: Lesson, marked: list[str]) -> str | None:
    """Return the lesson's first exercise whose prompt is about something that the page marks."""
    for exercise in lesson.exercises:
        prompt = set(_CODE.findall(exercise.prompts["en"]))
        if not prompt.isdisjoint(marked):
            return exercise.id
    return None


def _of_errors(translations: Translations) -> Iterator[Document]:
    """Yield the explanations of errors that need nothing of a certain run."""
    for key in translations.keys_beginning("error-"):
        texts = {
            language: translations.text_without_values(language, key) for language in LANGUAGES
        }
        if all(texts.values()):
            known: dict[str, str] = {each: text or "" for each, text in texts.items()}
            codes = tuple(code for text in known.values() for code in _CODE.findall(text))
            yield Document(
                id=f"error:{key.removeprefix('error-')}",
                kind="error",
                sides=(codes,),
                texts=known,
                body=" ".join(known.values()),
                terms=dict.fromkeys(LANGUAGES, ""),
            )
