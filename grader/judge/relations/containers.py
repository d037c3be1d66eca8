"""Relations between results that are tuples, lists or dicts: their order, keys and texts."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import permutations
from typing import Any

import torch

from grader.judge.numbers_of_values import is_equal_value

_Pairs = Sequence[tuple[Any, Any]]
_Tolerance = tuple[float, float]

_MOST_PERMUTED = 5
"""Most items whose orders are tried."""


def relations_of_containers(pairs: _Pairs, tolerance: _Tolerance) -> Iterator[dict[str, str]]:
    """Yield the relations that hold for the results of all cases."""
    if not pairs:
        return
    if all(_is_sequence(e) and _is_sequence(a) for e, a in pairs):
        yield from _in_another_order(pairs, tolerance)
    telling = [(e, a) for e, a in pairs if not is_equal_value(e, a, tolerance)]
    if telling and all(_holds_the_same_values(e, a, tolerance) for e, a in telling):
        if all(isinstance(e, dict) and isinstance(a, dict) for e, a in telling):
            yield {"relation": "other-keys"}
        elif all(isinstance(e, dict) for e, _ in telling):
            yield {"relation": "keys-left-out"}
        elif all(isinstance(a, dict) for _, a in telling):
            yield {"relation": "keys-added"}
    yield from _put_together(telling, tolerance)
    yield from _in_another_form(telling, tolerance)
    if differ_in_texts(pairs, tolerance):
        yield {"relation": "other-names"}


def _in_another_form(pairs: _Pairs, tolerance: _Tolerance) -> Iterator[dict[str, str]]:
    """Yield how the items of lists within lists were arranged otherwise."""
    if len(pairs) < _FEWEST_LISTS or not all(_is_sequence(e) and _is_sequence(a) for e, a in pairs):
        return
    nested = [(e, a) for e, a in pairs if e and all(map(_is_sequence, e))]
    if len(nested) == len(pairs) and all(
        is_equal_value([item for part in e for item in part], list(a), tolerance) for e, a in pairs
    ):
        yield {"relation": "items-unpacked"}
    if all(is_zipped(e, a) for e, a in pairs):
        yield {"relation": "items-zipped"}


def is_zipped(expected: Any, actual: Any) -> bool:
    """Return whether an answer has pairs of items, in the place of a pair of all items."""
    if not _is_sequence(expected) or not _is_sequence(actual) or len(expected) < 2:
        return False
    sizes = {len(part) if _is_sequence(part) else _length_of(part) for part in expected}
    if sizes != {len(actual)} or len(actual) == len(expected):
        return False
    return all(_is_sequence(part) and len(part) == len(expected) for part in actual)


def _length_of(value: Any) -> int:
    shape = getattr(value, "shape", ())
    return int(shape[0]) if shape else -1


_REDUCTIONS: Mapping[str, Callable[[list[float]], float]] = {
    "sum": sum,
    "mean": lambda numbers: sum(numbers) / len(numbers),
    "max": max,
    "min": min,
    "len": len,
}


def _put_together(pairs: _Pairs, tolerance: _Tolerance) -> Iterator[dict[str, str]]:
    """Yield how a number was made of the numbers that are asked for, or the other way round."""
    for key, swapped in (("reduced", False), ("not-reduced", True)):
        many_and_one = [(a, e) if swapped else (e, a) for e, a in pairs]
        if sum(_are_numbers(many) and len(many) > 1 for many, _ in many_and_one) < _FEWEST_LISTS:
            continue
        if not all(_are_numbers(many) and many and _is_number(one) for many, one in many_and_one):
            continue
        for name, reduction in _REDUCTIONS.items():
            if all(_is_near(reduction(list(many)), one, tolerance) for many, one in many_and_one):
                yield {"relation": key, "amount": name}


_FEWEST_LISTS = 2


_LARGEST = 1e300
"""The largest number that is calculated with. An integer may be too large for a float."""


def _is_number(value: Any) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and -_LARGEST <= value <= _LARGEST


def _are_numbers(value: Any) -> bool:
    return _is_sequence(value) and all(map(_is_number, value))


def _is_near(one: float, other: float, tolerance: _Tolerance) -> bool:
    relative, absolute = tolerance
    return math.isclose(one, other, rel_tol=relative, abs_tol=absolute)


def _holds_the_same_values(expected: Any, actual: Any, tolerance: _Tolerance) -> bool:
    """Return whether two results, of which one is a dict, hold equal values in the same order."""
    sides = (expected, actual)
    if not all(isinstance(each, dict) or _is_sequence(each) for each in sides):
        return False
    one, other = (list(each.values()) if isinstance(each, dict) else list(each) for each in sides)
    return bool(one) and is_equal_value(one, other, tolerance)


def _is_sequence(value: Any) -> bool:
    return isinstance(value, list | tuple) and not isinstance(value, torch.Size)


def _in_another_order(pairs: _Pairs, tolerance: _Tolerance) -> Iterator[dict[str, str]]:
    lengths = {len(each) for pair in pairs for each in pair}
    if len(lengths) != 1 or not 3 <= max(lengths) <= _MOST_PERMUTED:
        return
    telling = [(e, a) for e, a in pairs if not is_equal_value(e, a, tolerance)]
    for order in permutations(range(max(lengths))):
        arranged = ((type(a)(a[place] for place in order), e) for e, a in telling)
        if telling and all(is_equal_value(e, a, tolerance) for a, e in arranged):
            yield {"relation": "items-swapped", "amount": "other"}
            return


def differ_in_texts(pairs: _Pairs, tolerance: _Tolerance) -> bool:
    """Return whether the results differ in texts alone, and have something else in them."""
    texts: set[tuple[str, str]] = set()
    others = 0
    for e, a in pairs:
        remaining = [(e, a)]
        while remaining:
            one, other = remaining.pop()
            if isinstance(one, str) and isinstance(other, str):
                texts.add((one, other))
            elif _is_sequence(one) and _is_sequence(other) and len(one) == len(other):
                remaining += zip(one, other, strict=True)
            elif is_equal_value(one, other, tolerance):
                others += 1
            else:
                return False
    return others > 0 and any(one != other for one, other in texts)
