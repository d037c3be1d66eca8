"""Writes values as frames of limited size.

Of a value that exceeds a limit, only the type's name is sent, so that every answer is read quickly.
"""

from __future__ import annotations

import builtins
import json
import math
from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np
import torch

from .serialization import (
    ALIGNMENT,
    DTYPES,
    LENGTH,
    MAX_ARRAYS,
    MAX_DATA_BYTES,
    MAX_DEPTH,
    MAX_INTEGER_BITS,
    MAX_NODES,
    MAX_TAGGED_KEYS,
    MAX_TEXT,
    MAX_TEXTS,
    NUMPY_NAMES,
)
from .trusted_torch import (
    PLAIN_TYPES,
    STRIDED,
    Tensor,
    device_of,
    dtype_of,
    is_contiguous,
    is_leaf_of,
    is_plain,
    layout_of,
    numel_of,
    raw,
    requires_grad_of,
    shape_of,
    stride_of,
    tensor_dimensions,
)

globals()["__builtins__"] = dict(vars(builtins))  # see trusted_torch.py

_MAX_ESCAPED_LENGTH = 12  # characters of JSON for one character
_DIGITS_PER_DIMENSION = 40  # of its size and stride
_DTYPE_NAMES = {dtype: name for name, dtype in DTYPES.items()}

_encode = json.JSONEncoder(allow_nan=False, separators=(",", ":")).encode
_isfinite = math.isfinite
_dtype, _device, _size = torch.dtype, torch.device, torch.Size
_meta = "meta"


def pack(value: Any) -> bytes:
    """Return a frame with the present state of the value."""
    writer = Writer()
    return writer.frame(writer.node(value))


class Writer:
    """Builds one frame of several values, each in its state at the time of `node`."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._nodes = 0
        self._arrays = 0
        self._texts = 0
        self._tagged_keys = 0

    def frame(self, root: object) -> bytes:
        """Return the frame whose tree is `root`, a node or JSON made of nodes."""
        tree = _encode(root).encode()
        return b"".join((LENGTH.pack(len(tree)), tree, self._data))

    def node(self, value: Any, depth: int = 0) -> Any:
        """Return the value's node in the tree. Entries of tensors and arrays are copied now."""
        if depth > MAX_DEPTH:
            return self._opaque(value)
        kind = type(value)
        writer = self._writers.get(kind)
        if writer is not None:
            return writer(self, value, depth + 1)
        for base in kind.__mro__:
            if base in self._writers:
                return self._writers[base](self, value, depth + 1)
        return self._opaque(value)

    def _reserve_nodes(self, entries: int) -> bool:
        """Count the entries of a container, if they fit; return whether they do."""
        if self._nodes + entries > MAX_NODES:
            return False
        self._nodes += entries
        return True

    def _reserve_text(self, length: int) -> bool:
        if self._texts + length > MAX_TEXTS:
            return False
        self._texts += length
        return True

    def _reserve_array(self, dimensions: int) -> bool:
        if self._arrays >= MAX_ARRAYS:
            return False
        self._arrays += 1
        return self._reserve_text(_DIGITS_PER_DIMENSION * dimensions)

    def _opaque(self, value: Any, name: str = "") -> list[Any]:
        name = (name or str(type(value).__name__))[:80]
        if not self._reserve_text(_MAX_ESCAPED_LENGTH * len(name)):
            return ["o", "…", "<…>"]
        if self._texts > MAX_TEXTS // 2:  # the rest is for values, not for reprs
            return ["o", name, "<…>"]
        try:
            text = str(repr(value)[:400])
        except Exception as error:  # a learner's own __repr__ may do anything
            text = f"<{type(error).__name__}>"
        return ["o", name, text if self._reserve_text(_MAX_ESCAPED_LENGTH * len(text)) else "<…>"]

    def _number(self, value: Any, depth: int) -> Any:
        kind = type(value)
        if kind is bool or (kind is int and abs(value) < 2**53):
            return value
        if kind is int and value.bit_length() <= MAX_INTEGER_BITS:
            digits = hex(value)
            return ["i", digits] if self._reserve_text(len(digits)) else self._opaque(value)
        if kind is float:
            return value if _isfinite(value) else ["f", repr(value)]
        if kind is complex:
            return ["c", self.node(value.real, depth), self.node(value.imag, depth)]
        return self._opaque(value)  # a subclass may return anything

    def _text(self, value: str, _: int) -> Any:
        if type(value) is not str or len(value) > MAX_TEXT:
            return self._opaque(value)
        plain = value.isascii() and value.isprintable()
        length = len(value) if plain else _MAX_ESCAPED_LENGTH * len(value)
        return value if self._reserve_text(length) else self._opaque(value)

    def _dict(self, value: dict[Any, Any], depth: int) -> list[Any]:
        if not self._reserve_nodes(2 * dict.__len__(value)):
            return ["n", "dict", dict.__len__(value)]
        items = dict.items(value)
        pairs = [[self.node(k, depth), self.node(v, depth)] for k, v in items]
        self._tagged_keys += sum(type(key) is list for key, _ in pairs)
        return self._opaque(value) if self._tagged_keys > MAX_TAGGED_KEYS else ["d", pairs]

    def _list(self, value: list[Any], depth: int) -> list[Any]:
        if not self._reserve_nodes(list.__len__(value)):
            return ["n", "list", list.__len__(value)]
        return ["l", [self.node(each, depth) for each in list.__iter__(value)]]

    def _tuple(self, value: tuple[Any, ...], depth: int) -> list[Any]:
        if not self._reserve_nodes(tuple.__len__(value)):
            return ["n", "tuple", tuple.__len__(value)]
        tag = "s" if isinstance(value, _size) else "t"
        return [tag, [self.node(each, depth) for each in tuple.__iter__(value)]]

    def _tensor(self, tensor: torch.Tensor, _: int) -> list[Any]:
        dtype = dtype_of(tensor)
        name = _DTYPE_NAMES.get(dtype)
        if name is None or not is_plain(tensor):
            return self._opaque(tensor, _name_of_tensor(tensor))
        if not self._reserve_array(tensor_dimensions(tensor)):
            return ["o", "torch.Tensor", "<…>"]
        details: dict[str, Any] = {}
        if not is_contiguous(tensor):
            details["stride"] = list(stride_of(tensor))
        device = device_of(tensor)
        if device.type != "cpu":
            details["device"] = str(device)
        if requires_grad_of(tensor):
            details["leaf"] = is_leaf_of(tensor)
        offset = None
        if device.type != _meta and self._fits(numel_of(tensor) * dtype.itemsize):
            offset = self._keep(raw(tensor))
        return ["T", name, list(shape_of(tensor)), offset, details]

    def _array(self, array: Any, _: int) -> list[Any]:
        scalar = isinstance(array, np.generic)
        array = np.asarray(array)
        native = array.dtype.newbyteorder("=")
        if native.str not in NUMPY_NAMES:
            name = array.dtype.type.__name__ if scalar else f"ndarray[{array.dtype}]"
            return self._opaque(array[()] if scalar else array, f"numpy.{name}")
        if not self._reserve_array(array.ndim):
            return ["o", "numpy.ndarray", "<…>"]
        details: dict[str, Any] = {"scalar": True} if scalar else {}
        if not array.flags.c_contiguous:
            details["stride"] = list(array.strides)
        offset = None
        if self._fits(array.size * array.dtype.itemsize):
            offset = self._keep(np.ascontiguousarray(array, dtype=native).tobytes())
        return ["A", native.str, list(array.shape), offset, details]

    def _named_dtype(self, value: torch.dtype, _: int) -> list[Any]:
        name = _DTYPE_NAMES.get(value)
        return self._opaque(value) if name is None else ["y", name]

    # A subclass is written as its first base in this table: numpy.float64, which is also a float,
    # as a numpy number.
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
        self._data += bytes(-len(self._data) % ALIGNMENT)
        offset = len(self._data)
        self._data += entries
        return offset


def _name_of_tensor(tensor: torch.Tensor) -> str:
    """What is special details a tensor that does not cross; empty for a subclass, which has a name
    of its own."""
    if type(tensor) not in PLAIN_TYPES:
        return ""
    what = dtype_of(tensor) if layout_of(tensor) is STRIDED else layout_of(tensor)
    return f"torch.Tensor[{str(what).removeprefix('torch.')}]"
