"""Relations between results that are tuples, lists or dicts: their order, keys and texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    if differ_in_texts(pairs, tolerance):
        yield {"relation": "other-names"}


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
