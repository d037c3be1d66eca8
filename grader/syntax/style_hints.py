"""Style hints for correct code, found in its syntax tree. A hint never fails a submission."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection

_LOOPS = ast.For | ast.While | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
_FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda

LOOP = "loop-instead-of-broadcast"
"""The hint that is left out if the exercise's reference has a loop, too."""


def style_hints(tree: ast.AST, out_of_place: Collection[str]) -> tuple[str, ...]:
    """Return the keys of all hints on the code, in a fixed order.

    `out_of_place` names the tensor methods that have no effect but their return value.
    """
    nodes = _Nodes(tree, frozenset(out_of_place))
    return tuple(key for key, applies in _HINTS.items() if applies(nodes))


def has_loop(source: str) -> bool:
    """Return whether there is a loop anywhere in a trusted source."""
    return any(isinstance(node, _LOOPS) for node in ast.walk(ast.parse(source)))


class _Nodes:
    """The nodes of a tree by their place, collected in one walk for all hints.

    Each node appears once in each list, however deep functions and loops are nested. A function or
    loop counts as inside itself.
    """

    def __init__(self, tree: ast.AST, out_of_place: frozenset[str]) -> None:
        self.out_of_place = out_of_place
        self.anywhere: list[ast.AST] = []
        self.in_functions: list[ast.AST] = []
        self.in_loops: list[ast.AST] = []
        """In loops within functions."""
        remaining: list[tuple[ast.AST, bool, bool]] = [(tree, False, False)]
        while remaining:
            node, in_function, in_loop = remaining.pop()
            self.anywhere.append(node)
            if in_function:
                in_loop = in_loop or isinstance(node, _LOOPS)
            else:
                in_function = isinstance(node, _FUNCTIONS)
            if in_function:
                self.in_functions.append(node)
            if in_loop:
                self.in_loops.append(node)
            remaining += [(each, in_function, in_loop) for each in ast.iter_child_nodes(node)]


def _calls_method(node: ast.AST, *names: str) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in names
    )


def _loops(nodes: _Nodes) -> bool:
    return any(isinstance(node, _LOOPS) for node in nodes.in_functions)


def _item_in_loop(nodes: _Nodes) -> bool:
    return any(_calls_method(node, "item") for node in nodes.in_loops)


def _uses_data(nodes: _Nodes) -> bool:
    return any(
        isinstance(node, ast.Attribute)
        and node.attr == "data"
        and not (isinstance(node.value, ast.Attribute) and node.value.attr == "utils")
        for node in nodes.anywhere
    )


def _missing_zero_grad(nodes: _Nodes) -> bool:
    if not any(_calls_method(node, "backward") for node in nodes.in_loops):
        return False
    for node in nodes.anywhere:
        if _calls_method(node, "zero_grad", "zero_", "fill_", "detach", "clone"):
            return False
        if isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Attribute) and target.attr == "grad" for target in node.targets
        ):
            return False
    return True


def _hard_coded_cuda(nodes: _Nodes) -> bool:
    names = {node.attr for node in nodes.anywhere if isinstance(node, ast.Attribute)}
    if names & {"is_available", "device_count", "current_accelerator"}:
        return False
    return any(
        _calls_method(node, "cuda")
        or (
            isinstance(node, ast.Call)
            and any(_is_cuda(each) for each in [*node.args, *(k.value for k in node.keywords)])
        )
        for node in nodes.anywhere
    )


def _is_cuda(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.partition(":")[0] == "cuda"
    )


def _shadowed_name(nodes: _Nodes) -> bool:
    imported = {
        (name.asname or name.name.partition(".")[0])
        for node in nodes.anywhere
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    } | {"torch"}
    return any(
        (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in imported)
        or (isinstance(node, ast.arg) and node.arg in imported)
        for node in nodes.anywhere
    )


def _unused_result(nodes: _Nodes) -> bool:
    return any(
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
        and node.value.func.attr in nodes.out_of_place
        and not any(keyword.arg in ("out", "inplace") for keyword in node.value.keywords)
        for node in nodes.in_functions
    )


_HINTS: dict[str, Callable[[_Nodes], bool]] = {
    LOOP: _loops,
    "item-in-loop": _item_in_loop,
    "uses-data": _uses_data,
    "missing-zero-grad": _missing_zero_grad,
    "hard-coded-cuda": _hard_coded_cuda,
    "shadowed-name": _shadowed_name,
    "unused-result": _unused_result,
}

KEYS = tuple(_HINTS)
"""Every key that a hint may have."""
