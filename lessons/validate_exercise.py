"""Validates the arguments of `@exercise(...)` and the signature of the reference."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lessons.expectations import Expectations
from lessons.requirements import requirement_problems

LIMITS: Mapping[str, tuple[type, float, float | None]] = {
    "wall_seconds": (float, 0.1, 45),
    "cpu_seconds": (int, 1, 45),
    "memory_mib": (int, 64, None),
    "output_kib": (int, 1, None),
    "scratch_mib": (int, 1, None),
    "threads": (int, 2, None),
    "answer_mib": (int, 1, None),
}
"""The limits that an exercise may set: type, smallest value, and largest value if there is one."""


MAX_COLLECTED = 5000
"""Most items of an iterator that an exercise can collect."""


def parameters_of(code: Callable[..., Any]) -> dict[str, inspect.Parameter]:
    """Return the parameters of a function, or those of a class's `__init__` without `self`."""
    if isinstance(code, type) and "__init__" not in _defined(code):
        return {}
    return dict(inspect.signature(code).parameters)


def _defined(code: type) -> set[str]:
    """Return the names that a class and its bases define, except those of torch and builtins."""
    own = [each for each in code.__mro__ if each.__module__.partition(".")[0] not in _LIBRARIES]
    return {name for each in own for name in vars(each)}


_LIBRARIES = ("builtins", "torch", "abc", "typing")


def find_problems(function: Callable[..., Any], expectations: Expectations) -> Iterator[str]:
    """Yield one sentence for each problem of a reference and its expectations."""
    yield from _parameter_problems(function)
    if isinstance(expectations.grad_of, str):
        yield f'@exercise(grad_of=…) takes a tuple of names: grad_of=("{expectations.grad_of}",)'
        return
    for name in (expectations.shares_memory_with, expectations.computed_on, *expectations.grad_of):
        if name is not None and name not in parameters_of(function):
            yield f'@exercise names "{name}", which is no parameter of {function.__name__}'
    if expectations.fewest_transfers and expectations.computed_on is None:
        yield "@exercise(fewest_transfers=True) needs computed_on=…, the parameter with the device"
    if expectations.calls not in (1, 2):
        yield "@exercise(calls=…) is 1 or 2"
    if not 0 <= expectations.collect <= MAX_COLLECTED:
        yield f"@exercise(collect=…) is True, or a number of items up to {MAX_COLLECTED}"
    if not _is_tolerance(expectations.tolerance):
        yield "@exercise(tolerance=…) is (relative, absolute), such as (1e-4, 1e-5)"
    yield from _limit_problems(expectations.limits)
    yield from requirement_problems(expectations.requirements)


def _parameter_problems(function: Callable[..., Any]) -> Iterator[str]:
    positional = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    if isinstance(function, type):
        return  # a script can name arguments
    for name, parameter in inspect.signature(function).parameters.items():
        if parameter.kind not in positional:
            yield (
                f'"{name}" of {function.__name__} has to be a plain parameter: a case gives its '
                "arguments one by one, without * and without names"
            )


def _is_tolerance(value: Any) -> bool:
    if value is None:
        return True
    is_pair = isinstance(value, tuple) and len(value) == 2
    return is_pair and all(type(part) in (int, float) and part >= 0 for part in value)


def _limit_problems(limits: Mapping[str, float]) -> Iterator[str]:
    for name, value in limits.items():
        if name not in LIMITS:
            yield f'there is no limit "{name}" (there are: {", ".join(LIMITS)})'
            continue
        kind, smallest, largest = LIMITS[name]
        is_number = type(value) is int or (type(value) is float and kind is float)
        if not is_number or not smallest <= value <= (largest or value):
            noun = "a number" if kind is float else "a whole number"
            bounds = f"from {smallest} to {largest}" if largest else f"of at least {smallest}"
            yield f"the limit {name} is {noun} {bounds}, not {value!r}"
