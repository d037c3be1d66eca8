"""The nodes of a syntax tree by their place, collected in one walk for all style hints."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
LOOPS = (ast.For, ast.While, *_COMPREHENSIONS)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_LOOP_TYPES, _FUNCTION_TYPES = frozenset(LOOPS), frozenset(FUNCTIONS)
_DISPLAYS = (ast.Tuple, ast.List, ast.Dict, ast.Set)
_COUNTERS = {"range", "enumerate", "zip", "reversed", "list", "tuple", "sorted", "iter"}
_MODULES = {"torch", "np", "numpy", "nn", "F"}
_Places = tuple[bool, bool, bool, bool]


class TreeNodes:
    """The nodes of a tree by type and place, in the order of the lines.

    Each list has each node once, however deep it is nested. A function or loop counts as inside
    itself. `out_of_place` names the tensor methods that have no effect but their return value.
    """

    def __init__(self, tree: ast.AST, out_of_place: frozenset[str]) -> None:
        self.out_of_place = out_of_place
        self.statements: list[ast.Expr] = []
        """The statements in functions that are only an expression."""
        self.in_loops: list[ast.AST] = []
        """In loops within functions."""
        self.in_value_loops: list[ast.AST] = []
        """In loops within functions that go through the values of a tensor, or may do so."""
        self.guarded: set[int] = set()
        """The ids of the nodes in a `try` whose exceptions are handled."""
        self._tree = tree
        self._by_type: dict[type[ast.AST], list[Any]] = {}
        remaining: list[tuple[ast.AST, _Places]] = [(tree, (False,) * 4)]
        while remaining:
            node, places = remaining.pop()
            kind = type(node)
            self._by_type.setdefault(kind, []).append(node)
            if kind in _PLACE_TYPES or any(places):
                places = self._place(node, places)
            children = [(each, places) for each in ast.iter_child_nodes(node)]
            remaining += children[::-1]

    def of(self, *kinds: type[ast.AST]) -> Iterator[Any]:
        """Yield the nodes of these types anywhere, one type after another."""
        for kind in kinds:
            yield from self._by_type.get(kind, ())

    def _place(self, node: ast.AST, places: _Places) -> _Places:
        """File a node by its place. Return the places of its children."""
        in_function, in_loop, in_value_loop, is_guarded = places
        kind = type(node)
        if in_function and kind in _LOOP_TYPES:
            in_loop = True
            in_value_loop = in_value_loop or self._goes_through_values(node)
        in_function = in_function or kind in _FUNCTION_TYPES
        if in_function and isinstance(node, ast.Expr):
            self.statements.append(node)
        if in_loop:
            self.in_loops.append(node)
        if in_value_loop:
            self.in_value_loops.append(node)
        is_guarded = is_guarded or (isinstance(node, ast.Try) and bool(node.handlers))
        if is_guarded:
            self.guarded.add(id(node))
        return in_function, in_loop, in_value_loop, is_guarded

    @cached_property
    def _fixed_names(self) -> frozenset[str]:
        """The names that are bound to a tuple, list, dict or set that is written down."""
        nodes = ast.walk(self._tree)
        return frozenset(_names_of_displays(n for n in nodes if isinstance(n, ast.Assign)))

    def _goes_through_values(self, node: ast.AST) -> bool:
        """Return whether a loop may go through a tensor's values, and not through a few objects.

        A tuple that is written down, the sizes of a shape, the items of a dict, and what a call
        returns are few objects.
        """
        if isinstance(node, ast.While):
            return True
        if isinstance(node, ast.For):
            return not self._has_few_items(node.iter)
        if isinstance(node, _COMPREHENSIONS):
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


def _names_of_displays(assignments: Iterable[ast.Assign]) -> Iterator[str]:
    for node in assignments:
        # An empty one is filled later, perhaps with values.
        if isinstance(node.value, _DISPLAYS) and any(
            isinstance(each, ast.expr) for each in ast.iter_child_nodes(node.value)
        ):
            yield from (each.id for each in node.targets if isinstance(each, ast.Name))


_PLACE_TYPES = _FUNCTION_TYPES | {ast.Try}
"""The types of nodes outside functions whose children are in another place."""
