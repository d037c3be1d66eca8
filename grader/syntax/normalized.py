"""A digest of code that ignores names, spacing, literals and comments."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Callable


def normalized_digest(tree: ast.AST) -> str:
    """Return a digest of a syntax tree, in 16 hexadecimal digits.

    It is the same for code that differs only in names of variables, parameters, functions and
    modules, in literals of one type, in annotations, docstrings, spacing and comments. What is kept
    are the kinds of the nodes in their order, and the names of attributes and of keyword arguments,
    which say what the code does. Each node is visited once, without recursion.
    """
    digest = hashlib.sha256()
    numbers: dict[str, int] = {}

    def number_of(name: str) -> int:
        return numbers.setdefault(name, len(numbers))

    remaining: list[ast.AST] = [tree]
    while remaining:
        node = remaining.pop()
        digest.update(f"{_token(node, number_of)};".encode(errors="replace"))
        children = [each for each in ast.iter_child_nodes(node) if not _is_ignored(node, each)]
        digest.update(b"%d;" % len(children))
        remaining += reversed(children)
    return digest.hexdigest()[:16]


def _token(node: ast.AST, number_of: Callable[[str], int]) -> str:
    kind = type(node).__name__
    match node:
        case ast.Name(id=name) | ast.arg(arg=name):
            return f"{kind} {number_of(name)}"
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return f"{kind} {number_of(name)}"
        case ast.Attribute(attr=name):
            return f"{kind} {name}"
        case ast.keyword(arg=argument):
            return f"{kind} {argument}"
        case ast.Constant(value=value):
            return f"{kind} {type(value).__name__}"
        case ast.alias(name=name, asname=asname):
            return f"{kind} {name} {number_of(asname or name.partition('.')[0])}"
        case ast.ImportFrom(module=module):
            return f"{kind} {module}"
    return kind


def _is_ignored(node: ast.AST, child: ast.AST) -> bool:
    """Return whether a child is an annotation, a docstring, or says only how a name is used."""
    if isinstance(child, ast.expr_context):
        return True
    if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
        return isinstance(child.value.value, str)
    return child in (getattr(node, "annotation", None), getattr(node, "returns", None))
