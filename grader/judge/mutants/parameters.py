"""The small changes of parameters: another one, a fixed number, or an expression with it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

Form = tuple[str, str, Mapping[str, ast.expr]]
"""The key, the amount, and the expression that replaces each name."""

_CHANGED_ARGUMENTS = (
    *("{} + 1", "{} - 1", "-{}", "{}.T", "{}.abs()", "{} * 2", "{} / 2", "{} // 2"),
    *("{}.flip(0)", "{}.flip(-1)", "{}.relu()"),
)
"""What is often used in the place of an argument."""


def function_named(tree: ast.Module, name: str) -> ast.stmt | None:
    """Return the function or class of that name."""
    return next((each for each in tree.body if getattr(each, "name", "") == name), None)


def argument_forms(
    found: ast.stmt | None, fixed: Mapping[str, Sequence[float]]
) -> Iterator[tuple[int, Form]]:
    """Yield the changes of a function's parameters, each with its rank."""
    for name, values in fixed.items():
        for value in values:
            places: Mapping[str, ast.expr] = {name: ast.Constant(value)}
            yield 0, ("parameter-fixed", f"{name} = {value}", places)
    if not isinstance(found, ast.FunctionDef):
        return
    names = [each.arg for each in found.args.args]
    for name in names:
        for rank, form in enumerate(_CHANGED_ARGUMENTS):
            text = form.format(name)
            places = {name: ast.parse(text, mode="eval").body}
            yield rank, ("parameter-changed", text, places)
    for one, other in combinations(names, 2):
        places = {one: ast.Name(other, ast.Load()), other: ast.Name(one, ast.Load())}
        yield 0, ("parameters-exchanged", f"{one}, {other}", places)
