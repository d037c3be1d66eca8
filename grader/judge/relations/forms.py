"""Relations that the types and dtypes of results tell, whatever the right numbers are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from grader.judge.comparison import TOLERANCES, is_array
from grader.judge.differences import Difference
from grader.judge.numbers_of_values import numbers_of
from grader.judge.records import Exam, Observation
from grader.judge.relations.containers import is_zipped
from grader.probe import Opaque, TensorRecord
from grader.protocol import ProblemKind

_FEWEST = 3
"""Fewest different numbers of a gradient that tell a factor from an accident."""


def facts_of_form(exam: Exam, answer: Sequence[Observation], found: Difference) -> dict[str, str]:
    """Return what was returned in the place of something of another kind, as facts.

    This is also true where many results are right, and only a property tells which.
    """
    if found.kind is ProblemKind.DTYPE:
        return _of_dtype(found) or _swapped(exam, answer)
    if found.kind is not ProblemKind.TYPE:
        return {}
    expected, actual = found.expected, found.actual
    if isinstance(expected, str) and isinstance(actual, TensorRecord):
        return {"relation": "value-for-name"}
    plain = isinstance(expected, str | int | float | list | tuple | dict) or is_array(expected)
    if plain and isinstance(actual, Opaque) and actual.type not in _TOLD_OTHERWISE:
        return {"relation": "object-returned", "amount": actual.type}
    if exam.expectations.property is None:
        return {}
    pairs = _returned(exam, answer)
    if pairs and all(is_zipped(e, a) for e, a in pairs):
        return {"relation": "items-zipped"}
    return _swapped(exam, answer)


_TOLD_OTHERWISE = frozenset(
    {"ellipsis", "generator", "map", "zip", "filter", "module", "type", "_TensorMeta", "ndarray"}
    | {"builtin_function_or_method", "function", "method", "method_descriptor", "NoneType"}
)
"""Types of objects for which there is a mistake of its own."""


def _of_dtype(found: Difference) -> dict[str, str]:
    expected, numbers = found.expected, numbers_of(found.actual)
    if not isinstance(expected, TensorRecord) or numbers is None or not numbers.numel():
        return {}
    if expected.dtype is torch.bool:
        are_truths = bool(((numbers == 0) | (numbers == 1)).all())
        return {} if are_truths else {"relation": "comparison-missing"}
    if expected.dtype.is_floating_point or expected.dtype.is_complex:
        return {}
    finite = numbers[numbers.isfinite()]
    is_whole = bool((finite == finite.round()).all())
    return {} if is_whole else {"relation": "not-whole-numbers"}


def _returned(exam: Exam, answer: Sequence[Observation]) -> list[tuple[Any, Any]]:
    pairs = zip(exam.expected, answer, strict=True)
    return [(e.value, a.value) for e, a in pairs if not e.raised and not a.raised]


def _swapped(exam: Exam, answer: Sequence[Observation]) -> dict[str, str]:
    """Return the relation of results of which each has the form of the other one's place."""
    pairs = _returned(exam, answer)
    if not pairs or exam.conversation:
        return {}
    for e, a in pairs:
        if not isinstance(e, tuple) or not isinstance(a, tuple) or len(e) != 2 or len(a) != 2:
            return {}
        first, second = map(_form, e)
        if first == second or [_form(each) for each in a] != [second, first]:
            return {}
    return {"relation": "items-swapped", "amount": "two"}


def _form(value: Any) -> object:
    if is_array(value):
        return type(value), value.dtype, value.shape
    return type(value)


def gradient_facts(exam: Exam, answer: Sequence[Observation], found: Difference) -> dict[str, str]:
    """Return the factor of a wrong gradient, if it is the same in all cases."""
    if found.kind is not ProblemKind.GRAD:
        return {}
    right, wrong = [], []
    for e, a in zip(exam.expected, answer, strict=True):
        if e.raised or a.raised or not _are_as_many(e.gradients, a.gradients):
            return {}
        for one, other in zip(e.gradients, a.gradients, strict=True):
            numbers = numbers_of(one), numbers_of(other)
            if numbers[0] is None or numbers[1] is None or numbers[0].shape != numbers[1].shape:
                return {}
            right.append(numbers[0].reshape(-1))
            wrong.append(numbers[1].reshape(-1))
    if not right:
        return {}
    return _factor(torch.cat(right), torch.cat(wrong), exam.expectations.tolerance)


def _are_as_many(expected: Any, actual: Any) -> bool:
    """Return whether both are sequences of gradients; those of an answer may be anything."""
    are_sequences = isinstance(expected, list | tuple) and isinstance(actual, list | tuple)
    return are_sequences and len(expected) == len(actual)


def _factor(
    right: torch.Tensor, wrong: torch.Tensor, tolerance: tuple[float, float] | None
) -> dict[str, str]:
    if len(torch.unique(right)) < _FEWEST or not bool(
        right.isfinite().all() & wrong.isfinite().all()
    ):
        return {}
    relative, absolute = tolerance or TOLERANCES[torch.float32]
    largest = int(right.abs().argmax())
    factor = float(wrong[largest] / right[largest])
    if abs(factor) < 1e-6 or not torch.allclose(
        wrong, right * factor, rtol=relative, atol=absolute
    ):
        return {}
    return {"relation": "gradient-scaled", "amount": f"{factor:.6g}"}
