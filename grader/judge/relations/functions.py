"""Relations in which a function lies between the right numbers and those of a wrong answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import torch

_Pairs = Sequence[tuple[torch.Tensor, torch.Tensor]]
_Same = Callable[[torch.Tensor, torch.Tensor], bool]
_Function = Callable[[torch.Tensor], torch.Tensor]

_FEWEST = 3
"""Fewest different numbers that tell a function from an accident."""

_BY_ELEMENT: Mapping[str, _Function] = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "log2": torch.log2,
    "log1p": torch.log1p,
    "sign": torch.sign,
    "sin": torch.sin,
    "cos": torch.cos,
}
"""Functions that are often one too many. Others have a relation of their own."""

_ALONG_DIMENSION: Mapping[str, Callable[..., torch.Tensor]] = {
    "softmax": torch.softmax,
    "log_softmax": torch.log_softmax,
    "cumsum": torch.cumsum,
    "cumprod": torch.cumprod,
    "argsort": lambda numbers, dim: numbers.argsort(dim).to(numbers.dtype),
}

_LAST: Sequence[_Function] = (
    *(torch.relu, torch.sigmoid, torch.tanh, torch.abs, torch.log1p, torch.expm1),
    lambda numbers: (numbers > 0).to(numbers.dtype),
    lambda numbers: (numbers > 0.5).to(numbers.dtype),
)
"""Functions that are often left out at the end. Others have a relation of their own."""

_MOST_DECIMALS = 4


def relations_by_function(pairs: _Pairs, same: _Same) -> Iterator[dict[str, str]]:
    """Yield the relations that hold for all pairs of right and returned numbers, of equal shapes.

    `same` compares numbers within the tolerance.
    """
    expected, actual = (
        torch.cat([each.reshape(-1) for each in side]) for side in zip(*pairs, strict=True)
    )
    if _count(expected) < _FEWEST:
        return
    for name, function in _BY_ELEMENT.items():
        if _count(actual) >= _FEWEST and same(function(expected), actual):
            yield {"relation": "function-applied", "amount": name}
    if all(e.dim() for e, _ in pairs) and any(e.numel() > 1 for e, _ in pairs):
        for name, along in _ALONG_DIMENSION.items():
            for dim in range(-min(e.dim() for e, _ in pairs), 0):
                changed = [along(e, dim=dim) for e, _ in pairs]
                is_seen = any(not same(c, e) for c, (e, _) in zip(changed, pairs, strict=True))
                is_same = all(same(c, a) for c, (_, a) in zip(changed, pairs, strict=True))
                if is_seen and is_same:
                    yield {"relation": "function-applied", "amount": name}
    if _count(actual) >= _FEWEST and any(same(expected, each(actual)) for each in _LAST):
        yield {"relation": "function-missing"}
    yield from _by_decimals(expected, actual, same)
    yield from _by_case(pairs, same)


def _by_decimals(
    expected: torch.Tensor, actual: torch.Tensor, same: _Same
) -> Iterator[dict[str, str]]:
    for decimals in range(_MOST_DECIMALS + 1):
        rounded = expected.round(decimals=decimals)
        is_changed = int((rounded != expected).sum()) >= _FEWEST and not same(expected, rounded)
        if is_changed and same(rounded, actual):
            yield {"relation": "decimals-rounded", "amount": str(decimals)}


def _by_case(pairs: _Pairs, same: _Same) -> Iterator[dict[str, str]]:
    """Find numbers that are the right ones times a factor, which is another one in some cases."""
    factors = set()
    for e, a in pairs:
        if _count(e) < 2:
            continue
        largest = int(e.abs().argmax())
        factor = float(a.reshape(-1)[largest] / e.reshape(-1)[largest])
        if abs(factor) < 1e-6 or not same(e * factor, a):
            return
        factors.add(float(f"{factor:.3g}"))
    if len(factors - {1.0}) > 1:
        yield {"relation": "scaled-by-case"}


def _count(numbers: torch.Tensor) -> int:
    return int(torch.unique(numbers).numel())
