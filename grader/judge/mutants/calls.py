"""The small changes of calls: another function, other arguments, another order of two steps."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from itertools import combinations

from grader.judge.mutants.expressions import HERE, Change
from grader.judge.mutants.places import with_fields

_ALIKE = (
    ("sum", "mean", "amax", "amin", "prod", "max", "min"),
    ("sin", "cos", "tan"),
    ("exp", "log", "log2", "log10"),
    ("log", "log1p"),
    ("relu", "sigmoid", "tanh", "abs", "square", "leaky_relu", "gelu"),
    ("ReLU", "Sigmoid", "Tanh", "LeakyReLU", "GELU"),
    ("MaxPool2d", "AvgPool2d"),
    ("MSELoss", "L1Loss"),
    ("softmax", "log_softmax", "sigmoid"),
    ("argmax", "argmin"),
    ("amax", "argmax"),
    ("amin", "argmin"),
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
    ("max_pool2d", "avg_pool2d"),
    ("std", "var"),
    ("SGD", "Adam"),
    ("pow", "mul"),
    ("repeat", "repeat_interleave"),
    ("hstack", "vstack"),
    ("minimum", "maximum"),
    ("searchsorted", "bucketize"),
    ("train", "eval"),
)
"""Functions that are taken one for another."""

_USUAL_NAMES = {"amax": "max", "amin": "min"}
"""What learners call these functions, which return no positions."""

_ATTRIBUTES = {"values": "indices", "indices": "values"}


def _functions(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Attribute) and node.attr in _ATTRIBUTES:
        other = _ATTRIBUTES[node.attr]
        yield "function-exchanged", other, (("attr", None),), other
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
        yield "function-exchanged", "abs", HERE, _method(node.left, "abs")
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return
    name = node.func.attr
    others = [each for group in _ALIKE if name in group for each in group if each != name]
    for other in others:
        usual = _USUAL_NAMES.get(other, other)
        yield "function-exchanged", usual, (("func", None), ("attr", None)), other
    if name == "relu" and (operand := operand_of(node)) is not None:
        negatives = ast.parse("(0).clamp(max=0)", mode="eval").body
        yield "function-exchanged", "clamp(max=0)", HERE, on_operand(negatives, operand)
    if name == "pow" and len(node.args) == 1:
        yield "function-exchanged", "abs", HERE, _method(node.func.value, "abs")
    elif name == "numel":
        length = ast.Call(ast.Name("len", ast.Load()), [node.func.value], [])
        yield "function-exchanged", "len", HERE, length


def _method(owner: ast.expr, name: str) -> ast.Call:
    return ast.Call(ast.Attribute(owner, name, ast.Load()), [], [])


def _keywords(node: ast.AST) -> Iterator[Change]:
    if not isinstance(node, ast.Call):
        return
    for number, keyword in enumerate(node.keywords):
        yield "argument-left-out", keyword.arg or "**", (("keywords", number),), ()
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    added = 'reduction="sum"' if name.endswith(("_loss", "entropy", "with_logits")) else None
    if name in ("sum", "mean", "max", "min", "amax", "amin", "std", "var") and not node.args:
        added = "dim=0" if not node.keywords else None
    if added is not None:
        keyword = ast.parse(f"f({added})", mode="eval").body.keywords[0]  # type: ignore[attr-defined]
        yield "argument-added", added, HERE, with_fields(node, keywords=[*node.keywords, keyword])
    is_last_a_number = bool(node.args) and isinstance(node.args[-1], ast.Constant)
    if is_last_a_number and len(node.args) > _is_function(node.func):
        text = ast.unparse(node.args[-1])
        yield "argument-left-out", text, (("args", len(node.args) - 1),), ()


def _calls(node: ast.AST) -> Iterator[Change]:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return
    if (inner := operand_of(node)) is not None:
        yield "function-left-out", node.func.attr, HERE, inner
    for number in range(len(node.args) - 1):
        arguments = list(node.args)
        arguments[number : number + 2] = arguments[number + 1], arguments[number]
        swapped = with_fields(node, args=arguments)
        yield "arguments-exchanged", node.func.attr, HERE, swapped


_MODULES = ("torch", "nn", "F", "math", "np", "copy", "io", "itertools")


def _is_function(called: ast.expr) -> bool:
    """Return whether the called function is one of a module, and no method."""
    if isinstance(called, ast.Name):
        return True
    return isinstance(called, ast.Attribute) and _root(called.value) in _MODULES


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def operand_of(node: ast.Call) -> ast.expr | None:
    """Return what a function or method is called on: `x` of `torch.relu(x)` and of `x.relu()`."""
    if not isinstance(node.func, ast.Attribute):
        return None
    if not _is_function(node.func):
        return node.func.value
    return node.args[0] if node.args and not isinstance(node.args[0], ast.Starred) else None


def on_operand(node: ast.expr, operand: ast.expr) -> ast.expr:
    """Return the call of a function or method with another operand."""
    assert isinstance(node, ast.Call)
    assert isinstance(node.func, ast.Attribute)
    if _is_function(node.func):
        new = with_fields(node, args=[operand, *node.args[1:]])
    else:
        new = with_fields(node, func=with_fields(node.func, value=operand))
    assert isinstance(new, ast.expr)
    return new


def _order(node: ast.AST) -> Iterator[Change]:
    """Yield two steps in the other order: `relu` after pooling, a mean that is squared."""
    if isinstance(node, ast.BinOp) and isinstance(node.left, ast.Call):
        inner = operand_of(node.left)
        if inner is not None:
            yield (
                "steps-exchanged",
                "",
                HERE,
                on_operand(node.left, _as_expr(with_fields(node, left=inner))),
            )
    if not isinstance(node, ast.Call) or (operand := operand_of(node)) is None:
        return
    if isinstance(operand, ast.BinOp):
        yield "steps-exchanged", "", HERE, with_fields(operand, left=on_operand(node, operand.left))
    elif isinstance(operand, ast.Call) and (inner := operand_of(operand)) is not None:
        yield "steps-exchanged", "", HERE, on_operand(operand, on_operand(node, inner))


def _as_expr(node: ast.AST) -> ast.expr:
    assert isinstance(node, ast.expr)
    return node


def _einsum(node: ast.AST) -> Iterator[Change]:
    """Yield the call of einsum with other letters."""
    if not isinstance(node, ast.Call) or not ast.unparse(node.func).endswith("einsum"):
        return
    formula = node.args[0] if node.args else None
    if isinstance(formula, ast.Constant) and isinstance(formula.value, str):
        for each in dict.fromkeys(other_formulas(formula.value.replace(" ", ""))):
            yield "letters-exchanged", each, (("args", 0),), ast.Constant(each)


def other_formulas(formula: str) -> Iterator[str]:
    """Yield formulas of einsum in which one letter is another, is missing, or is too much."""
    given, arrow, out = formula.partition("->")
    if not arrow or not formula.replace(",", "").replace("->", "").isalpha():
        return
    letters = dict.fromkeys(given.replace(",", ""))
    operands = given.split(",")
    for number in range(len(out)):
        yield f"{given}->{out[:number]}{out[number + 1 :]}"
    for one, other in combinations(range(len(out)), 2):
        yield f"{given}->{_swapped(out, one, other)}"
    for letter in letters:
        if letter not in out:
            for place in range(len(out) + 1):
                yield f"{given}->{out[:place]}{letter}{out[place:]}"
    for number, operand in enumerate(operands):
        for one, other in combinations(range(len(operand)), 2):
            changed = [*operands[:number], _swapped(operand, one, other), *operands[number + 1 :]]
            if operand[one] != operand[other]:
                yield f"{','.join(changed)}->{out}"
        for place in range(len(operand)):
            for letter in (*letters, "z"):
                new = operand[:place] + letter + operand[place + 1 :]
                if letter != operand[place]:
                    changed = [*operands[:number], new, *operands[number + 1 :]]
                    yield f"{','.join(changed)}->{out}"


def _swapped(text: str, one: int, other: int) -> str:
    letters = list(text)
    letters[one], letters[other] = letters[other], letters[one]
    return "".join(letters)


CHANGES_OF_CALLS: tuple[Callable[[ast.AST], Iterator[Change]], ...] = (
    _functions,
    _einsum,
    _keywords,
    _calls,
    _order,
)
"""In order of precedence."""
