"""python -m bot course check: the calendar of a course file, or what to change in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.i18n import Translations, Translator
from bot.tutor.courses.calendar_blocks import notes_on, planned_table
from bot.tutor.courses.course import Course
from bot.tutor.courses.course_file import CourseFileError, read_course
from bot.tutor.courses.preview import problem_text
from common.cli_runner import CommandError
from lessons.curriculum import Catalog


def check_course(file: Path, catalog: Catalog) -> str:
    """Return the calendar of a course file. Raise CommandError with what to change in it."""
    t = Translations().translator("en")
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as problem:
        raise CommandError(f"{file} is not UTF-8; save it as UTF-8.") from problem
    except OSError as problem:
        raise CommandError(f"{file} cannot be read: {problem.strerror}") from problem
    try:
        course = read_course(text, catalog)
    except CourseFileError as error:
        lines = [f"{file}:{each.line}: {problem_text(t, each)}" for each in error.problems]
        raise CommandError("\n".join(lines)) from error
    return _calendar(t, catalog, course)


def _calendar(t: Translator, catalog: Catalog, course: Course) -> str:
    table = planned_table(t, catalog, course)
    notes = [f"- {each}" for each in notes_on(t, catalog, course, datetime.now(UTC))]
    title = f"{course.name} ({course.zone})"
    return "\n".join((title, "", *_aligned([table.head, *table.rows]), "", *notes))


def _aligned(rows: Sequence[Sequence[str]]) -> Sequence[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
