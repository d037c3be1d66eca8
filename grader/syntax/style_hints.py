"""Style hints on code. One fails a submission only where its exercise insists on it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from grader.syntax.tree_nodes import LOOPS, TreeNodes

LOOP = "loop-instead-of-broadcast"
ITEM_IN_LOOP = "item-in-loop"
"""The hint that is left out if the exercise's reference has a loop, too."""

MAX_NAME = 40

_MODULES = frozenset(("torch", "F", "np", "numpy"))
"""Names whose attributes are functions of their first argument."""


@dataclass(frozen=True, slots=True)
class StyleHint:
    """A hint by its key, with the variables of its message: FACTS says which."""

    key: str
    facts: dict[str, str] = field(default_factory=dict)


def style_hints(tree: ast.Module, nodes: TreeNodes, function: str) -> tuple[StyleHint, ...]:
    """Return all hints on the code, in a fixed order, at most one for each key.

    `nodes` are those of the tree. `function` is the function that the exercise asks for.
    """
    found = {key: next(iter(_at(find(nodes))), None) for key, find in _FINDERS.items()}
    hints = [StyleHint(key, facts) for key, facts in found.items() if facts is not None]
    unread = next(_unread_parameters(tree, function), None)
    if unread is not None:
        hints.append(StyleHint("unread-parameter", unread))
    return tuple(hints)


def loop_hints(source: str) -> frozenset[str]:
    """Return the keys of the hints about loops that a trusted source would get itself."""
    loops = [node for node in ast.walk(ast.parse(source)) if isinstance(node, LOOPS)]
    items = any(_calls_method(node, "item") for loop in loops for node in ast.walk(loop))
    return frozenset({LOOP} if loops else ()) | ({ITEM_IN_LOOP} if items else frozenset())


def _at(found: Iterator[ast.AST]) -> Iterator[dict[str, str]]:
    for node in found:
        facts = {"line": str(getattr(node, "lineno", "none"))}
        if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Call):
            facts["what"] = "method" if isinstance(node.value, ast.Attribute) else "value"
        elif isinstance(node, ast.Expr) and _calls_method(node.value, *_CONTEXTS):
            facts["what"] = "context"
        elif isinstance(node, ast.Expr):
            facts |= _call_facts(node.value)
        yield facts


def _call_facts(call: ast.expr) -> dict[str, str]:
    """Return the name that a call is about, and how the call begins: "x" and "x.reshape".

    Both are "none" where the call is about a longer expression.
    """
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
        owner, first = call.func.value, next(iter(call.args), None)
        if isinstance(owner, ast.Name):
            about = first if owner.id in _MODULES else owner
            begin = f"{owner.id}.{call.func.attr}"
            if isinstance(about, ast.Name) and len(about.id) + len(begin) <= MAX_NAME:
                return {"name": about.id, "call": begin}
    return {"name": "none", "call": "none"}


def _calls_method(node: ast.AST, *names: str) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in names
    )


# --- loops ----------------------------------------------------------------------------------------


def _loops(nodes: TreeNodes) -> Iterator[ast.AST]:
    return (node for node in nodes.in_value_loops if isinstance(node, LOOPS))


def _items_in_loops(nodes: TreeNodes) -> Iterator[ast.AST]:
    return (node for node in nodes.in_value_loops if _calls_method(node, "item"))


def _returns_in_loops(nodes: TreeNodes) -> Iterator[ast.AST]:
    """Yield each `return` that ends a `for` loop in its first round.

    Code with a `continue` or a `yield` somewhere may reach a second round.
    """
    if next(nodes.of(ast.Continue, ast.Yield), None) is None:
        ends = (loop.body[-1] for loop in nodes.of(ast.For))
        yield from (last for last in ends if isinstance(last, ast.Return))


def _written_classes(nodes: TreeNodes) -> Iterator[ast.AST]:
    """Yield each assignment to an attribute of a class, by the class's name."""
    classes = {node.name for node in nodes.of(ast.ClassDef)}
    for node in nodes.of(ast.Assign, ast.AugAssign, ast.AnnAssign):
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            owner = target.value if isinstance(target, ast.Attribute) else None
            if isinstance(owner, ast.Name) and owner.id in classes:
                yield node


# --- autograd -------------------------------------------------------------------------------------


def _is_data(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and node.attr == "data"
        and not (isinstance(node.value, ast.Attribute) and node.value.attr == "utils")
    )


def _read_data(nodes: TreeNodes) -> Iterator[ast.AST]:
    written = {id(node) for node in _written_data(nodes)}
    return (n for n in nodes.of(ast.Attribute) if _is_data(n) and id(n) not in written)


def _written_data(nodes: TreeNodes) -> Iterator[ast.AST]:
    """Yield each `.data` that is assigned to, or changed by a method that ends in "_"."""
    for node in nodes.of(ast.Assign, ast.AugAssign, ast.AnnAssign):
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            place = target.value if isinstance(target, ast.Subscript) else target
            if _is_data(place):
                yield place
    for node in nodes.of(ast.Call):
        function = node.func
        is_method = isinstance(function, ast.Attribute) and function.attr.endswith("_")
        if is_method and _is_data(function.value):
            yield function.value


def _backward_without_reset(nodes: TreeNodes) -> Iterator[ast.AST]:
    calls = [node for node in nodes.in_loops if _calls_method(node, "backward")]
    if not calls or any(map(_resets_gradients, nodes.of(ast.Call, ast.Assign))):
        return iter([])
    return iter([] if any(map(_makes_anew, nodes.in_loops)) else calls)


def _resets_gradients(node: ast.AST) -> bool:
    if _calls_method(node, "zero_grad", "zero_", "fill_"):
        return True
    return isinstance(node, ast.Assign) and any(
        isinstance(target, ast.Attribute) and target.attr == "grad" for target in node.targets
    )


def _makes_anew(node: ast.AST) -> bool:
    """Return whether an assignment in a loop makes a new leaf, which has no gradient yet.

    That is one such as `w = (w - step).detach()`, or any call of `requires_grad_`.
    """
    if _calls_method(node, "requires_grad_"):
        return True
    if not isinstance(node, ast.Assign):
        return False
    names = {each.id for each in node.targets if isinstance(each, ast.Name)}
    inside = list(ast.walk(node.value))
    reads_itself = any(isinstance(each, ast.Name) and each.id in names for each in inside)
    return reads_itself and any(_calls_method(each, "detach", "clone") for each in inside)


# --- devices --------------------------------------------------------------------------------------


def _written_cuda(nodes: TreeNodes) -> Iterator[ast.AST]:
    names = {node.attr for node in nodes.of(ast.Attribute)}
    names |= {node.id for node in nodes.of(ast.Name)}
    if names & {"is_available", "device_count", "current_accelerator"}:
        return iter([])
    return (
        node
        for node in nodes.of(ast.Call)
        if id(node) not in nodes.guarded
        and (
            _calls_method(node, "cuda")
            or any(_is_cuda(each) for each in [*node.args, *(k.value for k in node.keywords)])
        )
    )


def _is_cuda(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.partition(":")[0] == "cuda"
    )


# --- names, and lines without effect --------------------------------------------------------------


def _shadowing(nodes: TreeNodes) -> Iterator[ast.AST]:
    imported = {
        (name.asname or name.name.partition(".")[0])
        for node in nodes.of(ast.Import, ast.ImportFrom)
        for name in node.names
    } | {"torch"}
    return (
        node
        for node in nodes.of(ast.Name, ast.arg)
        if (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in imported)
        or (isinstance(node, ast.arg) and node.arg in imported)
    )


def _unused_results(nodes: TreeNodes) -> Iterator[ast.AST]:
    return (
        node
        for node in nodes.statements
        if isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
        and node.value.func.attr in nodes.out_of_place
        and not any(keyword.arg in ("out", "inplace") for keyword in node.value.keywords)
    )


_CONTEXTS = ("no_grad", "enable_grad", "inference_mode")
_WITHOUT_EFFECT = (
    ast.BinOp
    | ast.UnaryOp
    | ast.BoolOp
    | ast.Compare
    | ast.Name
    | ast.Attribute
    | ast.Subscript
    | ast.Tuple
)


def _lines_without_effect(nodes: TreeNodes) -> Iterator[ast.AST]:
    """Yield each line that only computes or names a value, such as `+ b` or `y.backward`."""
    for node in nodes.statements:
        value = node.value
        is_number = isinstance(value, ast.Constant) and isinstance(value.value, int | float)
        if isinstance(value, _WITHOUT_EFFECT) or is_number or _calls_method(value, *_CONTEXTS):
            yield node


def _unread_parameters(tree: ast.AST, function: str) -> Iterator[dict[str, str]]:
    """Yield each parameter that the function never reads, or overwrites before it does."""
    found = [
        node
        for node in getattr(tree, "body", [])
        if isinstance(node, ast.FunctionDef) and node.name == function
    ]
    if not found or _is_starter(found[-1]):
        return
    arguments = found[-1].args
    for parameter in [*arguments.posonlyargs, *arguments.args]:
        name = parameter.arg
        if len(name) > MAX_NAME:
            continue
        facts = {"name": name, "line": "none"}
        for statement in found[-1].body:
            uses = [n for n in ast.walk(statement) if isinstance(n, ast.Name) and n.id == name]
            if any(not isinstance(use.ctx, ast.Store) for use in uses):
                break
            if uses and isinstance(statement, ast.Assign | ast.AnnAssign):
                yield facts | {"line": str(statement.lineno)}
                break
            if uses or _may_read_all(statement):
                break
        else:
            yield facts


def _is_starter(function: ast.FunctionDef) -> bool:
    """Return whether the function is not written yet: `...`, `pass`, or NotImplementedError."""
    empty = ast.Pass | ast.Raise | ast.Expr
    return all(isinstance(each, empty) for each in function.body) or any(
        isinstance(node, ast.Constant) and node.value is ... for node in ast.walk(function)
    )


def _may_read_all(statement: ast.AST) -> bool:
    """Return whether a statement may read any name: nested `locals()`, `eval` and so on."""
    names = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
    return bool(names & {"locals", "vars", "eval", "exec"})


_FINDERS: Mapping[str, Callable[[TreeNodes], Iterator[ast.AST]]] = {
    LOOP: _loops,
    ITEM_IN_LOOP: _items_in_loops,
    "return-in-loop": _returns_in_loops,
    "class-written": _written_classes,
    "uses-data": _read_data,
    "writes-data": _written_data,
    "missing-zero-grad": _backward_without_reset,
    "hard-coded-cuda": _written_cuda,
    "shadowed-name": _shadowing,
    "unused-result": _unused_results,
    "no-effect": _lines_without_effect,
}

FACTS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(_FINDERS, ("line",)),
    "no-effect": ("line", "what"),
    "unused-result": ("line", "name", "call"),
    "unread-parameter": ("name", "line"),
    "parameters-swapped": ("expected", "given"),
}
"""Every key that a hint may have, with the variables of its message.

The judge finds "parameters-swapped", which needs the exercise's own parameters.
"""
