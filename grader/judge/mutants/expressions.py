"""The small changes of operators, comparisons, numbers and indices."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping

from grader.judge.mutants.places import New, Path, with_fields

Change = tuple[str, str, Path, New]
"""The key, the amount, the path from the node to what is changed, and what replaces it."""

HERE: Path = ()
_OPERATOR: Path = (("op", None),)

_OPERATORS: Mapping[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add, ast.Mult),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.FloorDiv: (ast.Div, ast.Mult),
    ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
}
SIGNS: Mapping[type[ast.AST], str] = {
    **{ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//"},
    **{ast.Mod: "%", ast.MatMult: "@", ast.BitAnd: "&", ast.BitOr: "|", ast.Pow: "**"},
    **{ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="},
    **{ast.And: "and", ast.Or: "or"},
}


def _operators(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.BinOp):
        for other in _OPERATORS.get(type(node.op), ()):
            yield "operator-exchanged", SIGNS[other], _OPERATOR, other()
        if isinstance(node.op, ast.Sub | ast.Div | ast.MatMult):
            swapped = with_fields(node, left=node.right, right=node.left)
            yield "operands-swapped", SIGNS[type(node.op)], HERE, swapped
    elif isinstance(node, ast.BoolOp):
        other_word = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        sign = SIGNS[type(other_word)]
        yield "operator-exchanged", sign, _OPERATOR, other_word
    elif isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add | ast.Sub):
        other = _OPERATORS[type(node.op)][0]
        yield "operator-exchanged", f"{SIGNS[other]}=", _OPERATOR, other()
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Invert | ast.Not):
        sign = {ast.USub: "-", ast.Invert: "~", ast.Not: "not"}[type(node.op)]
        if not isinstance(node.operand, ast.Constant):
            yield "sign-left-out", sign, HERE, node.operand


_COMPARISONS: Mapping[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
}


def _comparisons(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        for other in _COMPARISONS.get(type(node.ops[0]), ()):
            yield "comparison-exchanged", SIGNS[other], (("ops", 0),), other()
        if type(node.ops[0]) in SIGNS:
            yield "operand-left-out", SIGNS[type(node.ops[0])], HERE, node.left


def _left_out(node: ast.AST) -> Iterator[Change]:
    """Yield the operators of which one side is left out: `x + bias` becomes `x`."""
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        sign = SIGNS[type(node.op)]
        yield "operand-left-out", sign, HERE, node.left
        if not isinstance(node.op, ast.Pow):
            yield "operand-left-out", sign, HERE, node.right
    elif isinstance(node, ast.BoolOp):
        for number in range(len(node.values)):
            kept = [*node.values[:number], *node.values[number + 1 :]]
            new = kept[0] if len(kept) == 1 else with_fields(node, values=kept)
            yield "operand-left-out", SIGNS[type(node.op)], HERE, new


def _brackets(node: ast.AST) -> Iterator[Change]:
    """Yield `a @ (w + b)` for `a @ w + b`, and the other way round."""
    if not isinstance(node, ast.BinOp):
        return
    left, right = node.left, node.right
    if isinstance(left, ast.BinOp) and type(left.op) is not type(node.op):
        inner = with_fields(node, left=left.right)
        yield "brackets-moved", "", HERE, with_fields(left, right=inner)
    if isinstance(right, ast.BinOp) and type(right.op) is not type(node.op):
        inner = with_fields(node, right=right.left)
        yield "brackets-moved", "", HERE, with_fields(right, left=inner)


def _numbers(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        if isinstance(node.operand, ast.Constant) and type(node.operand.value) is int:
            value = -node.operand.value
            for other in (value + 1, value - 1, -value):
                yield "number-exchanged", str(other), HERE, ast.Constant(other)
    elif isinstance(node, ast.Constant):
        for each in _other_numbers(node.value):
            yield "number-exchanged", str(each), HERE, ast.Constant(each)


def _other_numbers(value: object) -> list[str | float]:
    if value in ("inf", "-inf"):
        return ["-inf" if value == "inf" else "inf", 0.0]
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


def _indices(node: ast.AST) -> Iterator[Change]:
    if not isinstance(node, ast.Subscript):
        return
    if isinstance(node.slice, ast.Slice) and isinstance(node.ctx, ast.Load):
        yield "slice-left-out", "", HERE, node.value
    if isinstance(node.slice, ast.Tuple) and len(node.slice.elts) > 1:
        *first, last = node.slice.elts
        for number, part in enumerate(node.slice.elts):
            if isinstance(part, ast.Slice) and (part.lower or part.upper):
                yield "slice-left-out", "", (("slice", None), ("elts", number)), ast.Slice()
        key = first[0] if len(first) == 1 else with_fields(node.slice, elts=first)
        inner = with_fields(node, slice=key, ctx=ast.Load())
        yield "index-in-steps", "", HERE, with_fields(node, value=inner, slice=last)


CHANGES_OF_EXPRESSIONS: tuple[Callable[[ast.AST], Iterator[Change]], ...] = (
    _left_out,
    _operators,
    _comparisons,
    _indices,
    _numbers,
    _brackets,
)
"""In order of precedence."""
