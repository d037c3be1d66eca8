"""Formats values as short text for a phone: no line is wider than WIDTH characters.

The text is in the notation of Python and torch, and the same in every language. Entries that differ
are enclosed in asterisks.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np
import torch

from grader.judge.comparison import (
    as_tensor,
    close_mask,
    dtype_name,
    format_key,
    is_array,
    is_single_value,
    type_name,
)
from grader.judge.records import UNOBSERVED
from grader.probe import GIVEN, ArrayRecord, Opaque, Oversized, TensorRecord, is_given

WIDTH = 40
MAX_ENTRIES = 48
MAX_LINES = 14
_MIN_FOR_RANGE = 4
"""Number of entries from which on a range is shown: that of fewer would reveal most of them."""

_MAX_ITEMS = MAX_ENTRIES
"""Most items of a container that are formatted: more would not fit into MAX_LINES."""

_MAX_RANGED = 1_000_000
"""Most entries of which the range is computed, which takes some milliseconds."""

_TENSOR_DEFAULTS = {"float32", "int64", "bool"}


def format_value(
    value: Any,
    other: Any = UNOBSERVED,
    tolerance: tuple[float, float] | None = None,
    with_dtype: bool = False,
) -> str:
    """Return a value as text; a large tensor or array is summarized.

    `other` is the value to compare with: entries that differ by more than `tolerance` (relative,
    absolute) are marked. `with_dtype` names the dtype even if it is the default one.
    """
    if is_array(value):
        return _format_array(value, other, tolerance, with_dtype)
    text = _format_plain(value, lambda each: format_value(each, UNOBSERVED, tolerance, with_dtype))
    return _truncate_lines(text)


def describe(value: Any, with_device: bool = False, with_range: bool = False) -> str:
    """Return the kind, shape and dtype of a value, without its entries; a single value itself.

    `with_device` names the device even if it is the CPU; `with_range` adds the smallest and the
    largest of many entries.
    """
    if is_single_value(value) and not with_device:
        return _truncate_lines(format_value(value))
    if isinstance(value, TensorRecord | ArrayRecord) and is_array(value):
        return _describe_array(value, with_device, with_range)
    if isinstance(value, list | tuple | dict):
        return _truncate_lines(_format_plain(value, describe))
    if isinstance(value, Opaque | Oversized):
        return truncate(format_value(value))
    return type_name(value)


def _describe_array(
    value: TensorRecord | ArrayRecord, with_device: bool = False, with_range: bool = False
) -> str:
    kind = "tensor" if isinstance(value, TensorRecord) else "array"
    parts = [kind, str(value.shape), dtype_name(value.dtype)]
    if isinstance(value, TensorRecord) and (with_device or value.device != "cpu"):
        parts.append(value.device)
    if isinstance(value, TensorRecord) and value.requires_grad:
        parts.append("requires_grad")
    if value.stride is not None:
        parts.append(f"stride {value.stride}")
    data = None if value.entries is None or not with_range else as_tensor(value.data)
    lines = [] if data is None or data.numel() < _MIN_FOR_RANGE else _range(data)
    return "\n".join([_wrap(parts), *map(truncate, lines)])


def format_arguments(parameters: Sequence[str], arguments: Sequence[Any], shown: bool) -> str:
    """Return `x = tensor(…)` for each parameter; unless `shown`, its value is only described."""
    lines = []
    for name, value in zip(parameters, arguments, strict=True):
        is_shown = shown or is_single_value(value) or is_given(value)
        text = format_value(value) if is_shown else describe(value)
        sign = " =" if is_shown else ":"
        breaks = "\n" in text or len(name) + len(sign) + 1 + len(text) > WIDTH
        lines.append(f"{name}{sign}\n{text}" if breaks else f"{name}{sign} {text}")
    return "\n".join(lines)


def _format_plain(value: Any, inner: Callable[[Any], str]) -> str:
    match value:
        case torch.Size():
            return f"torch.Size({list(value)})"
        case list() | tuple():
            items = [inner(each) for each in islice(value, _MAX_ITEMS)]
            return _format_container(items, *("[]" if _is_list(value) else "()"))
        case dict() if is_given(value):
            return f"{value[GIVEN]}(…)"
        case dict():
            pairs = islice(value.items(), _MAX_ITEMS)
            return _format_container(
                [f"{format_key(key)}: {inner(each)}" for key, each in pairs], "{", "}"
            )
        case Oversized(kind, length):
            return f"{kind}, len {length}"
        case Opaque(kind, text):
            return text if kind == "exception" else kind if text.startswith("<") else text
        case ArrayRecord():
            return f"{type_name(value)}({value.data})"
        case torch.device():
            return f"device({str(value)!r})"
        case _:
            return repr(value)


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def _format_container(items: list[str], opening: str, closing: str) -> str:
    if opening == "(" and len(items) == 1:
        items = [items[0] + ","]
    line = opening + ", ".join(items) + closing
    if len(line) <= WIDTH and "\n" not in line:
        return line
    inside = ",\n".join(items).replace("\n", "\n ")
    return f"{opening}{inside}{closing}"


def _format_array(
    value: Any, other: Any, tolerance: tuple[float, float] | None, with_dtype: bool
) -> str:
    data = None if value.entries is None else as_tensor(value.data)
    close = None
    if is_array(other) and type(other) is type(value) and value.dtype == other.dtype:
        close = close_mask(value, other, tolerance)
    if data is None or data.numel() > MAX_ENTRIES or data.ndim > 4:
        return _summary(value, data, close)
    notes = _notes(value, with_dtype or data.numel() == 0)
    if data.numel() == 0:
        notes = [f"size={value.shape}", *notes] if data.ndim > 1 else notes
        return _append_notes(_opening(value) + "[]", notes, len(_opening(value)))
    for texts in _entry_texts(data, other if close is not None else None):
        marked = texts if close is None else _mark_differences(texts, close)
        for opening in (_opening(value), _opening(value) + "\n "):
            indent = len(opening.splitlines()[-1])
            text = _append_notes(
                opening + _format_entries(marked, list(data.shape), indent), notes, indent
            )
            lines = text.splitlines()
            if len(lines) <= MAX_LINES and max(map(len, lines)) <= WIDTH:
                return text
    return _summary(value, data, close)


def _opening(value: Any) -> str:
    return "tensor(" if isinstance(value, TensorRecord) else "array("


def _mark_differences(texts: list[str], close: torch.Tensor) -> list[str]:
    fits = close.reshape(-1).tolist()
    return [text if fit else f"*{text}*" for text, fit in zip(texts, fits, strict=True)]


def _append_notes(text: str, notes: list[str], indent: int) -> str:
    lines = text.splitlines()
    for note in notes:
        fits = len(lines[-1]) + len(note) + 3 <= WIDTH
        lines[-1] += ", " + note if fits else ","
        if not fits:
            lines.append(" " * indent + note)
    return "\n".join(lines) + ")"


def _notes(value: Any, with_dtype: bool) -> list[str]:
    name = dtype_name(value.dtype)
    usual = _TENSOR_DEFAULTS if isinstance(value, TensorRecord) else {"float64", "int64", "bool"}
    prefix = "torch." if isinstance(value, TensorRecord) else ""
    notes = [f"dtype={prefix}{name}"] if with_dtype or name not in usual else []
    if isinstance(value, TensorRecord):
        if value.device != "cpu":
            notes.append(f"device={value.device!r}")
        if value.requires_grad:
            notes.append("requires_grad=True")
    return notes


def _format_entries(texts: list[str], shape: list[int], indent: int) -> str:
    width = max(map(len, texts))
    return _rows([text.rjust(width) for text in texts], shape, indent)


def _rows(texts: list[str], shape: list[int], indent: int) -> str:
    if not shape:
        return texts[0].strip()
    if len(shape) == 1:
        return "[" + _wrap_entries(texts, indent + 1) + "]"
    step = len(texts) // shape[0]
    rows = [_rows(texts[n * step : (n + 1) * step], shape[1:], indent + 1) for n in range(shape[0])]
    return "[" + (",\n" + " " * (indent + 1)).join(rows) + "]"


def _wrap_entries(texts: list[str], indent: int) -> str:
    """Return the entries of one row, in lines that fit, as torch prints a long row."""
    lines: list[list[str]] = [[]]
    length = indent
    for text in texts:
        length += len(text) + 2
        if lines[-1] and length > WIDTH:
            lines.append([])
            length = indent + len(text) + 2
        lines[-1].append(text)
    return (",\n" + " " * indent).join(", ".join(line) for line in lines)


def _entry_texts(data: torch.Tensor, other: Any) -> Iterator[list[str]]:
    """Yield ways to format the entries, the best first.

    In each of them, entries that differ from those of `other` have different texts.
    """
    values = data.reshape(-1).tolist()
    if isinstance(values[0], bool | int):
        yield [str(each) for each in values]
        return
    other_values = as_tensor(other.data).reshape(-1).tolist() if other is not None else values
    whole = all(map(_is_whole, values)) and all(map(_is_whole, other_values))
    for decimals in (4, 3, 2, 6, 9):
        texts = [_number_text(each, decimals, whole) for each in values]
        others = [_number_text(each, decimals, whole) for each in other_values]
        pairs = zip(values, other_values, texts, others, strict=True)
        if not any(text == other_text and repr(v) != repr(o) for v, o, text, other_text in pairs):
            yield texts


def _is_whole(value: Any) -> bool:
    """Return whether a number is written without decimals, as torch writes 3. (also nan, inf)."""
    if isinstance(value, complex):
        return False
    return not math.isfinite(value) or (value == int(value) and abs(value) < 10**6)


def _number_text(value: Any, decimals: int, whole: bool = False) -> str:
    if isinstance(value, complex):
        return f"{_number_text(value.real, decimals)}{value.imag:+.{decimals}f}j"
    if not math.isfinite(value):
        return str(value)
    if whole:
        return f"{value:.0f}."
    if abs(value) >= 10**5 or 0 < abs(value) < 10.0 ** (1 - decimals):
        return f"{value:.{decimals - 1}e}"
    return f"{value:.{decimals}f}"


def _summary(value: Any, data: torch.Tensor | None, close: torch.Tensor | None) -> str:
    lines = [_describe_array(value), *(() if data is None else _range(data))]
    if data is not None and close is not None and not bool(close.all()):
        place = np.unravel_index(int((~close).reshape(-1).int().argmax()), close.shape)
        index = [int(each) for each in place]
        number = data[tuple(index)].item()
        text = str(number) if isinstance(number, bool | int) else _number_text(number, 6)
        lines.append(f"{index}: *{text}*")
    return "\n".join(line if "\n" in line else truncate(line) for line in lines)


def _range(data: torch.Tensor) -> list[str]:
    """Return lines with the smallest and largest finite entry, and the number of other ones."""
    if data.is_complex() or data.dtype is torch.bool or not 0 < data.numel() <= _MAX_RANGED:
        return []
    if not data.is_floating_point():
        whole = data.numpy()  # torch cannot compare unsigned integers of more than 8 bits
        return [f"{int(whole.min())} … {int(whole.max())}"]
    numbers = data.to(torch.float64)
    finite = numbers[torch.isfinite(numbers)]
    lines = []
    if finite.numel():
        low, high = _number_text(finite.min().item(), 4), _number_text(finite.max().item(), 4)
        lines.append(f"{low} … {high}")
    strange = numbers.numel() - finite.numel()
    return [*lines, f"nan/inf: {strange}"] if strange else lines


def _wrap(parts: list[str]) -> str:
    lines = [""]
    for part in parts:
        if lines[-1] and len(lines[-1]) + 1 + len(part) > WIDTH:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + part
    return "\n".join(truncate(line) for line in lines)


def _truncate_lines(text: str) -> str:
    return "\n".join(truncate(line) for line in text.splitlines()[:MAX_LINES])


def truncate(line: str) -> str:
    """Return a line that is no wider than WIDTH."""
    return line if len(line) <= WIDTH else line[: WIDTH - 1] + "…"
