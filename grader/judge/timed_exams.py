"""Makes the exam on which CPU time is compared, and decides by what was measured.

The reference and the code under `@slow` run beside the submission, in children of the same jail and
on the same inputs. So nothing depends on the machine, and no number of seconds is declared.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from grader.judge.questions import inputs_of, make_first_question
from grader.judge.records import Exam, parse_answers
from grader.probe import pack, unpack
from grader.protocol import Problem, ProblemKind
from lessons.diagnostics import Faults
from lessons.exercise_loader import ExerciseCode
from lessons.exercise_source import read_source
from lessons.requirements import Requirements
from lessons.timed_inputs import has_timed_inputs, make_timed_cases

REPEATS = 3
"""How often each program is measured. The median counts."""

LEAST_RATIO = 2.0
"""If the slow code takes less than so many times the reference's time, nothing can be told."""

DECLARED_RATIO = 4.0
"""What a check demands of that ratio, so that both are far from the line between them."""


@dataclass(frozen=True, slots=True)
class TimedExam:
    """The exam of a submission's CPU time, with the programs that it is compared with."""

    exam: Exam  # without expected observations until the reference has answered
    reference: str  # a submission
    slow: tuple[str, ...]  # submissions


@dataclass(frozen=True, slots=True)
class CpuTimes:
    """CPU seconds of whole children, one for each repeat."""

    reference: Sequence[float]
    slow: Sequence[Sequence[float]]  # one for each program under @slow
    submission: Sequence[float] = ()

    @property
    def ratio(self) -> float:
        """How many times the reference's time the quickest slow code takes."""
        return self._quickest_slow / max(median(self.reference), 1e-6)

    @property
    def is_too_slow(self) -> bool:
        """Whether the submission is nearer to the slow code than to the reference.

        It is measured on a logarithmic scale: the line is the geometric mean of both.
        """
        if self.ratio < LEAST_RATIO:
            return False
        return median(self.submission) > math.sqrt(median(self.reference) * self._quickest_slow)

    @property
    def _quickest_slow(self) -> float:
        return min(map(median, self.slow))

    def problem(self) -> Problem:
        """Return the problem of a submission that is too slow."""
        return Problem(
            kind=ProblemKind.REQUIREMENT,
            facts={
                "rule": "time",
                "name": "none",
                "line": "none",
                "small": _milliseconds(median(self.reference)),
                "large": _milliseconds(median(self.submission)),
            },
        )


def _milliseconds(seconds: float) -> str:
    return str(max(1, round(seconds * 1000)))


def make_timed_exam(exam: Exam, code: ExerciseCode) -> TimedExam | None:
    """Return the exam of the CPU time, with inputs from the seed of `exam`, or None.

    Raise AuthoringError if the declared inputs are unusable.
    """
    if not has_timed_inputs(code):
        return None
    source = read_source(code.path, Faults())
    assert source is not None, "the catalogue has read it without faults"
    cases = make_timed_cases(code, int(exam.origin.seed, 16), len(source.slow))
    # Counting operations or following gradients would be measured, too.
    expectations = replace(
        exam.expectations,
        shares_memory_with=None,
        grad_of=(),
        computed_on=None,
        fewest_transfers=False,
        requirements=Requirements(),
    )
    question = pack(make_first_question(code, expectations, cases, secret=0))
    timed = replace(
        exam,
        question=question,
        later=(),
        device="cpu",
        expectations=expectations,
        cases=cases,
        inputs=inputs_of([unpack(question)]),
        expected=(),
        conversation=False,
    )
    return TimedExam(timed, source.reference, tuple(each.source for each in source.slow))


def with_expected(timed: TimedExam, answer: Sequence[bytes]) -> Exam:
    """Return the exam with the reference's answer as what is expected. Raise FrameError."""
    return replace(timed.exam, expected=parse_answers(answer, timed.exam.cases))
