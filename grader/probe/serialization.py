"""Values as bytes and back, between the jail and the judge. Never pickle.

A frame is the length of its tree (8 bytes, little-endian), the tree, JSON in which everything but
JSON's own scalars is a tagged list, and behind it the entries of all tensors and arrays. Reading a
frame trusts nothing in it: `unpack` raises FrameError, and hands out only plain values and inert
records.
"""

from __future__ import annotations

import builtins
import json
import math
import struct
from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np
import torch

from .records import FrameError, Opaque, Oversized, ArrayRecord, TensorRecord

globals()["__builtins__"] = dict(vars(builtins))  # see plain.py

MAX_DATA_BYTES = 48 * 1024 * 1024
MAX_TREE_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 24
MAX_NODES = 20_000
MAX_ARRAYS = 2000
"""Tensors and arrays of a frame. Reading one takes 5 to 10 µs, and the judge's other work waits."""
MAX_TEXT = 20_000
MAX_TEXTS = 384 * 1024
"""Characters of all texts of a frame, so that its tree stays within MAX_TREE_BYTES."""
MAX_INTEGER_BITS = 4096
MAX_TAGGED_KEYS = 256
"""Keys of dicts that are no plain scalars. Of others one can choose many with the same hash, and
reading those into a dict takes minutes."""
ALIGNMENT = 16

DTYPES: dict[str, torch.dtype] = {
    name: getattr(torch, name)
    for name in (
        *("bool", "uint8", "int8", "int16", "int32", "int64", "uint16", "uint32", "uint64"),
        *("float16", "bfloat16", "float32", "float64", "float8_e4m3fn", "float8_e5m2"),
        *("complex64", "complex128"),
    )
}
"""The dtypes that cross; a tensor of another crosses as its type's name only."""

NUMPY_NAMES = frozenset(
    np.dtype(each).str for each in (*"?bhilBHILefdFD", "longlong", "ulonglong", np.longdouble)
)
"""The dtypes of numpy that cross, all in this machine's byte order."""

LENGTH = struct.Struct("<Q")


def unpack(frame: bytes) -> Any:
    """The value in the frame, tensors and arrays as records. Raises FrameError."""
    try:
        (length,) = LENGTH.unpack_from(frame)
        end = LENGTH.size + length
        if length > MAX_TREE_BYTES or end > len(frame):
            raise FrameError("the frame's tree is too large")
        root = _decode(frame[LENGTH.size : end].decode())
        return _Reader(memoryview(frame)[end:]).value(root, 0)
    except FrameError:
        raise
    except Exception as error:  # whatever hostile bytes make a parser raise
        raise FrameError(f"not a frame: {type(error).__name__}") from error


class _Reader:
    def __init__(self, data: memoryview) -> None:
        self._data = data
        self._nodes = 0
        self._arrays = 0
        self._tagged_keys = 0
        self._taken = 0  # bytes of data; nodes that share them would multiply a small frame

    def value(self, node: Any, depth: int) -> Any:
        self._nodes += 1
        if depth > MAX_DEPTH + 4 or self._nodes > 4 * MAX_NODES:
            raise FrameError("the frame's tree is too deep or too large")
        kind = type(node)
        if kind is not list:
            if kind is dict:
                raise FrameError("an object where a value should be")
            if kind is str or kind is int:
                _check_size(node)
            return node
        tag, *parts = node
        if tag in ("l", "t", "s"):
            values = [self.value(each, depth + 1) for each in parts[0]]
            return values if tag == "l" else tuple(values) if tag == "t" else torch.Size(values)
        if tag == "d":
            return {self._key(k, depth): self.value(v, depth + 1) for k, v in parts[0]}
        return self._leaf(tag, parts)

    def _key(self, node: Any, depth: int) -> Any:
        self._tagged_keys += type(node) is list
        if self._tagged_keys > MAX_TAGGED_KEYS:
            raise FrameError("too many keys that are no plain scalars")
        key = self.value(node, depth + 1)
        hash(key)  # an unhashable one raises here, and is a FrameError
        return key

    def _leaf(self, tag: Any, parts: list[Any]) -> Any:
        read = self._readers.get(tag)
        if read is None:
            raise FrameError(f"an unknown tag {tag!r}")
        return read(self, *parts)

    def _complex(self, real: Any, imaginary: Any) -> complex:
        return complex(self.value(real, 0), self.value(imaginary, 0))

    def _count_array(self) -> None:
        self._arrays += 1
        if self._arrays > MAX_ARRAYS:
            raise FrameError("too many tensors and arrays")

    def _tensor(self, name: str, shape: list[int], offset: Any, about: Any) -> TensorRecord:
        self._count_array()
        dtype, sizes = DTYPES[name], _shape(shape)
        data = entries = None
        if offset is not None:
            count = math.prod(sizes)
            entries = self._slice(offset, count * dtype.itemsize)
            data = _as_tensor(entries, count, dtype)
            if len(sizes) != 1:
                data = data.reshape(sizes)
        stride, device = about.get("stride"), about.get("device")
        return TensorRecord(
            dtype=dtype,
            shape=sizes,
            data=data,
            device="cpu" if device is None else str(_device_of(device)),
            stride=None if stride is None else tuple(int(each) for each in stride),
            requires_grad="leaf" in about,
            leaf=bool(about.get("leaf", True)),
            entries=entries,
        )

    def _array(self, name: str, shape: list[int], offset: Any, about: Any) -> ArrayRecord:
        self._count_array()
        if _string(name) not in NUMPY_NAMES:
            raise FrameError("an array of something else than numbers")
        dtype, sizes = np.dtype(name), _shape(shape)
        data = entries = None
        if offset is not None:
            entries = self._slice(offset, math.prod(sizes) * dtype.itemsize)
            if dtype.kind == "b":
                data = np.frombuffer(entries, dtype=np.uint8).reshape(sizes) != 0
                data = np.asarray(data)
            else:
                data = np.frombuffer(entries, dtype=dtype).reshape(sizes)
        scalar = bool(about.get("scalar", False))
        if scalar and (sizes or data is None):
            raise FrameError("a number that is none")
        stride = about.get("stride")
        return ArrayRecord(
            dtype=dtype,
            shape=sizes,
            data=data,
            stride=None if stride is None else tuple(int(each) for each in stride),
            scalar=scalar,
            entries=entries,
        )

    _readers: ClassVar[dict[str, Callable[..., Any]]] = {
        "T": _tensor,
        "A": _array,
        "c": _complex,
        "f": lambda _, name: {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}[name],
        "i": lambda _, digits: _integer(digits),
        "y": lambda _, name: DTYPES[name],
        "v": lambda _, name: _device_of(name),
        "n": lambda _, name, length: Oversized(_string(name)[:80], _length(length)),
        "o": lambda _, name, text: Opaque(_string(name)[:80], _string(text)[:400]),
    }

    def _slice(self, offset: Any, size: int) -> bytearray:
        whole = type(offset) is int and offset >= 0 and offset % ALIGNMENT == 0
        if not whole or offset + size > len(self._data):
            raise FrameError("a tensor reaches beyond the frame's data")
        self._taken += size
        if self._taken > len(self._data):
            raise FrameError("the same data is taken twice")
        return bytearray(self._data[offset : offset + size])


def _device_of(name: Any) -> torch.device:
    # Of an index that is too large torch makes another, and then refuses what it made itself.
    return torch.device(str(torch.device(name)))


def _check_size(plain: Any) -> None:
    if type(plain) is str and len(plain) > MAX_TEXT:
        raise FrameError("a text is too long")
    if type(plain) is int and abs(plain) >= 2**53:
        raise FrameError("a large number crosses in another way")


def _integer(digits: str) -> int:
    if len(digits) > MAX_INTEGER_BITS // 4 + len("-0x"):
        raise FrameError("a number is too long")
    return int(digits, 16)


def _as_tensor(entries: bytearray, count: int, dtype: torch.dtype) -> torch.Tensor:
    if count == 0:
        return torch.empty(0, dtype=dtype)
    if dtype is torch.bool:  # any byte but 0 and 1 would be undefined behaviour
        return torch.frombuffer(entries, dtype=torch.uint8) != 0
    return torch.frombuffer(entries, dtype=dtype)


def _shape(shape: Any) -> tuple[int, ...]:
    sizes = tuple(shape)
    if len(sizes) > 64:
        raise FrameError("not a shape")
    for size in sizes:
        if type(size) is not int or not 0 <= size < 2**48:
            raise FrameError("not a shape")
    return sizes


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise FrameError("not a text")
    return value


def _length(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 2**48:
        raise FrameError("not a length")
    return value


def _no_constant(name: str) -> float:
    raise FrameError(f"{name} is not JSON")


_decode = json.JSONDecoder(parse_constant=_no_constant).decode
