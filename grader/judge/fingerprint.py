"""Fingerprints of wrong answers, by which those of different learners are the same mistake.

A fingerprint is a digest of what an answer returned for the cases that the exercise shows, whose
inputs are the same in every exam. Hidden cases are drawn anew for each exam and never part of it.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from grader.judge.comparison import as_tensor
from grader.judge.records import UNOBSERVED, Exam, Observation
from grader.probe import ArrayRecord, Opaque, Oversized, TensorRecord

DIGITS = 4
"""Significant digits of a number in a fingerprint: fewer than any order of summation changes."""

NUDGE = 1 + 2.7e-6
"""Factor before rounding. Numbers that people choose, such as 0.125, are often halfway between two
rounded ones, so that the last bit would decide; with the factor they are not."""

SMALLEST = 1e-6
"""Numbers that are nearer to 0 are 0."""

MAX_VALUES = 4000
"""Values of one answer that are read; of more, only the shapes count."""

_MAX_TEXT = 1000


def fingerprint_of(
    cases: Iterable[int], expected: Sequence[Observation], observed: Sequence[Observation]
) -> str | None:
    """Return a digest of the answer to these cases, in 16 hexadecimal digits.

    Return None if it is that of the expected answer: a mistake that these cases do not show.
    """
    numbers = tuple(cases)
    own = _digest([observed[number] for number in numbers])
    return None if own == _digest([expected[number] for number in numbers]) else own


def fixed_cases(one: Exam, other: Exam) -> Mapping[int, str]:
    """Return the shown cases with the same inputs in two exams, by number, each with a digest."""
    return {
        number: digest
        for number, digest in input_digests(one).items()
        if input_digests(other).get(number) == digest
    }


def input_digests(exam: Exam) -> Mapping[int, str]:
    """Return a digest of the inputs of each shown case, by its number."""
    return {
        number: _hash([*_value(exam.inputs[number], _Budget()), str(case.cuda)])
        for number, case in enumerate(exam.cases)
        if case.shown
    }


class _Budget:
    """The number of values that may still be read."""

    def __init__(self) -> None:
        self.left = MAX_VALUES

    def take(self, count: int) -> int:
        taken = min(count, self.left)
        self.left -= taken
        return taken


def _digest(observations: Iterable[Observation]) -> str:
    budget = _Budget()
    return _hash(part for each in observations for part in _observation(each, budget))


def _hash(parts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        text = part.encode(errors="replace")
        digest.update(len(text).to_bytes(8, "big") + text)
    return digest.hexdigest()[:16]


def _observation(observed: Observation, budget: _Budget) -> Iterable[str]:
    if observed.raised is not None:
        yield f"raised {observed.raised.get('type')}"
        return
    states = () if observed.states is UNOBSERVED else (observed.states,)
    for value in (*observed.returned, observed.gradients, observed.arguments, *states):
        yield from _value(value, budget)


def _value(value: Any, budget: _Budget) -> Iterable[str]:
    """Yield texts that are the same for values which a tutor would call the same."""
    if isinstance(value, TensorRecord | ArrayRecord):
        kind = "tensor" if isinstance(value, TensorRecord) else "array"
        yield f"{kind} {value.dtype} {tuple(value.shape)}"
        yield from _entries(value.data, budget)
    elif isinstance(value, list | tuple):
        yield f"{type(value).__name__} {len(value)}"
        for each in value[: budget.take(len(value))]:
            yield from _value(each, budget)
    elif isinstance(value, dict):
        yield f"dict {len(value)}"
        for key in list(value)[: budget.take(len(value))]:
            yield from _value(key, budget)
            yield from _value(value[key], budget)
    elif isinstance(value, Opaque | Oversized):
        yield f"{type(value).__name__} {value.type}"
    elif value is UNOBSERVED:
        yield "unobserved"
    else:
        yield _plain(value)


def _entries(data: Any, budget: _Budget) -> Iterable[str]:
    if data is None:
        return
    try:
        flat = as_tensor(data).flatten()
        numbers = flat[: budget.take(flat.numel())].tolist()
    except (RuntimeError, TypeError, ValueError, NotImplementedError):
        yield "no numbers"  # of a dtype that torch cannot list
        return
    yield from map(_plain, numbers)


def _plain(value: Any) -> str:
    if isinstance(value, complex):
        return f"{_plain(value.real)} {_plain(value.imag)}j"
    if isinstance(value, float):
        return _rounded(value)
    if isinstance(value, int):
        return f"{value:x}"  # in time linear in its length, and without a limit
    return f"{type(value).__name__} {str(value)[:_MAX_TEXT]}"


def _rounded(number: float) -> str:
    if not math.isfinite(number):
        return "nan" if math.isnan(number) else str(number)
    if abs(number) < SMALLEST:
        return "0.0"
    return f"{number * NUDGE:.{DIGITS - 1}e}"
