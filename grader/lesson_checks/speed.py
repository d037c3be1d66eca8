"""Checks that an exercise's slow code is slow enough to be told from the reference."""

from __future__ import annotations

from pathlib import Path

from grader.judge.timed_exams import DECLARED_RATIO
from grader.worker.grader import Grader
from grader.worker.speed_check import SpeedError
from lessons.curriculum import Exercise
from lessons.diagnostics import Fault
from lessons.exercise_loader import AuthoringError, load
from lessons.timed_inputs import has_timed_inputs


def is_timed(path: Path) -> bool:
    """Return whether an exercise's file declares `timed(rng)`; False if it cannot be loaded."""
    try:
        return has_timed_inputs(load(path))
    except AuthoringError:  # which the check of the reference reports
        return False


async def check_speed(grader: Grader, exercise: Exercise, line: int) -> list[Fault]:
    """Check that the code under @slow takes several times the reference's CPU time.

    The exercise declares `timed(rng)`. Raise AuthoringError if its inputs cannot be used.
    """
    try:
        speed = await grader.measure_speed(exercise.id)
    except SpeedError as error:
        return [Fault(exercise.path, line, str(error))]
    assert speed is not None
    ratio = speed.times.ratio
    if ratio >= DECLARED_RATIO:
        return []
    message = (
        f"on the inputs of timed(rng), the @slow code takes {ratio:.1f} times the reference's CPU "
        f"time; make them larger, until it takes {DECLARED_RATIO:.0f} times as long"
    )
    return [Fault(exercise.path, line, message)]
