"""Formats the values of a trace: shape and dtype of a tensor, a number, or the name of a type."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from grader.judge.comparison import dtype_name, is_array
from grader.probe import ArrayRecord, Opaque, Oversized, TensorRecord

MAX_RESULT = 60
_MAX_TYPE = 40
_MAX_ITEMS = 6
_MAX_DEPTH = 2
_MAX_DIGITS = 20
_UNSAFE = re.compile(r"[^\w.]")


@dataclass(frozen=True, slots=True, eq=False)
class RecordedValue:
    """A value as the probe describes it: a record without data, and its entries if they are few."""

    record: Any
    entries: tuple[bool | int | float, ...] | None = None  # in row-major order


def shows_data(record: Any) -> bool:
    """Return whether a value is a tensor, an array, a number (no bool), or a container."""
    return isinstance(
        record, TensorRecord | ArrayRecord | int | float | complex | list | tuple | Oversized
    ) and not isinstance(record, bool)


def format_recorded(
    value: RecordedValue, dtypes: Collection[str], devices: Collection[str], with_entries: bool
) -> str:
    """Return a value as text of at most MAX_RESULT characters: `(2, 1) float64 = [0.5, 1]`.

    `dtypes` and `devices` are not named. Several entries are shown with `with_entries` only.
    """
    text = _Format(dtypes, devices, with_entries).text(value)
    return text if len(text) <= MAX_RESULT else text[: MAX_RESULT - 1] + "…"


def to_name(text: str) -> str:
    """Return the name of a type without any other character than those of a name, cut short."""
    return "…" if text == "…" else _UNSAFE.sub("?", text[:_MAX_TYPE]) or "object"


@dataclass(frozen=True, slots=True)
class _Format:
    dtypes: Collection[str]
    devices: Collection[str]
    with_entries: bool

    def text(self, value: RecordedValue, depth: int = 0) -> str:
        match value.record:
            case TensorRecord() | ArrayRecord() as record if is_array(record):
                inside = depth and isinstance(record, TensorRecord)
                return "tensor " * bool(inside) + self._array(record, value.entries)
            case None | bool():
                return str(value.record)
            case int() | float() | complex():
                return _number(value.record)
            case torch.Size() as size:
                return f"torch.Size({[*size]})"
            case torch.dtype() | torch.device():
                return str(value.record)
            case list() | tuple() as items:
                # At the top, (2, 3) is a shape.
                is_shape_like = isinstance(items, tuple) and not depth
                return "tuple " * is_shape_like + self._items(items, depth)
            case dict() as pairs:
                return f"dict, len {len(pairs)}"
            case Oversized(kind, length):
                return f"{to_name(kind)}, len {length}"
            case Opaque(kind, _):
                number = value.entries[0] if value.entries and len(value.entries) == 1 else None
                return to_name(kind) if number is None else f"{to_name(kind)} {_number(number)}"
        return to_name(type(value.record).__name__)

    def _array(
        self, record: TensorRecord | ArrayRecord, entries: tuple[bool | int | float, ...] | None
    ) -> str:
        parts = ["array"] if isinstance(record, ArrayRecord) else []
        parts.append(str(tuple(record.shape)))
        if dtype_name(record.dtype) not in self.dtypes:
            parts.append(dtype_name(record.dtype))
        if isinstance(record, TensorRecord) and record.device not in self.devices:
            parts.append(record.device)
        wanted = self.with_entries or not record.shape  # a single number is always shown
        if wanted and entries and len(entries) == math.prod(record.shape):
            parts += ["=", _nested([_number(each) for each in entries], record.shape)]
        return " ".join(parts)

    def _items(self, items: Sequence[Any], depth: int) -> str:
        opening, closing = "[]" if isinstance(items, list) else "()"
        shown = (
            ["…"]
            if len(items) > _MAX_ITEMS or depth > _MAX_DEPTH
            else [self.text(RecordedValue(each), depth + 1) for each in items]
        )
        comma = "," if isinstance(items, tuple) and len(shown) == 1 else ""
        return opening + ", ".join(shown) + comma + closing


def _number(number: Any) -> str:
    if isinstance(number, float):
        return f"{number or 0.0:.4g}"  # -0.0 is 0
    if isinstance(number, complex):
        return f"{number:.4g}"
    if isinstance(number, int) and abs(number) >= 10**_MAX_DIGITS:
        return "int"
    return str(number)


def _nested(texts: list[str], shape: tuple[int, ...]) -> str:
    if not shape:
        return texts[0]
    step = len(texts) // shape[0]
    rows = (_nested(texts[n * step : (n + 1) * step], shape[1:]) for n in range(shape[0]))
    return "[" + ", ".join(rows) + "]"
