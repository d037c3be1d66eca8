"""Relations between wrong results of any type and the right ones.

They are between the items of tuples and lists, between a result and an argument, and between most
of the numbers of a result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import torch

from grader.judge.comparison import TOLERANCES
from grader.judge.numbers_of_values import (
    are_equal_tensors,
    is_equal_value,
    joined_numbers,
    numbers_of,
)
from grader.judge.records import Exam, Observation
from grader.judge.relations.arguments import relations_to_arguments
from grader.judge.relations.containers import relations_of_containers
from grader.judge.relations.functions import relations_by_function
from grader.probe import ArrayRecord, TensorRecord
from grader.protocol import ProblemKind

FEWEST_NUMBERS = 3
"""Fewest different numbers that a relation between numbers has to hold for."""

_Facts = dict[str, str]
_Tolerance = tuple[float, float]
_Pairs = list[tuple[Any, Any]]
_Numbers = Sequence[tuple[torch.Tensor, torch.Tensor]]


def find_result_relation(exam: Exam, answer: Sequence[Observation], kind: ProblemKind) -> _Facts:
    """Return the relation that holds for every case as the facts `relation` and `amount`, or none.

    With a problem of another type or dtype, only relations are named that explain it as well. The
    answer is not trusted.
    """
    pairs = results_of_all_cases(exam, answer)
    if not pairs or kind not in _KEYS_OF_KIND:
        return {}
    tolerance = exam.expectations.tolerance or TOLERANCES[torch.float32]
    is_script = any(each.steps for each in exam.cases)
    keys = _KEYS_OF_KIND[kind]
    for found in _relations(exam, answer, pairs, tolerance):
        key = found["relation"]
        if (not keys or key in keys) and not (is_script and key in _OF_ONE_CALL):
            return found
    return {}


_OF_ONE_CALL = frozenset({"first-differs", "last-differs", "one-place-early", "one-place-late"})
"""Relations whose sentence speaks of the result of a call, and not of what several steps return."""

_KEYS_OF_KIND: Mapping[ProblemKind, frozenset[str]] = {
    ProblemKind.TYPE: frozenset(
        {"items-swapped", "argument-returned", "stacked", "cut-off", "too-much"}
        | {"keys-left-out", "keys-added", "other-keys", "reduced", "not-reduced"}
        | {"items-unpacked", "items-zipped"}
    ),
    ProblemKind.DTYPE: frozenset(
        {"items-swapped", "argument-returned", "positions-returned"}
        | {"positions-not-used", "values-for-positions"}
    ),
    ProblemKind.SHAPE: frozenset(),
    ProblemKind.VALUE: frozenset(),
}
"""The relations that may be named, by the kind of the problem; an empty set allows all."""


def results_of_all_cases(exam: Exam, answer: Sequence[Observation]) -> _Pairs | None:
    """Return (expected, actual) of all calls, or None where only one of the two raised.

    Cases that have to raise, and do, have none.
    """
    pairs: _Pairs = []
    for expected, actual in zip(exam.expected, answer, strict=True):
        if (expected.raised is None) != (actual.raised is None):
            return None
        if expected.raised is None:
            if len(expected.returned) != len(actual.returned):
                return None
            pairs += zip(expected.returned, actual.returned, strict=True)
    return pairs


def _relations(
    exam: Exam, answer: Sequence[Observation], pairs: _Pairs, tolerance: _Tolerance
) -> Iterator[_Facts]:
    differing = [pair for pair in pairs if not is_equal_value(*pair, tolerance)]
    # Of a script, some results are containers and others are not.
    of_containers = differing if len(differing) > 1 else pairs
    yield from _between_containers(of_containers, tolerance)
    yield from relations_of_containers(of_containers, tolerance)
    yield from _returned_argument(exam, answer)
    yield from relations_to_arguments(exam, answer, tolerance)
    numbers = [(numbers_of(e), numbers_of(a)) for e, a in pairs]
    known = [(e, a) for e, a in numbers if e is not None and a is not None]
    if len(known) < len(numbers) or all(are_equal_tensors(e, a, tolerance) for e, a in known):
        return
    if all(e.shape == a.shape for e, a in known):
        yield from _of_equal_shapes(known, tolerance)
        yield from relations_by_function(
            known,
            lambda one, other: (
                are_equal_tensors(one, other, tolerance) and bool(one.isfinite().all())
            ),
        )
        yield from _of_wrong_numbers(known, tolerance)  # last, as it says least of the cause
    else:
        yield from _of_other_shapes(known, tolerance)


# --- arguments, and the items of tuples and lists -------------------------------------------------


def _returned_argument(exam: Exam, answer: Sequence[Observation]) -> Iterator[_Facts]:
    """Yield the relation of an answer that is always the same argument, unchanged."""
    if exam.conversation or any(each.raised for each in answer):
        return
    for number, name in enumerate(exam.parameters):
        given = [values[number] for values in exam.inputs if number < len(values)]
        if len(given) == len(answer) and all(
            isinstance(each, TensorRecord | ArrayRecord) for each in given
        ):
            returned = [each.value for each in answer]
            if all(_is_same(one, other) for one, other in zip(given, returned, strict=True)):
                yield {"relation": "argument-returned", "amount": name}


def _is_same(one: Any, other: Any) -> bool:
    return (
        type(one) is type(other)
        and one.shape == other.shape
        and one.dtype == other.dtype
        and one.entries is not None
        and one.entries == other.entries
    )


def _between_containers(pairs: _Pairs, tolerance: _Tolerance) -> Iterator[_Facts]:
    """Yield the relations between tuples or lists of results."""
    if all(_is_container(e) and isinstance(a, TensorRecord) for e, a in pairs):
        if all(_is_stack(a, e, tolerance) for e, a in pairs):
            yield {"relation": "stacked"}
        return
    if not all(_is_container(each) for pair in pairs for each in pair):
        return
    if all(len(e) == len(a) for e, a in pairs):
        telling = [(e, a) for e, a in pairs if not is_equal_value(e, a, tolerance)]
        if telling and all(is_equal_value(e, a[::-1], tolerance) for e, a in telling):
            has_two = all(len(e) == 2 for e, _ in pairs)
            yield {"relation": "items-swapped", "amount": "two" if has_two else "more"}
        return
    for key, longer_first in (("cut-off", True), ("too-much", False)):
        sides = [(e, a) if longer_first else (a, e) for e, a in pairs]
        if all(len(short) <= len(long) for long, short in sides):
            if all(is_equal_value(long[: len(short)], short, tolerance) for long, short in sides):
                yield {"relation": key, "amount": "end"}
            if all(
                is_equal_value(long[len(long) - len(short) :], short, tolerance)
                for long, short in sides
            ):
                yield {"relation": key, "amount": "start"}


def _is_container(value: Any) -> bool:
    return isinstance(value, list | tuple) and not isinstance(value, torch.Size)


def _is_stack(tensor: TensorRecord, items: Any, tolerance: _Tolerance) -> bool:
    """Return whether a tensor holds the numbers of several tensors, one after another."""
    if len(items) < 2 or not all(isinstance(each, TensorRecord) for each in items):
        return False
    one, other = numbers_of(tensor), joined_numbers(items)
    return one is not None and other is not None and are_equal_tensors(other, one, tolerance)


# --- numbers --------------------------------------------------------------------------------------


def _of_equal_shapes(pairs: _Numbers, tolerance: _Tolerance) -> Iterator[_Facts]:
    expected = torch.cat([e.reshape(-1) for e, _ in pairs])
    actual = torch.cat([a.reshape(-1) for _, a in pairs])
    if _are_truths(expected):
        if are_equal_tensors(1 - expected, actual, tolerance):
            yield {"relation": "inverted"}
    elif int(torch.unique(expected).numel()) >= FEWEST_NUMBERS:
        for key, change in _ELEMENTWISE.items():
            if are_equal_tensors(change(expected), actual, tolerance):
                yield {"relation": key}
    yield from _of_places(pairs, tolerance)


def _of_wrong_numbers(pairs: _Numbers, tolerance: _Tolerance) -> Iterator[_Facts]:
    """Yield what the wrong numbers have in common, where others are right or nearly so."""
    expected = torch.cat([e.reshape(-1) for e, _ in pairs])
    actual = torch.cat([a.reshape(-1) for _, a in pairs])
    relative, absolute = tolerance
    wrong = ~torch.isclose(actual, expected, rtol=relative, atol=absolute, equal_nan=True)
    if not bool((expected.isfinite() & actual.isfinite()).all()):
        return
    values, right = torch.unique(actual[wrong]), torch.unique(expected[wrong])
    has_right = int((~wrong).sum()) * 4 >= len(wrong)
    if len(values) == 1 and len(right) >= FEWEST_NUMBERS and has_right:
        yield {"relation": "one-number-instead", "amount": f"{float(values[0]):.6g}"}
    error = (actual - expected).abs()
    is_near = bool((error <= _NEAR * expected.abs()).all()) and len(right) >= FEWEST_NUMBERS
    if is_near and float(error.max()) <= _NEAR * float(expected.std()):
        yield {"relation": "nearly-right"}


_NEAR = 0.01
"""The share of a number by which it may be off, and nearly right."""


def _are_truths(numbers: torch.Tensor) -> bool:
    return bool(((numbers == 0) | (numbers == 1)).all()) and int(torch.unique(numbers).numel()) == 2


_ELEMENTWISE: Mapping[str, Callable[[torch.Tensor], torch.Tensor]] = {
    "negatives-cut": lambda each: each.clamp(min=0),
    "complement": lambda each: 1 - each,
    "logarithm": torch.log,
    "exponential": torch.exp,
}


def _of_places(pairs: _Numbers, tolerance: _Tolerance) -> Iterator[_Facts]:
    """Yield relations in which most numbers are right, or are shifted by one place."""
    if not all(e.dim() for e, _ in pairs):
        return  # single numbers have no places
    long = [(e, a) for e, a in pairs if len(e) > 1]
    if len(long) < 2 or all(len(e) <= FEWEST_NUMBERS for e, _ in long):
        return
    if all(are_equal_tensors(e[1:], a[1:], tolerance) for e, a in long):
        yield {"relation": "first-differs"}
    if all(are_equal_tensors(e[:-1], a[:-1], tolerance) for e, a in long):
        yield {"relation": "last-differs"}
    if all(are_equal_tensors(e[:-1], a[1:], tolerance) for e, a in long):
        yield {"relation": "one-place-late"}
    if all(are_equal_tensors(e[1:], a[:-1], tolerance) for e, a in long):
        yield {"relation": "one-place-early"}


def _of_other_shapes(pairs: _Numbers, tolerance: _Tolerance) -> Iterator[_Facts]:
    if all(_are_positions(e, a) for e, a in pairs):
        yield {"relation": "positions-returned"}
    if len({tuple(e.reshape(-1).tolist()) for e, _ in pairs if e.numel() > 1}) < 2:
        return
    for key, place in (("last-only", -1), ("first-only", 0)):
        if all(
            a.numel() == 1
            and e.numel()
            and are_equal_tensors(e.reshape(-1)[place], a.reshape(()), tolerance)
            for e, a in pairs
        ):
            yield {"relation": key}


def _are_positions(expected: torch.Tensor, actual: torch.Tensor) -> bool:
    """Return whether the actual numbers are the places of the ones among zeros and ones."""
    if not bool(((expected == 0) | (expected == 1)).all()):
        return False
    places = expected.nonzero()
    if places.numel() == actual.numel():
        return torch.equal(places.reshape(-1).to(actual.dtype), actual.reshape(-1))
    is_by_row = expected.dim() == actual.dim() == 2 and len(expected) == len(actual)
    if not is_by_row or len(places) != actual.numel():
        return False
    return torch.equal(places[:, 1].to(actual.dtype), actual.sort(dim=1).values.reshape(-1))
