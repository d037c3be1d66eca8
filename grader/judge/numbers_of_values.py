"""Reads the numbers of observed values, whatever their types, so that they can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from grader.judge.comparison import TOLERANCES, is_close, is_same_type
from grader.probe import ArrayRecord, TensorRecord

MAX_ENTRIES = 10_000
"""Most entries of values whose types differ that are compared."""


def numbers_of(value: Any) -> torch.Tensor | None:
    """Return the numbers of a value in float64; None if it has others, or too many."""
    if isinstance(value, TensorRecord | ArrayRecord):
        if value.entries is None or torch.Size(value.shape).numel() > MAX_ENTRIES:
            return None
        value = value.data
    elif isinstance(value, list | tuple):
        if _count(value, MAX_ENTRIES) > MAX_ENTRIES:
            return None
    elif not isinstance(value, bool | int | float):
        return None
    try:
        found = torch.as_tensor(value)
        return None if found.is_complex() else found.to(torch.float64)
    except (TypeError, ValueError, RuntimeError, OverflowError):
        return None  # texts, rows of different lengths


def joined_numbers(values: Sequence[Any]) -> torch.Tensor | None:
    """Return the numbers of several values as one tensor, or None if their shapes differ."""
    found = [numbers_of(each) for each in values]
    known = [each for each in found if each is not None]
    if len(known) < len(found) or len({each.shape for each in known}) > 1:
        return None
    return torch.stack(known)


def _count(values: Sequence[Any], limit: int) -> int:
    """Return the number of items in nested lists, or more than `limit` if there are more."""
    count, remaining = 0, [values]
    while remaining and count <= limit:
        for each in remaining.pop():
            count += 1
            if isinstance(each, list | tuple):
                remaining.append(each)
    return count


def is_equal_value(expected: Any, actual: Any, tolerance: tuple[float, float] | None) -> bool:
    """Return whether two values are equal in type, form and numbers."""
    if isinstance(expected, TensorRecord | ArrayRecord):
        has_form = (
            type(actual) is type(expected)
            and actual.shape == expected.shape
            and actual.dtype == expected.dtype
            and expected.entries is not None
            and actual.entries is not None
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


def is_some_of(expected: Any, actual: Any, tolerance: tuple[float, float] | None) -> bool:
    """Return whether an answer is one item of the expected ones, or some of them in their order."""
    if not isinstance(expected, list | tuple):
        return False
    items = list(actual) if isinstance(actual, list | tuple) else [actual]
    if not 0 < len(items) < len(expected):
        return False
    remaining = iter(expected)
    return all(any(is_equal_value(e, item, tolerance) for e in remaining) for item in items)


def are_close(
    one: torch.Tensor, other: torch.Tensor, tolerance: tuple[float, float] | None
) -> bool:
    """Return whether two tensors hold the same numbers in the same order, whatever their shapes."""
    relative, absolute = tolerance or TOLERANCES[torch.float32]
    one, other = one.reshape(-1), other.reshape(-1)
    return torch.allclose(other, one, rtol=relative, atol=absolute, equal_nan=True)


def are_equal_tensors(
    expected: torch.Tensor, actual: torch.Tensor, tolerance: tuple[float, float] | None
) -> bool:
    """Return whether two tensors have the same shape and hold the same numbers."""
    return expected.shape == actual.shape and are_close(expected, actual, tolerance)
