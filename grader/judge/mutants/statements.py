"""The small changes of lines: one is missing, two are exchanged, or one is indented otherwise."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from grader.judge.mutants.places import Path, Replacement, with_fields

_Nodes = Sequence[tuple[Path, ast.AST]]
_Lines = tuple[str, tuple[Replacement, ...]]
_MOVABLE = (ast.Expr, ast.AugAssign, ast.If, ast.Assign)


def changes_of_lines(nodes: _Nodes) -> Iterator[_Lines]:
    """Yield the key and the replacements of each change."""
    blocks = [
        (path, name, lines)
        for path, node in nodes
        if not isinstance(node, ast.Module)
        for name in ("body", "orelse")
        if isinstance(lines := getattr(node, name, None), list) and lines
    ]
    for path, name, lines in blocks:
        for number, line in enumerate(lines):
            if isinstance(line, _MOVABLE) and not _is_set_up(line):
                yield "line-left-out", (Replacement((*path, (name, number)), ()),)
    for path, name, lines in blocks:
        for number in range(len(lines) - 1):
            one, other = lines[number : number + 2]
            places = [(*path, (name, number + more)) for more in (0, 1)]
            yield from _moved(one, other, *places)


def _moved(one: ast.stmt, other: ast.stmt, place: Path, next_place: Path) -> Iterator[_Lines]:
    """Yield the ways in which one of two lines may be moved or indented otherwise."""
    if isinstance(one, _MOVABLE) and isinstance(other, _MOVABLE) and not _is_set_up(one):
        swapped = Replacement(place, other), Replacement(next_place, one)
        yield "lines-exchanged", swapped
    if isinstance(other, ast.For | ast.With):
        if isinstance(one, _MOVABLE) and not _is_set_up(one):
            inside = with_fields(other, body=[one, *other.body])
            yield "line-indented", (Replacement(place, ()), Replacement(next_place, inside))
        if len(other.body) > 1 and isinstance(other.body[0], _MOVABLE):
            before = with_fields(other, body=other.body[1:])
            parts = (_stmt(other.body[0]), _stmt(before))
            yield "line-indented", (Replacement(next_place, parts),)
    if isinstance(one, ast.For | ast.With):
        if isinstance(other, (*_MOVABLE, ast.Return)):
            inside = with_fields(one, body=[*one.body, other])
            yield "line-indented", (Replacement(place, inside), Replacement(next_place, ()))
        if len(one.body) > 1 and isinstance(one.body[-1], _MOVABLE):
            shorter = with_fields(one, body=one.body[:-1])
            yield "line-indented", (Replacement(place, (_stmt(shorter), one.body[-1])),)


def _is_set_up(line: ast.stmt) -> bool:
    return ast.unparse(line).startswith("super()")


def _stmt(node: ast.AST) -> ast.stmt:
    assert isinstance(node, ast.stmt)
    return node


_RESULTS = (".T", ".sum()", ".mean()", ".flip(0)", ".flip(-1)", ".float()", ".abs()", ".sqrt()")
"""What may be put behind a result."""


def changed_results(nodes: _Nodes) -> Iterator[tuple[str, tuple[Replacement, ...]]]:
    """Yield what may be done with a function's result at the end, and the replacements."""
    for path, node in nodes:
        if isinstance(node, ast.Return) and node.value is not None:
            for each in _RESULTS:
                new = ast.parse(f"(0){each}", mode="eval").body
                yield each, (Replacement((*path, ("value", None)), _after(new, node.value)),)


def _after(call: ast.expr, value: ast.expr) -> ast.expr:
    """Return the expression that is made of `(0).method()` with a value in the place of 0."""
    if isinstance(call, ast.Call):
        assert isinstance(call.func, ast.Attribute)
        call.func.value = value
    else:
        assert isinstance(call, ast.Attribute)
        call.value = value
    return call
