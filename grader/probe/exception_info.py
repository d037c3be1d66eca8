"""Describes a learner's exception: traceback of the learner's lines, and the failing operands."""

from __future__ import annotations

import ast
import builtins
import opcode
import traceback
from collections.abc import Iterator
from types import CodeType, FrameType, ModuleType, TracebackType
from typing import Any

import torch
from torch.nn import Linear, Module, Sequential

from .operands import (
    attribute_facts,
    describe,
    find_suspects,
    look_up,
    name_facts,
    source_text,
)
from .trusted_torch import DisableTorchFunction

globals()["__builtins__"] = dict(vars(builtins))  # see trusted_torch.py

FILE_NAME = "<your code>"
"""File name under which learner code is compiled."""

_MAX_MESSAGE = 1000
_MAX_SETTINGS = 60
_MAX_FRAMES = 12
_MAX_NAMES = 200
_Positions = tuple[int | None, int | None, int | None, int | None]


def raised(error: BaseException, source: str) -> dict[str, object]:
    """Return the fields of protocol.ExceptionInfo, without `key`.

    `facts` describe the failing expression: `operation`; `called`, the source of the called
    function; `names`, the visible names if the expression is a name; and for `left`, `right` and
    `third` their source, `…_type`, and for tensors and arrays `…_shape`, `…_dtype` and `…_device`.
    If a layer of torch.nn raised, `layer` describes it, `layer_name` is its position in a
    Sequential, `layer_wants` the features of a Linear, `layer_dtype` the dtype of its parameters,
    and `layer_shape` the shape of its input. `inside` is "collate" in a DataLoader's batches.
    The facts of `find_suspects`, `name_facts` and `attribute_facts` are among them.
    """
    lines = source.splitlines()
    frames = [entry for entry in _traceback_entries(error.__traceback__) if _is_learner_code(entry)]
    line = frames[-1].tb_lineno if frames else None
    column = None
    if isinstance(error, SyntaxError) and error.filename in (FILE_NAME, "<unknown>"):
        line, column = error.lineno, error.offset
    return {
        "type": type(error).__name__,
        "message": _message(error),
        "line": line,
        "column": column,
        "source": lines[line - 1] if line is not None and 0 < line <= len(lines) else None,
        "traceback": _traceback(error, frames, lines),
        **_outer_line(frames, lines),
        "facts": _all_facts(error, frames, source),
    }


def _all_facts(error: BaseException, frames: list[TracebackType], source: str) -> dict[str, str]:
    facts = _facts(frames[-1], source) | _inner_facts(frames[-1].tb_next) if frames else {}
    try:
        return facts | attribute_facts(error, FILE_NAME)
    except Exception:  # facts are optional details of the explanation
        return facts


def _outer_line(frames: list[TracebackType], lines: list[str]) -> dict[str, object]:
    """Return the line outside all functions from which a function was called that raised.

    Both fields are None if the exercise called the function, or if that line itself raised.
    """
    if len(frames) < 2 or frames[0].tb_frame.f_code.co_name != "<module>":
        return {"outer_line": None, "outer_source": None}
    line = frames[0].tb_lineno
    return {"outer_line": line, "outer_source": lines[line - 1] if line <= len(lines) else None}


def _traceback_entries(entry: TracebackType | None) -> Iterator[TracebackType]:
    while entry is not None:
        yield entry
        entry = entry.tb_next


def _is_learner_code(entry: TracebackType) -> bool:
    return entry.tb_frame.f_code.co_filename == FILE_NAME


def _message(error: BaseException) -> str:
    try:
        text = str(error.msg) if isinstance(error, SyntaxError) else str(error)
    except Exception:  # a learner's own exception may fail to print
        text = ""
    return text[:_MAX_MESSAGE]


def _traceback(error: BaseException, frames: list[TracebackType], lines: list[str]) -> str:
    if not frames:
        return ""
    summaries = [
        traceback.FrameSummary(
            FILE_NAME,
            entry.tb_lineno,
            entry.tb_frame.f_code.co_name,
            line=lines[entry.tb_lineno - 1] if entry.tb_lineno <= len(lines) else "",
        )
        for entry in frames
    ]
    if len(summaries) > _MAX_FRAMES:
        summaries = summaries[: _MAX_FRAMES // 2] + summaries[-_MAX_FRAMES // 2 :]
    ending = f"{type(error).__name__}: {_message(error)}"
    return "".join(traceback.format_list(summaries)) + ending


def _inner_facts(entry: TracebackType | None) -> dict[str, str]:
    """Return facts of the frames of torch below the learner's last line."""
    facts: dict[str, str] = {}
    names: dict[int, str] = {}  # of the layers of each Sequential, by the layer's id
    try:
        for inner in _traceback_entries(entry):
            code, local = inner.tb_frame.f_code, inner.tb_frame.f_locals
            if code.co_filename.endswith("collate.py"):
                facts["inside"] = "collate"
            layer = local.get("self")
            if code.co_name != "forward" or not isinstance(layer, Module):
                continue
            if not type(layer).__module__.startswith("torch.nn.modules."):
                continue
            if type(layer) is Sequential:
                names |= {id(each): name for name, each in vars(layer)["_modules"].items()}
            else:
                given = local.get(code.co_varnames[1]) if code.co_argcount > 1 else None
                facts |= _describe_layer(layer, given, names.get(id(layer)))
    except Exception:  # facts are optional details of the explanation
        return {}
    return facts


def _describe_layer(layer: Module, given: object, name: str | None) -> dict[str, str]:
    facts = {"layer": f"{type(layer).__name__}({_settings(layer)})"}
    if name is not None:
        facts["layer_name"] = name
    fields = vars(layer)
    if type(fields.get("in_features")) is int:
        facts["layer_wants"] = str(fields["in_features"])
    parameters = [each for each in fields.get("_parameters", {}).values() if each is not None]
    with DisableTorchFunction():
        if parameters:
            facts["layer_dtype"] = str(parameters[0].dtype).removeprefix("torch.")
        if isinstance(given, torch.Tensor):
            facts["layer_shape"] = str(tuple(given.shape))
    return facts


def _settings(layer: Module) -> str:
    """Return what the layer was made with, as torch shows it, and not more than fits in a line."""
    settings = layer.extra_repr()
    if type(layer) is Linear:  # as it is usually written
        settings = f"{vars(layer)['in_features']}, {vars(layer)['out_features']}"
    if len(settings) <= _MAX_SETTINGS:
        return settings
    while len(settings) > _MAX_SETTINGS or settings.count("(") != settings.count(")"):
        settings = settings.rpartition(", ")[0]
    return f"{settings}, …"


def _facts(entry: TracebackType, source: str) -> dict[str, str]:
    try:
        expression = _expression(entry, source)
        if expression is None:
            return {}
        operation, operands = _operands(expression, entry.tb_frame)
        if isinstance(expression, ast.comprehension) and _goes_through_dict(entry.tb_frame):
            return {"left": source_text(expression.iter), "left_type": "dict"}
        facts = {"operation": operation}
        if isinstance(expression, ast.Call):
            facts["called"] = source_text(expression.func)
        if isinstance(expression, ast.Name):
            facts["names"] = _visible_names(entry.tb_frame)
            facts |= name_facts(expression, entry.tb_frame)
        for role, operand in zip(("left", "right", "third"), operands, strict=False):
            facts |= describe(role, operand, entry.tb_frame)
        facts |= find_suspects(expression, entry.tb_frame)
    except Exception:  # facts are optional details of the explanation
        return {}
    return facts


_EXPRESSIONS = (
    ast.BinOp
    | ast.AugAssign
    | ast.Call
    | ast.Attribute
    | ast.Subscript
    | ast.Compare
    | ast.UnaryOp
    | ast.Name
)


def _expression(entry: TracebackType, source: str) -> ast.AST | None:
    """Return the smallest operation in the source that contains the failed instruction, or None."""
    start, end, column, end_column = _positions(entry.tb_frame.f_code, entry.tb_lasti)
    if start is None or end is None or column is None or end_column is None:
        return None
    nodes = list(ast.walk(ast.parse(source)))
    failed = (start, end, column, end_column)
    iterates = _iterates(entry.tb_frame.f_code, entry.tb_lasti)
    for node in nodes:
        if isinstance(node, ast.For | ast.comprehension):
            if isinstance(node.target, ast.Tuple) and _span(node.target) == failed:
                return node  # what it goes through gave another number of values than names
            if iterates and _span(node.iter) == failed:
                return node  # from Python 3.13 on; earlier, the whole loop is marked
        if _goes_through(node, (start, column)):
            return node
    candidates = [
        node
        for node in nodes
        if isinstance(node, _EXPRESSIONS)
        and (node.lineno, node.col_offset) <= (start, column)
        and (node.end_lineno or 0, node.end_col_offset or 0) >= (end, end_column)
    ]
    return max(
        candidates,
        key=lambda node: (node.lineno, node.col_offset, -_end_position(node)),
        default=None,
    )


def _iterates(code: CodeType, instruction: int) -> bool:
    """Return whether the instruction starts or continues to go through something."""
    return opcode.opname[code.co_code[instruction]] in {"GET_ITER", "FOR_ITER"}


def _span(node: ast.expr) -> _Positions:
    return node.lineno, node.end_lineno, node.col_offset, node.end_col_offset


def _goes_through(node: ast.AST, position: tuple[int, int]) -> bool:
    """Return whether the node is a loop, or an assignment to several names, at that position."""
    match node:
        case ast.For(lineno=line, col_offset=column):
            return position == (line, column)  # before Python 3.12; later, it is the expression's
        case ast.Assign([ast.Tuple() | ast.List() as target], _):
            return position == (target.lineno, target.col_offset)
    return False


def _end_position(node: Any) -> int:
    return int((node.end_lineno - node.lineno) * 10_000 + node.end_col_offset)


def _positions(code: CodeType, instruction: int) -> _Positions:
    for number, positions in enumerate(code.co_positions()):
        if number == instruction // 2:
            return positions
    return None, None, None, None


_SYMBOLS: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.USub: "-",
    ast.Invert: "~",
    ast.Not: "not",
}


def _operands(node: ast.AST, frame: FrameType) -> tuple[str, list[ast.expr]]:
    match node:
        case ast.BinOp(left, op, right):
            return _SYMBOLS.get(type(op), "?"), [left, right]
        case ast.AugAssign(target, op, value):
            return _SYMBOLS.get(type(op), "?") + "=", [target, value]
        case ast.Compare(left, ops, comparators):
            return _SYMBOLS.get(type(ops[0]), "?"), [left, comparators[0]]
        case ast.UnaryOp(op, operand):
            return _SYMBOLS.get(type(op), "?"), [operand]
        case ast.Call(ast.Attribute(value, name), args):
            owner = type(look_up(value, frame))
            in_module = issubclass(owner, ModuleType | Module)  # self.layer(x) is about x
            return name, list(args) if in_module else [value, *args]
        case ast.Call(func, args):
            return source_text(func), list(args)
        case ast.Attribute(value, name):
            return name, [value]
        case ast.Subscript(value, index):
            return "[]", [value, index]
        case ast.Name(name):
            return name, []
        case ast.For(_, values) | ast.comprehension(_, values):
            return "for", [values]
        case ast.Assign(_, value):
            return "=", [value]
    return "", []


def _goes_through_dict(frame: FrameType) -> bool:
    """Return whether a comprehension, which has a frame of its own, goes through a dict's keys."""
    return type(frame.f_locals.get(".0")).__name__ == "dict_keyiterator"


def _visible_names(frame: FrameType) -> str:
    names = [name for name in (*frame.f_locals, *frame.f_globals) if not name.startswith("__")]
    return " ".join(names[:_MAX_NAMES])
