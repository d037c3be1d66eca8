"""Tells what code printed from code, by its form."""

from __future__ import annotations

import ast
import builtins
import json
import re

from common.message_reader.pieces import Piece, PieceKind
from common.message_reader.records import PartKind
from common.message_reader.syntax import first_line, names_bound
from common.message_reader.tracebacks import is_error_name

_STRONG_OUTPUT = re.compile(
    r"^(?:tensor|array|Parameter containing:|<class '|<[\w.]++ (?:object )?at 0x"
    r"|<function |<built-in |Out ?\[\d++\]:|\(tensor\(|\[tensor\(|\{'[\w ]++': tensor\()"
)
_WEAK_OUTPUT = re.compile(
    r"^(?:[-+\d.,eE \t()\[\]]++|True|False|None|nan|-?inf|torch\.Size\(\[[\d, ]*+\]\)|torch\.\w++"
    r"|device\(type='\w++'[^)\n]*+\)|'[^'\n]*+'|(?:[A-Za-z_ /]++[:=]? ?[-+\d.e%]++[ ,|/]*+)++"
    r"|[ \d%|█▏▎▍▌▋▊▉/\[\]<>:.,?a-z]*+it/s\]?)$"
)
"""Literals, dtypes, shapes, `epoch 3 loss 0.41` and progress bars: output only beside other output
or below code."""

_OF_VALUES = (
    *(ast.Module, ast.Expr, ast.Tuple, ast.List, ast.Set, ast.Dict, ast.Constant, ast.UnaryOp),
    *(ast.Call, ast.Attribute, ast.keyword, ast.Load, ast.USub),
)
_VALUE_NAMES = frozenset({"torch", "tensor", "array", "device", "nan", "inf", "dtype"})
_BUILTINS = frozenset(dir(builtins))


def is_output(text: str, *, beside_code: bool) -> bool:
    """Return whether every line of a text looks like the output of code.

    Without code beside it, a lone number or list is not taken for output.
    """
    if text.startswith("{") and _is_json(text):
        return True
    strong = False
    depth = 0
    for line in text.split("\n"):
        if depth <= 0:
            if not line.strip():
                continue
            depth = 0
            if _STRONG_OUTPUT.match(line):
                strong = True
            elif not _WEAK_OUTPUT.match(line.strip()):
                return False
        depth += _depth_change(line)
    return strong or beside_code


def is_value(tree: ast.Module | None) -> bool:
    """Return whether code is a single value as Python prints it, such as `(torch.Size([2]), 3)`."""
    if tree is None or len(tree.body) != 1 or not isinstance(tree.body[0], ast.Expr):
        return False
    return all(
        isinstance(node, _OF_VALUES) or (isinstance(node, ast.Name) and node.id in _VALUE_NAMES)
        for node in ast.walk(tree)
    )


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


def _depth_change(line: str) -> int:
    return sum(line.count(each) for each in "([{") - sum(line.count(each) for each in ")]}")


def split_output(text: str) -> list[Piece]:
    """Return values such as `tensor([0, 2])`, and the unknown lines between them."""
    pieces: list[Piece] = []
    run: list[str] = []
    kind: PieceKind = "unknown"
    depth = 0
    for line in text.split("\n"):
        found = kind
        if depth <= 0:
            depth = 0
            if _STRONG_OUTPUT.match(line):
                found = "output"
            elif line.strip():
                found = "unknown"
        if found == "output":
            depth += _depth_change(line)
        if found != kind and run:
            pieces.append((kind, "\n".join(run)))
            run = []
        kind = found
        run.append(line)
    pieces.append((kind, "\n".join(run)))
    return [piece for piece in pieces if piece[1].strip()]


def split_parsed(code: str, tree: ast.Module) -> list[Piece]:
    """Split text that parses: a value, an error or a word between statements is none of the code.

    `tensor([0, 2])` calls nothing unless the code has a name `tensor`, so that no correct program
    has such a line.
    """
    if not any(_is_stray(node) for node in tree.body):
        return [("code", code)]
    bound = names_bound(tree)
    pieces: list[Piece] = []
    lines = code.split("\n")
    start = 0
    for node in tree.body:
        kind = _stray_kind(node, bound)
        line = first_line(node) - 1
        if kind is None or line < start:
            continue
        end = node.end_lineno or node.lineno
        pieces += [("code", "\n".join(lines[start:line])), (kind, "\n".join(lines[line:end]))]
        start = end
    pieces.append(("code", "\n".join(lines[start:])))
    return [(kind, text.strip("\n")) for kind, text in pieces if text.strip()]


def _is_stray(node: ast.stmt) -> bool:
    if isinstance(node, ast.Expr):
        value = node.value
        return isinstance(value, ast.Name) or (
            isinstance(value, ast.Call) and isinstance(value.func, ast.Name)
        )
    return isinstance(node, ast.AnnAssign) and node.value is None


def _stray_kind(node: ast.stmt, bound: set[str]) -> PartKind | None:
    """Return the kind of a statement that would only raise a NameError, None for others."""
    if isinstance(node, ast.AnnAssign) and node.value is None:
        target = node.target
        is_error = isinstance(target, ast.Name) and is_error_name(target.id)
        return "traceback" if is_error else None
    if not isinstance(node, ast.Expr):
        return None
    value = node.value
    if isinstance(value, ast.Name):
        is_bare = value.id not in bound and value.id not in _BUILTINS
        return "prose" if is_bare and value.id.isalpha() else None
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        is_value = value.func.id in {"tensor", "array"} and value.func.id not in bound
        return "output" if is_value and "*" not in bound else None
    return None
