"""A property that right answers have, for exercises with many right answers (`@accepts`)."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lessons.expectations import Expectations

SECRET = "secret"  # noqa: S105 - no password
"""The name of the parameter that takes what a case keeps out of the jail."""

AGAIN = "again"
"""The name of the parameter that takes what the other of two calls returned."""


@dataclass(frozen=True, slots=True)
class Property:
    """The function under `@accepts`, and what is still compared with the reference's result.

    The function takes the result and the case's arguments, and returns None where the result is
    accepted, else the key of a mistake.
    """

    function: Callable[..., Any]
    types: bool = True  # types and devices; without them, dtypes and shapes are not compared either
    dtype: bool = True
    shape: bool = True
    finite: bool = True  # nan and infinity are wrong

    @property
    def line(self) -> int:
        """The line of the function's decorator, 1-based."""
        return int(inspect.unwrap(self.function).__code__.co_firstlineno)

    @property
    def takes_secret(self) -> bool:
        """Whether the function also takes what a case keeps out of the jail."""
        return SECRET in inspect.signature(self.function).parameters

    @property
    def takes_again(self) -> bool:
        """Whether the function also takes what the other of two calls returned."""
        return AGAIN in inspect.signature(self.function).parameters


def property_problems(
    found: Property, parameters: tuple[str, ...], expectations: Expectations
) -> Iterator[str]:
    """Yield one sentence for each problem of a property of an exercise with these parameters."""
    expected = len(parameters) + 1
    names = inspect.signature(found.function).parameters
    given = [name for name in names if name not in {SECRET, AGAIN}]
    if len(given) != expected:
        yield (
            f"the function under @accepts has to take {expected} arguments, not {len(given)}: the "
            f"result, then {', '.join(parameters) or 'nothing'}"
        )
    if found.takes_again and expectations.calls != 2:
        yield (
            f"the parameter {AGAIN} takes the result of a second call on the same arguments; write "
            "@exercise(calls=2)"
        )
    for name in ("grad_of", "shares_memory_with"):
        if getattr(expectations, name):
            yield (
                f"@exercise({name}=…) compares with the reference's own result, which is only one "
                "of many with @accepts; keep one of the two"
            )
    if not expectations.leaves_inputs:
        yield (
            "@exercise(leaves_inputs=False) compares changed inputs with the reference's; with "
            "@accepts, let the function return what it makes"
        )
