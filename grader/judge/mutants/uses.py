"""The small changes of what is used where: another name, or a function at another place."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from grader.judge.mutants.calls import on_operand, operand_of
from grader.judge.mutants.places import Path, Replacement, are_apart

_Nodes = Sequence[tuple[Path, ast.AST]]
_Use = tuple[str, str, tuple[Replacement, ...]]
"""The key, the amount and the replacements."""

_MOVED = frozenset(
    {"relu", "sigmoid", "tanh", "softmax", "log_softmax", "sqrt", "exp", "log", "abs", "square"}
)
"""Functions that are often applied at another place."""


def changes_of_uses(nodes: _Nodes) -> Iterator[_Use]:
    """Yield the changes of which function is applied where, and then of which name is read."""
    yield from _moved_functions(nodes)
    yield from _other_names(nodes)


def _moved_functions(nodes: _Nodes) -> Iterator[_Use]:
    places = [(path, node) for path, node in _values(nodes) if isinstance(node, ast.expr)]
    for path, node in nodes:
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr not in _MOVED or (operand := operand_of(node)) is None:
            continue
        left_out = Replacement(path, operand)
        for other_path, other in places:
            there = Replacement(other_path, on_operand(node, other))
            if are_apart((left_out,), (there,)):
                yield "function-moved", node.func.attr, (left_out, there)


def _values(nodes: _Nodes) -> Iterator[tuple[Path, ast.AST]]:
    """Yield what is returned, what is given a name, and the operands of calls."""
    for path, node in nodes:
        if isinstance(node, ast.Return | ast.Assign) and node.value is not None:
            yield (*path, ("value", None)), node.value
        elif isinstance(node, ast.Call) and len(node.args) == 1:
            yield (*path, ("args", 0)), node.args[0]


def _other_names(nodes: _Nodes) -> Iterator[_Use]:
    """Yield the replacements of one name by another one that the same function has."""
    for function_path, function in nodes:
        if not isinstance(function, ast.FunctionDef):
            continue
        inside = [
            (path, node)
            for path, node in nodes
            if path[: len(function_path)] == function_path and isinstance(node, ast.Name)
        ]
        given = [each.arg for each in function.args.args if each.arg != "self"]
        bound = [node.id for _, node in inside if isinstance(node.ctx, ast.Store)]
        names = list(dict.fromkeys((*given, *bound)))
        for path, node in inside:
            if isinstance(node.ctx, ast.Load) and node.id in names:
                for other in names:
                    if other != node.id:
                        new = ast.Name(other, ast.Load())
                        yield "name-exchanged", "", (Replacement(path, new),)
