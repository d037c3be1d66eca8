"""Records the intermediate results of a function's call: shapes and dtypes, and few small values.

This is the second look at a wrong answer, in a child of its own. The function's code can find the
recorder and make up what it says, so the trace explains a verdict and never decides one.
"""

from __future__ import annotations

import ast
import builtins
import itertools
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any

import numpy as np
import torch

from .exception_info import FILE_NAME, raised
from .instrument import RECORD, Role, Site, instrument
from .observe import answer_unpacked
from .serialization import DTYPES, MAX_ARRAYS, NUMPY_NAMES, unpack
from .trusted_torch import (
    DisableTorchFunction,
    Tensor,
    device_of,
    dtype_of,
    is_plain,
    memory,
    numel_of,
    shape_of,
)
from .writing import Writer, pack

globals()["__builtins__"] = dict(vars(builtins))  # see trusted_torch.py

MAX_SITES = 100
"""Most sites in a trace; of a call with more, those that ran last are kept."""

MAX_REPEATS = 20_000
"""Repeated values that are looked at. Beyond that, executions are only counted."""

MAX_ITEMS = 6
"""Entries of a tensor, and items of a list, that are sent."""

_MAX_NESTING = 2
_MAX_NAME = 40
_IN_NUMBERS = 2**53
_DTYPE_NAMES = {dtype: name for name, dtype in DTYPES.items()}
_reshape, _tolist = Tensor.reshape, Tensor.tolist
_dispatch_modes: Callable[[], int] = torch._C._len_torch_dispatch_stack
_Device, _Dtype, _Size = torch.device, torch.dtype, torch.Size
_thread = threading.get_ident
_type_name: Callable[[type], str] = vars(type)["__name__"].__get__  # not a metaclass's own
_SILENT = ("module", "function", "builtin_function_or_method", "type", "method", "super", "range")
"""Types of values that tell nothing about the computation."""


class Recorder:
    """Records the values of the sites of an instrumented module, while its function runs."""

    def __init__(self, source: str, *, loading: bool = False) -> None:
        """Raise SyntaxError or RecursionError if the code cannot be instrumented.

        With `loading`, the code outside of functions is recorded, too.
        """
        self._source = source
        self.tree: ast.Module
        self.tree, self._sites = instrument(source, whole=loading)
        self._values: dict[int, list[Any]] = {}  # site: [times, first, last]
        self._repeats = 0
        self._calls = 0
        self._wanted = -1  # which call is traced; -1: the last one
        self._thread: int | None = None  # set while a call is traced
        self._raised_at: list[int] | None = None

    @property
    def names(self) -> dict[str, object]:
        """The globals that the instrumented module needs."""
        return {RECORD: self._record}

    def answer(self, function: Callable[..., Any], question: bytes) -> tuple[bytes, bytes]:
        """Answer a question as `probe.answer` does; return the answer and the trace, as frames.

        The trace is a list with an item for each site, in the order in which they ran first: line,
        column, end line, end column, role, times, the value of the first time and of the last time.
        A value is a pair of a record without entries, and of its entries if they are few. A last
        item of four numbers is where an exception came from.
        """
        unpacked = unpack(question)
        self._wanted = unpacked.get("traced_call", -1)
        answer = answer_unpacked(self._traced(function), unpacked, self._source)
        return answer, Writer().frame(["l", self._items()])

    def load(self, run: Callable[[], object]) -> tuple[bytes, bytes]:
        """Run the module with `run`, and return the exception that it raised, and the trace.

        Both are frames; the exception is that of `probe.raised`. If none is raised, both are empty.
        """
        self._thread = _thread()
        try:
            run()
        except BaseException as error:
            self._thread = None
            self._raised_at = _place_of(error.__traceback__)
            return pack(raised(error, self._source)), Writer().frame(["l", self._items()])
        finally:
            self._thread = None
        return b"", b""

    def _traced(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def traced(*arguments: Any) -> Any:
            if self._wanted in (-1, self._calls):
                self._values.clear()
                self._thread = _thread()
            self._calls += 1
            try:
                return function(*arguments)
            except BaseException as error:
                self._raised_at = _place_of(error.__traceback__)
                raise
            finally:
                self._thread = None

        return traced

    def _record(self, site: int, value: Any) -> Any:
        if self._thread != _thread():
            return value
        entry = self._values.get(site)
        if entry is None:
            is_told = value is not None or self._sites[site].role is Role.RETURNED
            if is_told and _type_name(type(value)) not in _SILENT:
                node = self._node(value)
                self._values[site] = [1, node, node]
        else:
            entry[0] += 1
            self._repeats += 1
            entry[2] = self._node(value) if self._repeats < MAX_REPEATS else entry[1]
        return value

    def _node(self, value: Any) -> list[Any]:
        try:
            with DisableTorchFunction():
                return ["l", [describe(value), _entries(value)]]
        except BaseException:  # a tensor inside of a transformation, or a hostile metaclass
            return ["l", [["o", "…", "<…>"], None]]

    def _items(self) -> list[Any]:
        items: list[Any] = []
        arrays = 0
        for number, (times, first, last) in reversed(self._values.items()):
            arrays += _count_arrays(first) + _count_arrays(last)
            if len(items) == MAX_SITES or arrays > MAX_ARRAYS:
                break
            site: Site = self._sites[number]
            place = [site.line, site.column, site.end_line, site.end_column]
            items.append(["l", [*place, int(site.role), times, first, last]])
        items.reverse()
        return items if self._raised_at is None else [*items, ["l", self._raised_at]]


def describe(value: Any, depth: int = 0) -> Any:
    """Return the node of a value for a frame: shape and dtype, a number, or the name of a type.

    No method of a learner's own class is called.
    """
    kind = type(value)
    if value is None or kind is bool or (kind is int and abs(value) < _IN_NUMBERS):
        return value
    if kind is float:
        return value if value - value == 0 else ["f", repr(value)]
    if is_plain(value) and dtype_of(value) in _DTYPE_NAMES:
        device = device_of(value)
        about = {} if device.type == "cpu" else {"device": str(device)}
        return ["T", _DTYPE_NAMES[dtype_of(value)], list(shape_of(value)), None, about]
    if kind is np.ndarray and value.dtype.newbyteorder("=").str in NUMPY_NAMES:
        return ["A", value.dtype.newbyteorder("=").str, list(value.shape), None, {}]
    if issubclass(kind, list | tuple):
        return _container(value, kind, depth)
    if kind is dict:
        return ["n", "dict", len(value)]
    if kind is _Device:
        return ["v", str(value)]
    if kind is _Dtype and value in _DTYPE_NAMES:
        return ["y", _DTYPE_NAMES[value]]
    module = "numpy." if issubclass(kind, np.generic) else ""
    return ["o", f"{module}{_type_name(kind)}"[:_MAX_NAME], "<…>"]


def _container(value: Any, kind: type, depth: int) -> Any:
    """Return the node of a list or a tuple, or of a subclass such as a named tuple of torch."""
    base: Any = list if issubclass(kind, list) else tuple
    length = base.__len__(value)
    if length > MAX_ITEMS or depth >= _MAX_NESTING:
        return ["n", base.__name__, length]
    tag = "s" if kind is _Size else "l" if base is list else "t"
    return [tag, [describe(each, depth + 1) for each in base.__iter__(value)]]


def _entries(value: Any) -> Any:
    """Return the few entries of a small tensor, array or numpy number in row-major order."""
    if is_plain(value):
        if device_of(value).type != "cpu" or numel_of(value) > MAX_ITEMS or _dispatch_modes():
            return None
        numbers = _tolist(_reshape(memory(value), (-1,)))
    elif type(value) is np.ndarray or issubclass(type(value), np.generic):
        if value.size > MAX_ITEMS:
            return None
        numbers = np.ravel(value).tolist()
    else:
        return None
    is_plain_number = all(type(each) in (bool, int, float) for each in numbers)
    return ["l", [describe(each) for each in numbers]] if is_plain_number else None


def _count_arrays(node: Any) -> int:
    """Return how many tensors and arrays a node of `describe` has."""
    if type(node) is not list:
        return 0
    return (
        int(node[0] in {"T", "A"})
        if type(node[1]) is not list
        else sum(map(_count_arrays, node[1]))
    )


def _place_of(entry: TracebackType | None) -> list[int] | None:
    """Return line, column, end line and end column of the learner's expression that raised."""
    place: list[int] | None = None
    while entry is not None:
        code = entry.tb_frame.f_code
        if code.co_filename == FILE_NAME:
            found = itertools.islice(code.co_positions(), entry.tb_lasti // 2, None)
            start, end, column, end_column = next(found, (None, None, None, None))
            place = [start or entry.tb_lineno, column or 0, end or entry.tb_lineno, end_column or 0]
        entry = entry.tb_next
    return place
