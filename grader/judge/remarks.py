"""What could be better in code that is right, seen in its syntax tree. Remarks never block."""

from __future__ import annotations

import ast
import functools
from collections.abc import Callable, Iterator
from typing import Any

import torch

_LOOPS = ast.For | ast.While | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
_FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_PYTHON_METHODS = {name for kind in (list, dict, set, str, bytes) for name in dir(kind)}
_OUT_OF_PLACE = {
    name for name in dir(torch.Tensor) if not name.startswith("_") and not name.endswith("_")
} - (_PYTHON_METHODS | {"backward", "register_hook", "retain_grad", "storage"})
"""Tensor methods whose only effect is what they return."""


def remarks(code: str, reference: str) -> tuple[str, ...]:
    """The keys of all remarks on the code, in a fixed order; none where it cannot be parsed.

    `reference` is the source of the reference: a loop is only remarked on where it has none.
    """
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    found = [key for key, sees in _REMARKS.items() if sees(tree)]
    if _has_loop(reference):
        found = [key for key in found if key != "loop-instead-of-broadcast"]
    return tuple(found)


@functools.lru_cache(maxsize=1000)
def _has_loop(reference: str) -> bool:
    return any(isinstance(node, _LOOPS) for node in ast.walk(ast.parse(reference)))


def _in_functions(tree: ast.AST) -> Iterator[ast.AST]:
    return _inside(tree, _FUNCTIONS)


def _in_loops(tree: ast.AST) -> Iterator[ast.AST]:
    return _inside(tree, _FUNCTIONS, _LOOPS)


def _inside(tree: ast.AST, *kinds: Any) -> Iterator[ast.AST]:
    """All that stands in a node of the first kind, in it in one of the second, and so on, these
    last ones included. Each node comes once, however deep functions and loops are nested."""
    left = [(tree, 0)]
    while left:
        node, depth = left.pop()
        if depth < len(kinds) and isinstance(node, kinds[depth]):
            depth += 1
        if depth == len(kinds):
            yield node
        left += [(each, depth) for each in ast.iter_child_nodes(node)]


def _calls_method(node: ast.AST, *names: str) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in names
    )


def _loops(tree: ast.Module) -> bool:
    return any(isinstance(node, _LOOPS) for node in _in_functions(tree))


def _item_in_loop(tree: ast.Module) -> bool:
    return any(_calls_method(node, "item") for node in _in_loops(tree))


def _uses_data(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.Attribute)
        and node.attr == "data"
        and not (isinstance(node.value, ast.Attribute) and node.value.attr == "utils")
        for node in ast.walk(tree)
    )


def _missing_zero_grad(tree: ast.Module) -> bool:
    if not any(_calls_method(node, "backward") for node in _in_loops(tree)):
        return False
    for node in ast.walk(tree):
        if _calls_method(node, "zero_grad", "zero_", "fill_", "detach", "clone"):
            return False
        if isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Attribute) and target.attr == "grad" for target in node.targets
        ):
            return False
    return True


def _hard_coded_cuda(tree: ast.Module) -> bool:
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    if names & {"is_available", "device_count", "current_accelerator"}:
        return False
    return any(
        _calls_method(node, "cuda")
        or (
            isinstance(node, ast.Call)
            and any(_is_cuda(each) for each in [*node.args, *(k.value for k in node.keywords)])
        )
        for node in ast.walk(tree)
    )


def _is_cuda(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.partition(":")[0] == "cuda"
    )


def _shadowed_name(tree: ast.Module) -> bool:
    imported = {
        (name.asname or name.name.partition(".")[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    } | {"torch"}
    return any(
        (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in imported)
        or (isinstance(node, ast.arg) and node.arg in imported)
        for node in ast.walk(tree)
    )


def _unused_result(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
        and node.value.func.attr in _OUT_OF_PLACE
        and not any(keyword.arg in ("out", "inplace") for keyword in node.value.keywords)
        for node in _in_functions(tree)
    )


_REMARKS: dict[str, Callable[[ast.Module], bool]] = {
    "loop-instead-of-broadcast": _loops,
    "item-in-loop": _item_in_loop,
    "uses-data": _uses_data,
    "missing-zero-grad": _missing_zero_grad,
    "hard-coded-cuda": _hard_coded_cuda,
    "shadowed-name": _shadowed_name,
    "unused-result": _unused_result,
}

KEYS = tuple(_REMARKS)
"""Every key that a remark may have."""
