"""Values as short text for a phone: no line is wider than WIDTH columns.

The text is Python's and torch's own notation, the same in every language. Entries that differ stand
between stars.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np
import torch

from grader.judge.comparison import as_tensor, closeness, dtype_name, is_array, key_text, type_name
from grader.judge.records import Unobserved
from grader.probe import ArrayRecord, Opaque, Oversized, TensorRecord

WIDTH = 40
MAX_ENTRIES = 48
MAX_LINES = 14
_MANY = 4
"""Entries from which on their range says something, and not yet what they are."""

_MOST_ITEMS = MAX_ENTRIES
"""Of a container. What stands behind them would not be on a line that is shown."""

_MOST_RANGED = 1_000_000
"""Entries up to which the least and the greatest are looked for: it takes some milliseconds."""

_USUAL = {"float32", "int64", "bool"}


def show(
    value: Any,
    other: Any = Unobserved,
    tolerance: tuple[float, float] | None = None,
    with_dtype: bool = False,
) -> str:
    """The value, whole where it is small. `other` is what it is compared with: the entries in which
    the two differ are marked. `with_dtype` names the dtype also where it is the usual one."""
    if is_array(value):
        return _array(value, other, tolerance, with_dtype)
    text = _plain(value, lambda each: show(each, Unobserved, tolerance, with_dtype))
    return "\n".join(_cut(line) for line in text.splitlines()[:MAX_LINES])


def describe(value: Any, with_device: bool = False, with_range: bool = False) -> str:
    """The value without its entries: what it is, its shape and its dtype. `with_device` names the
    device also where it is the CPU, `with_range` the least and the greatest of many entries."""
    if isinstance(value, TensorRecord | ArrayRecord) and is_array(value):
        kind = "tensor" if isinstance(value, TensorRecord) else "array"
        parts = [kind, str(value.shape), dtype_name(value.dtype)]
        if isinstance(value, TensorRecord) and (with_device or value.device != "cpu"):
            parts.append(value.device)
        if isinstance(value, TensorRecord) and value.requires_grad:
            parts.append("requires_grad")
        if value.stride is not None:
            parts.append(f"stride {value.stride}")
        data = None if value.data is None or not with_range else as_tensor(value.data)
        lines = [] if data is None or data.numel() < _MANY else _range(data)
        return "\n".join([_wrapped(parts), *map(_cut, lines)])
    if isinstance(value, list | tuple | dict):
        return "\n".join(_cut(line) for line in _plain(value, describe).splitlines()[:MAX_LINES])
    if isinstance(value, Opaque | Oversized) or value is None:
        return _cut(show(value))
    return type_name(value)


def show_arguments(parameters: Sequence[str], arguments: Sequence[Any], shown: bool) -> str:
    """One line or more a parameter: `x = tensor(…)`, or only described when the case is hidden."""
    lines = []
    for name, value in zip(parameters, arguments, strict=True):
        text = show(value) if shown else describe(value)
        sign = " =" if shown else ":"
        breaks = "\n" in text or len(name) + len(sign) + 1 + len(text) > WIDTH
        lines.append(f"{name}{sign}\n{text}" if breaks else f"{name}{sign} {text}")
    return "\n".join(lines)


def _plain(value: Any, inner: Callable[[Any], str]) -> str:
    match value:
        case torch.Size():
            return f"torch.Size({list(value)})"
        case list() | tuple():
            items = [inner(each) for each in islice(value, _MOST_ITEMS)]
            return _listed(items, *("[]" if _is_list(value) else "()"))
        case dict():
            pairs = islice(value.items(), _MOST_ITEMS)
            return _listed([f"{key_text(key)}: {inner(each)}" for key, each in pairs], "{", "}")
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


def _listed(items: list[str], opening: str, closing: str) -> str:
    if opening == "(" and len(items) == 1:
        items = [items[0] + ","]
    line = opening + ", ".join(items) + closing
    if len(line) <= WIDTH and "\n" not in line:
        return line
    inside = ",\n".join(items).replace("\n", "\n ")
    return f"{opening}{inside}{closing}"


def _array(value: Any, other: Any, tolerance: tuple[float, float] | None, with_dtype: bool) -> str:
    data = None if value.data is None else as_tensor(value.data)
    near = None
    if is_array(other) and type(other) is type(value) and value.dtype == other.dtype:
        near = closeness(value, other, tolerance)
    if data is None or data.numel() > MAX_ENTRIES or data.ndim > 4:
        return _summary(value, data, near)
    notes = _notes(value, with_dtype or data.numel() == 0)
    if data.numel() == 0:
        notes = [f"size={value.shape}", *notes] if data.ndim > 1 else notes
        return _closed(_opening(value) + "[]", notes, len(_opening(value)))
    for words in _wordings(data, other if near is not None else None):
        marked = words if near is None else _marked(words, near)
        for opening in (_opening(value), _opening(value) + "\n "):
            indent = len(opening.splitlines()[-1])
            text = _closed(opening + _nested(marked, list(data.shape), indent), notes, indent)
            lines = text.splitlines()
            if len(lines) <= MAX_LINES and max(map(len, lines)) <= WIDTH:
                return text
    return _summary(value, data, near)


def _opening(value: Any) -> str:
    return "tensor(" if isinstance(value, TensorRecord) else "array("


def _marked(words: list[str], near: torch.Tensor) -> list[str]:
    fits = near.reshape(-1).tolist()
    return [word if fit else f"*{word}*" for word, fit in zip(words, fits, strict=True)]


def _closed(text: str, notes: list[str], indent: int) -> str:
    lines = text.splitlines()
    for note in notes:
        fits = len(lines[-1]) + len(note) + 3 <= WIDTH
        lines[-1] += ", " + note if fits else ","
        if not fits:
            lines.append(" " * indent + note)
    return "\n".join(lines) + ")"


def _notes(value: Any, with_dtype: bool) -> list[str]:
    name = dtype_name(value.dtype)
    usual = _USUAL if isinstance(value, TensorRecord) else {"float64", "int64", "bool"}
    prefix = "torch." if isinstance(value, TensorRecord) else ""
    notes = [f"dtype={prefix}{name}"] if with_dtype or name not in usual else []
    if isinstance(value, TensorRecord):
        if value.device != "cpu":
            notes.append(f"device={value.device!r}")
        if value.requires_grad:
            notes.append("requires_grad=True")
    return notes


def _nested(words: list[str], shape: list[int], indent: int) -> str:
    width = max(map(len, words))
    return _rows([word.rjust(width) for word in words], shape, indent)


def _rows(words: list[str], shape: list[int], indent: int) -> str:
    if not shape:
        return words[0].strip()
    if len(shape) == 1:
        return "[" + ", ".join(words) + "]"
    step = len(words) // shape[0]
    rows = [_rows(words[n * step : (n + 1) * step], shape[1:], indent + 1) for n in range(shape[0])]
    return "[" + (",\n" + " " * (indent + 1)).join(rows) + "]"


def _wordings(data: torch.Tensor, other: Any) -> Iterator[list[str]]:
    """The entries as words, the best-looking way first; every way tells entries apart that differ
    from those of `other`."""
    values = data.reshape(-1).tolist()
    if isinstance(values[0], bool | int):
        yield [str(each) for each in values]
        return
    beside = as_tensor(other.data).reshape(-1).tolist() if other is not None else values
    whole = all(map(_is_whole, values)) and all(map(_is_whole, beside))
    for decimals in (4, 3, 2, 6, 9):
        words = [_word(each, decimals, whole) for each in values]
        others = [_word(each, decimals, whole) for each in beside]
        pairs = zip(values, beside, words, others, strict=True)
        if not any(word == alike and repr(v) != repr(o) for v, o, word, alike in pairs):
            yield words


def _is_whole(value: Any) -> bool:
    """Whether it can be written without decimals, as torch writes 3. (nan and inf can, too)."""
    if isinstance(value, complex):
        return False
    return not math.isfinite(value) or (value == int(value) and abs(value) < 10**6)


def _word(value: Any, decimals: int, whole: bool = False) -> str:
    if isinstance(value, complex):
        return f"{_word(value.real, decimals)}{value.imag:+.{decimals}f}j"
    if not math.isfinite(value):
        return str(value)
    if whole:
        return f"{value:.0f}."
    if abs(value) >= 10**5 or 0 < abs(value) < 10.0 ** (1 - decimals):
        return f"{value:.{decimals - 1}e}"
    return f"{value:.{decimals}f}"


def _summary(value: Any, data: torch.Tensor | None, near: torch.Tensor | None) -> str:
    lines = [describe(value), *(() if data is None else _range(data))]
    if data is not None and near is not None and not bool(near.all()):
        place = np.unravel_index(int((~near).reshape(-1).int().argmax()), near.shape)
        index = [int(each) for each in place]
        lines.append(f"{index}: *{_word(data[tuple(index)].item(), 6)}*")
    return "\n".join(line if "\n" in line else _cut(line) for line in lines)


def _range(data: torch.Tensor) -> list[str]:
    """The least and the greatest entry, and how many are neither."""
    if data.is_complex() or data.dtype is torch.bool or not 0 < data.numel() <= _MOST_RANGED:
        return []
    if not data.is_floating_point():
        whole = data.numpy()  # torch cannot compare unsigned numbers of more than 8 bits
        return [f"{int(whole.min())} … {int(whole.max())}"]
    numbers = data.to(torch.float64)
    finite = numbers[torch.isfinite(numbers)]
    lines = []
    if finite.numel():
        low, high = _word(finite.min().item(), 4), _word(finite.max().item(), 4)
        lines.append(f"{low} … {high}")
    strange = numbers.numel() - finite.numel()
    return [*lines, f"nan/inf: {strange}"] if strange else lines


def _wrapped(parts: list[str]) -> str:
    lines = [""]
    for part in parts:
        if lines[-1] and len(lines[-1]) + 1 + len(part) > WIDTH:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + part
    return "\n".join(_cut(line) for line in lines)


def _cut(line: str) -> str:
    return line if len(line) <= WIDTH else line[: WIDTH - 1] + "…"
