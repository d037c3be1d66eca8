"""A digest of an answer without names and layout, by which equal answers are found."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Callable, Iterator

LEAST_STATEMENTS = 5
"""Statements from which an answer has a digest. Shorter ones are written alike by everybody: of
the built-in exercises' references three in four have fewer."""

_DEFINITIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_NOT_COMPARED = frozenset({"ctx", "kind", "type_comment", "annotation", "returns"})
"""Fields of nodes that say nothing about what the code does, or only repeat it."""


def answer_digest(tree: ast.Module) -> str | None:
    """Return a digest of an answer in 16 hexadecimal digits; None for one that is too short.

    It is the same for answers that differ only in names that the code itself defines (variables,
    parameters, functions, attributes that it sets, aliases of imports), in annotations,
    docstrings, comments, spacing and line breaks. Literals and names that are not the code's own
    count. Of a module's statements only definitions and assignments count, so that a printed
    example makes no difference. Each node is visited a constant number of times, without recursion.
    """
    body: list[ast.stmt] = [
        each for each in tree.body if isinstance(each, _DEFINITIONS | ast.Assign)
    ]
    statements = 0
    for top in body:
        for node in ast.walk(top):
            statements += isinstance(node, ast.stmt) and not _is_left_out(node)
            statements -= isinstance(node, _DEFINITIONS)
    if statements < LEAST_STATEMENTS:
        return None
    numbers: dict[str, str] = {}
    own, aliases = set(_own_names(body)), dict(_aliases(tree))

    def normalize(name: str) -> str:
        if name in own:
            return numbers.setdefault(name, f"#{len(numbers)}")
        return aliases.get(name, name)

    digest = hashlib.sha256()
    remaining: list[ast.AST] = [*body[::-1]]
    while remaining:
        node = remaining.pop()
        children: list[ast.AST] = []
        for token in _tokens(node, normalize, children):
            digest.update(f"{len(token)}:{token};".encode())
        remaining += reversed(children)
    return digest.hexdigest()[:16]


def _tokens(
    node: ast.AST, normalize: Callable[[str], str], children: list[ast.AST]
) -> Iterator[str]:
    """Yield what a node is, without its children, which are added to the list."""
    yield type(node).__name__
    for field, value in ast.iter_fields(node):
        if field in _NOT_COMPARED or (value is None and not isinstance(node, ast.Constant)):
            continue
        if isinstance(value, ast.AST):
            yield field
            children.append(value)
        elif isinstance(value, list):
            found = [each for each in value if not _is_left_out(each)]
            yield f"{field} {len(found)}"
            for each in found:
                if isinstance(each, ast.AST):
                    children.append(each)
                else:
                    yield _name_or_literal(each, normalize)
        elif isinstance(node, ast.keyword | ast.Constant):
            yield _literal(value)
        else:
            yield _name_or_literal(value, normalize)


def _name_or_literal(value: object, normalize: Callable[[str], str]) -> str:
    return ascii(normalize(value)) if isinstance(value, str) else _literal(value)


def _literal(value: object) -> str:
    """Return a literal as ASCII text, in time linear in its length."""
    text = f"{value:x}" if isinstance(value, int) else ascii(value)
    return f"{type(value).__name__} {text}"


def _is_left_out(node: object) -> bool:
    """Return whether a node is an import, or a docstring or another text that does nothing."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return True
    if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Constant):
        return False
    return isinstance(node.value.value, str)


def _own_names(body: list[ast.stmt]) -> Iterator[str]:
    """Yield the names that an answer defines."""
    for top in body:
        for node in ast.walk(top):
            match node:
                case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                    yield name
                case ast.Attribute(attr=name, ctx=ast.Store()):
                    yield name
                case ast.arg(arg=name):
                    yield name
                case (
                    ast.FunctionDef(name=name)
                    | ast.AsyncFunctionDef(name=name)
                    | ast.ClassDef(name=name)
                ):
                    yield name
                case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
                    yield name
                case ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                    yield name


def _aliases(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield the names that imports bind, each with what it stands for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for each in node.names:
                if each.asname:
                    yield each.asname, each.name
        elif isinstance(node, ast.ImportFrom):
            for each in node.names:
                yield each.asname or each.name, f"{node.module}.{each.name}"
