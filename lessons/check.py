"""The one gate for lessons: how they are written, and whether what they claim is so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lessons.check_code import CodeCheck, Examiner, Trial, faults_of
from lessons.check_words import word_faults
from lessons.curriculum import Lesson
from lessons.diagnostics import Fault, Faults


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found."""

    lessons: int
    trials: int  # snippets, references, mistakes, starters, answers that were run
    faults: tuple[Fault, ...]


async def check(
    lessons: Sequence[Lesson],
    examiner: Examiner,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Report:
    """Checks those lessons; `progress` is told how many of how many trials are done.

    Raises:
        grader.jail.JailError: the jail could not do its work.
        CatalogError: the glossary is at fault.
    """
    faults = Faults()
    code = CodeCheck(examiner)
    trials: list[Trial] = []
    for lesson in lessons:
        faults.extend(word_faults(lesson, lesson.folder))
        trials.extend(code.trials(lesson, lesson.folder))
    progress(0, len(trials))
    done = 0
    async for found in faults_of(trials):
        faults.extend(found)
        done += 1
        progress(done, len(trials))
    return Report(len(lessons), len(trials), faults.in_order())
