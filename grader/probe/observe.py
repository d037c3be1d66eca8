"""Calls a function on every case and writes down all that can be seen of its answer."""

from __future__ import annotations

import builtins
import linecache
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import torch

from .denials import belongs_to_jail
from .device_tracking import fake_cuda, track_devices
from .exception_info import FILE_NAME, raised
from .materialize import materialize
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

globals()["__builtins__"] = dict(vars(builtins))  # see plain.py

_grad = torch.autograd.grad
_equals, _full_like, _randn, _where = torch.eq, torch.full_like, torch.randn, torch.where
_logical_not, _bool = torch.logical_not, torch.bool
_copy, _to = Tensor.copy_, Tensor.to
_Generator = torch.Generator
_inference_mode = torch.inference_mode
_set_grad_enabled = torch._C._set_grad_enabled


def answer(function: Callable[..., Any], question: bytes, source: str | None = None) -> bytes:
    """Calls the function on fresh arguments for each case of the question, and says what was seen.

    `source` is the learner's code, for the lines that exceptions point to; without it, it is what
    `linecache` knows of the file "<your code>". Exceptions of the function are part of the answer;
    those that say that the jail's walls or limits were hit propagate.
    Raises FrameError when the question is no frame.
    """
    text = source if source is not None else "".join(linecache.getlines(FILE_NAME))
    return answer_unpacked(function, unpack(question), text)


def answer_unpacked(function: Callable[..., Any], asked: Mapping[str, Any], source: str) -> bytes:
    """As `answer`, for a question that is unpacked already. It is left as it is."""
    writer = Writer()
    cases = [
        CaseObserver(writer, asked, number, source).observe(function)
        for number in range(len(asked["cases"]))
    ]
    return writer.frame(["l", cases])


class CaseObserver:
    """One case: what is asked of it, and the record of what was seen."""

    def __init__(self, writer: Writer, asked: Mapping[str, Any], number: int, source: str) -> None:
        self._writer = writer
        self._asked = asked
        self._number = number
        self._source = source
        self._seen: dict[str, Any] = {}

    def observe(self, function: Callable[..., Any]) -> Any:
        """The case's record, as a node of the frame."""
        case = self._asked["cases"][self._number]
        # A learner's torch.set_grad_enabled(False) must not reach into the next case.
        _set_grad_enabled(True)
        with DisableTorchFunction():
            arguments = materialize(case["arguments"])
        value = None
        try:
            value = self._called(function, arguments, case["cuda"])
        except BaseException as error:
            if belongs_to_jail(error):
                raise
            told = raised(error, self._source).items()
            self._seen["raised"] = ["d", [[name, self._writer.node(each)] for name, each in told]]
        _set_grad_enabled(True)
        with DisableTorchFunction():
            # As long as the question asks, whatever there is room for: the judge counts them.
            self._seen["arguments"] = ["l", [self._writer.node(each) for each in arguments]]
            if "raised" not in self._seen:
                named = zip(self._asked["parameters"], arguments, strict=True)
                self._look_deeper(value, dict(named))
        return ["d", list(self._seen.items())]

    def _called(self, function: Callable[..., Any], arguments: Any, cuda: bool | None) -> Any:
        with fake_cuda(cuda), track_devices(self._asked["watched"]) as watched:
            value = function(*arguments)
            for _ in range(self._asked["calls"] - 1):
                with DisableTorchFunction():
                    self._keep("first", value)
                value = function(*arguments)
        with DisableTorchFunction():
            self._keep("value", value)
        if watched is not None:
            self._seen["devices"] = ["l", sorted(watched.devices)]
        return value

    def _look_deeper(self, value: Any, arguments: Mapping[str, Any]) -> None:
        if self._asked["grad_of"]:
            inputs = [arguments[name] for name in self._asked["grad_of"]]
            self._keep("gradients", self._gradients(value, inputs))
        shared = self._asked["shares_memory_with"]
        if shared is not None:
            argument = arguments[shared]
            _overwrite(argument, self._asked["secret"])
            self._keep("value_after", value)
            self._keep("argument_between", argument)
            _overwrite(value, self._asked["secret"] + 2)
            self._keep("argument_after", argument)

    def _gradients(self, value: Any, inputs: list[Any]) -> Any:
        """What backward through the result gives, for cotangents drawn from the judge's secret."""
        outputs = [each for each in _tensors(value) if requires_grad_of(each)]
        if not outputs:
            return [None for _ in inputs]
        generator = _Generator().manual_seed(self._asked["secret"] + self._number)
        weights = [
            _to(_randn(shape_of(each), generator=generator), device_of(each), dtype_of(each))
            for each in outputs
        ]
        try:
            return list(_grad(outputs, inputs, weights, allow_unused=True, retain_graph=True))
        except Exception as error:
            if belongs_to_jail(error):
                raise
            return f"{type(error).__name__}: {error}"

    def _keep(self, name: str, value: Any) -> None:
        self._seen[name] = self._writer.node(value)


def _overwrite(value: Any, secret: int) -> None:
    """Changes every entry of every tensor and array in place; where it cannot, nothing happens."""
    for tensor in _tensors(value):
        plain = memory(tensor)
        fresh = _logical_not(plain) if dtype_of(plain) is _bool else _fresh(plain, secret)
        with _inference_mode():
            try:
                _copy(plain, fresh)
            except RuntimeError:
                continue
    if isinstance(value, np.ndarray) and value.flags.writeable:
        value[...] = ~value if value.dtype.kind == "b" else np.where(value == secret, 1, secret)


def _fresh(tensor: torch.Tensor, secret: int) -> torch.Tensor:
    return _where(_equals(tensor, secret), _full_like(tensor, 1), _full_like(tensor, secret))


def _tensors(value: Any) -> Iterator[torch.Tensor]:
    if isinstance(value, Tensor):
        if is_plain(value):
            yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _tensors(each)
    elif isinstance(value, dict):
        for each in dict.values(value):
            yield from _tensors(each)
