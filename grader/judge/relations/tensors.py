"""Relations between the numbers of a wrong tensor and those of the right one.

The numbers are changed alike, such as by a factor, or stand in another arrangement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import permutations

import torch

Pair = tuple[torch.Tensor, torch.Tensor]
"""Expected and actual numbers at one place of one case, in float64."""

_Same = Callable[[torch.Tensor, torch.Tensor], bool]

_FEWEST = 3
"""Fewest entries that must tell a relation of numbers from an accident."""

_FEWEST_ROUNDED = 12
"""Fewest entries that tell a rounded result from one whose inputs were rounded."""

_MAX_PERMUTED = 4
"""Most dimensions whose orders are tried: 4 have 24."""


def find_tensor_relation(
    pairs: Sequence[Pair], same: _Same, *, is_mask: bool
) -> tuple[str, dict[str, str]] | None:
    """Return the key of the relation that holds for all pairs, with its facts, or None.

    `same` compares numbers within the tolerance. Of masks, only the relations that make sense for
    True and False are tried. A relation that would also hold of right answers is none.
    """
    if not pairs or not all(bool(torch.isfinite(each).all()) for pair in pairs for each in pair):
        return None
    if all(e.shape == a.shape for e, a in pairs):
        if all(same(e, a) for e, a in pairs):
            return None
        tries = _of_masks if is_mask else _of_numbers
        found = next(tries(pairs, same), None)
        if found is not None:
            return found
    arranged = next(_of_arrangement(pairs, same), None)
    if arranged is not None and is_mask and arranged[1].get("amount") in _LOGICAL:
        return arranged[0], {"amount": _LOGICAL[arranged[1]["amount"]]}
    return arranged


# --- the same shape -------------------------------------------------------------------------------


def _of_masks(pairs: Sequence[Pair], same: _Same) -> Iterator[tuple[str, dict[str, str]]]:
    if sum(e.numel() for e, _ in pairs) >= _FEWEST and all(same(1 - e, a) for e, a in pairs):
        yield "mask-inverted", {}


def _of_numbers(pairs: Sequence[Pair], same: _Same) -> Iterator[tuple[str, dict[str, str]]]:
    expected = torch.cat([e.reshape(-1) for e, _ in pairs])
    actual = torch.cat([a.reshape(-1) for _, a in pairs])
    if expected.numel() < _FEWEST or int(torch.unique(expected).numel()) < _FEWEST:
        return
    if same(-expected, actual):
        yield "negated", {}
    if same(expected.abs(), actual):
        yield "sign-lost", {}
    largest = int(expected.abs().argmax())
    factor = float(actual[largest] / expected[largest])
    if abs(factor) > 1e-6 and same(expected * factor, actual):
        yield "scaled", {"amount": f"{factor:.6g}"}
    shift = float(actual[0] - expected[0])
    if same(expected + shift, actual):
        yield "shifted", {"amount": f"{shift:.6g}"}
    if same(expected**2, actual):
        yield "squared", {}
    if bool((expected >= 0).all()) and same(expected.sqrt(), actual):
        yield "rooted", {}
    if bool((expected != 0).all()) and same(1 / expected, actual):
        yield "reciprocal", {}
    if expected.numel() < _FEWEST_ROUNDED:
        return
    for rounded in (expected.round(), expected.floor(), expected.trunc()):
        if same(rounded, actual):
            yield "rounded-numbers", {}


# --- another arrangement, or another count --------------------------------------------------------


def _of_arrangement(pairs: Sequence[Pair], same: _Same) -> Iterator[tuple[str, dict[str, str]]]:
    dims = {e.dim() for e, _ in pairs}
    if len(dims) == 1 and all(e.dim() == a.dim() for e, a in pairs):
        (count,) = dims
        yield from _permuted(pairs, same, count)
        yield from _flipped(pairs, same, count)
        if all(e.shape == a.shape for e, a in pairs):
            yield from _reordered(pairs, same)
        for dim in range(count):
            yield from _cut(pairs, same, dim)
        for dim in range(count):
            yield from _skipped(pairs, same, dim)
    yield from _reduced(pairs, same)


def _holds(
    pairs: Sequence[Pair], same: _Same, change: Callable[[torch.Tensor], torch.Tensor]
) -> bool:
    """Return whether each answer is the changed right one, and the change is seen somewhere."""
    changed = [(change(e), e, a) for e, a in pairs]
    is_seen = any(c.shape != e.shape or not same(c, e) for c, e, _ in changed)
    return is_seen and all(c.shape == a.shape and same(c, a) for c, _, a in changed)


def _permuted(
    pairs: Sequence[Pair], same: _Same, count: int
) -> Iterator[tuple[str, dict[str, str]]]:
    if not 2 <= count <= _MAX_PERMUTED:
        return
    for order in permutations(range(count)):
        if _holds(pairs, same, lambda e, order=order: e.permute(order)):  # type: ignore[misc]
            yield ("transposed" if count == 2 else "permuted"), {}
            return


def _flipped(
    pairs: Sequence[Pair], same: _Same, count: int
) -> Iterator[tuple[str, dict[str, str]]]:
    for dim in range(count):
        if _holds(pairs, same, lambda e, dim=dim: e.flip(dim)):  # type: ignore[misc]
            yield "flipped", {"amount": str(dim)}


def _reordered(pairs: Sequence[Pair], same: _Same) -> Iterator[tuple[str, dict[str, str]]]:
    kinds = max(int(torch.unique(e).numel()) for e, _ in pairs)
    if kinds >= _FEWEST and all(
        same(e.reshape(-1).sort().values, a.reshape(-1).sort().values) for e, a in pairs
    ):
        yield "reordered", {}


def _cut(pairs: Sequence[Pair], same: _Same, dim: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield relations in which the start or the end along one dimension is missing or too much."""
    sizes = [(e.shape[dim], a.shape[dim]) for e, a in pairs]
    others = all(
        e.shape[:dim] + e.shape[dim + 1 :] == a.shape[:dim] + a.shape[dim + 1 :] for e, a in pairs
    )
    if not others or all(e == a for e, a in sizes):
        return
    if sum(e != a and min(e, a) > 0 for e, a in sizes) < (2 if min(map(min, sizes)) == 0 else 1):
        return  # an empty part says nothing
    for key, holds in (
        ("cut-off", all(a <= e for e, a in sizes)),
        ("too-much", all(a >= e for e, a in sizes)),
    ):
        if not holds:
            continue
        for place in ("start", "end"):
            if all(same(*_common(e, a, dim, place)) for e, a in pairs):
                yield key, {"amount": place}


def _skipped(pairs: Sequence[Pair], same: _Same, dim: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the relation in which only every second or third part along a dimension is there."""
    for step in (2, 3):
        parts = [(e.index_select(dim, torch.arange(0, e.shape[dim], step)), a) for e, a in pairs]
        seen = sum(e.shape[dim] > 2 for e, _ in pairs)
        if seen > 1 and all(e.shape == a.shape and same(e, a) for e, a in parts):
            yield "parts-skipped", {"amount": str(step)}


def _common(e: torch.Tensor, a: torch.Tensor, dim: int, place: str) -> Pair:
    """Return the parts that remain of both if the longer one is shortened at `place`."""
    size = min(e.shape[dim], a.shape[dim])

    def part(t: torch.Tensor) -> torch.Tensor:
        return t.narrow(dim, 0 if place == "end" else t.shape[dim] - size, size)

    return part(e), part(a)


_LOGICAL = {"min": "all", "max": "any"}
"""How the reductions of masks are called."""

_REDUCTIONS: tuple[tuple[str, Callable[..., torch.Tensor]], ...] = (
    ("sum", torch.sum),
    ("mean", torch.mean),
    ("max", torch.amax),
    ("min", torch.amin),
    ("argmax", lambda many, dim: _position(torch.argmax, many, dim)),
    ("argmin", lambda many, dim: _position(torch.argmin, many, dim)),
)


def _position(
    find: Callable[..., torch.Tensor], many: torch.Tensor, dim: tuple[int, ...]
) -> torch.Tensor:
    """Return the positions along one dimension, or that of a number in all of them."""
    found = find(many, dim=dim[0]) if len(dim) == 1 else find(many)
    return found.to(many.dtype)


def _reduced(pairs: Sequence[Pair], same: _Same) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield relations in which numbers were reduced that are asked for, or the other way round."""
    if any(each.numel() == 0 for pair in pairs for each in pair):
        pairs = [(e, a) for e, a in pairs if e.numel() and a.numel()]
    informative = sum(max(e.numel(), a.numel()) > 1 for e, a in pairs)
    if informative < 2:
        return
    for key, swap in (("reduced", False), ("not-reduced", True)):
        many_and_few = [(a, e) if swap else (e, a) for e, a in pairs]
        if not all(many.dim() > few.dim() for many, few in many_and_few):
            continue
        dims: list[tuple[int, ...]] = [()]
        dims += [(dim,) for dim in range(min(many.dim() for many, _ in many_and_few))]
        for name, reduction in _REDUCTIONS:
            for dim in dims:
                over = dim or None
                results = (
                    (reduction(many, dim=over if over else tuple(range(many.dim()))), few)
                    for many, few in many_and_few
                )
                if all(found.shape == few.shape and same(found, few) for found, few in results):
                    yield key, {"amount": name}
                    return
