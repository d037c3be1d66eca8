"""How two seen values compare: their types, their entries, and how near is near enough."""

from __future__ import annotations

import cmath
import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import torch

from grader.probe import ArrayRecord, Opaque, Oversized, TensorRecord


def same_type(wanted: Any, came: Any) -> bool:
    """Whether the answer is of the kind that is asked; numbers are taken kindly: a whole number for
    a float, a numpy number for a Python one."""
    if isinstance(wanted, bool):
        return isinstance(came, bool) or _scalar_kind(came) == "b"
    if isinstance(wanted, int):
        return (isinstance(came, int) and not isinstance(came, bool)) or _scalar_kind(came) in "iu"
    if isinstance(wanted, float):
        number = isinstance(came, int | float) and not isinstance(came, bool)
        return number or _scalar_kind(came) in "iuf"
    if isinstance(wanted, ArrayRecord) and wanted.scalar:
        number = isinstance(came, int | float | complex)
        return number or (isinstance(came, ArrayRecord) and came.scalar)
    if isinstance(wanted, ArrayRecord):
        return isinstance(came, ArrayRecord) and not came.scalar
    return type(wanted) is type(came)


def _scalar_kind(value: Any) -> str:
    """numpy's letter for the kind of a numpy number; "none" (in no list of letters) for others."""
    return value.dtype.kind if isinstance(value, ArrayRecord) and value.scalar else "none"


_TYPE_NAMES: tuple[tuple[type, str], ...] = (
    (TensorRecord, "torch.Tensor"),
    (torch.Size, "torch.Size"),
    (torch.dtype, "torch.dtype"),
    (torch.device, "torch.device"),
)


def type_name(value: Any) -> str:
    """A value's type as a learner would name it."""
    if value is None:
        return "None"
    if isinstance(value, ArrayRecord):
        return f"numpy.{value.dtype}" if value.scalar else "numpy.ndarray"
    for kind, name in _TYPE_NAMES:
        if isinstance(value, kind):
            return name
    return value.type if isinstance(value, Opaque | Oversized) else type(value).__name__


def key_text(key: Any) -> str:
    """A key of a dict as a learner would write it, or its type's name."""
    return repr(key) if _is_plain(key) else type_name(key)


def _is_plain(value: Any) -> bool:
    if isinstance(value, tuple):
        return all(map(_is_plain, value))
    return isinstance(value, bool | int | float | complex | str | None)


def same_device(one: object, other: object) -> bool:
    """Whether both name one device: "cuda" is "cuda:0"."""
    a, b = torch.device(str(one)), torch.device(str(other))
    return a.type == b.type and (a.index or 0) == (b.index or 0)


def dtype_name(dtype: object) -> str:
    """A dtype of torch or numpy as it is written after the point: "float32"."""
    return str(dtype).removeprefix("torch.")


def as_tensor(data: Any) -> torch.Tensor:
    """The entries of a seen tensor or array as a tensor, for a computation on them.

    What torch has no dtype for is rounded to its nearest kin.
    """
    if isinstance(data, np.ndarray) and data.dtype == np.longdouble:
        with np.errstate(over="ignore"):
            data = data.astype(np.float64)
    return torch.as_tensor(data)


def only_number(data: Any) -> Any:
    """The one entry of a seen tensor or array as Python's own kind of number."""
    number = data.item()  # numpy leaves a long double as it is
    return float(number) if isinstance(number, np.longdouble) else number


def is_array(value: Any) -> bool:
    """Whether it has a dtype and a shape that count."""
    return isinstance(value, TensorRecord) or (isinstance(value, ArrayRecord) and not value.scalar)


def same(one: Any, other: Any) -> bool:
    """Whether two records hold the same entries, to the bit (so NaN is itself)."""
    if isinstance(one, TensorRecord | ArrayRecord):
        if type(one) is not type(other) or one.shape != other.shape or one.dtype != other.dtype:
            return False
        return one.entries == other.entries
    if isinstance(one, list | tuple):
        together = isinstance(other, list | tuple) and len(one) == len(other)
        return together and all(same(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, dict):
        together = isinstance(other, dict) and one.keys() == other.keys()
        return together and all(same(each, other[key]) for key, each in one.items())
    if isinstance(one, float) and math.isnan(one):
        return isinstance(other, float) and math.isnan(other)
    return type(one) is type(other) and bool(one == other)


def close(wanted: Any, came: Any, tolerance: tuple[float, float] | None) -> bool:
    """Whether two leaves of the same type, dtype and shape hold the same, within the tolerance."""
    if is_array(wanted):
        if wanted.data is None or came.data is None:
            # Without entries, on meta or too large, there is nothing but the shape to compare.
            return wanted.data is None and came.data is None and wanted.shape == came.shape
        if wanted.entries == came.entries and same(wanted, came):
            return True  # as most right answers are, and much sooner told
        near = closeness(wanted, came, tolerance)
        return near is not None and bool(near.all())
    if isinstance(wanted, torch.device):
        return same_device(wanted, came)
    if isinstance(wanted, int | float | complex | ArrayRecord) and not isinstance(wanted, bool):
        relative, absolute = tolerance or TOLERANCES[torch.float32]
        if isinstance(wanted, int):
            relative = absolute = 0.0
        return near_numbers(_number(wanted), _number(came), relative, absolute)
    if isinstance(wanted, bool):
        return wanted == bool(_number(came))
    return bool(wanted == came)


def near_numbers(wanted: Any, came: Any, relative: float, absolute: float) -> bool:
    """Whether |came - wanted| <= absolute + relative·|wanted|; NaN is close to NaN.

    The formula is that of torch.isclose: https://docs.pytorch.org/docs/stable/generated/torch.isclose.html
    """
    if wanted == came:
        return True  # whole numbers beyond a float's reach, too, and the same infinity
    try:
        if cmath.isnan(wanted) or cmath.isnan(came):
            return cmath.isnan(wanted) and cmath.isnan(came)
        distance = abs(came - wanted)
        return math.isfinite(distance) and distance <= absolute + relative * abs(wanted)
    except OverflowError:
        return False


def _number(value: Any) -> Any:
    if isinstance(value, ArrayRecord) and value.data is not None:
        return only_number(value.data)
    return value


TOLERANCES: Mapping[torch.dtype, tuple[float, float]] = {
    torch.float16: (1e-3, 1e-5),
    torch.bfloat16: (1.6e-2, 1e-5),
    torch.float32: (1.3e-6, 1e-5),
    torch.float64: (1e-7, 1e-7),
    torch.complex64: (1.3e-6, 1e-5),
    torch.complex128: (1e-7, 1e-7),
}
"""(relative, absolute) by dtype, those of torch.testing.assert_close; whole numbers are exact.
A Python float counts as float32: it mostly comes out of a float32 tensor."""


def closeness(
    wanted: TensorRecord | ArrayRecord,
    came: TensorRecord | ArrayRecord,
    tolerance: tuple[float, float] | None,
) -> torch.Tensor | None:
    """Entry by entry, whether the two are close: a bool tensor of their shape. NaN is close to NaN.
    None when either was sent without its entries, or their shapes or dtypes differ.

    `tolerance` is (relative, absolute), for floating and complex dtypes; None takes TOLERANCES."""
    if wanted.data is None or came.data is None:
        return None
    if wanted.shape != came.shape or wanted.dtype != came.dtype:
        return None
    a, b = as_tensor(wanted.data), as_tensor(came.data)
    relative, absolute = TOLERANCES.get(a.dtype, (0.0, 0.0))
    if tolerance is not None and (a.dtype.is_floating_point or a.dtype.is_complex):
        relative, absolute = tolerance
    if a.dtype not in TOLERANCES:
        # Some dtypes compare only as their wider kin.
        wider = torch.float64 if a.dtype.is_floating_point else torch.int64
        a, b = a.to(wider), b.to(wider)
    return torch.isclose(b, a, rtol=relative, atol=absolute, equal_nan=True)


def walk(wanted: Any, came: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """(path, wanted, came) of every leaf of two values whose containers have the same types."""
    if isinstance(wanted, list | tuple):
        for number, (w, c) in enumerate(zip(wanted, came, strict=True)):
            yield from walk(w, c, f"{path}[{number}]")
    elif isinstance(wanted, dict):
        for key, w in wanted.items():
            yield from walk(w, came[key], f"{path}[{key_text(key)}]")
    else:
        yield path, wanted, came
