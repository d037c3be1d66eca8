"""The interface for authors of exercises.

An exercise is one short file: the reference, decorated with `@exercise(...)`; the inputs, which
`cases(rng)` yields; common wrong answers, each a small function with `@mistake("key")`; and right
answers in another style, each under `@also`::

    import torch
    from lessons.authoring import Cases, Rng, also, exercise, hidden, mistake, shown

    @exercise()
    def row_means(x):
        return x.mean(dim=1)

    def cases(rng: Rng) -> Cases:
        yield shown(torch.tensor([[1.0, 2.0], [3.0, 5.0]]))
        for rows, columns in rng.shapes(2, smallest=1):
            yield hidden(rng.normal(rows, columns))

    @mistake("averaged-columns")
    def _(x):
        return x.mean(dim=0)

    @also
    def _(x):
        return x.sum(1) / x.shape[1]

The judge calls `cases` with a new seed for every submission, so `hidden` inputs are never the same
twice. The catalogue reads names and keys from the syntax tree without running the file: write the
decorators as they are here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from lessons.exercise_source import Level
from lessons.expectations import Expectations
from lessons.properties import Property
from lessons.random_inputs import Rng
from lessons.requirements import Requirements
from lessons.steps import (
    Builder,
    Step,
    ask,
    ask_shapes,
    call,
    do,
    made,
    split_rounds,
    then,
)

__all__ = [
    "Case",
    "Cases",
    "Expectations",
    "Rng",
    "accepts",
    "also",
    "ask",
    "ask_shapes",
    "call",
    "do",
    "exercise",
    "given",
    "hidden",
    "made",
    "mistake",
    "shown",
    "slow",
    "then",
]

Code = TypeVar("Code", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Case:
    """One call of the function: its arguments, and whether a learner may see them.

    With `steps` it is a script: the arguments are then those of its first step.
    """

    arguments: tuple[Any, ...]
    shown: bool
    cuda: bool | None = None  # what torch.cuda.is_available() returns in the call; None: unchanged
    size: str | None = None  # "n" or "10n", where operations are counted for both
    steps: tuple[Step, ...] = ()
    raises: type[BaseException] | None = None  # what the call, or a script's last step, must raise
    secret: Any = None  # what the judge alone knows

    @property
    def rounds(self) -> tuple[tuple[Step, ...], ...]:
        """The steps of each round of a script; empty for a plain call."""
        return tuple(split_rounds(self.steps)) if self.steps else ()

    @property
    def values(self) -> tuple[Any, ...]:
        """All arguments of the call, or of all steps of the script."""
        if not self.steps:
            return self.arguments
        return tuple(value for step in self.steps for value in step.values)


Cases = Iterator[Case]
"""What `cases(rng)` yields: the `shown` cases first, the simplest first."""


def shown(
    *arguments: Any,
    cuda: bool | None = None,
    raises: type[BaseException] | None = None,
    secret: Any = None,
    size: str | None = None,
) -> Case:
    """Return a case whose values a learner sees when it fails.

    Instead of the arguments of a call, it can have the steps of a script (`lessons.steps`).
    `raises` is what the call, or the last step, must raise; a subclass of it is accepted. `secret`
    never enters the jail.

    `cuda` makes torch answer all questions about GPUs during the call as on a machine with one GPU,
    or without one. Nothing can be put on that GPU. `size` is "n" or "10n" where the operations of
    both are compared (`@exercise(operations="constant")`).
    """
    values, steps = _split_steps(arguments)
    return Case(values, True, cuda, size, steps, raises, secret)


def hidden(
    *arguments: Any,
    cuda: bool | None = None,
    raises: type[BaseException] | None = None,
    secret: Any = None,
    size: str | None = None,
) -> Case:
    """Return a case that is only described when it fails. Its arguments are those of `shown`.

    Of tensors and arrays, a learner sees shape and dtype; numbers, texts and tensors of one entry
    are shown, because they are new for every submission.
    """
    values, steps = _split_steps(arguments)
    return Case(values, False, cuda, size, steps, raises, secret)


def _split_steps(arguments: tuple[Any, ...]) -> tuple[tuple[Any, ...], tuple[Step, ...]]:
    """Return the arguments of a case's first call, and its steps if it is a script."""
    if arguments and isinstance(arguments[0], Step):
        return arguments[0].arguments, arguments
    return arguments, ()


def exercise(
    *,
    shares_memory_with: str | None = None,
    requires_grad: bool | None = None,
    grad_of: tuple[str, ...] = (),
    computed_on: str | None = None,
    fewest_transfers: bool = False,
    leaves_inputs: bool = True,
    exact_containers: bool = False,
    calls: int = 1,
    collect: int = 0,
    tolerance: tuple[float, float] | None = None,
    limits: Mapping[str, float] | None = None,
    insists: tuple[str, ...] = (),
    forbids: tuple[str, ...] = (),
    allows: tuple[str, ...] | None = None,
    operations: str | None = None,
    revision: int = 1,
    after: str | None = None,
    level: Level | None = None,
    minutes: int | None = None,
) -> Callable[[Code], Code]:
    """Mark the reference, and declare what is expected beyond values.

    See `Expectations`; the four from `insists` on are those of `Requirements`. `level` and
    `minutes` are for learners alone: the catalogue reads them from the syntax tree, as it does
    `revision` and `after` (`lessons.exercise_source`).
    """
    del revision, after
    expectations = Expectations(
        shares_memory_with=shares_memory_with,
        requires_grad=requires_grad,
        grad_of=grad_of,
        computed_on=computed_on,
        fewest_transfers=fewest_transfers,
        leaves_inputs=leaves_inputs,
        exact_containers=exact_containers,
        calls=calls,
        collect=_DEFAULT_COLLECTED if collect is True else collect,
        tolerance=tolerance,
        limits=dict(limits or {}),
        requirements=Requirements(insists, forbids, allows, operations),
    )

    def register(reference: Code) -> Code:
        _globals_of(reference).setdefault(REFERENCES, []).append((reference, expectations))
        return reference

    return register


def mistake(key: str, **facts: str) -> Callable[[Code], Code]:
    """Mark a common wrong answer; its explanation is the Markdown section "mistake `key`".

    One misconception may lead to code with different results: mark each variant with the same key.
    `facts` are texts for an explanation that several exercises share (`lessons.shared_mistakes`).
    """

    def register(code: Code) -> Code:
        _globals_of(code).setdefault(MISTAKES, []).append((key, code))
        return code

    return register


def also(code: Code) -> Code:
    """Mark a right answer in another style than the reference. The check proves that it passes."""
    _globals_of(code).setdefault(ALTERNATIVES, []).append(code)
    return code


def accepts(
    code: Any = None,
    *,
    types: bool = True,
    dtype: bool = True,
    shape: bool = True,
    finite: bool = True,
) -> Any:
    """Mark the function that decides whether values are right, for many right answers.

    It takes the result and the case's arguments, and returns None, or the key of the mistake. With
    a parameter named `secret`, it also takes what the case keeps out of the jail, and with one
    named `again` the result of the other of two calls (`calls=2`). Types, dtypes and shapes are
    still compared with the reference's, and nan and infinity are wrong, unless the arguments say
    otherwise.
    """

    def register(code: Code) -> Code:
        found = Property(code, types, dtype and types, shape and types, finite)
        code.__globals__.setdefault(PROPERTIES, []).append(found)
        return code

    return register if code is None else register(code)


def slow(code: Code) -> Code:
    """Mark code with right values that the exercise's requirements must refuse.

    The check proves that they do.
    """
    return code


def given(code: Callable[..., Any]) -> Builder:
    """Mark a function that builds an argument inside the jail, such as a model.

    Calling it in `cases(rng)` returns a marker that stands for the object. Its body may use the
    file's imports and other functions under `@given`, and nothing else of the file.
    """
    builder = Builder(code)
    code.__globals__.setdefault(GIVEN, []).append(builder)
    return builder


def _globals_of(code: Callable[..., Any]) -> dict[str, Any]:
    """Return the globals of the file that applies the calling decorator."""
    return sys._getframe(2).f_globals if isinstance(code, type) else code.__globals__


# The decorators register in the globals of the exercise's module, so that files never mix;
# `exercise_loader.py` reads these.
REFERENCES = "__tensei_references__"
MISTAKES = "__tensei_mistakes__"
ALTERNATIVES = "__tensei_alternatives__"
PROPERTIES = "__tensei_properties__"
GIVEN = "__tensei_given__"
EARLIER = "__tensei_earlier__"
_DEFAULT_COLLECTED = 1000
