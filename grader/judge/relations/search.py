"""Chooses the relation that is named of a wrong answer for which no other mistake is found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import torch

from grader.judge.comparison import TOLERANCES, have_same_containers, is_identical, walk_pairs
from grader.judge.differences import Difference
from grader.judge.numbers_of_values import (
    MAX_ENTRIES,
    are_close,
    is_equal_value,
    is_some_of,
    numbers_of,
)
from grader.judge.records import UNOBSERVED, Exam, Observation
from grader.judge.relations.containers import differ_in_texts
from grader.judge.relations.forms import facts_of_form, gradient_facts
from grader.judge.relations.results import find_result_relation
from grader.judge.relations.tensors import find_tensor_relation
from grader.probe import ArrayRecord, TensorRecord
from grader.protocol import ProblemKind


def relation_facts(
    exam: Exam, answer: Sequence[Observation], found: Difference, facts: Mapping[str, str]
) -> dict[str, str]:
    """Return how the results follow from the right ones in all cases, as facts.

    The facts are `relation`, a key of RELATIONS, and for some keys `amount`.
    """
    relation: dict[str, str] = {}
    if exam.expectations.property is None:
        if found.kind is ProblemKind.VALUE and _differs_each_time(exam, answer):
            return {"relation": "differs-each-time"}
        relation = _relation_of_one_call(exam, answer, found, facts)
        relation = relation or find_result_relation(exam, answer, found.kind)
        if not relation and isinstance(found.actual, str):
            relation = _names_alone(exam, answer)
        relation = relation or gradient_facts(exam, answer, found)
    relation = relation or facts_of_form(exam, answer, found)
    if not relation and found.kind is ProblemKind.SHAPE and _differs_in_ones(found):
        return {"relation": "one-sized-dimension"}
    return relation


def _names_alone(exam: Exam, answer: Sequence[Observation]) -> dict[str, str]:
    """Return the relation of results that differ in names alone, where the answer returned."""
    values = _returned_values(list(zip(exam.expected, answer, strict=True)))
    tolerance = exam.expectations.tolerance or TOLERANCES[torch.float32]
    return {"relation": "other-names"} if differ_in_texts(values, tolerance) else {}


def _differs_in_ones(found: Difference) -> bool:
    """Return whether two shapes differ in dimensions of size 1 alone, beside a larger one."""
    shapes = [getattr(each, "shape", None) for each in (found.expected, found.actual)]
    if None in shapes:
        return False
    one, other = ([size for size in shape or () if size != 1] for shape in shapes)
    return one == other and bool(one)


def _relation_of_one_call(
    exam: Exam, answer: Sequence[Observation], found: Difference, facts: Mapping[str, str]
) -> dict[str, str]:
    """Return the relation between all numbers of the results, or between their items."""
    if any(case.steps for case in exam.cases) or facts.get("call", "none") == "second":
        return {}
    values = _returned_values(list(zip(exam.expected, answer, strict=True)))
    if len(values) < 2:
        return {}
    tolerance = exam.expectations.tolerance
    if found.kind is ProblemKind.TYPE:
        if facts["where"] != "none":
            return {}
        if all(_are_parts(*pair, tolerance) for pair in values):
            return {"relation": "parts-in-list"}
        has_more = _has_more(values, tolerance)
        return {"relation": "more-than-asked"} if has_more else {}
    if found.kind not in (ProblemKind.SHAPE, ProblemKind.VALUE):
        return {}
    # The problem may be that of one case or item, and others may have another form altogether.
    if not all(have_same_containers(*pair) for pair in values):
        return {}
    leaves = [(e, a) for pair in values for _, e, a in walk_pairs(*pair)]
    pairs = [(numbers_of(e), numbers_of(a)) for e, a in leaves]
    known = [(e, a) for e, a in pairs if e is not None and a is not None]
    if len(known) < len(pairs):
        return {}
    is_mask = all(isinstance(e, TensorRecord) and e.dtype is torch.bool for e, _ in leaves)
    relation = find_tensor_relation(
        known, lambda one, other: are_close(one, other, tolerance), is_mask=is_mask
    )
    return {} if relation is None else {"relation": relation[0], **relation[1]}


def _returned_values(pairs: Sequence[tuple[Observation, Observation]]) -> list[tuple[Any, Any]]:
    """Return what both returned, in the cases in which neither raised an exception."""
    return [
        pair
        for e, a in pairs
        if not e.raised and not a.raised
        for pair in zip(e.returned, a.returned, strict=False)
    ]


def _differs_each_time(exam: Exam, answer: Sequence[Observation]) -> bool:
    """Return whether the first results are wrong, and equal calls never return the same.

    Random numbers without a seed are the usual reason.
    """
    pairs = list(zip(exam.expected, answer, strict=True))
    if any(
        a.first is UNOBSERVED or e.first is UNOBSERVED or a.raised or e.raised for e, a in pairs
    ):
        return False
    large = [(e, a) for e, a in pairs if _size_of(e.value) >= _MANY]
    return bool(large) and all(
        is_identical(e.first, e.value) and not is_identical(a.first, a.value) for e, a in large
    )


_MANY = 8
"""Fewest random numbers that are not equal twice by chance."""


def _size_of(value: Any) -> int:
    if isinstance(value, list | tuple):
        return sum(map(_size_of, value))
    return torch.Size(value.shape).numel() if isinstance(value, TensorRecord) else 1


def _are_parts(expected: Any, actual: Any, tolerance: tuple[float, float] | None) -> bool:
    """Return whether a list of tensors holds the entries of the expected tensor, in order."""
    if not isinstance(actual, list | tuple) or not isinstance(expected, TensorRecord | ArrayRecord):
        return False
    if not all(isinstance(each, TensorRecord) for each in actual):
        return False
    parts = [numbers_of(each) for each in actual[:MAX_ENTRIES]]
    one = numbers_of(expected)
    if one is None or any(part is None for part in parts):
        return False
    joined = [part.reshape(-1) for part in parts if part is not None]
    other = torch.cat(joined) if joined else torch.zeros(0, dtype=torch.float64)
    return one.numel() == other.numel() and are_close(one, other, tolerance)


def _has_more(values: Sequence[tuple[Any, Any]], tolerance: tuple[float, float] | None) -> bool:
    """Return whether the right result is one item of each answer, or several in their order."""
    if not all(isinstance(a, list | tuple) and len(a) > 1 for _, a in values):
        return False
    fewest = min(len(a) for _, a in values)
    if any(
        all(is_equal_value(e, a[position], tolerance) for e, a in values)
        for position in range(fewest)
    ):
        return True
    return all(is_some_of(a, e, tolerance) for e, a in values)
