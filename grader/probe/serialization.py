"""Reads frames, which carry values between the jail and the judge. Never pickle.

A frame is the length of its tree (8 bytes, little-endian), the tree, and the entries of all tensors
and arrays. The tree is JSON in which everything but JSON's own scalars is a tagged list. Frames are
not trusted: `unpack` raises FrameError if one is invalid, and returns only plain values and inert
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

from .records import ArrayRecord, FrameError, Opaque, Oversized, TensorRecord

globals()["__builtins__"] = dict(vars(builtins))  # see trusted_torch.py

MAX_DATA_BYTES = 48 * 1024 * 1024
MAX_TREE_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 24
MAX_NODES = 20_000
MAX_ARRAYS = 2000
"""Tensors and arrays in a frame. Reading one takes 5 to 10 µs, which blocks the judge."""
MAX_TEXT = 20_000
MAX_TEXTS = 384 * 1024
"""Characters of all texts in a frame, so that its tree stays within MAX_TREE_BYTES."""
MAX_INTEGER_BITS = 4096
MAX_TAGGED_KEYS = 256
"""Keys of dicts that are not JSON scalars. Many of these with the same hash can be constructed, and
a dict of them would take minutes to build."""
ALIGNMENT = 16

DTYPES: dict[str, torch.dtype] = {
    name: getattr(torch, name)
    for name in (
        *("bool", "uint8", "int8", "int16", "int32", "int64", "uint16", "uint32", "uint64"),
        *("float16", "bfloat16", "float32", "float64", "float8_e4m3fn", "float8_e5m2"),
        *("complex64", "complex128"),
    )
}
"""The dtypes that can be sent. Of a tensor of another dtype, only the type's name is sent."""

NUMPY_NAMES = frozenset(
    np.dtype(each).str for each in (*"?bhilBHILefdFD", "longlong", "ulonglong", np.longdouble)
)
"""The dtypes of numpy that can be sent, all in this machine's byte order."""

LENGTH = struct.Struct("<Q")


def unpack(frame: bytes) -> Any:
    """Return the value in the frame, with tensors and arrays as records. Raise FrameError."""
    try:
        (length,) = LENGTH.unpack_from(frame)
        end = LENGTH.size + length
        if length > MAX_TREE_BYTES or end > len(frame):
            raise FrameError("the frame's tree is too large")
        root = _decode(frame[LENGTH.size : end].decode())
        return _Reader(memoryview(frame)[end:]).value(root, 0)
    except FrameError:
        raise
    except Exception as error:  # hostile bytes may cause any exception
        raise FrameError(f"not a frame: {type(error).__name__}") from error


class _Reader:
    def __init__(self, data: memoryview) -> None:
        self._data = data
        self._nodes = 0
        self._arrays = 0
        self._tagged_keys = 0
        self._bytes_read = 0  # nodes that share data would let a small frame use much memory

    def value(self, node: Any, depth: int) -> Any:
        self._nodes += 1
        if depth > MAX_DEPTH + 4 or self._nodes > 4 * MAX_NODES:
            raise FrameError("the frame's tree is too deep or too large")
        kind = type(node)
        if kind is not list:
            if kind is dict:
                raise FrameError("an object instead of a value")
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
            raise FrameError("too many keys that are not plain scalars")
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
        entries = None
        if offset is not None:
            entries = self._slice(offset, math.prod(sizes) * dtype.itemsize)
            if not entries:
                torch.empty(sizes, dtype=dtype)  # raises for sizes that torch cannot multiply
        stride, device = about.get("stride"), about.get("device")
        return TensorRecord(
            dtype=dtype,
            shape=sizes,
            entries=entries,
            device="cpu" if device is None else str(_device_of(device)),
            stride=None if stride is None else tuple(int(each) for each in stride),
            requires_grad="leaf" in about,
            leaf=bool(about.get("leaf", True)),
        )

    def _array(self, name: str, shape: list[int], offset: Any, about: Any) -> ArrayRecord:
        self._count_array()
        if _string(name) not in NUMPY_NAMES:
            raise FrameError("an array of something other than numbers")
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
            raise FrameError("not a number")
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
        is_valid = type(offset) is int and offset >= 0 and offset % ALIGNMENT == 0
        if not is_valid or offset + size > len(self._data):
            raise FrameError("a tensor reaches beyond the frame's data")
        self._bytes_read += size
        if self._bytes_read > len(self._data):
            raise FrameError("the same data is taken twice")
        return bytearray(self._data[offset : offset + size])


def _device_of(name: Any) -> torch.device:
    # torch changes an index that is too large, and then rejects its own result when parsing it.
    # A build with CUDA also takes a number, as the index of a card.
    return torch.device(str(torch.device(_string(name))))


def _check_size(scalar: Any) -> None:
    if type(scalar) is str and len(scalar) > MAX_TEXT:
        raise FrameError("a text is too long")
    if type(scalar) is int and abs(scalar) >= 2**53:
        raise FrameError("a large number must be tagged")


def _integer(digits: str) -> int:
    if len(digits) > MAX_INTEGER_BITS // 4 + len("-0x"):
        raise FrameError("a number is too long")
    return int(digits, 16)


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
