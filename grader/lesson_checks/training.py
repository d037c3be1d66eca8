"""Tells how often the reference of an exercise that trains would fail its own exercise."""

from __future__ import annotations

from collections.abc import Sequence

from grader.lesson_checks.examinations import Surprise
from grader.lesson_checks.program_runs import Program
from lessons.check_messages import Training
from lessons.curriculum import Exercise
from lessons.exercise_loader import ExerciseCode, make_cases


def trains(code: ExerciseCode) -> bool:
    """Return whether a function is called first and what it returned is asked later.

    Its training may draw random numbers, so that it has to be repeated. Raise AuthoringError if its
    cases cannot be made.
    """
    return not code.is_class and any(case.steps for case in make_cases(code, seed=0))


def count_failures(
    exercise: Exercise,
    programs: Sequence[Program],
    found: Sequence[Sequence[Surprise]],
    seeds: int,
) -> Training:
    """Return under how many seeds the reference did not pass.

    `found` has the unexpected verdicts of each program on the inputs of `seeds` seeds.
    """
    failures = sum(
        each.times
        for program, surprises in zip(programs, found, strict=True)
        if program.source == exercise.reference
        for each in surprises
    )
    return Training(exercise=exercise.id, failures=failures, seeds=seeds)
