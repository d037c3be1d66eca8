"""Calls a function on every case and records everything that can be observed of its result."""

from __future__ import annotations

import builtins
import itertools
import linecache
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any

import numpy as np
import torch

from .denials import belongs_to_jail
from .device_tracking import track_devices
from .exception_info import FILE_NAME, raised
from .given import Builders, plain_after
from .materialize import materialize
from .operation_count import count_operations
from .pretended_cuda import pretended_cuda
from .serialization import unpack
from .trusted_torch import (
    DisableTorchFunction,
    Tensor,
    device_of,
    dtype_of,
    is_plain,
    memory,
    requires_grad_of,
    shape_of,
)
from .writing import Writer

globals()["__builtins__"] = dict(vars(builtins))  # see trusted_torch.py

_grad = torch.autograd.grad
_equals, _full_like, _randn, _where = torch.eq, torch.full_like, torch.randn, torch.where
_logical_not, _bool = torch.logical_not, torch.bool
_copy, _to = Tensor.copy_, Tensor.to
_Generator = torch.Generator
_inference_mode = torch.inference_mode
_type_name: Callable[[type], str] = vars(type)["__name__"].__get__  # not a metaclass's own
_mro: Callable[[type], tuple[type, ...]] = vars(type)["__mro__"].__get__
_EXCEPTIONS = {
    name: each
    for name, each in vars(builtins).items()
    if isinstance(each, type) and issubclass(each, BaseException)
}

CALL_MARK = "\x1e"
"""Written to stdout before each call of code that may print, so that outputs can be told apart."""
_set_grad_enabled = torch._C._set_grad_enabled


def answer(function: Callable[..., Any], question: bytes, source: str | None = None) -> bytes:
    """Call the function on fresh arguments for each case of the question and return the records.

    `source` is the learner's code, for the lines of exceptions; the default is what `linecache`
    knows of the file "<your code>". Exceptions of the function are part of the answer, except those
    caused by a sandbox layer or a limit, which propagate. Raise FrameError if the question is no
    valid frame.
    """
    text = source if source is not None else "".join(linecache.getlines(FILE_NAME))
    return answer_unpacked(function, unpack(question), text)


def answer_unpacked(
    function: Callable[..., Any], question: Mapping[str, Any], source: str
) -> bytes:
    """Do the same as `answer`, for a question that is already unpacked. It is not modified.

    A question with scripts or given objects needs a `Conversation`.
    """
    writer = Writer()
    cases = [
        CaseObserver(writer, question, number, source).observe(function)
        for number in range(len(question["cases"]))
    ]
    return writer.frame(["l", cases])


class CaseObserver:
    """Calls the function for one case and records what is observed."""

    def __init__(
        self,
        writer: Writer,
        question: Mapping[str, Any],
        number: int,
        source: str,
        builders: Builders | None = None,
    ) -> None:
        self._writer = writer
        self._question = question
        self._number = number
        self._source = source
        self._builders = builders
        self._may_print = "print" in source or "stdout" in source
        self._fields: dict[str, Any] = {}

    def observe(self, function: Callable[..., Any]) -> Any:
        """Return the record of the case, as a node of the frame."""
        case = self._question["cases"][self._number]
        # A learner's torch.set_grad_enabled(False) must not affect the next case.
        _set_grad_enabled(True)
        with DisableTorchFunction():
            if self._builders is None:
                arguments = materialize(case["arguments"])
            else:
                arguments = self._builders.materialize(case["arguments"])
        value = None
        try:
            value = self._call(function, arguments, case["cuda"])
        except BaseException as error:
            if belongs_to_jail(error):
                raise
            info = describe_raised(error, raised(error, self._source))
            self._fields["raised"] = self._node_of_fields(info)
        _set_grad_enabled(True)
        with DisableTorchFunction():
            # All of them, even beyond the limits of the frame: the judge checks the number.
            after = arguments
            if self._builders is not None:
                pairs = zip(case["arguments"], arguments, strict=True)
                after = [plain_after(*pair) for pair in pairs]
            self._fields["arguments"] = ["l", [self._writer.node(item) for item in after]]
            if "raised" not in self._fields:
                self._record_states(case["arguments"], arguments)
                named = zip(self._question["parameters"], arguments, strict=True)
                self._record_extras(value, dict(named))
        return ["d", list(self._fields.items())]

    def _call(self, function: Callable[..., Any], arguments: Any, cuda: bool | None) -> Any:
        is_counted = bool(self._question.get("counted"))
        counts_moves = bool(self._question.get("moves"))
        with (
            pretended_cuda(cuda),
            track_devices(self._question["watched"], counts_moves=counts_moves) as tracker,
            count_operations(is_counted) as counter,
        ):
            self._mark_call()
            value = function(*arguments)
            for _ in range(self._question["calls"] - 1):
                with DisableTorchFunction():
                    self._record_value("first", value)
                self._mark_call()
                value = function(*arguments)
            items = self._question.get("collect", 0)
            if items and hasattr(type(value), "__next__"):
                self._fields["value"] = node_of_items(self._writer, value, items)
                self._fields["collected"] = True
        with DisableTorchFunction():
            if "value" not in self._fields:
                self._record_value("value", value)
            if counter is not None:
                self._record_value("operations", counter.counts)
        if tracker is not None:
            self._fields["devices"] = ["l", sorted(tracker.devices)]
        if counts_moves:
            with DisableTorchFunction():
                self._record_value("moves", tracker.moves)
        return value

    def _mark_call(self) -> None:
        if self._may_print:
            with suppress(Exception):  # the code may have replaced or closed stdout
                sys.stdout.write(CALL_MARK)

    def _record_states(self, sent: Any, actual: Any) -> None:
        """Record what the author compares of given objects after the call."""
        builders = self._builders
        if builders is not None and any(map(builders.has_state, sent)):
            pairs = zip(sent, actual, strict=True)
            self._record_value("states", [builders.state_of(*pair) for pair in pairs])

    def _record_extras(self, value: Any, arguments: Mapping[str, Any]) -> None:
        if self._question["grad_of"]:
            inputs = [arguments[name] for name in self._question["grad_of"]]
            self._record_value("gradients", self._gradients(value, inputs))
        shared = self._question["shares_memory_with"]
        if shared is not None:
            argument = arguments[shared]
            _overwrite(argument, self._question["secret"])
            self._record_value("value_after", value)
            self._record_value("argument_between", argument)
            _overwrite(value, self._question["secret"] + 2)
            self._record_value("argument_after", argument)

    def _gradients(self, value: Any, inputs: list[Any]) -> Any:
        """Return the gradients of the result, for cotangents drawn from the judge's secret.

        Return None, and record the exception, if going backward raises one.
        """
        outputs = [item for item in _tensors(value) if requires_grad_of(item)]
        if not outputs:
            return [None for _ in inputs]
        generator = _Generator().manual_seed(self._question["secret"] + self._number)
        weights = [
            _to(_randn(shape_of(item), generator=generator), device_of(item), dtype_of(item))
            for item in outputs
        ]
        try:
            return list(_grad(outputs, inputs, weights, allow_unused=True, retain_graph=True))
        except Exception as error:
            if belongs_to_jail(error):
                raise
            self._fields["backward_raised"] = self._node_of_fields(raised(error, self._source))
            return None

    def _node_of_fields(self, fields: Mapping[str, object]) -> Any:
        return ["d", [[name, self._writer.node(value)] for name, value in fields.items()]]

    def _record_value(self, name: str, value: Any) -> None:
        self._fields[name] = self._writer.node(value)


def node_of_items(
    writer: Writer,
    iterator: Any,
    count: int,
    change: Callable[[Any], Any] | None = None,
) -> Any:
    """Return the node of a list of an iterator's items, at most `count`.

    Each is recorded as it is when it comes, after `change`.
    """
    nodes = []
    for item in itertools.islice(iterator, count):
        with DisableTorchFunction():
            nodes.append(writer.node(item if change is None else change(item), 1))
    return ["l", nodes]


def describe_raised(error: BaseException, info: dict[str, object]) -> dict[str, object]:
    """Add the names of Python's own classes that the exception is one of, the nearest first."""
    own = [each for each in _mro(type(error)) if _EXCEPTIONS.get(_type_name(each)) is each]
    return info | {"bases": [_type_name(each) for each in own]}


def _overwrite(value: Any, secret: int) -> None:
    """Change every entry of every tensor and array in place. Skip those that cannot be changed."""
    for tensor in _tensors(value):
        target = memory(tensor)
        changed = _logical_not(target) if dtype_of(target) is _bool else _different(target, secret)
        with _inference_mode():
            try:
                _copy(target, changed)
            except RuntimeError:
                continue
    if isinstance(value, np.ndarray) and value.flags.writeable:
        value[...] = ~value if value.dtype.kind == "b" else np.where(value == secret, 1, secret)


def _different(tensor: torch.Tensor, secret: int) -> torch.Tensor:
    return _where(_equals(tensor, secret), _full_like(tensor, 1), _full_like(tensor, secret))


def _tensors(value: Any) -> Iterator[torch.Tensor]:
    if isinstance(value, Tensor):
        if is_plain(value):
            yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _tensors(item)
    elif isinstance(value, dict):
        for item in dict.values(value):
            yield from _tensors(item)
