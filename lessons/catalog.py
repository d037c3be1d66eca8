"""Loads the curriculum from its folders.

The bot imports this module, so it neither imports torch nor runs any code of a lesson.
docs/writing-lessons.md describes the files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, create_model, field_validator
from pydantic_core import PydanticCustomError

from common.fuzzy_match import find_nearest
from lessons.answers import check_answers, read_answers
from lessons.catalog_checks import SLUG, check_duplicates, check_requirements, check_slug
from lessons.curriculum import (
    LANGUAGES,
    ByLanguage,
    Catalog,
    ChecklistItem,
    Exercise,
    Lesson,
    Localized,
    Page,
    Prose,
    Track,
)
from lessons.diagnostics import CatalogError, Fault, Faults
from lessons.exercise_source import read_source
from lessons.exercises import read_exercise
from lessons.forms import FormName
from lessons.languages import language_problems, track_languages, with_languages
from lessons.lesson_files import check_same_names, read_files, version_with
from lessons.pages import pages_path, read_pages
from lessons.quizzes import read_practice, read_questions
from lessons.shared_mistakes import SharedMistakes, read_shared_mistakes
from lessons.toml_tables import LineIndex, Table, read_table

__all__ = ["BUILT_IN", "BUILT_IN_TRACKS", "CatalogError", "Fault", "find_nearest", "load"]

BUILT_IN = Path(__file__).parent
"""The folder of the built-in tracks."""

BUILT_IN_TRACKS = ("pytorch_basics", "training", "puzzles")
"""The folders of the built-in tracks, in the order in which learners meet them."""


class Titles(Table):
    """A title in each language, which `with_languages` adds."""


class ChecklistTable(Table):
    """One [[checklist]] item of a track.toml, with its text in each language."""

    key: str
    lessons: tuple[str, ...] = Field(min_length=1)


class TrackTable(Table):
    """A track.toml. `planned` names lessons that are not written yet."""

    slug: str
    title: Titles
    languages: tuple[str, ...] = LANGUAGES
    lessons: tuple[str, ...]
    planned: tuple[str, ...] = ()
    checklist: tuple[ChecklistTable, ...] = ()
    requires: tuple[str, ...] = ()  # slugs of tracks that come before it
    order: int = 0  # the smallest first; equal ones in the order of the folders
    needs: Literal["", "cuda"] = ""  # what a grader has to have for its exercises

    @field_validator("languages")
    @classmethod
    def _check_languages(cls, languages: tuple[str, ...]) -> tuple[str, ...]:
        if problems := language_problems(languages):
            raise PydanticCustomError("languages", "{problems}", {"problems": "; ".join(problems)})
        return languages


@cache
def _track_table(languages: tuple[str, ...]) -> type[TrackTable]:
    text = (str, Field(min_length=1))
    title = with_languages(Titles, languages, text)
    item = with_languages(ChecklistTable, languages, text)
    return create_model(
        "TrackTable",
        __base__=TrackTable,
        title=(title, ...),
        checklist=(tuple[item, ...], ()),  # type: ignore[valid-type]
    )


def _localized(table: Table, languages: tuple[str, ...]) -> Localized:
    return ByLanguage({each: getattr(table, each) for each in languages})


class LessonTable(Table):
    """A lesson.toml."""

    minutes: int = Field(ge=1, le=60)
    exercises: tuple[str, ...] = ()
    forms: dict[str, tuple[FormName, ...]] = Field(default_factory=dict)  # by exercise
    files: tuple[str, ...] = ()
    secret: dict[str, str] = Field(default_factory=dict)


def load(*folders: Path, built_in: bool = True, needs_computed: bool = True) -> Catalog:
    """Return the catalogue of the built-in tracks, followed by those in `folders`.

    Each folder is a track (it has a track.toml), or holds folders that are. With `needs_computed`,
    the answers to its questions must be computed, since learners will see them.

    Raises:
        CatalogError: with the faults of all files.
    """
    faults = Faults()
    tracks: list[Track] = []
    shared = [read_shared_mistakes(BUILT_IN, faults)]
    for folder in ((BUILT_IN,) if built_in else ()) + folders:
        for track_folder in _tracks_in(folder, faults):
            languages = track_languages(track_folder)
            shared.append(read_shared_mistakes(track_folder, faults, shared[0], languages))
            track = _read_track(track_folder, shared[-1], faults, needs_computed)
            if track is not None:
                tracks.append(track)
    catalog = Catalog(tuple(sorted(tracks, key=lambda track: track.order)))
    check_requirements(catalog, faults)
    check_duplicates(catalog, faults)
    if not faults:  # else an exercise that uses a text may be missing
        for each in shared if built_in else shared[1:]:
            faults.extend(each.unused())
    if not faults:  # without the pages of an invalid lesson, an answer's page would seem unknown
        check_answers(catalog, faults)
        check_same_names(catalog, faults)
    if faults:
        raise CatalogError(faults.ordered())
    return catalog


def _track_folders(folder: Path) -> list[Path]:
    if (folder / "track.toml").is_file():
        return [folder]
    if folder == BUILT_IN:
        return [folder / name for name in BUILT_IN_TRACKS]
    return sorted(path.parent for path in folder.glob("*/track.toml"))


def load_for(exercise: str, *folders: Path, built_in: bool = True) -> Catalog:
    """Return a catalogue of just the lessons that one exercise needs, as `load_lessons` does.

    `exercise` is its id.
    """
    return load_lessons([exercise.partition("/")[0]], *folders, built_in=built_in)


def load_lessons(
    slugs: Iterable[str], *folders: Path, built_in: bool = True, needs_computed: bool = True
) -> Catalog:
    """Return a catalogue of just these lessons, and of earlier ones that they need.

    The other lessons are not read, so their faults are not reported, and the tracks have no
    answers. Slugs that no track has are left out.

    Raises:
        CatalogError: with the faults of these lessons.
    """
    wanted = frozenset(slugs)
    faults = Faults()
    tracks: list[Track] = []
    fallback = read_shared_mistakes(BUILT_IN, faults)
    for folder in ((BUILT_IN,) if built_in else ()) + folders:
        for track_folder in _tracks_in(folder, faults):
            only = _needed_lessons(track_folder, wanted)
            if only:
                languages = track_languages(track_folder)
                shared = read_shared_mistakes(track_folder, faults, fallback, languages)
                track = _read_track(track_folder, shared, faults, needs_computed, only=only)
                tracks += [] if track is None else [track]
    if faults:
        raise CatalogError(faults.ordered())
    return Catalog(tuple(sorted(tracks, key=lambda track: track.order)))


def _tracks_in(folder: Path, faults: Faults) -> list[Path]:
    """Return the folders of a folder's tracks; having none is a fault."""
    found = _track_folders(folder)
    if not found:
        faults.add(folder, 1, "no track here; a track is a folder with a track.toml")
    return found


def _needed_lessons(track_folder: Path, wanted: Iterable[str]) -> set[str]:
    """Return these lessons, and those of the exercises that run before theirs."""
    needed: set[str] = set()
    pending = [*wanted]
    while pending:
        lesson = pending.pop()
        folder = track_folder / lesson
        if lesson in needed or not SLUG.fullmatch(lesson) or not folder.is_dir():
            continue
        needed.add(lesson)
        # Their faults are reported when the lesson is read.
        sources = [read_source(path, Faults()) for path in sorted(folder.glob("*.py"))]
        pending += [each.after.partition("/")[0] for each in sources if each and each.after]
    return needed


def _read_track(
    folder: Path,
    shared: SharedMistakes,
    faults: Faults,
    needs_computed: bool,
    only: Collection[str] | None = None,
) -> Track | None:
    """Return the track of a folder; with `only`, without answers and the other lessons."""
    path = folder / "track.toml"
    languages = shared.languages
    read = read_table(path, _track_table(languages), faults)
    if read is None:
        return None
    table, lines = read
    check_slug(table.slug, path, lines.line_of("slug"), faults)
    for index, item in enumerate(table.checklist):
        for name in set(item.lessons) - {*table.lessons, *table.planned}:
            line = lines.line_of("checklist", index, "lessons")
            faults.add(path, line, f'the checklist names a lesson "{name}" that is not in lessons')
    for name in table.lessons:
        if not (folder / name).is_dir():
            message = f'there is no folder "{name}"; write the lesson, or take it out of lessons'
            faults.add(path, lines.line_of("lessons"), message)
    lessons = [
        _read_lesson(
            table.slug, folder / name, number, shared, faults, needs_computed=needs_computed
        )
        for number, name in enumerate(table.lessons, start=1)
        if (folder / name).is_dir() and (only is None or name in only)
    ]
    found = tuple(lesson for lesson in lessons if lesson is not None)
    return Track(
        slug=table.slug,
        titles=_localized(table.title, languages),
        lessons=tuple(_with_needs(_with_earlier(found, faults), table.needs)),
        checklist=tuple(
            ChecklistItem(item.key, _localized(item, languages), item.lessons)
            for item in table.checklist
        ),
        answers=read_answers(folder, languages, faults) if only is None else (),
        folder=folder,
        requires=table.requires,
        order=table.order,
        needs=table.needs,
    )


def _with_needs(lessons: Iterable[Lesson], needs: str) -> Iterator[Lesson]:
    """Yield the lessons; their exercises say that they need a card where the track does."""
    for lesson in lessons:
        exercises = (replace(each, needs_card=needs == "cuda") for each in lesson.exercises)
        yield replace(lesson, exercises=tuple(exercises))


def _with_earlier(lessons: tuple[Lesson, ...], faults: Faults) -> Iterator[Lesson]:
    """Yield the lessons; the version of an exercise is also that of the ones it comes after."""
    known: dict[str, Exercise] = {}

    def linked(exercise: Exercise) -> Exercise:
        if exercise.after is not None and exercise.after not in known:
            message = (
                f'there is no exercise "{exercise.after}" before this one in the track; name one'
                " that learners have met"
            )
            faults.add(exercise.path, _line_with(exercise.path, exercise.after), message)
        elif exercise.after is not None:
            versions = f"{exercise.version} {known[exercise.after].version}"
            version = hashlib.sha256(versions.encode()).hexdigest()[:12]
            exercise = replace(exercise, version=version)
        known[exercise.id] = exercise
        return exercise

    for lesson in lessons:
        yield replace(lesson, exercises=tuple(map(linked, lesson.exercises)))


def _line_with(path: Path, text: str) -> int:
    """Return the first line of a file that has the text, or 1."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if text in line), 1)


def _read_lesson(
    track: str,
    folder: Path,
    number: int,
    shared: SharedMistakes,
    faults: Faults,
    *,
    needs_computed: bool,
) -> Lesson | None:
    slug = folder.name
    path = folder / "lesson.toml"
    read = read_table(path, LessonTable, faults)
    check_slug(slug, path, 1, faults)
    languages = shared.languages
    texts = {language: read_pages(pages_path(folder, language), faults) for language in languages}
    quiz = folder / "quiz.toml"
    questions = read_questions(slug, quiz, languages, faults, needs_computed=needs_computed)
    practice = read_practice(
        slug, folder, languages, others=questions, faults=faults, needs_computed=needs_computed
    )
    exercises = _read_exercises(folder, *read, shared, faults) if read else ()
    files = read_files(folder, read[0].files, read[0].secret, read[1], faults) if read else ()
    if files:
        exercises = tuple(
            replace(each, files=files, version=version_with(each.version, files))
            for each in exercises
        )
    valid = {language: text for language, text in texts.items() if text is not None}
    if read is None or len(valid) < len(languages):
        return None
    pages = ByLanguage({language: pages for language, (_, pages) in valid.items()})
    _check_parallel(folder, pages, faults)
    return Lesson(
        slug=slug,
        number=number,
        track=track,
        titles=ByLanguage({language: title for language, (title, _) in valid.items()}),
        minutes=read[0].minutes,
        pages=pages,
        exercises=exercises,
        questions=questions,
        folder=folder,
        files=files,
        practice=practice,
    )


def _read_exercises(
    folder: Path, table: LessonTable, lines: LineIndex, shared: SharedMistakes, faults: Faults
) -> tuple[Exercise, ...]:
    for name in sorted({each for each in table.exercises if table.exercises.count(each) > 1}):
        message = f'"{name}" is listed twice; keep one'
        faults.add(folder / "lesson.toml", lines.line_of("exercises"), message)
    listed = {name: folder / f"{name.replace('-', '_')}.py" for name in table.exercises}
    unlisted = [
        path.stem.replace("_", "-")
        for path in sorted(folder.glob("*.py"))
        if path not in listed.values() and "@exercise" in path.read_text(errors="replace")
    ]
    meant = {
        name: find_nearest(name, unlisted) for name, path in listed.items() if not path.is_file()
    }
    for slug in unlisted:
        if slug not in meant.values():
            message = f'the exercise "{slug}" is not listed; add it to exercises'
            faults.add(folder / "lesson.toml", lines.line_of("exercises"), message)
    for name in table.forms.keys() - listed.keys():
        message = f'[forms] names "{name}", which is not in exercises'
        faults.add(folder / "lesson.toml", lines.line_of("forms", name), message)
    exercises = []
    for name, path in listed.items():
        check_slug(name, folder / "lesson.toml", lines.line_of("exercises"), faults)
        if path.is_file():
            forms = table.forms.get(name, ())
            exercises.append(read_exercise(folder.name, path, shared, faults, forms))
        else:
            todo = f'did you mean "{meant[name]}"?' if meant[name] else "write it"
            message = f'there is no {path.name} for the exercise "{name}"; {todo}'
            faults.add(folder / "lesson.toml", lines.line_of("exercises"), message)
    return tuple(exercise for exercise in exercises if exercise is not None)


def _check_parallel(folder: Path, pages: Mapping[str, tuple[Page, ...]], faults: Faults) -> None:
    """Add a fault for each page whose parts differ between the languages."""
    first_language, *other_languages = pages
    for language in other_languages:
        path = pages_path(folder, language)
        first, other = pages[first_language], pages[language]
        if len(first) != len(other):
            message = f"pages: {len(other)} here, {len(first)} in {first_language}; write as many"
            faults.add(path, 1, message)
        for number, (first_page, page) in enumerate(zip(first, other, strict=False), start=1):
            kinds, first_kinds = _part_kinds(page), _part_kinds(first_page)
            if kinds != first_kinds:
                message = (
                    f'page {number}, "{page.title}", shows {", ".join(kinds) or "only text"}; in '
                    f"{first_language} it shows {', '.join(first_kinds) or 'only text'}; "
                    "show the same"
                )
                faults.add(path, 1, message)


def _part_kinds(page: Page) -> list[str]:
    """Return the kinds of a page's parts, without prose, which languages may divide differently."""
    return [type(part).__name__.lower() for part in page.parts if not isinstance(part, Prose)]
