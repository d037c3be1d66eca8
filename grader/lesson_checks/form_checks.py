"""The checks of an exercise's easier forms: each has an answer that passes, and one that does not.

That the bug of a repair fails as the mistake that it is, is a check of the mistake itself.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path

from grader.lesson_checks.descriptions import describe
from grader.protocol import Problem, Status, Verdict
from lessons.curriculum import Exercise
from lessons.diagnostics import Fault, find_line
from lessons.exercise_source import ExerciseSource
from lessons.exercises import text_path
from lessons.form_sources import EXAMPLES
from lessons.forms import Repair, RepairExample, fill_blanks, find_fills

Grade = Callable[[Exercise, str], Awaitable[Verdict]]
"""Grades code for an exercise."""


def form_checks(
    exercise: Exercise, source: ExerciseSource, grade: Grade
) -> Iterator[Callable[[], Awaitable[list[Fault]]]]:
    """Yield the checks of an exercise's forms."""
    for repair in exercise.forms.repairs:
        yield partial(_repair, exercise, source, repair, grade)
    if exercise.forms.order is not None:
        yield partial(_order, exercise, source.line, grade)
    for language in exercise.languages if exercise.forms.blanks else ():
        yield partial(_blank, exercise, source, language, grade)


def repair_example(verdict: Verdict) -> RepairExample | None:
    """Return what the bug of a repair did, from its verdict; None where no shown case shows it."""
    problem = verdict.problem
    if problem is None or problem.hidden or not problem.input or not problem.expected:
        return None
    got = problem.got or _raised(problem)
    return RepairExample(problem.input, problem.expected, got) if got else None


def _raised(problem: Problem) -> str:
    raised = problem.raised
    return f"{raised.type}: {raised.message}" if raised is not None else ""


async def _repair(
    exercise: Exercise, source: ExerciseSource, repair: Repair, grade: Grade
) -> list[Fault]:
    """Check that the example of a bug is what the bug does."""
    verdict = await grade(exercise, repair.code)
    example = repair_example(verdict)
    line = source.mistakes[repair.mistake].line
    if verdict.status is Status.PASSED:
        return [Fault(exercise.path, line, "the bug of this repair passes, so nothing is to mend")]
    if example == repair.example:
        return []
    message = (
        f'{EXAMPLES} does not say what "{repair.mistake}" does now; '
        "run python -m lessons check --write, which writes it"
    )
    return [Fault(exercise.path, line, message)]


async def _order(exercise: Exercise, line: int, grade: Grade) -> list[Fault]:
    """Check that the lines pass in the order of the reference, and not without the last one."""
    order = exercise.forms.order
    assert order is not None
    right = range(len(order.lines))
    verdict = await grade(exercise, order.assemble(right))
    if verdict.status is not Status.PASSED:
        message = f"the reference does not pass line by line: {_describe(verdict)}"
        return [Fault(exercise.path, line, message)]
    verdict = await grade(exercise, order.assemble(right[:-1]))
    if verdict.status is Status.PASSED:
        message = "the reference passes without its last line; there is too little to order"
        return [Fault(exercise.path, line, message)]
    return []


async def _blank(
    exercise: Exercise, source: ExerciseSource, language: str, grade: Grade
) -> list[Fault]:
    """Check that a right fill passes and that a wrong one does not.

    The right one is that of the reference, or of an answer under @also. Wrong ones are those of
    the mistakes; where none fits, `None` is filled in.
    """
    template = (exercise.forms.blanks or {})[language]
    path = text_path(exercise.path, language)
    answers = (source.reference, *(each.source for each in source.alternatives))
    right = next(filter(None, (find_fills(template, each) for each in answers)), None)
    if right is None:
        return [_blank_fault(path, "no right answer has lines like those with ____ here")]
    verdict = await grade(exercise, fill_blanks(template, right))
    if verdict.status is not Status.PASSED:
        shown = ", ".join(f"`{each}`" for each in right)
        return [_blank_fault(path, f"filled with {shown}, this fails: {_describe(verdict)}")]
    variants = [each for mistake in source.mistakes.values() for each in mistake.variants]
    fills = (find_fills(template, each.source) for each in variants)
    wrong = [each for each in fills if each is not None and each != right]
    for each in wrong or [("None",) * len(right)]:
        verdict = await grade(exercise, fill_blanks(template, each))
        if verdict.status is not Status.PASSED:
            return []
    return [_blank_fault(path, "filled with something wrong, this passes as well")]


def _blank_fault(path: Path, message: str) -> Fault:
    return Fault(path, find_line(path, "## blank"), message)


def _describe(verdict: Verdict) -> str:
    return describe(verdict.problem, verdict.reason or verdict.status.value)
