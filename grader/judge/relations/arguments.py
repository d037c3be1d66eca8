"""Relations between wrong results, the right ones, and an argument of the function."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import torch

from grader.judge.comparison import is_same_type
from grader.judge.numbers_of_values import MAX_ENTRIES, are_equal_tensors, numbers_of
from grader.judge.records import Exam, Observation

_Facts = dict[str, str]
_Tolerance = tuple[float, float]
_Case = tuple[torch.Tensor, torch.Tensor, torch.Tensor]
"""The right numbers of a case, those of the answer, and those of the argument."""
_Change = Callable[[torch.Tensor, torch.Tensor], torch.Tensor | None]
_Same = Callable[[torch.Tensor, torch.Tensor], bool]

_FEWEST_CASES = 2
_FEWEST_ENTRIES = 4
"""Fewest cases, and entries in them, in which a relation has to show."""


def relations_to_arguments(
    exam: Exam, answer: Sequence[Observation], tolerance: _Tolerance
) -> Iterator[_Facts]:
    """Yield how the results follow from the right ones and one of the arguments, in all cases."""
    observed = [(e, a) for e, a in zip(exam.expected, answer, strict=True)]
    if exam.conversation or any(e.raised or a.raised for e, a in observed):
        return

    def same(one: torch.Tensor, other: torch.Tensor) -> bool:
        return are_equal_tensors(one, other, tolerance)

    results = [(numbers_of(e.value), numbers_of(a.value)) for e, a in observed]
    for place, name in enumerate(exam.parameters):
        given = [values[place] for values in exam.inputs if place < len(values)]
        if len(given) < len(answer):
            continue
        if _are_returned(given, [each.value for each in answer]):
            yield {"relation": "argument-returned", "amount": name}
        triples = zip(results, map(numbers_of, given), strict=True)
        cases = [
            (e, a, g) for (e, a), g in triples if e is not None and a is not None and g is not None
        ]
        if len(cases) == len(results):
            yield from _of_one(name, cases, same)


def _are_returned(given: Sequence[Any], returned: Sequence[Any]) -> bool:
    """Return whether numbers or texts are the argument itself. Tensors are compared elsewhere."""
    return (
        all(isinstance(each, int | float | str) for each in given)
        and len(set(map(repr, given))) >= _FEWEST_CASES
        and all(is_same_type(g, r) and g == r for g, r in zip(given, returned, strict=True))
    )


def _of_one(name: str, cases: Sequence[_Case], same: _Same) -> Iterator[_Facts]:
    for text, change in _CHANGES.items():
        if _holds([(change(e, g), e, a) for e, a, g in cases], same):
            yield {"relation": "argument-applied", "amount": text.format(name)}
    if _holds([(_picked(g, e), e, a) for e, a, g in cases], same):
        yield {"relation": "values-for-positions", "amount": name}
    if _holds([(_picked(g, a), a, e) for e, a, g in cases], same):
        yield {"relation": "positions-not-used", "amount": name}


def _holds(
    cases: Sequence[tuple[torch.Tensor | None, torch.Tensor, torch.Tensor]], same: _Same
) -> bool:
    """Return whether each answer is the changed right one, and the change is seen often enough.

    A case is the changed value, the value before, and what it has to be.
    """
    seen = entries = 0
    for changed, before, wanted in cases:
        if changed is None or not same(changed, wanted):
            return False
        if not same(changed, before):
            seen += 1
            entries += before.numel()
    return seen >= _FEWEST_CASES and entries >= _FEWEST_ENTRIES


def _by_element(operation: Callable[..., torch.Tensor], *, is_swapped: bool = False) -> _Change:
    def change(right: torch.Tensor, argument: torch.Tensor) -> torch.Tensor | None:
        try:
            argument = argument.expand(right.shape)
        except RuntimeError:
            return None
        return operation(argument, right) if is_swapped else operation(right, argument)

    return change


def _by_size(operation: Callable[..., torch.Tensor], dim: int) -> _Change:
    def change(right: torch.Tensor, argument: torch.Tensor) -> torch.Tensor | None:
        return operation(right, argument.shape[dim]) if argument.dim() > dim else None

    return change


def _dot(right: torch.Tensor, argument: torch.Tensor) -> torch.Tensor | None:
    is_vector = right.dim() == 1 and right.shape == argument.shape
    return right @ argument if is_vector else None


_CHANGES: Mapping[str, _Change] = {
    "+ {}": _by_element(torch.add),
    "- {}": _by_element(torch.sub),
    "* {}": _by_element(torch.mul),
    "/ {}": _by_element(torch.div),
    "{} - …": _by_element(torch.sub, is_swapped=True),
    "{} / …": _by_element(torch.div, is_swapped=True),
    "@ {}": _dot,
    "* len({})": _by_size(torch.mul, 0),
    "/ len({})": _by_size(torch.div, 0),
    "* {}.shape[1]": _by_size(torch.mul, 1),
    "/ {}.shape[1]": _by_size(torch.div, 1),
}
"""What may be done with a right result and an argument, by the words for it."""


def _picked(argument: torch.Tensor, positions: torch.Tensor) -> torch.Tensor | None:
    """Return the values of the argument at the positions, or that of each row at its own position.

    Return None if the numbers are not positions in the argument.
    """
    if not argument.dim() or not positions.dim() or not positions.numel():
        return None
    if positions.numel() * argument.numel() > MAX_ENTRIES * len(argument):
        return None  # an answer may ask for whole rows, again and again
    if not bool(positions.isfinite().all()) or not torch.equal(positions, positions.round()):
        return None
    index = positions.long()
    by_row = argument.dim() == 2 and positions.dim() == 1 and len(positions) == len(argument)
    size = argument.shape[1] if by_row else len(argument)
    if int(index.min()) < 0 or int(index.max()) >= size:
        return None
    return argument[torch.arange(len(argument)), index] if by_row else argument[index]
