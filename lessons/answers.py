"""Parses the answers of a track to questions in words: every TOML file in its folder `answers`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pydantic import Field, create_model

from lessons.curriculum import LANGUAGES, AskedKind, AuthoredAnswer, ByLanguage, Catalog
from lessons.diagnostics import Faults
from lessons.languages import with_languages
from lessons.toml_tables import Table, read_table

FOLDER = "answers"
MOST_SENTENCES = 3

_CODE = re.compile(r"`[^`]*`")
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|[。！？]")
_PAGE = re.compile(r"([a-z0-9-]+)/([1-9][0-9]?)")


class AnswerTable(Table):
    """One [[answer]]: `between` for a difference, names in each language for all other kinds.

    `_answers_table` adds each language's text, under its name, and the keys `names_LANGUAGE` and
    `asked_LANGUAGE` (how learners ask for it who do not know its name).
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")
    kind: AskedKind
    between: tuple[tuple[str, ...], ...] = ()
    page: str | None = None  # that explains it: "tensors/2"
    near: str | None = None  # the nearest page, where none explains it yet
    exercise: str | None = None


class AnswersTable(Table):
    """A file of answers."""

    answer: tuple[AnswerTable, ...]


@cache
def _answers_table(languages: tuple[str, ...]) -> type[AnswersTable]:
    answer = with_languages(AnswerTable, languages, (str, Field(min_length=1)))
    for key in ("names_{language}", "asked_{language}"):
        answer = with_languages(answer, _asking(languages), (tuple[str, ...], ()), key=key)
    return create_model(
        "AnswersTable",
        __base__=AnswersTable,
        answer=(tuple[answer, ...], ...),  # type: ignore[valid-type]
    )


def _asking(languages: tuple[str, ...]) -> tuple[str, ...]:
    """Return the languages in which learners may ask, English first."""
    return tuple(dict.fromkeys(("en", *LANGUAGES, *languages)))


def read_answers(
    track: Path, languages: tuple[str, ...], faults: Faults
) -> tuple[AuthoredAnswer, ...]:
    """Return the answers in a track's folder, and add faults for what is wrong with each.

    A track without answers has no such folder.
    """
    answers = []
    for path in sorted((track / FOLDER).glob("*.toml")):
        read = read_table(path, _answers_table(languages), faults)
        if read is None:
            continue
        table, lines = read
        for index, entry in enumerate(table.answer):
            for key, problem in _problems(entry, languages):
                at = lines.line_of("answer", index, key)
                faults.add(path, at, f'answer "{entry.id}": {problem}')
            answers.append(_to_answer(entry, languages, path, lines.line_of("answer", index)))
    return tuple(answers)


def check_answers(catalog: Catalog, faults: Faults) -> None:
    """Add faults for pages and exercises that do not exist, and for what two answers share."""
    pages = {lesson.slug: len(lesson.pages[lesson.languages[0]]) for lesson in catalog.lessons()}
    exercises = {exercise.id for exercise in catalog.exercises()}
    ids: dict[str, AuthoredAnswer] = {}
    names: dict[tuple[AskedKind, str], AuthoredAnswer] = {}
    for answer in catalog.answers():
        problems = []
        if answer.lesson is not None and not (answer.page or 0) <= pages.get(answer.lesson, 0):
            problems.append(f'there is no page "{answer.lesson}/{answer.page}"')
        if answer.exercise is not None and answer.exercise not in exercises:
            problems.append(f'there is no exercise "{answer.exercise}"')
        other = ids.setdefault(answer.id, answer)
        if other is not answer:
            problems.append(f"{other.path.name} has one of that id already; rename one")
        for name in answer.names:
            other = names.setdefault((answer.kind, "".join(name.casefold().split())), answer)
            if other.id != answer.id:
                problems.append(f'"{name}" is a name of "{other.id}" already; drop one of the two')
        for problem in problems:
            faults.add(answer.path, answer.line, f'answer "{answer.id}": {problem}')


def count_sentences(markdown: str) -> int:
    """Return how many sentences end in the text, outside of inline code."""
    return len(_SENTENCE_END.findall(_CODE.sub("code", markdown)))


def _problems(entry: AnswerTable, languages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield a key and a sentence for each problem of the entry alone."""
    if entry.kind == "difference":
        if len(entry.between) != 2 or not all(entry.between):
            yield "between", 'a difference has two sides; write between = [["a"], ["b"]]'
    elif entry.between:
        yield "between", 'only an answer of the kind "difference" has two sides'
    elif not all(getattr(entry, f"names_{each}") for each in languages):
        keys = " and in ".join(f"names_{each}" for each in languages[::-1])
        yield "kind", f"say how learners call it, in {keys}"
    for key, page in (("page", entry.page), ("near", entry.near)):
        if page is not None and _PAGE.fullmatch(page) is None:
            yield key, f'"{page}" is no page; write lesson/number, such as tensors/2'
    if entry.page and entry.near:
        yield "near", "a page explains it already; drop near"
    for language in languages:
        sentences = count_sentences(getattr(entry, language))
        if not 1 <= sentences <= MOST_SENTENCES:
            yield language, f"{sentences} sentences in {language}; write 1 to {MOST_SENTENCES}"


def _to_answer(
    entry: AnswerTable, languages: tuple[str, ...], path: Path, line: int
) -> AuthoredAnswer:
    page = entry.page or entry.near
    found = _PAGE.fullmatch(page) if page else None
    return AuthoredAnswer(
        id=entry.id,
        kind=entry.kind,
        names=_in_all(entry, "names", languages),
        between=entry.between,
        asked=_in_all(entry, "asked", languages),
        texts=ByLanguage({language: getattr(entry, language) for language in languages}),
        lesson=found[1] if found else None,
        page=int(found[2]) if found else None,
        is_nearest=entry.page is None and found is not None,
        exercise=entry.exercise,
        path=path,
        line=line,
    )


def _in_all(entry: AnswerTable, kind: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names, or the ways to ask, in all languages."""
    return tuple(
        each for language in _asking(languages) for each in getattr(entry, f"{kind}_{language}")
    )
