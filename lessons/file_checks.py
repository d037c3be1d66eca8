"""The checks of which files a track has, and how they are saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lessons.computed_quiz import PRACTICE, QUIZ
from lessons.curriculum import Lesson
from lessons.diagnostics import Fault, find_line
from lessons.exercises import text_path
from lessons.form_sources import EXAMPLES
from lessons.pages import pages_path
from lessons.riddles import OUTPUTS as RIDDLES

TEXT_FILES = frozenset({".md", ".toml", ".py"})
_KEPT_PREFIXES = (".", "__", "README", "LICENSE", "draw_", "formula-")
"""Beginnings of names of files that no lesson refers to, and that are no mistake."""


def lesson_file_faults(lesson: Lesson) -> Iterator[Fault]:
    """Yield the faults of a lesson's files: stray ones, and lines that end as on Windows."""
    used = {lesson.folder / name for name in ("lesson.toml", EXAMPLES, RIDDLES)}
    for kind in (QUIZ, PRACTICE):
        used |= {lesson.folder / name for name in (kind.name, kind.computed_name)}
    used |= {pages_path(lesson.folder, language) for language in lesson.languages}
    for exercise in lesson.exercises:
        used |= {exercise.path, *(text_path(exercise.path, each) for each in lesson.languages)}
    texts = [path.read_text(encoding="utf-8") for path in used if path.is_file()]
    for path in sorted(lesson.folder.iterdir()):
        is_kept = path.name.startswith(_KEPT_PREFIXES)
        if path not in used and not is_kept and not any(path.name in text for text in texts):
            yield Fault(path, 1, "nothing in the lesson uses this; take it out, or list it")
        if path.suffix in TEXT_FILES and path.is_file():
            yield from _line_end_faults(path)


def track_file_faults(folder: Path) -> Iterator[Fault]:
    """Yield the faults of a track's own files: lessons that it does not list, and line ends."""
    track = folder / "track.toml"
    text = track.read_text(encoding="utf-8")
    for path in sorted(folder.iterdir()):
        if (path / "lesson.toml").is_file() and f'"{path.name}"' not in text.replace("'", '"'):
            message = f'the lesson "{path.name}" is not listed; add it to lessons, or to planned'
            yield Fault(track, find_line(track, "lessons"), message)
        if path.suffix in TEXT_FILES and path.is_file():
            yield from _line_end_faults(path)


def _line_end_faults(path: Path) -> Iterator[Fault]:
    before, found, _ = path.read_bytes().partition(b"\r\n")
    if found:
        message = "lines end in CRLF, as on Windows; save the file with LF"
        yield Fault(path, before.count(b"\n") + 1, message)
