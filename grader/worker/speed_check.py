"""Compares the CPU time of a submission whose results are right with the exercise's own code.

The fork server reads a child's CPU time from the kernel when it has ended (`wait4`): that of all
its threads, from its start to its end. No code inside the child has a part in it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from grader.jail import Outcome
from grader.jail.records import ExitKind
from grader.judge.records import Exam
from grader.judge.timed_exams import REPEATS, CpuTimes, TimedExam, with_expected
from grader.probe import FrameError

Measure = Callable[[str, Exam], Awaitable[Outcome]]
"""Runs code on an exam in a child of its own, and returns its outcome with the CPU time."""


class SpeedError(Exception):
    """The exercise's own code could not be measured, which is its author's fault."""


@dataclass(frozen=True, slots=True)
class Speed:
    """What was measured, and of the submission how it ended the first time."""

    times: CpuTimes
    exam: Exam  # with the reference's results
    outcome: Outcome | None = None  # the first that is not an answer, else the first one


async def measure_speed(measure: Measure, timed: TimedExam, code: str | None = None) -> Speed:
    """Measure the reference, the slow code, and a submission if there is one.

    They take turns, so that what slows the machine down slows all of them. A submission that does
    not answer is not measured again. Raise SpeedError if the exercise's own code does not answer.
    """
    reference: list[float] = []
    slow: list[list[float]] = [[] for _ in timed.slow]
    submission: list[float] = []
    exam, first = timed.exam, None
    for _ in range(REPEATS):
        outcome = await _measure_own(measure, timed.reference, timed.exam, "the reference")
        reference.append(outcome.cpu_seconds)
        exam = _expected(timed, outcome)
        for program, times in zip(timed.slow, slow, strict=True):
            outcome = await _measure_own(measure, program, timed.exam, "the @slow code")
            times.append(outcome.cpu_seconds)
        if code is not None:
            outcome = await measure(code, timed.exam)
            submission.append(outcome.cpu_seconds)
            first = first or outcome
            if outcome.ending is not ExitKind.ANSWERED:
                first = outcome
                break
    return Speed(CpuTimes(reference, slow, submission), exam, first)


async def _measure_own(measure: Measure, code: str, exam: Exam, what: str) -> Outcome:
    outcome = await measure(code, exam)
    if outcome.ending is not ExitKind.ANSWERED:
        how = outcome.reason or outcome.ending.value
        raise SpeedError(f"{what} does not answer on the inputs of timed(rng): {how}")
    return outcome


def _expected(timed: TimedExam, outcome: Outcome) -> Exam:
    try:
        return with_expected(timed, outcome.answers)
    except FrameError as error:
        raise SpeedError(f"the reference's answer cannot be read: {error}") from error
