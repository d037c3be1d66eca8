"""Parses the answers of a track to questions in words: every TOML file in its folder `answers`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import Field

from lessons.curriculum import LANGUAGES, AskedKind, AuthoredAnswer, Catalog
from lessons.diagnostics import Faults
from lessons.toml_tables import Table, read_table

FOLDER = "answers"
MOST_SENTENCES = 3

_CODE = re.compile(r"`[^`]*`")
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|[。！？]")
_PAGE = re.compile(r"([a-z0-9-]+)/([1-9][0-9]?)")


class AnswerTable(Table):
    """One [[answer]]: `between` for a difference, names in both languages for all other kinds."""

    id: str = Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")
    kind: AskedKind
    names_en: tuple[str, ...] = ()
    names_ja: tuple[str, ...] = ()
    between: tuple[tuple[str, ...], ...] = ()
    asked_en: tuple[str, ...] = ()  # how learners ask for it who do not know its name
    asked_ja: tuple[str, ...] = ()
    page: str | None = None  # that explains it: "tensors/2"
    near: str | None = None  # the nearest page, where none explains it yet
    exercise: str | None = None
    en: str = Field(min_length=1)
    ja: str = Field(min_length=1)


class AnswersTable(Table):
    """A file of answers."""

    answer: tuple[AnswerTable, ...]


def read_answers(track: Path, faults: Faults) -> tuple[AuthoredAnswer, ...]:
    """Return the answers in a track's folder, and add faults for what is wrong with each.

    A track without answers has no such folder.
    """
    answers = []
    for path in sorted((track / FOLDER).glob("*.toml")):
        read = read_table(path, AnswersTable, faults)
        if read is None:
            continue
        table, lines = read
        for index, entry in enumerate(table.answer):
            for key, problem in _problems(entry):
                at = lines.line_of("answer", index, key)
                faults.add(path, at, f'answer "{entry.id}": {problem}')
            answers.append(_to_answer(entry, path, lines.line_of("answer", index)))
    return tuple(answers)


def check_answers(catalog: Catalog, faults: Faults) -> None:
    """Add faults for pages and exercises that do not exist, and for what two answers share."""
    pages = {lesson.slug: len(lesson.pages[LANGUAGES[0]]) for lesson in catalog.lessons()}
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


def _problems(entry: AnswerTable) -> Iterator[tuple[str, str]]:
    """Yield a key and a sentence for each problem of the entry alone."""
    if entry.kind == "difference":
        if len(entry.between) != 2 or not all(entry.between):
            yield "between", 'a difference has two sides; write between = [["a"], ["b"]]'
    elif entry.between:
        yield "between", 'only an answer of the kind "difference" has two sides'
    elif not (entry.names_en and entry.names_ja):
        yield "kind", "say how learners call it, in names_en and in names_ja"
    for key, page in (("page", entry.page), ("near", entry.near)):
        if page is not None and _PAGE.fullmatch(page) is None:
            yield key, f'"{page}" is no page; write lesson/number, such as tensors/2'
    if entry.page and entry.near:
        yield "near", "a page explains it already; drop near"
    for language in LANGUAGES:
        sentences = count_sentences(getattr(entry, language))
        if not 1 <= sentences <= MOST_SENTENCES:
            yield language, f"{sentences} sentences in {language}; write 1 to {MOST_SENTENCES}"


def _to_answer(entry: AnswerTable, path: Path, line: int) -> AuthoredAnswer:
    page = entry.page or entry.near
    found = _PAGE.fullmatch(page) if page else None
    return AuthoredAnswer(
        id=entry.id,
        kind=entry.kind,
        names=(*entry.names_en, *entry.names_ja),
        between=entry.between,
        asked=(*entry.asked_en, *entry.asked_ja),
        texts={language: getattr(entry, language) for language in LANGUAGES},
        lesson=found[1] if found else None,
        page=int(found[2]) if found else None,
        is_nearest=entry.page is None and found is not None,
        exercise=entry.exercise,
        path=path,
        line=line,
    )
