"""Makes the mutants of a source: each has one small change, such as `-` in the place of `+`."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations


@dataclass(frozen=True, slots=True)
class Mutant:
    """A source with one small change.

    `key` is the kind of change, one of CHANGES, and `amount` is what is at the changed place now.
    """

    key: str
    amount: str
    tree: ast.Module


_Edit = tuple[str, str, ast.AST]
"""The key, the amount, and the node that replaces the one that is changed."""


def make_mutants(
    source: str, function: str, fixed: Mapping[str, Sequence[float]]
) -> Iterator[Mutant]:
    """Yield the mutants of the function or class of that name, the most telling kinds first.

    `fixed` has the numbers that may stand in the place of a parameter. A source with a `while`, or
    that calls itself, has no mutants, because one of them may never end.
    """
    tree = ast.parse(source)
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            statement.decorator_list = []
    nodes = list(ast.walk(tree))
    if any(isinstance(node, ast.While) or _calls_itself(node, function) for node in nodes):
        return
    for changes in _OF_NODES:
        for number, node in enumerate(nodes):
            for key, amount, new in changes(node):
                yield Mutant(key, amount, _with_node(tree, number, new))
    yield from _of_parameters(tree, function, fixed)
    yield from _without_statements(tree)


def _calls_itself(node: ast.AST, function: str) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) in (function, f"self.{function}")


def _with_node(tree: ast.Module, number: int, new: ast.AST) -> ast.Module:
    """Return a copy of the tree in which `new` replaces the node with this number."""
    changed = copy.deepcopy(tree)
    place = next(node for index, node in enumerate(ast.walk(changed)) if index == number)
    new = copy.deepcopy(new)
    place.__class__, place.__dict__ = type(new), vars(new)
    return ast.fix_missing_locations(changed)


# --- operators ------------------------------------------------------------------------------------

_OPERATORS: Mapping[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add, ast.Mult),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.FloorDiv: (ast.Div, ast.Mult),
    ast.Mod: (ast.FloorDiv,),
    ast.MatMult: (ast.Mult,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
}
_SIGNS: Mapping[type[ast.AST], str] = {
    **{ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//"},
    **{ast.Mod: "%", ast.MatMult: "@", ast.BitAnd: "&", ast.BitOr: "|"},
    **{ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="},
}


def _operators(node: ast.AST) -> Iterator[_Edit]:
    if isinstance(node, ast.BinOp):
        for other in _OPERATORS.get(type(node.op), ()):
            yield "operator-exchanged", _SIGNS[other], _copy(node, op=other())
        if isinstance(node.op, ast.Sub | ast.Div | ast.MatMult):
            swapped = _copy(node, left=node.right, right=node.left)
            yield "operands-swapped", _SIGNS[type(node.op)], swapped
    elif isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add | ast.Sub):
        other = _OPERATORS[type(node.op)][0]
        yield "operator-exchanged", f"{_SIGNS[other]}=", _copy(node, op=other())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Invert | ast.Not):
        sign = {ast.USub: "-", ast.Invert: "~", ast.Not: "not"}[type(node.op)]
        if not isinstance(node.operand, ast.Constant):
            yield "sign-left-out", sign, node.operand


_COMPARISONS: Mapping[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
}


def _comparisons(node: ast.AST) -> Iterator[_Edit]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        for other in _COMPARISONS.get(type(node.ops[0]), ()):
            yield "comparison-exchanged", _SIGNS[other], _copy(node, ops=[other()])


# --- calls ----------------------------------------------------------------------------------------

_ALIKE = (
    ("sum", "mean", "amax", "amin", "prod", "max", "min"),
    ("sin", "cos", "tan"),
    ("exp", "log", "log2", "log10"),
    ("log", "log1p"),
    ("relu", "sigmoid", "tanh", "abs", "square"),
    ("softmax", "log_softmax", "sigmoid"),
    ("argmax", "argmin"),
    ("any", "all"),
    ("cumsum", "cumprod", "cummax", "cummin"),
    ("triu", "tril"),
    ("round", "floor", "ceil", "trunc"),
    ("zeros", "ones"),
    ("zeros_like", "ones_like"),
    ("rand", "randn"),
    ("rand_like", "randn_like"),
    ("nanmean", "mean", "nansum", "nanmedian"),
    ("mse_loss", "l1_loss"),
    ("std", "var"),
    ("SGD", "Adam"),
    ("pow", "mul"),
)
"""Functions that are taken one for another."""


def _functions(node: ast.AST) -> Iterator[_Edit]:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return
    name = node.func.attr
    others = [each for group in _ALIKE if name in group for each in group if each != name]
    for other in others:
        called = _copy(node.func, attr=other)
        yield "function-exchanged", other, _copy(node, func=called)


def _keywords(node: ast.AST) -> Iterator[_Edit]:
    if not isinstance(node, ast.Call):
        return
    for number, keyword in enumerate(node.keywords):
        kept = [*node.keywords[:number], *node.keywords[number + 1 :]]
        yield "argument-left-out", keyword.arg or "**", _copy(node, keywords=kept)
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    added = 'reduction="sum"' if name.endswith(("_loss", "entropy", "with_logits")) else None
    if name in ("sum", "mean", "max", "min", "amax", "amin", "std", "var") and not node.args:
        added = "dim=0" if not node.keywords else None
    if added is not None:
        keyword = ast.parse(f"f({added})", mode="eval").body.keywords[0]  # type: ignore[attr-defined]
        yield "argument-added", added, _copy(node, keywords=[*node.keywords, keyword])


def _calls(node: ast.AST) -> Iterator[_Edit]:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return
    owner = node.func.value
    is_function = isinstance(owner, ast.Name | ast.Attribute) and _root(owner) in _MODULES
    if not is_function:
        yield "function-left-out", node.func.attr, owner
    elif node.args and not isinstance(node.args[0], ast.Starred):
        yield "function-left-out", node.func.attr, node.args[0]
    for number in range(len(node.args) - 1):
        arguments = list(node.args)
        arguments[number : number + 2] = arguments[number + 1], arguments[number]
        yield "arguments-exchanged", node.func.attr, _copy(node, args=arguments)


_MODULES = ("torch", "nn", "F", "math", "np", "copy", "io", "itertools")


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


# --- numbers and slices ---------------------------------------------------------------------------


def _numbers(node: ast.AST) -> Iterator[_Edit]:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        if isinstance(node.operand, ast.Constant) and type(node.operand.value) is int:
            value = -node.operand.value
            for other in (value + 1, value - 1, -value):
                yield "number-exchanged", str(other), ast.Constant(other)
    elif isinstance(node, ast.Constant):
        for each in _other_numbers(node.value):
            yield "number-exchanged", str(each), ast.Constant(each)


def _other_numbers(value: object) -> list[str | float]:
    if value in ("inf", "-inf"):
        return ["-inf" if value == "inf" else "inf"]
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        candidates: list[str | float] = [value + 1, value - 1, -value, 0, 1, 2, 0.5, 10]
    elif isinstance(value, float):
        near = [value * 10, value / 10, 1 - value, value / 2, value * 2, -value]
        candidates = [*(float(f"{each:.6g}") for each in near), 0.0, 0.1, 0.5, 0.9, 0.99, 1.0]
    else:
        return []
    return [each for each in dict.fromkeys(candidates) if each != value]


def _slices(node: ast.AST) -> Iterator[_Edit]:
    is_slice = isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice)
    if isinstance(node, ast.Subscript) and is_slice and isinstance(node.ctx, ast.Load):
        yield "slice-left-out", "", node.value


# --- parameters and statements --------------------------------------------------------------------


def _of_parameters(
    tree: ast.Module, function: str, fixed: Mapping[str, Sequence[float]]
) -> Iterator[Mutant]:
    for name, values in fixed.items():
        for value in values:
            constant = ast.Constant(value)
            changed = _Renamer({name: constant}).visit(copy.deepcopy(tree))
            yield Mutant("parameter-fixed", f"{name} = {value}", ast.fix_missing_locations(changed))
    found = next((each for each in tree.body if getattr(each, "name", "") == function), None)
    if isinstance(found, ast.FunctionDef):
        names = [each.arg for each in found.args.args]
        for name in names:
            for form in _CHANGED_ARGUMENTS:
                text = form.format(name)
                place = ast.parse(text, mode="eval").body
                changed = _Renamer({name: place}).visit(copy.deepcopy(tree))
                yield Mutant("parameter-changed", text, ast.fix_missing_locations(changed))
        for one, other in combinations(names, 2):
            places = {one: ast.Name(other, ast.Load()), other: ast.Name(one, ast.Load())}
            changed = _Renamer(places).visit(copy.deepcopy(tree))
            yield Mutant(
                "parameters-exchanged", f"{one}, {other}", ast.fix_missing_locations(changed)
            )


_CHANGED_ARGUMENTS = ("{} + 1", "{} - 1", "-{}", "{}.abs()", "{} * 2", "{} / 2")
"""What is often used in the place of an argument."""


class _Renamer(ast.NodeTransformer):
    """Puts other expressions in the place of names that are read."""

    def __init__(self, places: Mapping[str, ast.expr]) -> None:
        self._places = places

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if isinstance(node.ctx, ast.Load) and node.id in self._places:
            return copy.deepcopy(self._places[node.id])
        return node


def _without_statements(tree: ast.Module) -> Iterator[Mutant]:
    for number, node in enumerate(ast.walk(tree)):
        for field in ("body", "orelse"):
            statements = getattr(node, field, None)
            if isinstance(node, ast.Module) or not isinstance(statements, list):
                continue
            for place, statement in enumerate(statements):
                if not isinstance(statement, ast.Expr | ast.AugAssign | ast.If | ast.Assign):
                    continue
                kept = [*statements[:place], *statements[place + 1 :]] or [ast.Pass()]
                if ast.unparse(statement).startswith("super()"):
                    continue
                changed = _with_node(tree, number, _copy(node, **{field: kept}))
                yield Mutant("line-left-out", "", changed)


def _copy(node: ast.AST, **fields: object) -> ast.AST:
    """Return a copy of a node with other fields; the rest is shared."""
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


_OF_NODES: tuple[Callable[[ast.AST], Iterator[_Edit]], ...] = (
    _operators,
    _comparisons,
    _functions,
    _slices,
    _numbers,
    _keywords,
    _calls,
)
"""In order of precedence."""
