"""The steps of a case that is a script, and given objects: what authors write in `cases(rng)`.

A script makes an object from the learner's class (or with the learner's function), which stays in
the jail, and asks it for values::

    yield shown(made(2), do("update", x), ask("mean"))
    yield hidden(call(X, y, 200), then(X_new), secret=y_new)
"""

from __future__ import annotations

import functools
import inspect
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

MAX_STEPS = 60
"""Most steps of one case."""

MAX_ROUNDS = 20
"""Most asks of one case: each is a round trip to the jail."""

How = Literal["made", "do", "ask", "shapes"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a script.

    "made" calls the exercise's class or function and keeps the object; "do" calls a method and
    drops its value; "ask" calls a method, reads an attribute or, without a name, calls the object,
    and its value is compared; of "shapes", only the shapes of tensors are.
    """

    how: How
    name: str | None  # of the method or attribute, such as "update" or "layer.weight"
    arguments: tuple[Any, ...] = ()
    keywords: Mapping[str, Any] = field(default_factory=dict)

    @property
    def values(self) -> tuple[Any, ...]:
        """All arguments: the positional ones first."""
        return (*self.arguments, *self.keywords.values())

    @property
    def is_asked(self) -> bool:
        """Whether the value of the step is compared."""
        return self.how in ("ask", "shapes")


@dataclass(frozen=True, slots=True)
class Given:
    """An argument that is built in the jail, by the author's function under `@given`."""

    name: str
    arguments: tuple[Any, ...] = ()
    keywords: Mapping[str, Any] = field(default_factory=dict)


def made(*arguments: Any, **keywords: Any) -> Step:
    """Return the first step of a script: the learner's class is called with these arguments."""
    return Step("made", None, arguments, keywords)


call = made
"""The first step of a script for a function whose result is asked later: `call(X, y)`."""


def do(name: str, *arguments: Any, **keywords: Any) -> Step:
    """Return the step that calls a method and drops what it returns."""
    return Step("do", name, arguments, keywords)


def ask(*arguments: Any, **keywords: Any) -> Step:
    """Return a step whose value is compared.

    `ask("mean")` calls that method, or reads that attribute; `ask(x)`, without a text first, calls
    the object itself. Of an iterator, such as that of `parameters`, the items are compared.
    """
    return _asked("ask", arguments, keywords)


def ask_shapes(*arguments: Any, **keywords: Any) -> Step:
    """Return the same step as `ask`, of whose value every tensor is replaced by its shape.

    Use it for what is random by design, such as the parameters of a new layer.
    """
    return _asked("shapes", arguments, keywords)


def then(*arguments: Any, **keywords: Any) -> Step:
    """Return the step that calls the object with these arguments; its value is compared."""
    return Step("ask", None, arguments, keywords)


def _asked(how: How, arguments: tuple[Any, ...], keywords: Mapping[str, Any]) -> Step:
    if arguments and isinstance(arguments[0], str):
        return Step(how, arguments[0], arguments[1:], keywords)
    return Step(how, None, arguments, keywords)


def split_rounds(steps: Iterable[Step]) -> Iterator[tuple[Step, ...]]:
    """Yield the steps of each round of a script: up to an ask, or up to the end."""
    current: list[Step] = []
    for step in steps:
        current.append(step)
        if step.is_asked:
            yield tuple(current)
            current = []
    if current:
        yield tuple(current)


class Builder:
    """A function under `@given`. Calling it in `cases(rng)` returns a marker, not the object."""

    def __init__(self, function: Callable[..., Any]) -> None:
        functools.update_wrapper(self, function)
        self.function = function
        self.name = function.__name__
        self._state: Callable[..., Any] | None = None

    def __call__(self, *arguments: Any, **keywords: Any) -> Given:
        """Return the argument that will be built where the learner's code runs.

        Raise TypeError if the function does not take these arguments.
        """
        inspect.signature(self.function).bind(*arguments, **keywords)
        return Given(self.name, arguments, keywords)

    def after(self, state: Callable[..., Any]) -> Callable[..., Any]:
        """Mark a function that returns what is compared of the object after a plain call.

        It takes the object, and returns values as an exercise's function does.
        """
        self._state = state
        return state

    @property
    def has_state(self) -> bool:
        """Whether something of the object is compared after a call."""
        return self._state is not None

    @property
    def source(self) -> str:
        """The function's source without its decorator, and that of the function under `after`."""
        source = _source_of(self.function, self.name)
        if self._state is None:
            return source
        return f"{source}\n{_source_of(self._state, self.name + STATE_SUFFIX)}"


STATE_SUFFIX = "_after"
"""What is added to a builder's name to name its function under `after` in the jail."""


def _source_of(function: Callable[..., Any], name: str) -> str:
    """Return a function's source without decorators, as a function with this name."""
    lines = textwrap.dedent(inspect.getsource(function)).splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("def "))
    first = lines[start].replace(f"def {function.__name__}(", f"def {name}(", 1)
    return "\n".join([first, *lines[start + 1 :]])


def has_given(value: Any) -> bool:
    """Return whether a value is, or holds, an argument that is built in the jail."""
    if isinstance(value, Given):
        return True
    if isinstance(value, dict):
        return any(map(has_given, value.values()))
    return isinstance(value, list | tuple) and any(map(has_given, value))


def script_problems(steps: tuple[Step, ...], raises: bool) -> Iterator[str]:
    """Yield one sentence for each fault in the order of a script's steps.

    `raises` says whether its last step must raise.
    """
    if not all(isinstance(step, Step) for step in steps):
        yield "a case is either arguments, or a script of made(…), do(…) and ask(…)"
        return
    if any(step.how == "made" for step in steps[1:]):
        yield "a script has one made(…) or call(…), at its beginning"
    if not raises and not steps[-1].is_asked:
        yield "a script ends with ask(…) or then(…), or with a step that raises=… names"
    if len(steps) > MAX_STEPS:
        yield f"a script has more than {MAX_STEPS} steps"
    if sum(step.is_asked for step in steps) > MAX_ROUNDS:
        yield f"a script asks more than {MAX_ROUNDS} times"
