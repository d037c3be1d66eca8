"""Whether what `@exercise(...)` declares can be kept, and whether its function can be called."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lessons.authoring import Expectations

LIMITS: Mapping[str, tuple[type, float, float | None]] = {
    "wall_seconds": (float, 0.1, 45),
    "cpu_seconds": (int, 1, 45),
    "memory_mib": (int, 64, None),
    "output_kib": (int, 1, None),
    "scratch_mib": (int, 1, None),
    "threads": (int, 2, None),
    "answer_mib": (int, 1, None),
}
"""The limits that an exercise may set: a whole number or any, the least, and the most."""


def wrong_with(function: Callable[..., Any], asked: Expectations) -> Iterator[str]:
    """What is wrong with a reference and its expectations, one sentence a thing."""
    yield from _wrong_parameters(function)
    if isinstance(asked.grad_of, str):
        yield f'@exercise(grad_of=…) takes a tuple of names: grad_of=("{asked.grad_of}",)'
        return
    for name in (asked.shares_memory_with, asked.computed_on, *asked.grad_of):
        if name is not None and name not in inspect.signature(function).parameters:
            yield f'@exercise names "{name}", which is no parameter of {function.__name__}'
    if asked.calls not in (1, 2):
        yield "@exercise(calls=…) is 1 or 2"
    if not _is_tolerance(asked.tolerance):
        yield "@exercise(tolerance=…) is (relative, absolute), such as (1e-4, 1e-5)"
    yield from _wrong_limits(asked.limits)


def _wrong_parameters(function: Callable[..., Any]) -> Iterator[str]:
    plain = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    for name, parameter in inspect.signature(function).parameters.items():
        if parameter.kind not in plain:
            yield (
                f'"{name}" of {function.__name__} has to be a plain parameter: a case gives its '
                "arguments one by one, without * and without names"
            )


def _is_tolerance(given: Any) -> bool:
    if given is None:
        return True
    pair = isinstance(given, tuple) and len(given) == 2
    return pair and all(type(each) in (int, float) and each >= 0 for each in given)


def _wrong_limits(limits: Mapping[str, float]) -> Iterator[str]:
    for name, value in limits.items():
        if name not in LIMITS:
            yield f'there is no limit "{name}" (there are: {", ".join(LIMITS)})'
            continue
        kind, least, most = LIMITS[name]
        number = type(value) is int or (type(value) is float and kind is float)
        if not number or not least <= value <= (most or value):
            whole = "a number" if kind is float else "a whole number"
            between = f"of at least {least}" if most is None else f"from {least} to {most}"
            yield f"the limit {name} is {whole} {between}, not {value!r}"
