"""Finds why a function would return None, for the places of its result where only one thing can.

The syntax cannot tell that the result is None. Given that it is, a reason found here is certain:
each is the only way in which this code makes None in that place.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from grader.syntax.tree_nodes import FUNCTIONS

MAX_REASONS = 20
"""Most reasons of one function. More places than that are no result of a beginner's."""

MAX_PLACES = 8
"""Most places of one result that are looked at."""

MAX_DEPTH = 3
"""Most names that are followed to what they were bound to."""

MAX_NAME = 40

_IN_PLACE = (
    *("add", "append", "clear", "discard", "extend", "insert", "remove", "reverse", "shuffle"),
    *("sort", "update"),
)
"""Methods and functions of Python that change something and return None."""

_NOTHING_RETURNED = (*_IN_PLACE, "backward", "step", "zero_grad")
_MAKERS = ("tensor", "as_tensor", "from_numpy", "zeros", "ones", "full", "rand", "randn")
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

_MODULES = ("torch", "np", "numpy", "nn", "F", "math")
_NO_VALUE = ("manual_seed", "seed", "backward", "shuffle", "set_default_dtype", "set_num_threads")
"""Functions of those modules that may return None."""

_NEVER_NONE = (
    ast.BinOp,
    ast.Compare,
    ast.UnaryOp,
    ast.JoinedStr,
    ast.Tuple,
    ast.List,
    ast.Dict,
    ast.Set,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
)

KINDS = (
    "none-printed",
    "none-alone",
    "none-no-return",
    "none-bare-return",
    "none-end-reached",
    "none-print-returned",
    "none-in-place",
    "none-backward",
    "none-helper",
    "none-never-backward",
    "none-not-required",
    "none-argument-not-required",
    "none-lost-leaf",
    "none-of-result",
)
"""Every reason, as the fact `found` of a problem."""


@dataclass(frozen=True, slots=True)
class NoneReason:
    """Why a function returned None in one place of its result."""

    function: str  # the name of the function or method
    where: str  # the place in the result, such as "[1]"; "none" for the result itself
    kind: str  # one of KINDS
    facts: dict[str, str] = field(default_factory=dict)  # "line" and "name"


def find_none_reasons(tree: ast.Module, name: str) -> tuple[NoneReason, ...]:
    """Return the reasons for the function or class of that name, each place at most once.

    The last definition of the name counts. Of a class, its methods are looked at. There is none for
    a function with decorators, which may return something else, and none for a generator.
    """
    defined = [
        each
        for each in tree.body
        if isinstance(each, ast.FunctionDef | ast.ClassDef) and each.name == name
    ]
    if not defined:
        return ()
    node, code = defined[-1], _Code(tree)
    body = [node] if isinstance(node, ast.FunctionDef) else node.body
    functions = [each for each in body if isinstance(each, ast.FunctionDef)]
    reasons: list[NoneReason] = []
    for each in functions[:MAX_REASONS]:
        if each.name != "__init__" and not each.decorator_list:
            reasons += _Function(each, code).reasons()
    return tuple(reasons[:MAX_REASONS])


class _Code:
    """What has to be known of the whole code, collected in one walk."""

    def __init__(self, tree: ast.Module) -> None:
        nodes = list(ast.walk(tree))
        called = {id(each.func) for each in nodes if isinstance(each, ast.Call)}
        attributes = [each for each in nodes if isinstance(each, ast.Attribute)]
        backward = [each for each in attributes if each.attr == "backward"]
        self.calls_backward = any(id(each) in called for each in backward)
        self.named_backward = backward[0] if backward else None
        loops = [each for each in nodes if isinstance(each, ast.For | ast.comprehension)]
        self.in_loops = {name for each in loops for name in _names(each.target)}
        marked = [each for each in attributes if each.attr.startswith("requires_grad")]
        self.marked = {each.value.id for each in marked if isinstance(each.value, ast.Name)}
        self.defined: dict[str, list[ast.AST]] = {}
        for each in nodes:
            if isinstance(each, (*_DEFINITIONS, ast.ClassDef)):
                self.defined.setdefault(each.name, []).append(each)


class _Function:
    """One function whose result was None somewhere."""

    def __init__(self, node: ast.FunctionDef, code: _Code) -> None:
        self._node = node
        self._code = code
        own = list(_own_nodes(node))
        self._is_generator = any(map(_is_yield, own))
        self._returns = [each for each in own if isinstance(each, ast.Return)]
        statements = [each for each in own if isinstance(each, ast.stmt)]
        self._printed = [each for each in statements if _is_print(each)]
        self._bound: dict[str, list[ast.stmt]] = {}
        for each in sorted(statements, key=lambda each: each.lineno):
            for name in {name for target in _targets(each) for name in _names(target)}:
                self._bound.setdefault(name, []).append(each)

    def reasons(self) -> Iterator[NoneReason]:
        """Yield the reasons, if this is a function of which they can be known."""
        if len(self._node.name) > MAX_NAME or self._is_generator:
            return
        values = [each.value for each in self._returns if each.value is not None]
        if not values:
            yield self._without_value()
        elif len(self._returns) == 1 and not _can_reach_end(self._node.body):
            yield from self._of_result(values[0])
        elif all(map(_is_never_none, values)) and len(values) == len(self._returns):
            yield self._reason("none", "none-end-reached", self._node.body[-1])

    def _reason(self, where: str, kind: str, node: ast.AST, name: str = "") -> NoneReason:
        facts = {"line": str(getattr(node, "lineno", "none"))}
        if name and len(name) <= MAX_NAME:
            facts["name"] = name
        return NoneReason(self._node.name, where, kind, facts)

    def _without_value(self) -> NoneReason:
        if self._returns:
            return self._reason("none", "none-bare-return", self._returns[-1])
        last = self._node.body[-1]
        value = last.value if isinstance(last, ast.Expr) else None
        changes = isinstance(value, ast.Call) and _called_name(value) in _NOTHING_RETURNED
        is_alone = value is not None and not isinstance(value, ast.Constant) and not changes
        if is_alone and not _is_print(last):
            return self._reason("none", "none-alone", last)
        if self._printed:
            return self._reason("none", "none-printed", self._printed[-1])
        return self._reason("none", "none-no-return", last)

    def _of_result(self, value: ast.expr) -> Iterator[NoneReason]:
        """Yield the reasons for a result, and for the items of one that is written out."""
        for where, each in itertools.islice(_places(value), MAX_PLACES):
            found = self._of_value(each, 0)
            if found is not None:
                kind, node, name = found
                yield self._reason(where, kind, node, name)

    def _of_value(self, value: ast.expr, depth: int) -> tuple[str, ast.AST, str] | None:
        """Return the kind, the node and the name of the reason why `value` is None."""
        if isinstance(value, ast.Name):
            bound = self._bound.get(value.id, [])
            # What is bound once, by a plain assignment, is what stands there.
            if len(bound) == 1 and _is_plain(bound[0]) and depth < MAX_DEPTH:
                return self._of_value(bound[0].value, depth + 1)  # type: ignore[attr-defined]
            return None
        if isinstance(value, ast.Attribute) and value.attr == "grad":
            return self._of_grad(value)
        if not isinstance(value, ast.Call):
            return None
        name = _called_name(value)
        if isinstance(value.func, ast.Attribute):
            if name == "backward":
                return "none-backward", value, name
            return ("none-in-place", value, name) if name in _NOTHING_RETURNED else None
        if name == "print":
            return "none-print-returned", value, name
        return self._of_helper(name)

    def _of_helper(self, name: str) -> tuple[str, ast.AST, str] | None:
        """Return the reason if a function of the code is called that has no return with a value."""
        found = self._code.defined.get(name, [])
        if len(found) != 1 or not isinstance(found[0], ast.FunctionDef):
            return None
        helper = found[0]
        own = list(_own_nodes(helper))
        returns = any(isinstance(each, ast.Return) and each.value is not None for each in own)
        if helper.decorator_list or helper is self._node or returns or any(map(_is_yield, own)):
            return None
        return "none-helper", helper, name

    def _of_grad(self, value: ast.Attribute) -> tuple[str, ast.AST, str] | None:
        name = value.value.id if isinstance(value.value, ast.Name) else ""
        if not self._code.calls_backward:
            # Named and not called, that line is what has to be looked at.
            return "none-never-backward", self._code.named_backward or value, name
        if not name or self._code.in_loops & (self._code.marked | {name}):
            return None  # `for each in (x, y): each.requires_grad_()` may mean this one
        bound = self._bound.get(name, [])
        is_marked = name in self._code.marked
        if len(bound) > 1:
            last = bound[-1]
            is_lost = _is_plain(last) and isinstance(last.value, ast.BinOp | ast.UnaryOp)  # type: ignore[attr-defined]
            was_marked = is_marked or any(map(_marks, bound[:-1]))
            return ("none-lost-leaf", last, name) if is_lost and was_marked else None
        if is_marked or any(map(_marks, bound)):
            return None
        if bound:
            if _is_plain(bound[0]) and isinstance(bound[0].value, ast.BinOp):  # type: ignore[attr-defined]
                return "none-of-result", value, name
            is_made = _is_plain(bound[0]) and _makes_tensor(bound[0].value)  # type: ignore[attr-defined]
            return ("none-not-required", bound[0], name) if is_made else None
        parameters = self._node.args.posonlyargs + self._node.args.args
        if any(each.arg == name for each in parameters):
            return "none-argument-not-required", value, name
        return None


def _targets(node: ast.stmt) -> list[ast.AST]:
    if isinstance(node, ast.Assign):
        return list(node.targets)
    if isinstance(node, ast.With):
        return [each.optional_vars for each in node.items if each.optional_vars is not None]
    if isinstance(node, ast.AugAssign | ast.AnnAssign | ast.For):
        return [node.target]
    return []


def _names(target: ast.AST) -> set[str]:
    """Return the names that a target binds."""
    return {
        each.id
        for each in ast.walk(target)
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
    }


def _is_plain(node: ast.stmt) -> bool:
    """Return whether a statement binds a whole value to names, as `a = x.sort()` does."""
    return isinstance(node, ast.Assign) and all(isinstance(n, ast.Name) for n in node.targets)


def _is_print(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Name)
        and node.value.func.id == "print"
    )


def _own_nodes(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """Yield the nodes of a function, without those of functions and classes inside it."""
    remaining: list[ast.AST] = []
    remaining += function.body[::-1]
    while remaining:
        node = remaining.pop()
        yield node
        if not isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            remaining += list(ast.iter_child_nodes(node))[::-1]


def _is_yield(node: ast.AST) -> bool:
    return isinstance(node, ast.Yield | ast.YieldFrom)


def _can_reach_end(body: list[ast.stmt]) -> bool:
    """Return whether a block may be passed without a return."""
    blocks = [body]
    while blocks:
        last = blocks.pop()[-1]
        if isinstance(last, ast.If) and last.orelse:
            blocks += [last.body, last.orelse]
        elif isinstance(last, ast.With):
            blocks.append(last.body)
        elif not isinstance(last, ast.Return | ast.Raise):
            return True
    return False


def _is_never_none(value: ast.expr) -> bool:
    if isinstance(value, ast.Constant):
        return value.value is not None
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        base: ast.expr = value.func
        while isinstance(base, ast.Attribute):
            base = base.value
        is_library = isinstance(base, ast.Name) and base.id in _MODULES
        return is_library and value.func.attr not in _NO_VALUE
    return isinstance(value, _NEVER_NONE)


def _places(value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """Yield the place and the expression of a result, and of the items that are written out."""
    yield "none", value
    if isinstance(value, ast.Tuple | ast.List):
        yield from ((f"[{number}]", each) for number, each in enumerate(value.elts))
    elif isinstance(value, ast.Dict):
        for key, each in zip(value.keys, value.values, strict=True):
            if isinstance(key, ast.Constant):
                yield f"[{key.value!r}]", each


def _called_name(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def _marks(node: ast.stmt) -> bool:
    """Return whether an assignment marks its tensor, by `requires_grad` or as a parameter."""
    return any(
        (isinstance(each, ast.keyword) and each.arg == "requires_grad")
        or (isinstance(each, ast.Attribute) and each.attr in ("requires_grad_", "Parameter"))
        or (isinstance(each, ast.Name) and each.id == "Parameter")
        for each in ast.walk(node)
    )


def _makes_tensor(value: ast.expr) -> bool:
    """Return whether an expression is a call that makes a tensor of its own."""
    return isinstance(value, ast.Call) and _called_name(value) in _MAKERS
