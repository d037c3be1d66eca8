"""Makes the program to grade or run from the code parts of a message."""

from __future__ import annotations

import ast
import hashlib
import itertools
import re
from collections.abc import Collection, Mapping, Sequence

from common.message_reader.dependencies import select
from common.message_reader.notebooks import CELL_MARK
from common.message_reader.reader import parts_without_parsing, read_parts
from common.message_reader.records import Part, Paste
from common.message_reader.shape import shape
from common.message_reader.syntax import (
    FUNCTIONS,
    MAX_CHARACTERS,
    Trees,
    names_of,
    parse,
    top_level,
)

_Definition = FUNCTIONS | ast.ClassDef
_LINE_OF_COMMENT = re.compile(r"[ \t]*+(?:#.*)?$")


def assemble(
    parts: Sequence[Part],
    wanted: Collection[str] = (),
    starters: Mapping[str, Collection[str]] | None = None,
) -> Paste:
    """Return the program for the functions that exercises ask for.

    `wanted` are the names of those functions, and `starters` the fingerprints of their unchanged
    beginnings (see `fingerprint`). A single block of code is the program as it is. Of several, the
    ones with a wanted function are the program, with what it needs of the others; without any such
    function, all of them are. Without a code part, `is_code` is false.
    """
    found = [part for part in parts if part.kind == "code"]
    if not found:
        return Paste("", is_code=False)
    blocks = [part.text for part in found if part.text.strip()] or [""]
    repairs = [key for part in found for key in part.repairs]
    length = sum(map(len, blocks))
    if length > MAX_CHARACTERS:
        return Paste("\n\n".join(blocks), is_code=True)
    trees = Trees(length)
    code, was_selected = select(blocks, wanted, trees)
    if was_selected:
        repairs.append("blocks")
    shaped = shape(code, wanted, trees)
    code = shaped.code
    names, functions = names_of(code, trees[code])
    return Paste(
        code,
        is_code=True,
        repairs=tuple(dict.fromkeys((*repairs, *shaped.repairs))),
        names=names,
        functions=functions,
        not_attempted=_not_attempted(code, trees, wanted, starters or {}),
        missing=shaped.missing,
    )


def read_paste(text: str, wanted: Collection[str] = ()) -> Paste:
    """Return the program in a message."""
    return assemble(read_parts(text), wanted)


def paste_without_parsing(text: str) -> Paste:
    """Return the whole text as code, with the names that a pattern finds in it.

    Use this if Python takes too much time or memory to parse the text.
    """
    part = parts_without_parsing(text)[0]
    names = names_of(part.text, None)[0] if len(text) <= MAX_CHARACTERS else ()
    return Paste(part.text, is_code=True, names=names, functions=names)


def join_code(parts: Sequence[Part]) -> str:
    """Return all code parts as one text, from which the same parts can be read again."""
    blocks = [part.text for part in parts if part.kind == "code" and part.text.strip()]
    return f"\n\n{CELL_MARK}\n".join(blocks)


def fingerprint(code: str, function: str) -> str:
    """Return a digest of a function's definition, the same whatever its comments and docstring.

    It is empty if the code does not define the function. A class is a function here.
    """
    node = _definition(parse(code), function)
    return "" if node is None else _digest(node)


def _digest(node: _Definition) -> str:
    body = "\n".join(ast.dump(each) for each in _without_docstring(node))
    head = "class" if isinstance(node, ast.ClassDef) else ast.dump(node.args)
    return hashlib.sha256(f"{head}\n{body}".encode()).hexdigest()[:16]


def _definition(tree: ast.Module | None, function: str) -> _Definition | None:
    """Return the last top-level definition of a function or a class."""
    found = None
    for node in top_level(tree.body) if tree is not None else ():
        if isinstance(node, _Definition) and node.name == function:
            found = node
    return found


def _not_attempted(
    code: str, trees: Trees, wanted: Collection[str], starters: Mapping[str, Collection[str]]
) -> tuple[str, ...]:
    """Return the wanted functions that the code defines as their starters do, or without a body."""
    tree = trees[code]
    found = []
    for name in wanted:
        if name not in code:
            continue
        node = _definition(tree, name)
        if node is not None:
            known = starters.get(name, ())
            if _is_placeholder(node) or (known and _digest(node) in known):
                found.append(name)
        elif tree is None and _has_only_comments(code, name):
            found.append(name)
    return tuple(found)


def _without_docstring(node: _Definition) -> list[ast.stmt]:
    first = node.body[0]
    is_docstring = (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    )
    return node.body[1:] if is_docstring else node.body


def _is_placeholder(node: _Definition) -> bool:
    return all(_does_nothing(each) for each in _without_docstring(node))


def _does_nothing(node: ast.stmt) -> bool:
    match node:
        case ast.Pass():
            return True
        case ast.Expr(value=ast.Constant(value=value)):
            return value is ... or isinstance(value, str)
        case ast.Return(value=ast.Constant(value=value)):
            return value is ...
        case ast.Raise(exc=ast.Name(id=name)) | ast.Raise(exc=ast.Call(func=ast.Name(id=name))):
            return name == "NotImplementedError"
    return False


_OTHER_BLOCK = re.compile(r"(?:async[ \t]|def[ \t]|class[ \t]|@)")
_RETURN = re.compile(r"return\b")


def _has_only_comments(code: str, name: str) -> bool:
    """Return whether a function's body has only comments, which Python cannot parse.

    A body whose lines are not indented is one, which its `return` tells.
    """
    lines = code.split("\n")
    definition = re.compile(
        rf"^(?:async[ \t]+)?def[ \t]+{re.escape(name)}[ \t]*\(.*:[ \t]*(?:#.*)?$"
    )
    starts = [index for index, line in enumerate(lines) if definition.match(line)]
    if not starts:
        return False
    body = lines[starts[-1] + 1 :]
    end = next(
        (index for index, line in enumerate(body) if line[:1].strip() and line[0] != "#"), len(body)
    )
    rest = itertools.takewhile(lambda line: not _OTHER_BLOCK.match(line), body[end:])
    if any(_RETURN.match(line) for line in rest):
        return False
    return all(_LINE_OF_COMMENT.match(line) for line in body[:end])
