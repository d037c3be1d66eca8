"""Loads the curriculum from its folders. No torch here, and nothing is run: the bot imports this.

docs/writing-lessons.md says what the files look like.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from pydantic import Field

from common.fuzzy_match import nearest
from lessons.curriculum import (
    LANGUAGES,
    Catalog,
    ChecklistItem,
    Exercise,
    Language,
    Lesson,
    Localized,
    Page,
    Prose,
    Track,
)
from lessons.diagnostics import CatalogError, Fault, Faults
from lessons.exercises import read_exercise
from lessons.pages import read_pages
from lessons.quizzes import read_questions
from lessons.toml_tables import LineIndex, Table, read_table

__all__ = ["BUILT_IN", "CatalogError", "Fault", "load", "nearest"]

BUILT_IN = Path(__file__).parent
"""The folder of the tracks that Tensei brings along."""

SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class Titles(Table):
    """A title in each language."""

    ja: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def localized(self) -> Localized:
        """The title by its language."""
        return {"ja": self.ja, "en": self.en}


class Item(Titles):
    """One [[checklist]] item of a track.toml."""

    key: str
    lessons: tuple[str, ...] = Field(min_length=1)


class TrackTable(Table):
    """A track.toml. `planned` names lessons that are still to be written."""

    slug: str
    title: Titles
    lessons: tuple[str, ...]
    planned: tuple[str, ...] = ()
    checklist: tuple[Item, ...] = ()


class LessonTable(Table):
    """A lesson.toml."""

    minutes: int = Field(ge=1, le=60)
    exercises: tuple[str, ...] = ()


def load(*folders: Path, built_in: bool = True) -> Catalog:
    """The built-in tracks, then those in `folders`.

    Each folder holds one folder a track (with a track.toml), or is one itself.

    Raises:
        CatalogError: with everything that is wrong with the files, in every file.
    """
    faults = Faults()
    found: list[Track] = []
    for folder in ((BUILT_IN,) if built_in else ()) + folders:
        places = _track_folders(folder)
        if not places:
            faults.add(folder, 1, "no track here; a track is a folder with a track.toml")
        found.extend(track for place in places if (track := _read_track(place, faults)) is not None)
    catalog = Catalog(tuple(found))
    _find_doubles(catalog, faults)
    if faults:
        raise CatalogError(faults.ordered())
    return catalog


def _track_folders(folder: Path) -> list[Path]:
    if (folder / "track.toml").is_file():
        return [folder]
    return sorted(place.parent for place in folder.glob("*/track.toml"))


def _read_track(folder: Path, faults: Faults) -> Track | None:
    path = folder / "track.toml"
    read = read_table(path, TrackTable, faults)
    if read is None:
        return None
    table, lines = read
    _check_slug(table.slug, path, lines.line_of("slug"), faults)
    for at, item in enumerate(table.checklist):
        for name in set(item.lessons) - {*table.lessons, *table.planned}:
            line = lines.line_of("checklist", at, "lessons")
            faults.add(path, line, f'the checklist names a lesson "{name}" that is not in lessons')
    for name in table.lessons:
        if not (folder / name).is_dir():
            what = f'there is no folder "{name}"; write the lesson, or take it out of lessons'
            faults.add(path, lines.line_of("lessons"), what)
    lessons = [
        _read_lesson(table.slug, folder / name, number, faults)
        for number, name in enumerate(table.lessons, start=1)
        if (folder / name).is_dir()
    ]
    return Track(
        slug=table.slug,
        titles=table.title.localized(),
        lessons=tuple(lesson for lesson in lessons if lesson is not None),
        checklist=tuple(
            ChecklistItem(item.key, item.localized(), item.lessons) for item in table.checklist
        ),
    )


def _read_lesson(track: str, folder: Path, number: int, faults: Faults) -> Lesson | None:
    slug = folder.name
    path = folder / "lesson.toml"
    read = read_table(path, LessonTable, faults)
    _check_slug(slug, path, 1, faults)
    written = {
        language: read_pages(folder / f"lesson.{language}.md", faults) for language in LANGUAGES
    }
    questions = read_questions(slug, folder / "quiz.toml", faults)
    exercises = _read_exercises(folder, *read, faults) if read else ()
    whole = {language: pages for language, pages in written.items() if pages is not None}
    if read is None or len(whole) < len(LANGUAGES):
        return None
    _compare(folder, {language: pages for language, (_, pages) in whole.items()}, faults)
    return Lesson(
        slug=slug,
        number=number,
        track=track,
        titles={language: title for language, (title, _) in whole.items()},
        minutes=read[0].minutes,
        pages={language: pages for language, (_, pages) in whole.items()},
        exercises=exercises,
        questions=questions,
        folder=folder,
    )


def _read_exercises(
    folder: Path, table: LessonTable, lines: LineIndex, faults: Faults
) -> tuple[Exercise, ...]:
    listed = {name: folder / f"{name.replace('-', '_')}.py" for name in table.exercises}
    for path in sorted(folder.glob("*.py")):
        if path not in listed.values() and "@exercise" in path.read_text(errors="replace"):
            slug = path.stem.replace("_", "-")
            what = f'the exercise "{slug}" is not listed; add it to exercises'
            faults.add(folder / "lesson.toml", lines.line_of("exercises"), what)
    found = []
    for name, path in listed.items():
        _check_slug(name, folder / "lesson.toml", lines.line_of("exercises"), faults)
        if path.is_file():
            found.append(read_exercise(folder.name, path, faults))
        else:
            what = f'there is no {path.name} for the exercise "{name}"; write it'
            faults.add(folder / "lesson.toml", lines.line_of("exercises"), what)
    return tuple(exercise for exercise in found if exercise is not None)


def _compare(folder: Path, written: dict[Language, tuple[Page, ...]], faults: Faults) -> None:
    """Notes where a lesson's languages do not go side by side."""
    for language in LANGUAGES[1:]:
        path = folder / f"lesson.{language}.md"
        first, other = written[LANGUAGES[0]], written[language]
        if len(first) != len(other):
            what = f"pages: {len(other)} here, {len(first)} in {LANGUAGES[0]}; write as many"
            faults.add(path, 1, what)
        for number, (one, two) in enumerate(zip(first, other, strict=False), start=1):
            mine, theirs = _shows(two), _shows(one)
            if mine != theirs:
                what = (
                    f'page {number}, "{two.title}", shows {", ".join(mine) or "only text"}; in '
                    f"{LANGUAGES[0]} it shows {', '.join(theirs) or 'only text'}; show the same"
                )
                faults.add(path, 1, what)


def _shows(page: Page) -> list[str]:
    """What there is on a page beside prose, which each language divides as it likes."""
    return [type(part).__name__.lower() for part in page.parts if not isinstance(part, Prose)]


def _check_slug(slug: str, path: Path, line: int, faults: Faults) -> None:
    if not SLUG.fullmatch(slug):
        what = f'"{slug}" is not a slug: lower-case letters and digits, joined by "-"'
        faults.add(path, line, what)


def _find_doubles(catalog: Catalog, faults: Faults) -> None:
    """Pasted code finds its exercise by the function's name alone, so a name is used once."""
    functions: dict[str, list[Exercise]] = defaultdict(list)
    for exercise in catalog.exercises():
        functions[exercise.function].append(exercise)
    for name, exercises in functions.items():
        for exercise in exercises[1:]:
            what = f'{exercises[0].id} already has a function "{name}"; choose another name'
            faults.add(exercise.path, 1, what)
    for kind, slugs in (
        ("track", [track.slug for track in catalog.tracks]),
        ("lesson", [lesson.slug for lesson in catalog.lessons()]),
    ):
        for slug in {slug for slug in slugs if slugs.count(slug) > 1}:
            faults.add(BUILT_IN, 1, f'two {kind}s are called "{slug}"; rename one')
