"""Answers the rounds of an exam, and keeps the objects of its scripts between them.

The first round has all cases, those of plain calls among them; a later one has the next steps of
the scripts that ask again. An object never leaves this process: of each round only the value of its
last step is recorded, and the arguments of all of its steps after they ran.
"""

from __future__ import annotations

import builtins
import linecache
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any

import torch

from .denials import belongs_to_jail
from .exception_info import FILE_NAME, raised
from .given import Builders, plain_after
from .observe import CALL_MARK, CaseObserver, describe_raised, node_of_items
from .pretended_cuda import pretended_cuda
from .serialization import unpack
from .trusted_torch import DisableTorchFunction, Tensor, shape_of
from .writing import Writer

globals()["__builtins__"] = dict(vars(builtins))  # see trusted_torch.py

MAX_ITEMS = 1000
"""Items that are taken of an iterator."""

_set_grad_enabled = torch._C._set_grad_enabled


class Conversation:
    """Answers the questions of an exam, one after the other."""

    def __init__(self, function: Callable[..., Any], source: str | None = None) -> None:
        """`source` is the learner's code; the default is what `linecache` knows of it."""
        self._function = function
        self._source = source if source is not None else "".join(linecache.getlines(FILE_NAME))
        self._scripts: dict[int, ScriptObserver] = {}  # by the number of the case
        self._builders = Builders("")

    def answer(self, question: bytes) -> bytes:
        """Answer a question as `probe.answer` does."""
        return self.answer_unpacked(unpack(question))

    def answer_unpacked(self, question: Mapping[str, Any]) -> bytes:
        """Answer a question that is already unpacked. It is not modified."""
        writer = Writer()
        if question.get("later"):
            records = [
                self._scripts[entry["number"]].observe(writer, entry["steps"])
                for entry in question["cases"]
            ]
            return writer.frame(["l", records])
        self._builders = Builders(question.get("given", ""))
        return writer.frame(
            ["l", [self._first(writer, question, n) for n in range(len(question["cases"]))]]
        )

    def _first(self, writer: Writer, question: Mapping[str, Any], number: int) -> Any:
        case = question["cases"][number]
        if "steps" not in case:
            observer = CaseObserver(writer, question, number, self._source, self._builders)
            return observer.observe(self._function)
        script = ScriptObserver(self._function, case["cuda"], self._source, self._builders)
        self._scripts[number] = script
        return script.observe(writer, case["steps"])


def converse(
    function: Callable[..., Any], questions: Iterable[Mapping[str, Any]], source: str
) -> tuple[bytes, ...]:
    """Answer the unpacked questions of an exam, and return the answer to each."""
    conversation = Conversation(function, source)
    return tuple(conversation.answer_unpacked(question) for question in questions)


class ScriptObserver:
    """Runs the steps of one case, and keeps its object."""

    def __init__(
        self, function: Callable[..., Any], cuda: bool | None, source: str, builders: Builders
    ) -> None:
        self._function = function
        self._cuda = cuda
        self._source = source
        self._builders = builders
        self._may_print = "print" in source or "stdout" in source
        self._object: Any = None
        self._ended: Any = None  # the record of the round that raised

    def observe(self, writer: Writer, steps: Any) -> Any:
        """Return the record of one round, as a node of the frame."""
        _set_grad_enabled(True)
        fields: dict[str, Any] = {}
        used: list[tuple[Any, Any]] = []  # the arguments as they were sent, and as they are
        at = 0
        if self._may_print:
            with suppress(Exception):  # the code may have replaced or closed stdout
                sys.stdout.write(CALL_MARK)
        if self._ended is not None:
            return ["d", [["raised", self._ended], ["at", 0], ["arguments", ["l", []]]]]
        try:
            with pretended_cuda(self._cuda):
                for at, (how, name, arguments, keywords) in enumerate(steps):  # noqa: B007
                    with DisableTorchFunction():
                        positional = [self._builders.materialize(each) for each in arguments]
                        named = {
                            key: self._builders.materialize(each) for key, each in keywords.items()
                        }
                    used += zip(arguments, positional, strict=True)
                    used += zip(keywords.values(), named.values(), strict=True)
                    value = self._take(how, name, positional, named)
                    if how in {"ask", "shapes"}:
                        fields |= self._value_fields(writer, value, how == "shapes")
        except BaseException as error:
            if belongs_to_jail(error):
                raise
            info = describe_raised(error, raised(error, self._source))
            self._ended = ["d", [[key, Writer().node(item)] for key, item in info.items()]]
            fields = {"raised": self._ended, "at": at}
        else:
            fields.setdefault("value", None)
        _set_grad_enabled(True)
        with DisableTorchFunction():
            after = [plain_after(sent, actual) for sent, actual in used]
            fields["arguments"] = ["l", [writer.node(each) for each in after]]
        return ["d", list(fields.items())]

    def _take(self, how: str, name: str | None, arguments: list[Any], keywords: Any) -> Any:
        if how == "made":
            self._object = self._function(*arguments, **keywords)
            return None
        target = self._object
        for part in name.split(".") if name is not None else ():
            target = getattr(target, part)
        if how != "do" and name is not None and not callable(target):
            return target
        return target(*arguments, **keywords)

    @staticmethod
    def _value_fields(writer: Writer, value: Any, only_shapes: bool) -> dict[str, Any]:
        if hasattr(type(value), "__next__"):
            items = node_of_items(writer, value, MAX_ITEMS, _shapes if only_shapes else None)
            return {"value": items, "collected": True}
        with DisableTorchFunction():
            return {"value": writer.node(_shapes(value) if only_shapes else value)}


def _shapes(value: Any) -> Any:
    """Return the value with the shape of every tensor in the tensor's place."""
    if isinstance(value, Tensor):
        return shape_of(value)
    if isinstance(value, dict):
        return {key: _shapes(each) for key, each in dict.items(value)}
    if isinstance(value, list):
        return [_shapes(each) for each in list.__iter__(value)]
    if isinstance(value, tuple):
        return tuple(_shapes(each) for each in tuple.__iter__(value))
    return value
