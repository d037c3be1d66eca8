"""What an exercise requires of code whose values are right: `@exercise(insists=…, forbids=…)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

WORDS = ("for", "while", "if", "lambda", "try", "class")
"""Statements and expressions of Python that have a name in `forbids` and `allows`."""

OPERATORS = ("@", "+", "-", "*", "/", "//", "%", "**", "[]")
"""Operators that have a name in `forbids`; of these, `allows` is about "@" only."""

_NAME = re.compile(r"[A-Za-z]\w{0,39}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Requirements:
    """Holds the arguments of `@exercise(...)` that are about how a result is computed."""

    insists: tuple[str, ...] = ()
    """Style hints that refuse an answer instead of being a remark on it."""

    forbids: tuple[str, ...] = ()
    """Names of functions, methods and attributes, WORDS and OPERATORS that code must not use."""

    allows: tuple[str, ...] | None = None
    """If set, the only names of functions, methods and attributes, and WORDS, that code may use."""

    operations: str | None = None
    """ "constant": torch operations must not become more with the size of the input."""

    def __bool__(self) -> bool:
        return self != Requirements()

    @property
    def is_of_syntax(self) -> bool:
        """Whether something is required of the text of the code."""
        return bool(self.insists or self.forbids or self.allows is not None)

    @property
    def are_operations_counted(self) -> bool:
        """Whether the jail has to report the torch operations of each case."""
        return bool(self.forbids or self.operations)


def requirement_problems(found: Requirements) -> Iterator[str]:
    """Yield one sentence for each problem of an exercise's requirements."""
    for option in ("insists", "forbids", "allows"):
        names = getattr(found, option)
        if names is None:
            continue
        if not isinstance(names, tuple) or not all(isinstance(each, str) for each in names):
            yield f'@exercise({option}=…) takes a tuple of names: {option}=("sort",)'
        elif option != "insists":
            yield from _name_problems(option, names)
    if found.operations not in (None, "constant"):
        yield '@exercise(operations=…) is "constant"'


def _name_problems(option: str, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        if name not in WORDS + OPERATORS and not _NAME.fullmatch(name):
            yield (
                f'@exercise({option}=…) names "{name}"; give the last part of a name, such as '
                f'"sort" for torch.sort and x.sort, or one of {" ".join(WORDS + OPERATORS)}'
            )
