"""Checks lessons: how they are written, and whether their code does what they claim.

Running code needs torch, the jail and the judge. They belong to the grader, which imports this
package; so code is checked by a process of the grader's, `python -m grader.lesson_checks`.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lessons.check_messages import (
    CheckFinished,
    ChecksFailed,
    ChecksPlanned,
    ModuleMissing,
    Training,
    parse_message,
)
from lessons.computed_quiz import (
    PRACTICE,
    QUIZ,
    QuestionFile,
    comparison_faults,
    write_computed,
)
from lessons.computed_variant import ComputedQuestion
from lessons.curriculum import Catalog, Lesson
from lessons.diagnostics import Fault, Faults
from lessons.file_checks import track_file_faults
from lessons.static_checks import answer_faults, static_faults
from lessons.toml_tables import LineIndex

CODE_CHECKS = (sys.executable, "-m", "grader.lesson_checks")
"""The command that checks code. Its arguments are `--seeds N`, `--folder FOLDER`, repeated, and
lesson slugs."""

SEEDS = 5
"""Examinations of each exercise in a plain check; `--seeds` asks for more."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The result of a check."""

    lessons: int
    checks: int  # snippets, references, mistakes, starters, answers that were run
    faults: tuple[Fault, ...]
    written: tuple[Path, ...] = ()  # files of computed answers
    trainings: tuple[Training, ...] = ()  # of exercises that train, in order of their ids


class CheckError(Exception):
    """The code of the lessons could not be checked."""


def check(
    lessons: Sequence[Lesson],
    folders: Sequence[Path],
    progress: Callable[[int, int], None] = lambda done, total: None,
    seeds: int = SEEDS,
    catalog: Catalog | None = None,
    *,
    write: bool = False,
) -> CheckReport:
    """Check the lessons, which are built in or in tracks in `folders`.

    With `catalog`, also check the answers to questions of the tracks with these lessons.

    What questions need is computed, and compared with the files that hold it; with `write`, the
    files are written instead, without questions that have faults.

    `progress` is called with the number of finished checks of code and their total. `seeds` is the
    number of examinations on which each exercise's own code is judged.

    Raises:
        CheckError: the grader could not check the code.
        ModuleNotFoundError: a package that the grader needs is not installed.
        CatalogError: the glossary is invalid.
    """
    faults = Faults()
    with _code_checks(lessons, folders, seeds) as lines:
        # The static checks run while the other process imports torch.
        for lesson in lessons:
            faults.extend(static_faults(lesson))
        for track_folder in _whole_tracks(lessons, catalog):
            faults.extend(track_file_faults(track_folder))
        faults.extend(_answer_faults(lessons, catalog))
        total = done = 0
        computed: dict[str, ComputedQuestion] = {}
        trainings: dict[str, Training] = {}
        for line in lines:
            match parse_message(line):
                case ChecksPlanned(checks=total):
                    progress(done, total)
                case CheckFinished(faults=found, computed=content, training=training):
                    faults.extend(found)
                    if training is not None:
                        trainings[training.exercise] = training
                    computed |= content
                    done += 1
                    progress(done, total)
                case ChecksFailed(reason=reason):
                    raise CheckError(reason)
                case ModuleMissing(module=module):
                    raise ModuleNotFoundError(f"No module named {module!r}", name=module)
    written = []
    for lesson in lessons:
        for kind in (QUIZ, PRACTICE):
            if write:
                written += _write(lesson, kind, computed)
            else:
                faults.extend(_comparison(lesson, kind, computed))
    ordered = tuple(trainings[each] for each in sorted(trainings))
    return CheckReport(len(lessons), total, faults.ordered(), tuple(written), ordered)


def _answer_faults(lessons: Sequence[Lesson], catalog: Catalog | None) -> Iterator[Fault]:
    tracks = {lesson.track for lesson in lessons}
    for track in catalog.tracks if catalog is not None else ():
        for answer in track.answers if track.slug in tracks else ():
            assert catalog is not None
            yield from answer_faults(answer, catalog)


def _of_lesson(
    lesson: Lesson, kind: QuestionFile, computed: Mapping[str, ComputedQuestion]
) -> dict[str, ComputedQuestion]:
    """Return what was computed for a lesson, by id without the lesson, in the file's order."""
    return {
        question.id.partition("/")[2]: computed[question.id]
        for question in kind.questions_of(lesson)
        if question.id in computed
    }


def _write(
    lesson: Lesson, kind: QuestionFile, computed: Mapping[str, ComputedQuestion]
) -> list[Path]:
    is_changed = write_computed(lesson.folder, _of_lesson(lesson, kind, computed), kind)
    return [lesson.folder / kind.computed_name] if is_changed else []


def _comparison(
    lesson: Lesson, kind: QuestionFile, computed: Mapping[str, ComputedQuestion]
) -> list[Fault]:
    path = lesson.folder / kind.name
    lines = LineIndex(path.read_text(encoding="utf-8") if path.exists() else "")
    by_name = {
        question.id.partition("/")[2]: lines.line_of("question", index)
        for index, question in enumerate(kind.questions_of(lesson))
        if question.computation is not None
    }
    return comparison_faults(lesson.folder, kind, _of_lesson(lesson, kind, computed), by_name)


def _whole_tracks(lessons: Sequence[Lesson], catalog: Catalog | None) -> list[Path]:
    """Return the folders of the tracks of which every lesson is checked."""
    if catalog is None:
        return sorted({lesson.folder.parent for lesson in lessons})
    slugs = {lesson.slug for lesson in lessons}
    tracks = (each for each in catalog.tracks if {one.slug for one in each.lessons} <= slugs)
    return [track.folder for track in tracks]


@contextmanager
def _code_checks(
    lessons: Sequence[Lesson], folders: Sequence[Path], seeds: int
) -> Iterator[Iterator[str]]:
    """Start the process that checks code, and yield the lines that it writes.

    Raise CheckError if it ends with an error.
    """
    arguments = ["--seeds", str(seeds)]
    arguments += [argument for folder in folders for argument in ("--folder", str(folder))]
    process = subprocess.Popen(  # noqa: S603 - our own program
        [*CODE_CHECKS, *arguments, "--", *(lesson.slug for lesson in lessons)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    try:
        yield iter(process.stdout)
    finally:
        # Without a reader, the process ends with its next line at the latest. It closes the jail.
        process.stdout.close()
        status = process.wait()
    if status != 0:
        raise CheckError(f"the checks of code ended early, with exit status {status}")
