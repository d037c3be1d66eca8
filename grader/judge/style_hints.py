"""Which hints on style are remarked on: those of the code that do not hold for the reference."""

from __future__ import annotations

import functools
from collections.abc import Iterable

import torch

from grader.syntax.style_hints import LOOP, has_loop

_PYTHON_METHODS = {name for kind in (list, dict, set, str, bytes) for name in dir(kind)}
OUT_OF_PLACE = frozenset(
    name for name in dir(torch.Tensor) if not name.startswith("_") and not name.endswith("_")
) - (_PYTHON_METHODS | {"backward", "register_hook", "retain_grad", "storage"})
"""Tensor methods whose only effect is what they return."""


def remarks(hints: Iterable[str], reference: str) -> tuple[str, ...]:
    """Return the keys of the hints that apply, given the source of the reference."""
    left_out = LOOP if _has_loop(reference) else None
    return tuple(key for key in hints if key != left_out)


_has_loop = functools.lru_cache(maxsize=1000)(has_loop)
