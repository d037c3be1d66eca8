"""The nodes of a syntax tree by their place, collected in one walk for all style hints."""

from __future__ import annotations

import ast
from collections.abc import Iterator

LOOPS = ast.For | ast.While | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_DISPLAYS = ast.Tuple | ast.List | ast.Dict | ast.Set
_COUNTERS = {"range", "enumerate", "zip", "reversed", "list", "tuple", "sorted", "iter"}
_MODULES = {"torch", "np", "numpy", "nn", "F"}


class TreeNodes:
    """The nodes of a tree by their place. Each list has each node once, however deep it is nested.

    A function or loop counts as inside itself. `out_of_place` names the tensor methods that have no
    effect but their return value.
    """

    def __init__(self, tree: ast.AST, out_of_place: frozenset[str]) -> None:
        self.out_of_place = out_of_place
        self.anywhere: list[ast.AST] = []
        self.in_functions: list[ast.AST] = []
        self.in_loops: list[ast.AST] = []
        """In loops within functions."""
        self.in_value_loops: list[ast.AST] = []
        """In loops within functions that go through the values of a tensor, or may do so."""
        self.guarded: set[int] = set()
        """The ids of the nodes in a `try` whose exceptions are handled."""
        self._fixed_names = set(_names_of_displays(tree))
        remaining: list[tuple[ast.AST, bool, bool, bool, bool]] = [(tree, *(False,) * 4)]
        while remaining:
            node, in_function, in_loop, in_value_loop, is_guarded = remaining.pop()
            self.anywhere.append(node)
            if in_function:
                in_loop = in_loop or isinstance(node, LOOPS)
                in_value_loop = in_value_loop or self._goes_through_values(node)
            else:
                in_function = isinstance(node, FUNCTIONS)
            if in_function:
                self.in_functions.append(node)
            if in_loop:
                self.in_loops.append(node)
            if in_value_loop:
                self.in_value_loops.append(node)
            is_guarded = is_guarded or (isinstance(node, ast.Try) and bool(node.handlers))
            if is_guarded:
                self.guarded.add(id(node))
            places = (in_function, in_loop, in_value_loop, is_guarded)
            children = [(each, *places) for each in ast.iter_child_nodes(node)]
            remaining += children[::-1]  # so that nodes are met in the order of the lines

    def _goes_through_values(self, node: ast.AST) -> bool:
        """Return whether a loop may go through a tensor's values, and not through a few objects.

        A tuple that is written down, the sizes of a shape, the items of a dict, and what a call
        returns are few objects.
        """
        if isinstance(node, ast.While):
            return True
        if isinstance(node, ast.For):
            return not self._has_few_items(node.iter)
        if isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            return not all(self._has_few_items(each.iter) for each in node.generators)
        return False

    def _has_few_items(self, values: ast.expr) -> bool:
        match values:
            case ast.Call(ast.Name(name), arguments) if name in _COUNTERS:
                return name != "range" and all(map(self._has_few_items, arguments))
            case ast.Call(ast.Attribute(_, "size" | "stride" | "items" | "keys" | "values")):
                return True
            case ast.Call(ast.Attribute(_, _)):
                return _is_library_call(values)
            case ast.Call():
                return True
            case ast.Attribute(_, "shape"):
                return True
            case ast.Name(name):
                return name in self._fixed_names
            case ast.Subscript(value, _):
                return self._has_few_items(value)
        return isinstance(values, _DISPLAYS)


def _is_library_call(call: ast.expr) -> bool:
    """Return whether a function of a module inside torch is called, such as torch.autograd.grad."""
    base = call.func if isinstance(call, ast.Call) else call
    depth = 0
    while isinstance(base, ast.Attribute):
        depth += 1
        base = base.value
    return depth > 1 and isinstance(base, ast.Name) and base.id in _MODULES


def _names_of_displays(tree: ast.AST) -> Iterator[str]:
    """Yield the names that are bound to a tuple, list, dict or set that is written down."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign) or not isinstance(node.value, _DISPLAYS):
            continue
        # An empty one is filled later, perhaps with values.
        if any(isinstance(each, ast.expr) for each in ast.iter_child_nodes(node.value)):
            yield from (each.id for each in node.targets if isinstance(each, ast.Name))
