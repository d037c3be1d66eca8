"""Finds the mutant of the reference that returns what a wrong answer returned, in every case."""

from __future__ import annotations

import time
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import torch

from grader.judge.checks import find_difference
from grader.judge.data_files import directory_with
from grader.judge.mutants.edits import Mutant, make_mutants
from grader.judge.questions import questions_of_case
from grader.judge.records import Exam, Observation
from grader.judge.time_limits import OvertimeError, limited_time
from grader.judge.trusted_runs import observe
from grader.probe import ArrayRecord, TensorRecord, unpack
from grader.protocol import ProblemKind
from lessons.exercise_loader import ExerciseCode

FEWEST_CASES = 2
"""Fewest cases on which the mutant has to differ from the reference."""

FEWEST_VALUES = 4
"""Fewest values in the results of these cases: single numbers are more often equal by accident."""

_MOST_SECONDS = 0.25
"""The processor time after which no further mutant is tried: other submissions wait meanwhile."""

_LONGEST_SECONDS = 2.0
"""The processor time after which a mutant that does not end is interrupted."""

_USUAL = (0, 1, 2, 3, 5, 10, 0.1, 0.01, 0.5, 0.9)
"""Numbers that are often written in the place of a parameter."""

KINDS = frozenset({ProblemKind.VALUE, ProblemKind.SHAPE, ProblemKind.TYPE, ProblemKind.DTYPE})
"""The kinds of problems that a mutant may explain."""


def find_mutant(
    exam: Exam, code: ExerciseCode, source: str, number: int, answer: Sequence[Observation]
) -> dict[str, str]:
    """Return what the first such mutant has changed, as the facts `relation` and `amount`.

    `source` is that of the reference, and `number` that of a case on which the answer is wrong.
    """
    with warnings.catch_warnings(), directory_with(exam.files):
        warnings.simplefilter("ignore")  # the mutants' own, which nobody can act on
        try:
            with limited_time(_LONGEST_SECONDS):
                return _find(exam, code, source, number, answer)
        except OvertimeError:
            return {}


def _find(
    exam: Exam, code: ExerciseCode, source: str, number: int, answer: Sequence[Observation]
) -> dict[str, str]:
    end = time.thread_time() + _MOST_SECONDS
    every = [unpack(each) for each in exam.questions]
    of_case, case = questions_of_case(every, number), (exam.cases[number],)
    for mutant in make_mutants(source, code.function, _fixed_numbers(exam)):
        if time.thread_time() > end:
            break
        changed = _execute(mutant, code)
        if changed is None:
            continue
        if not _is_alike(exam, answer, observe(changed, of_case, case), [number]):
            continue
        observed = observe(changed, every, exam.cases)
        is_alike = _is_alike(exam, answer, observed, range(len(exam.cases)))
        if is_alike and _is_telling(exam, observed):
            return {"relation": mutant.key, "amount": mutant.amount or "none"}
    return {}


def _fixed_numbers(exam: Exam) -> Mapping[str, Sequence[float]]:
    """Return numbers for the parameters that are different numbers in the cases."""
    found: dict[str, Sequence[float]] = {}
    for place, name in enumerate(exam.parameters):
        given = [values[place] for values in exam.inputs if place < len(values)]
        are_numbers = all(type(each) in (int, float) for each in given)
        if len(given) == len(exam.cases) and are_numbers and len(set(given)) > 1:
            found[name] = tuple(dict.fromkeys((given[0], *_USUAL)))
    return found


def _execute(mutant: Mutant, code: ExerciseCode) -> Any | None:
    """Return the function or class of a mutant, or None if it cannot be defined."""
    names: dict[str, Any] = {"__name__": "mutant", **code.earlier}
    try:
        exec(compile(mutant.tree, "<mutant>", "exec", dont_inherit=True), names)  # noqa: S102
    except Exception:
        return None
    return names.get(code.function)


def _is_alike(
    exam: Exam,
    answer: Sequence[Observation],
    observed: Sequence[Observation],
    numbers: Sequence[int],
) -> bool:
    """Return whether a mutant and the answer return the same in the cases with these numbers."""
    for number, each in zip(numbers, observed, strict=True):
        if each.raised is not None and exam.expected[number].raised is None:
            return False
        if find_difference(each, answer[number], exam.expectations) is not None:
            return False
    return True


def _is_telling(exam: Exam, observed: Sequence[Observation]) -> bool:
    """Return whether a mutant differs from the reference in enough cases, and enough values."""
    differing = [
        sum(_count(value) for value in each.returned)
        for expected, each in zip(exam.expected, observed, strict=True)
        if find_difference(expected, each, exam.expectations) is not None
    ]
    return len(differing) >= FEWEST_CASES and sum(differing) >= FEWEST_VALUES


def _count(value: Any) -> int:
    """Return the number of single values in a result."""
    if isinstance(value, TensorRecord | ArrayRecord):
        return int(torch.Size(value.shape).numel())
    if isinstance(value, dict):
        return sum(map(_count, value.values()))
    return sum(map(_count, value)) if isinstance(value, list | tuple) else 1
