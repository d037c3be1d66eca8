"""Compares two observed values: types, entries, and tolerances."""

from __future__ import annotations

import cmath
import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import torch

from grader.probe import ArrayRecord, Opaque, Oversized, TensorRecord


def is_same_type(expected: Any, actual: Any) -> bool:
    """Return whether a value has the expected type.

    Numbers are accepted generously: an integer for a float, a numpy number for a Python one.
    """
    if isinstance(expected, bool):
        return isinstance(actual, bool) or _scalar_kind(actual) == "b"
    if isinstance(expected, int):
        return (isinstance(actual, int) and not isinstance(actual, bool)) or _scalar_kind(
            actual
        ) in "iu"
    if isinstance(expected, float):
        number = isinstance(actual, int | float) and not isinstance(actual, bool)
        return number or _scalar_kind(actual) in "iuf"
    if isinstance(expected, ArrayRecord) and expected.scalar:
        number = isinstance(actual, int | float | complex)
        return number or (isinstance(actual, ArrayRecord) and actual.scalar)
    if isinstance(expected, ArrayRecord):
        return isinstance(actual, ArrayRecord) and not actual.scalar
    return type(expected) is type(actual)


def _scalar_kind(value: Any) -> str:
    """Return numpy's letter for the kind of a numpy number, and "none" for other values."""
    return value.dtype.kind if isinstance(value, ArrayRecord) and value.scalar else "none"


_TYPE_NAMES: tuple[tuple[type, str], ...] = (
    (TensorRecord, "torch.Tensor"),
    (torch.Size, "torch.Size"),
    (torch.dtype, "torch.dtype"),
    (torch.device, "torch.device"),
)


def type_name(value: Any) -> str:
    """Return a value's type as a learner would write it."""
    if value is None:
        return "None"
    if isinstance(value, ArrayRecord):
        return f"numpy.{value.dtype}" if value.scalar else "numpy.ndarray"
    for kind, name in _TYPE_NAMES:
        if isinstance(value, kind):
            return name
    return value.type if isinstance(value, Opaque | Oversized) else type(value).__name__


def is_single_value(value: Any) -> bool:
    """Return whether a value is a number or another single value, or holds exactly one number.

    Such a value is shown even where inputs are hidden: they are new for every submission.
    """
    if isinstance(value, TensorRecord | ArrayRecord):
        return value.entries is not None and all(size == 1 for size in value.shape)
    return isinstance(value, bool | int | float | complex | str | torch.device | torch.dtype | None)


def format_key(key: Any) -> str:
    """Return a dict's key as a learner would write it, or the name of its type."""
    return repr(key) if _is_plain(key) else type_name(key)


def _is_plain(value: Any) -> bool:
    if isinstance(value, tuple):
        return all(map(_is_plain, value))
    return isinstance(value, bool | int | float | complex | str | None)


def is_same_device(one: object, other: object) -> bool:
    """Return whether both name the same device: "cuda" is "cuda:0"."""
    if one == other:  # in nearly every case
        return True
    a, b = torch.device(str(one)), torch.device(str(other))
    return a.type == b.type and (a.index or 0) == (b.index or 0)


def dtype_name(dtype: object) -> str:
    """Return the name of a dtype of torch or numpy without its module: "float32"."""
    return str(dtype).removeprefix("torch.")


def as_tensor(data: Any) -> torch.Tensor:
    """Return the entries of an observed tensor or array as a tensor.

    numpy's long double, for which torch has no dtype, is rounded to float64.
    """
    if isinstance(data, np.ndarray) and data.dtype == np.longdouble:
        with np.errstate(over="ignore"):
            data = data.astype(np.float64)
    return torch.as_tensor(data)


def single_number(data: Any) -> Any:
    """Return the only entry of an observed tensor or array as a Python number."""
    number = data.item()  # of a long double, this returns a numpy number
    return float(number) if isinstance(number, np.longdouble) else number


def is_array(value: Any) -> bool:
    """Return whether a value is a tensor or an array, not a numpy number."""
    return isinstance(value, TensorRecord) or (isinstance(value, ArrayRecord) and not value.scalar)


def is_identical(one: Any, other: Any) -> bool:
    """Return whether two values are equal bit by bit, so that NaN equals itself."""
    if isinstance(one, TensorRecord | ArrayRecord):
        if type(one) is not type(other) or one.shape != other.shape or one.dtype != other.dtype:
            return False
        return one.entries == other.entries
    if isinstance(one, list | tuple):
        has_same_size = isinstance(other, list | tuple) and len(one) == len(other)
        return has_same_size and all(is_identical(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, dict):
        has_same_size = isinstance(other, dict) and one.keys() == other.keys()
        return has_same_size and all(is_identical(each, other[key]) for key, each in one.items())
    if isinstance(one, float) and math.isnan(one):
        return isinstance(other, float) and math.isnan(other)
    return type(one) is type(other) and bool(one == other)


def is_close(expected: Any, actual: Any, tolerance: tuple[float, float] | None) -> bool:
    """Return whether two values of the same type, dtype and shape are equal within the tolerance.

    `tolerance` is (relative, absolute); None takes that of TOLERANCES. Integers compare exactly.
    """
    if is_array(expected):
        if expected.entries is None or actual.entries is None:
            # A tensor on meta or a large one has no entries; only the shape can be compared.
            return expected.entries is actual.entries and expected.shape == actual.shape
        if expected.entries == actual.entries and is_identical(expected, actual):
            return True  # a shortcut: most correct answers are identical
        near = close_mask(expected, actual, tolerance)
        return near is not None and bool(near.all())
    if isinstance(expected, torch.device):
        return is_same_device(expected, actual)
    if isinstance(expected, int | float | complex | ArrayRecord) and not isinstance(expected, bool):
        relative, absolute = tolerance or TOLERANCES[torch.float32]
        if isinstance(expected, int):
            relative = absolute = 0.0
        return is_close_number(_number(expected), _number(actual), relative, absolute)
    if isinstance(expected, bool):
        return expected == bool(_number(actual))
    return bool(expected == actual)


def is_close_number(expected: Any, actual: Any, relative: float, absolute: float) -> bool:
    """Return whether |actual - expected| <= absolute + relative·|expected|; NaN is close to NaN.

    The formula is that of torch.isclose: https://docs.pytorch.org/docs/stable/generated/torch.isclose.html
    """
    if expected == actual:
        return True  # also equal infinities, and integers beyond the range of a float
    try:
        if cmath.isnan(expected) or cmath.isnan(actual):
            return cmath.isnan(expected) and cmath.isnan(actual)
        distance = abs(actual - expected)
        return math.isfinite(distance) and distance <= absolute + relative * abs(expected)
    except OverflowError:
        return False


def _number(value: Any) -> Any:
    if isinstance(value, ArrayRecord) and value.entries is not None:
        return single_number(value.data)
    return value


TOLERANCES: Mapping[torch.dtype, tuple[float, float]] = {
    torch.float16: (1e-3, 1e-5),
    torch.bfloat16: (1.6e-2, 1e-5),
    torch.float32: (1.3e-6, 1e-5),
    torch.float64: (1e-7, 1e-7),
    torch.complex64: (1.3e-6, 1e-5),
    torch.complex128: (1e-7, 1e-7),
}
"""(relative, absolute) by dtype: the defaults of torch.testing.assert_close. Integers are exact.
A Python float has the tolerance of float32, because it usually results from a float32 tensor.
https://docs.pytorch.org/docs/stable/testing.html"""


def close_mask(
    expected: TensorRecord | ArrayRecord,
    actual: TensorRecord | ArrayRecord,
    tolerance: tuple[float, float] | None,
) -> torch.Tensor | None:
    """Return a bool tensor of their shape that says which entries are close. NaN is close to NaN.

    Return None if either has no entries, or their shapes or dtypes differ. `tolerance` is
    (relative, absolute), for floating and complex dtypes; None takes that of TOLERANCES.
    """
    if expected.entries is None or actual.entries is None:
        return None
    if expected.shape != actual.shape or expected.dtype != actual.dtype:
        return None
    a, b = as_tensor(expected.data), as_tensor(actual.data)
    relative, absolute = TOLERANCES.get(a.dtype, (0.0, 0.0))
    if tolerance is not None and (a.dtype.is_floating_point or a.dtype.is_complex):
        relative, absolute = tolerance
    if a.dtype not in TOLERANCES:
        # torch cannot compare some dtypes, such as uint16 and float8, without converting them.
        wider = torch.float64 if a.dtype.is_floating_point else torch.int64
        a, b = a.to(wider), b.to(wider)
    return torch.isclose(b, a, rtol=relative, atol=absolute, equal_nan=True)


def have_same_containers(expected: Any, actual: Any) -> bool:
    """Return whether `walk_pairs` can walk two values: their lists, tuples and dicts are alike."""
    if isinstance(expected, list | tuple):
        return (
            isinstance(actual, list | tuple)
            and len(expected) == len(actual)
            and all(map(have_same_containers, expected, actual))
        )
    if isinstance(expected, dict):
        return (
            isinstance(actual, dict)
            and expected.keys() <= actual.keys()
            and all(have_same_containers(each, actual[key]) for key, each in expected.items())
        )
    return not isinstance(actual, list | tuple | dict)


def walk_pairs(expected: Any, actual: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Yield (path, expected, actual) for every pair inside two values with the same containers."""
    if isinstance(expected, list | tuple):
        for number, (w, c) in enumerate(zip(expected, actual, strict=True)):
            yield from walk_pairs(w, c, f"{path}[{number}]")
    elif isinstance(expected, dict):
        for key, w in expected.items():
            yield from walk_pairs(w, actual[key], f"{path}[{format_key(key)}]")
    else:
        yield path, expected, actual
