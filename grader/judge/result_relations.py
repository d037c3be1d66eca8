"""Finds how a wrong result is related to the right one, such as "each number has the other sign".

A relation is named only if it holds for every case of an exam, so what is said about it is true
whatever the code is. It is looked for in wrong answers only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from grader.judge.comparison import TOLERANCES, is_close, is_same_type
from grader.judge.numbers_of_values import numbers_of
from grader.judge.records import Exam, Observation
from grader.probe import ArrayRecord, TensorRecord
from grader.protocol import ProblemKind

FEWEST_NUMBERS = 3
"""Fewest different numbers that a relation between numbers has to hold for."""

_Tolerance = tuple[float, float]
_Check = Callable[[torch.Tensor, torch.Tensor, _Tolerance], bool]
"""Whether a relation holds between expected and actual numbers, which have the same shape."""


@dataclass(frozen=True, slots=True)
class Relation:
    """How all results of a wrong answer are related to those of the reference."""

    key: str  # of GENERAL_MISTAKES
    facts: Mapping[str, str]


def find_relation(exam: Exam, answer: Sequence[Observation], kind: ProblemKind) -> Relation | None:
    """Return the relation that holds for every case, or None. The answer is not trusted.

    With a problem of another type or dtype, only relations are named that explain it as well.
    """
    pairs = results_of_all_cases(exam, answer)
    if pairs is None or kind not in _KEYS_OF_KIND:
        return None
    tolerance = exam.expectations.tolerance or TOLERANCES[torch.float32]
    found = _between_containers(pairs, tolerance)
    if found is None:
        found = _returned_argument(exam, answer) or _between_numbers(pairs, tolerance)
    if found is not None and found.key in _OF_ONE_CALL and any(each.steps for each in exam.cases):
        return None
    keys = _KEYS_OF_KIND[kind]
    return found if found is not None and (not keys or found.key in keys) else None


_CUT = frozenset({"end-missing", "beginning-missing", "end-too-long", "beginning-too-long"})
_OF_ONE_CALL = frozenset(
    {"first-differs", "last-differs", "one-place-early", "one-place-late", "other-places"}
)
"""Relations whose sentence speaks of the result of a call, and not of what several steps return."""

_KEYS_OF_KIND: Mapping[ProblemKind, frozenset[str]] = {
    ProblemKind.TYPE: _CUT | {"items-swapped", "argument-returned", "stacked", "not-stacked"},
    ProblemKind.DTYPE: frozenset({"items-swapped", "argument-returned", "positions-returned"}),
    ProblemKind.SHAPE: frozenset(),
    ProblemKind.VALUE: frozenset(),
}
"""The relations that may be named, by the kind of the problem; an empty set allows all."""

_Pairs = list[tuple[Any, Any]]


def results_of_all_cases(exam: Exam, answer: Sequence[Observation]) -> _Pairs | None:
    """Return (expected, actual) of all calls. Cases that have to raise, and do, have none."""
    pairs: _Pairs = []
    for expected, actual in zip(exam.expected, answer, strict=True):
        if (expected.raised is None) != (actual.raised is None):
            return None
        if expected.raised is None:
            if len(expected.returned) != len(actual.returned):
                return None
            pairs += zip(expected.returned, actual.returned, strict=True)
    return pairs


def _returned_argument(exam: Exam, answer: Sequence[Observation]) -> Relation | None:
    """Return the relation of an answer that is always the same argument, unchanged."""
    if exam.conversation or any(each.raised for each in answer):
        return None
    for number, name in enumerate(exam.parameters):
        given = [values[number] for values in exam.inputs if number < len(values)]
        if len(given) != len(answer) or not all(
            isinstance(each, TensorRecord | ArrayRecord) for each in given
        ):
            continue
        if all(map(_is_same, given, (each.value for each in answer))):
            return Relation("argument-returned", {"parameter": name})
    return None


def _is_same(one: Any, other: Any) -> bool:
    return (
        type(one) is type(other)
        and one.shape == other.shape
        and one.dtype == other.dtype
        and one.entries == other.entries
    )


def _between_containers(pairs: _Pairs, tolerance: _Tolerance) -> Relation | None:
    """Return the relation between tuples or lists of results."""
    if not pairs:
        return None
    if all(_is_container(e) and isinstance(a, TensorRecord) for e, a in pairs):
        is_stack = all(_is_stack(a, e, tolerance) for e, a in pairs)
        return Relation("stacked", {}) if is_stack else None
    if all(isinstance(e, TensorRecord) and _is_container(a) for e, a in pairs):
        is_stack = all(_is_stack(e, a, tolerance) for e, a in pairs)
        return Relation("not-stacked", {}) if is_stack else None
    if not all(_is_container(each) for pair in pairs for each in pair):
        return None
    if all(len(e) == len(a) for e, a in pairs):
        telling = [(e, a) for e, a in pairs if not _are_items_equal(e, a, tolerance)]
        if telling and all(_are_items_equal(e, a[::-1], tolerance) for e, a in telling):
            two = all(len(e) == 2 for e, _ in pairs)
            return Relation("items-swapped", {"how": "two" if two else "more"})
        return None
    for key, holds in _CUT_ITEMS.items():
        if all(holds(e, a, tolerance) for e, a in pairs):
            return Relation(key, {"how": "items"})
    return None


def _is_container(value: Any) -> bool:
    return isinstance(value, list | tuple) and not isinstance(value, torch.Size)


def _is_stack(tensor: TensorRecord, items: Any, tolerance: _Tolerance) -> bool:
    """Return whether a tensor holds the numbers of several tensors, one after another."""
    if len(items) < 2 or not all(isinstance(each, TensorRecord) for each in items):
        return False
    one, other = numbers_of(tensor), numbers_of(items)
    return one is not None and other is not None and _close(other, one, tolerance)


def _are_items_equal(expected: Any, actual: Any, tolerance: _Tolerance) -> bool:
    return len(expected) == len(actual) and all(
        is_equal_value(e, a, tolerance) for e, a in zip(expected, actual, strict=True)
    )


_CUT_ITEMS: Mapping[str, Callable[[Any, Any, _Tolerance], bool]] = {
    "end-missing": lambda e, a, t: len(a) <= len(e) and _are_items_equal(e[: len(a)], a, t),
    "beginning-missing": lambda e, a, t: (
        len(a) <= len(e) and _are_items_equal(e[len(e) - len(a) :], a, t)
    ),
    "end-too-long": lambda e, a, t: len(e) <= len(a) and _are_items_equal(e, a[: len(e)], t),
    "beginning-too-long": lambda e, a, t: (
        len(e) <= len(a) and _are_items_equal(e, a[len(a) - len(e) :], t)
    ),
}


def is_equal_value(expected: Any, actual: Any, tolerance: _Tolerance | None) -> bool:
    """Return whether two values are equal in type, form and numbers."""
    if isinstance(expected, TensorRecord | ArrayRecord):
        has_form = (
            type(actual) is type(expected)
            and actual.shape == expected.shape
            and actual.dtype == expected.dtype
            and expected.data is not None
            and actual.data is not None
        )
        return has_form and is_close(expected, actual, tolerance)
    if isinstance(expected, dict):
        return (
            isinstance(actual, dict)
            and expected.keys() == actual.keys()
            and all(is_equal_value(each, actual[key], tolerance) for key, each in expected.items())
        )
    if isinstance(expected, list | tuple):
        return isinstance(actual, list | tuple) and (
            len(expected) == len(actual)
            and all(is_equal_value(e, a, tolerance) for e, a in zip(expected, actual, strict=True))
        )
    return is_same_type(expected, actual) and is_close(expected, actual, tolerance)


def _between_numbers(pairs: _Pairs, tolerance: _Tolerance) -> Relation | None:
    numbers = []
    for pair in pairs:
        one, other = map(numbers_of, pair)
        if one is None or other is None:
            return None
        numbers.append((one, other))
    if not numbers or all(_close(e, a, tolerance) for e, a in numbers):
        return None
    if all(e.shape == a.shape for e, a in numbers):
        return _of_equal_shapes(numbers, tolerance)
    return _of_other_shapes(numbers, tolerance)


_Numbers = Sequence[tuple[torch.Tensor, torch.Tensor]]


def _of_equal_shapes(pairs: _Numbers, tolerance: _Tolerance) -> Relation | None:
    expected = torch.cat([e.reshape(-1) for e, _ in pairs])
    actual = torch.cat([a.reshape(-1) for _, a in pairs])
    if _are_truths(expected):
        if _close(1 - expected, actual, tolerance):
            return Relation("inverted", {"how": "truths"})
    elif expected.unique().numel() >= FEWEST_NUMBERS:
        for key, holds in _ELEMENTWISE.items():
            if holds(expected, actual, tolerance):
                return Relation(key, {})
        amount = _factor(expected, actual, tolerance)
        if amount is not None:
            return Relation("constant-factor", {"amount": amount})
        amount = _offset(expected, actual, tolerance)
        if amount is not None:
            return Relation("constant-offset", {"amount": amount})
    for key, how, moved in _ARRANGEMENTS:
        if all(_close(moved(e), a, tolerance) for e, a in pairs):
            return Relation(key, {"how": how})
    return next(_of_places(pairs, tolerance), None)


def _are_truths(numbers: torch.Tensor) -> bool:
    return bool(((numbers == 0) | (numbers == 1)).all()) and numbers.unique().numel() == 2


_ELEMENTWISE: Mapping[str, _Check] = {
    "sign-flipped": lambda e, a, t: _close(-e, a, t),
    "absolute-value": lambda e, a, t: _close(e.abs(), a, t),
    "negatives-cut": lambda e, a, t: _close(e.clamp(min=0), a, t),
    "complement": lambda e, a, t: _close(1 - e, a, t),
    "squared": lambda e, a, t: _close(e**2, a, t),
    "rooted": lambda e, a, t: bool((e >= 0).all()) and _close(e**0.5, a, t),
    "logarithm": lambda e, a, t: bool((e >= 0).all()) and _close(e.log(), a, t),
    "exponential": lambda e, a, t: _close(e.exp(), a, t),
    "reciprocal": lambda e, a, t: bool((e != 0).all()) and _close(1 / e, a, t),
    "fraction-lost": lambda e, a, t: (
        a.unique().numel() >= 2
        and any(_close(each, a, t) for each in (e.floor(), e.trunc(), e.round()))
    ),
}


def _factor(expected: torch.Tensor, actual: torch.Tensor, tolerance: _Tolerance) -> str | None:
    """Return the number by which all are too large, or None."""
    finite = expected.isfinite() & actual.isfinite() & (expected != 0)
    if expected[finite].unique().numel() < FEWEST_NUMBERS:
        return None
    factor = (actual[finite] / expected[finite]).median()
    if factor == 0 or not _close(expected * factor, actual, tolerance):
        return None
    return f"{factor.item():.4g}"


def _offset(expected: torch.Tensor, actual: torch.Tensor, tolerance: _Tolerance) -> str | None:
    finite = expected.isfinite() & actual.isfinite()
    if expected[finite].unique().numel() < FEWEST_NUMBERS:
        return None
    offset = (actual[finite] - expected[finite]).median()
    if offset == 0 or not _close(expected + offset, actual, tolerance):
        return None
    return f"{offset.item():+.4g}"


def _transpose(numbers: torch.Tensor) -> torch.Tensor:
    return numbers.mT if numbers.dim() >= 2 else numbers


_ARRANGEMENTS: Sequence[tuple[str, str, Callable[[torch.Tensor], torch.Tensor]]] = (
    ("transposed", "square", _transpose),
    ("reversed", "first", lambda each: each.flip(0) if each.dim() else each),
    ("reversed", "last", lambda each: each.flip(-1) if each.dim() else each),
)
"""(key, fact, how the numbers are arranged), for results of the right shape."""


def _of_places(pairs: _Numbers, tolerance: _Tolerance) -> Iterator[Relation]:
    """Yield relations in which most of the numbers are right, or all are, at other places."""
    if not all(e.dim() for e, _ in pairs):
        return  # single numbers have no places
    long = [(e, a) for e, a in pairs if len(e) > 1]
    short = [(e, a) for e, a in pairs if len(e) <= 1]
    if len(long) > 1 and any(len(e) > FEWEST_NUMBERS for e, _ in long):
        if all(_close(e[1:], a[1:], tolerance) for e, a in long):
            yield Relation("first-differs", {})
        if all(_close(e[:-1], a[:-1], tolerance) for e, a in long + short):
            yield Relation("last-differs", {})
        if all(_close(e[:-1], a[1:], tolerance) for e, a in long):
            yield Relation("one-place-late", {})
        if all(_close(e[1:], a[:-1], tolerance) for e, a in long):
            yield Relation("one-place-early", {})
    expected = torch.cat([e.reshape(-1) for e, _ in pairs])
    if expected.unique().numel() >= FEWEST_NUMBERS and all(
        _close(e.reshape(-1).sort().values, a.reshape(-1).sort().values, tolerance)
        for e, a in pairs
    ):
        yield Relation("other-places", {})


def _of_other_shapes(pairs: _Numbers, tolerance: _Tolerance) -> Relation | None:
    if all(e.dim() >= 2 and _close(e.mT, a, tolerance) for e, a in pairs):
        return Relation("transposed", {"how": "shape"})
    if all(_are_positions(e, a) for e, a in pairs):
        return Relation("positions-returned", {})
    many = [(e, a) for e, a in pairs if e.numel() > 1 or a.numel() > 1]
    if len({tuple(e.reshape(-1).tolist()) for e, _ in many}) < 2:
        return None
    for how, reduced in _REDUCTIONS.items():
        if all(
            a.numel() == 1 and e.numel() and _close(reduced(e, None), a, tolerance)
            for e, a in pairs
        ):
            return Relation("reduced-too-far", {"how": how})
    for how in ("mean", "sum"):
        reduced = _REDUCTIONS[how]
        if any(
            all(_is_reduction(e, a, dim, reduced, tolerance) for e, a in pairs)
            for dim in (None, 0, 1, -1)
        ):
            return Relation("not-reduced", {"how": how})
    for key, holds in _CUT_NUMBERS.items():
        if all(_fits_behind(e, a) and holds(e, a, tolerance) for e, a in pairs):
            return Relation(key, {"how": "numbers"})
    return None


_Reduction = Callable[[torch.Tensor, int | None], torch.Tensor]

_REDUCTIONS: Mapping[str, _Reduction] = {
    "mean": lambda each, dim: each.mean() if dim is None else each.mean(dim),
    "sum": lambda each, dim: each.sum() if dim is None else each.sum(dim),
    "last": lambda each, _: each.reshape(-1)[-1],
    "first": lambda each, _: each.reshape(-1)[0],
    "largest": lambda each, _: each.max(),
    "smallest": lambda each, _: each.min(),
}


def _is_reduction(
    expected: torch.Tensor,
    actual: torch.Tensor,
    dim: int | None,
    reduced: _Reduction,
    tolerance: _Tolerance,
) -> bool:
    """Return whether the expected numbers are what remains of the actual ones."""
    if actual.dim() <= expected.dim() or not actual.numel():
        return False
    if dim is None:
        return expected.numel() == 1 and _close(
            expected.reshape(()), reduced(actual, None), tolerance
        )
    fits = -actual.dim() <= dim < actual.dim()
    return fits and _close(expected, reduced(actual, dim), tolerance)


def _are_positions(expected: torch.Tensor, actual: torch.Tensor) -> bool:
    """Return whether the actual numbers are the places of the ones among zeros and ones."""
    if not bool(((expected == 0) | (expected == 1)).all()):
        return False
    places = expected.nonzero()
    return places.numel() == actual.numel() and torch.equal(
        places.reshape(-1).to(actual.dtype), actual.reshape(-1)
    )


def _fits_behind(expected: torch.Tensor, actual: torch.Tensor) -> bool:
    """Return whether two results have dimensions, and the same sizes but for the first one."""
    return expected.dim() == actual.dim() > 0 and expected.shape[1:] == actual.shape[1:]


_CUT_NUMBERS: Mapping[str, _Check] = {
    "end-missing": lambda e, a, t: len(a) <= len(e) and _close(e[: len(a)], a, t),
    "beginning-missing": lambda e, a, t: len(a) <= len(e) and _close(e[len(e) - len(a) :], a, t),
    "end-too-long": lambda e, a, t: len(e) <= len(a) and _close(e, a[: len(e)], t),
    "beginning-too-long": lambda e, a, t: len(e) <= len(a) and _close(e, a[len(a) - len(e) :], t),
}


def _close(expected: torch.Tensor, actual: torch.Tensor, tolerance: _Tolerance) -> bool:
    relative, absolute = tolerance
    return expected.shape == actual.shape and torch.allclose(
        actual, expected, rtol=relative, atol=absolute, equal_nan=True
    )
