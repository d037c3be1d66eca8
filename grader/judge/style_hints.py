"""Selects the style hints that apply to a submission, given the reference."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence

import torch

from grader.syntax.style_hints import StyleHint, loop_hints

_PYTHON_METHODS = {name for kind in (list, dict, set, str, bytes) for name in dir(kind)}
OUT_OF_PLACE = frozenset(
    name for name in dir(torch.Tensor) if not name.startswith("_") and not name.endswith("_")
) - (_PYTHON_METHODS | {"backward", "register_hook", "retain_grad", "storage"})
"""Tensor methods that have no effect but their return value."""


def applicable_hints(hints: Iterable[StyleHint], reference: str) -> tuple[StyleHint, ...]:
    """Return the hints that apply, given the reference's source code."""
    excluded = _loop_hints(reference)
    return tuple(hint for hint in hints if hint.key not in excluded)


def swapped_parameters(expected: Sequence[str], given: Sequence[str]) -> tuple[StyleHint, ...]:
    """Return the hint on parameters that have the exercise's names in another order."""
    if list(expected) == list(given) or sorted(expected) != sorted(given):
        return ()
    facts = {"expected": ", ".join(expected), "given": ", ".join(given)}
    return (StyleHint("parameters-swapped", facts),)


_loop_hints = functools.lru_cache(maxsize=1000)(loop_hints)
