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

from .plain import (
    Tensor,
    device_of,
    dtype_of,
    is_contiguous,
    is_leaf_of,
    is_plain,
    numel_of,
    raw,
    requires_grad_of,
    shape_of,
    stride_of,
)
from .records import FrameError, Opaque, SeenArray, SeenTensor

globals()["__builtins__"] = dict(vars(builtins))  # see plain.py

MAX_DATA_BYTES = 48 * 1024 * 1024
MAX_TREE_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 24
MAX_NODES = 100_000
MAX_TEXT = 20_000
MAX_INTEGER_BITS = 4096
MAX_TAGGED_KEYS = 256
"""Keys of dicts that are no plain scalars. Of others one can choose many with the same hash, and
reading those into a dict takes minutes."""
_ALIGNMENT = 16

DTYPES: dict[str, torch.dtype] = {
    name: getattr(torch, name)
    for name in (
        *("bool", "uint8", "int8", "int16", "int32", "int64", "uint16", "uint32", "uint64"),
        *("float16", "bfloat16", "float32", "float64", "float8_e4m3fn", "float8_e5m2"),
        *("complex64", "complex128"),
    )
}
"""The dtypes that cross; a tensor of another crosses as its type's name only."""

_DTYPE_NAMES = {dtype: name for name, dtype in DTYPES.items()}
_NUMPY_KINDS = "biufc"

_LENGTH = struct.Struct("<Q")
_encode = json.JSONEncoder(allow_nan=False, separators=(",", ":")).encode
_isfinite = math.isfinite
_dtype, _device, _size = torch.dtype, torch.device, torch.Size
_meta = "meta"


def pack(value: Any) -> bytes:
    """A frame that holds the value as it is now."""
    writer = Writer()
    return writer.frame(writer.node(value))


def unpack(frame: bytes) -> Any:
    """The value in the frame, tensors and arrays as records. Raises FrameError."""
    try:
        (length,) = _LENGTH.unpack_from(frame)
        end = _LENGTH.size + length
        if length > MAX_TREE_BYTES or end > len(frame):
            raise FrameError("the frame's tree is too large")
        root = _decode(frame[_LENGTH.size : end].decode())
        return _Reader(bytearray(frame[end:])).value(root, 0)
    except FrameError:
        raise
    except Exception as error:  # whatever hostile bytes make a parser raise
        raise FrameError(f"not a frame: {type(error).__name__}") from error


class Writer:
    """Takes values one by one, each as it is at that moment, and makes one frame of them."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._nodes = 0
        self._tagged_keys = 0

    def frame(self, root: object) -> bytes:
        """The frame whose tree is `root`, a node or JSON made of nodes."""
        tree = _encode(root).encode()
        return b"".join((_LENGTH.pack(len(tree)), tree, self._data))

    def node(self, value: Any, depth: int = 0) -> Any:
        """The value's place in the tree; its entries are copied now."""
        self._nodes += 1
        if depth > MAX_DEPTH or self._nodes > MAX_NODES:
            return _opaque(value)
        kind = type(value)
        known = self._writers.get(kind)
        if known is not None:
            return known(self, value, depth + 1)
        for each in kind.__mro__:
            if each in self._writers:
                return self._writers[each](self, value, depth + 1)
        return _opaque(value)

    def _number(self, value: Any, depth: int) -> Any:
        kind = type(value)
        if kind is bool or (kind is int and abs(value) < 2**53):
            return value
        if kind is int and value.bit_length() <= MAX_INTEGER_BITS:
            return ["i", hex(value)]
        if kind is float:
            return value if _isfinite(value) else ["f", repr(value)]
        if kind is complex:
            return ["c", self.node(value.real, depth), self.node(value.imag, depth)]
        return _opaque(value)  # a subclass may say anything of itself

    def _text(self, value: str, _: int) -> Any:
        return value if type(value) is str and len(value) <= MAX_TEXT else _opaque(value)

    def _dict(self, value: dict[Any, Any], depth: int) -> list[Any]:
        items = dict.items(value)
        pairs = [[self.node(k, depth), self.node(v, depth)] for k, v in items]
        self._tagged_keys += sum(type(key) is list for key, _ in pairs)
        return _opaque(value) if self._tagged_keys > MAX_TAGGED_KEYS else ["d", pairs]

    def _list(self, value: list[Any], depth: int) -> list[Any]:
        return ["l", [self.node(each, depth) for each in list.__iter__(value)]]

    def _tuple(self, value: tuple[Any, ...], depth: int) -> list[Any]:
        tag = "s" if isinstance(value, _size) else "t"
        return [tag, [self.node(each, depth) for each in tuple.__iter__(value)]]

    def _tensor(self, tensor: torch.Tensor, _: int) -> list[Any]:
        dtype = dtype_of(tensor)
        name = _DTYPE_NAMES.get(dtype)
        if name is None or not is_plain(tensor):
            return _opaque(tensor)
        about: dict[str, Any] = {}
        if not is_contiguous(tensor):
            about["stride"] = list(stride_of(tensor))
        device = device_of(tensor)
        if device.type != "cpu":
            about["device"] = str(device)
        if requires_grad_of(tensor):
            about["leaf"] = is_leaf_of(tensor)
        offset = None
        if device.type != _meta and self._fits(numel_of(tensor) * dtype.itemsize):
            offset = self._keep(raw(tensor))
        return ["T", name, list(shape_of(tensor)), offset, about]

    def _array(self, array: Any, _: int) -> list[Any]:
        scalar = isinstance(array, np.generic)
        array = np.asarray(array)
        if array.dtype.kind not in _NUMPY_KINDS or array.dtype.itemsize > 16:
            return _opaque(array)
        about: dict[str, Any] = {"scalar": True} if scalar else {}
        if not array.flags.c_contiguous:
            about["stride"] = list(array.strides)
        native = array.dtype.newbyteorder("=")
        offset = None
        if self._fits(array.size * array.dtype.itemsize):
            offset = self._keep(np.ascontiguousarray(array, dtype=native).tobytes())
        return ["A", native.str, list(array.shape), offset, about]

    def _named_dtype(self, value: torch.dtype, _: int) -> list[Any]:
        name = _DTYPE_NAMES.get(value)
        return _opaque(value) if name is None else ["y", name]

    # A subclass is written as the first of its bases that stands here: numpy.float64, which is a
    # float as well, as the numpy number that it is.
    _writers: ClassVar[dict[type, Callable[[Writer, Any, int], Any]]] = {
        type(None): lambda *_: None,
        **dict.fromkeys((bool, int, float, complex), _number),
        str: _text,
        Tensor: _tensor,
        **dict.fromkeys((np.ndarray, np.generic), _array),
        dict: _dict,
        list: _list,
        tuple: _tuple,
        _dtype: _named_dtype,
        _device: lambda _, value, __: ["v", str(value)],
    }

    def _fits(self, size: int) -> bool:
        return len(self._data) + size <= MAX_DATA_BYTES

    def _keep(self, entries: bytes) -> int:
        self._data += bytes(-len(self._data) % _ALIGNMENT)
        offset = len(self._data)
        self._data += entries
        return offset


class _Reader:
    def __init__(self, data: bytearray) -> None:
        self._data = data
        self._nodes = 0
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

    def _tensor(self, name: str, shape: list[int], offset: Any, about: Any) -> SeenTensor:
        dtype, sizes = DTYPES[name], _shape(shape)
        data = entries = None
        if offset is not None:
            count = math.prod(sizes)
            entries = self._slice(offset, count * dtype.itemsize)
            data = _as_tensor(entries, count, dtype)
            if len(sizes) != 1:
                data = data.reshape(sizes)
        stride, device = about.get("stride"), about.get("device")
        return SeenTensor(
            dtype=dtype,
            shape=sizes,
            data=data,
            device="cpu" if device is None else str(_device_of(device)),
            stride=None if stride is None else tuple(int(each) for each in stride),
            requires_grad="leaf" in about,
            leaf=bool(about.get("leaf", True)),
            entries=entries,
        )

    def _array(self, name: str, shape: list[int], offset: Any, about: Any) -> SeenArray:
        dtype, sizes = np.dtype(_string(name)), _shape(shape)
        if dtype.kind not in _NUMPY_KINDS:
            raise FrameError("an array of something else than numbers")
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
        return SeenArray(
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
        "o": lambda _, name, text: Opaque(_string(name)[:80], _string(text)[:400]),
    }

    def _slice(self, offset: Any, size: int) -> bytearray:
        whole = type(offset) is int and offset >= 0 and offset % _ALIGNMENT == 0
        if not whole or offset + size > len(self._data):
            raise FrameError("a tensor reaches beyond the frame's data")
        self._taken += size
        if self._taken > len(self._data):
            raise FrameError("the same data is taken twice")
        return self._data[offset : offset + size]


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


def _opaque(value: Any) -> list[Any]:
    try:
        text = repr(value)[:400]
    except Exception as error:  # a learner's own __repr__ may do anything
        text = f"<{type(error).__name__}>"
    return ["o", str(type(value).__name__)[:80], str(text)]


def _no_constant(name: str) -> float:
    raise FrameError(f"{name} is not JSON")


_decode = json.JSONDecoder(parse_constant=_no_constant).decode
