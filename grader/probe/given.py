"""Builds the arguments that an exercise's author declares as functions under `@given`.

The author's source is sent with the question and runs in a namespace of its own. In a question, a
dict with the key GIVEN stands for such an argument.
"""

from __future__ import annotations

import builtins
from typing import Any

from .denials import belongs_to_jail
from .materialize import materialize

globals()["__builtins__"] = dict(vars(builtins))  # see trusted_torch.py

GIVEN = "\x00given"
"""Key of the dict that stands for a given object: its value is the builder's name."""

_STATE_SUFFIX = "_after"  # as `lessons.steps.STATE_SUFFIX`, which the jail cannot import


def is_given(value: Any) -> bool:
    """Return whether an argument of a question stands for a given object."""
    return type(value) is dict and GIVEN in value


def holds_given(value: Any) -> bool:
    """Return whether a value of a question is, or holds, a given object."""
    if is_given(value):
        return True
    if type(value) is dict:
        return any(map(holds_given, value.values()))
    return isinstance(value, list | tuple) and any(map(holds_given, value))


def plain_after(sent: Any, actual: Any) -> Any:
    """Return an argument after a call, or None for one that holds a given object."""
    return None if holds_given(sent) else actual


class Builders:
    """The author's builders, ready to be called. Each argument gets an object of its own."""

    def __init__(self, source: str) -> None:
        self._names: dict[str, Any] = {"__name__": "given"}
        if source:
            exec(compile(source, "<given>", "exec", dont_inherit=True), self._names)  # noqa: S102

    def materialize(self, value: Any) -> Any:
        """Return a fresh value, as `materialize` does, with given objects in their places."""
        if not holds_given(value):
            return materialize(value)
        if is_given(value):
            arguments = [self.materialize(each) for each in value["arguments"]]
            keywords = {key: self.materialize(each) for key, each in value["keywords"].items()}
            return self._names[value[GIVEN]](*arguments, **keywords)
        if type(value) is dict:
            return {key: self.materialize(each) for key, each in value.items()}
        return type(value)(self.materialize(each) for each in value)

    def has_state(self, sent: Any) -> bool:
        """Return whether the author compares something of this argument after the call."""
        return is_given(sent) and self._state_name(sent) in self._names

    def state_of(self, sent: Any, actual: Any) -> Any:
        """Return what the author compares of an argument after the call; None for nothing.

        It is also None if that cannot be found out, because the learner's code broke the object.
        """
        if not self.has_state(sent):
            return None
        try:
            return self._names[self._state_name(sent)](actual)
        except BaseException as error:
            if belongs_to_jail(error):
                raise
            return None

    @staticmethod
    def _state_name(sent: Any) -> str:
        return f"{sent[GIVEN]}{_STATE_SUFFIX}"
