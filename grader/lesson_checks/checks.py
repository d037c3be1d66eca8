"""The checks of the code in lessons: each runs in the jail, or is graded by the judge."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from functools import partial

from grader.lesson_checks.code_results import CodeResults
from grader.lesson_checks.examinations import Examiner
from grader.lesson_checks.exercise_checks import ExerciseChecks
from grader.lesson_checks.findings import Check, Found
from grader.lesson_checks.output_checks import OutputChecks
from grader.worker.grader import Grader
from lessons.computed_quiz import PRACTICE, QUIZ
from lessons.curriculum import Catalog, Lesson, Snippet
from lessons.diagnostics import Fault
from lessons.exercise_loader import AuthoringError
from lessons.pages import pages_path

MAX_CONCURRENT_CHECKS = 4
"""Enough to keep two cores busy while children start."""


class LessonChecks:
    """Makes the checks of any number of lessons, which run or grade equal code only once."""

    def __init__(self, grader: Grader, examiner: Examiner, seeds: int, catalog: Catalog) -> None:
        results = CodeResults(grader, catalog)
        self._outputs = OutputChecks(results)
        self._exercises = ExerciseChecks(
            results, self._outputs, grader=grader, examiner=examiner, seeds=seeds, catalog=catalog
        )

    def checks(self, lesson: Lesson) -> Iterator[Check]:
        """Yield every check of a lesson."""
        for language in lesson.languages:
            for page in lesson.pages[language]:
                for part in page.parts:
                    if isinstance(part, Snippet):
                        yield partial(
                            self._outputs.check_snippet, part, pages_path(lesson.folder, language)
                        )
        for exercise in lesson.exercises:
            yield from self._exercises.of_exercise(exercise)
        for kind in (QUIZ, PRACTICE):
            yield from self._outputs.of_questions(lesson, kind)


async def run_checks(checks: Sequence[Check]) -> AsyncIterator[Found]:
    """Run checks, a few at a time, and yield what each found in the order in which they end.

    An invalid exercise file is a fault of that file.
    """
    slots = asyncio.Semaphore(MAX_CONCURRENT_CHECKS)

    async def run(check: Check) -> Found:
        async with slots:
            try:
                return await check()
            except AuthoringError as error:
                return [Fault(error.file, error.line, error.message)]

    tasks = [asyncio.ensure_future(run(check)) for check in checks]
    try:
        for task in asyncio.as_completed(tasks):
            yield await task
    finally:
        for task in tasks:
            task.cancel()
