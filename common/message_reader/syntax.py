"""Parses learners' code with Python's parser, and says which names it defines."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Sequence

MAX_CHARACTERS = 96 * 1024
"""Longer text is not repaired: it will be rejected for its size, and each repair costs a parse."""

MAX_PARSED = 24
"""How many times the length of a message may be parsed for it, all attempts together."""

FREE_CHARACTERS = 16 * 1024
"""Characters that may be parsed for a message of any length."""

FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef

_DEFINITION = re.compile(r"^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)", re.MULTILINE)
_BLOCKS = ast.If | ast.Try | ast.With | ast.For | ast.While


class Trees(dict[str, ast.Module | None]):
    """Syntax trees by source text; None if it cannot be parsed. Parses each text once.

    Once as many characters as a message of this length is worth have been parsed, nothing more is.
    """

    def __init__(self, length: int) -> None:
        super().__init__()
        self._left = FREE_CHARACTERS + MAX_PARSED * length
        self._meaningful: dict[str, bool] = {}

    def __missing__(self, code: str) -> ast.Module | None:
        self._left -= len(code)
        tree = self[code] = parse(code) if self._left >= 0 else None
        return tree

    def is_meaningful(self, code: str) -> bool:
        """Return whether a text parses, and is code and not words that happen to parse."""
        if code not in self._meaningful:
            self._meaningful[code] = _is_meaningful(self[code])
        return self._meaningful[code]


def parse(code: str) -> ast.Module | None:
    """Return the syntax tree, None if Python cannot parse the code."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # such as invalid escapes in a learner's string
            return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _is_meaningful(tree: ast.Module | None) -> bool:
    """Return whether text that parses is code, and not words that happen to parse ("hello")."""
    certain = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.If | ast.For | ast.With
    if tree is not None and any(isinstance(each, certain) for each in tree.body):
        return True
    meaningful = (
        ast.stmt,
        ast.Call,
        ast.Attribute,
        ast.Subscript,
        ast.List,
        ast.Dict,
        ast.Lambda,
        ast.MatMult,
    )
    if tree is None or not tree.body or _is_words(tree):
        return False
    nodes = [node for node in ast.walk(tree) if not isinstance(node, ast.Expr)]
    if any(isinstance(node, meaningful) for node in nodes):
        return True
    has_constant = any(isinstance(node, ast.Constant) for node in nodes)
    return has_constant and any(isinstance(node, ast.BinOp | ast.Compare) for node in nodes)


def _is_words(tree: ast.Module) -> bool:
    """Return whether text is words, such as `time = money` or `del this`.

    A Japanese question such as `nn.Moduleの使い方` is an attribute to Python.
    """
    nodes = list(ast.walk(tree))
    names = [node.id for node in nodes if isinstance(node, ast.Name)]
    attributes = [node.attr for node in nodes if isinstance(node, ast.Attribute)]
    if all(isinstance(statement, ast.Expr) for statement in tree.body):
        return not all(name.isascii() for name in (*names, *attributes))
    if len(tree.body) != 1:
        return False
    modules = [node.name for node in nodes if isinstance(node, ast.alias)]
    if not all(module.isascii() for module in modules):
        return True
    simple = ast.Assign | ast.AnnAssign | ast.Delete | ast.Return | ast.Raise | ast.Assert
    statement = tree.body[0]
    if not isinstance(statement, simple):
        return isinstance(statement, ast.Global | ast.Nonlocal | ast.Pass | ast.Break)
    known = simple | ast.Module | ast.Name | ast.Tuple | ast.expr_context
    has_only_names = all(isinstance(node, known) for node in nodes)
    return has_only_names and all(len(name) > 1 and name.isalpha() for name in names)


def defined_names(code: str) -> tuple[str, ...]:
    """List the names that the code defines at its top level, even if it cannot be parsed."""
    return names_of(code, parse(code))[0]


def names_of(code: str, tree: ast.Module | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names that code defines at its top level, and those that are not mere values.

    Code that cannot be parsed is searched for definitions with a pattern.
    """
    if tree is None:
        found = tuple(dict.fromkeys(_DEFINITION.findall(code)))
        return found, found
    names: dict[str, None] = {}
    values: set[str] = set()
    for node in top_level(tree.body):
        if isinstance(node, FUNCTIONS | ast.ClassDef):
            names[node.name] = None
            values.discard(node.name)
        elif isinstance(node, ast.Assign):
            assigned = [target.id for target in node.targets if isinstance(target, ast.Name)]
            names.update(dict.fromkeys(assigned))
            if not isinstance(node.value, ast.Lambda):
                values.update(assigned)
    return tuple(names), tuple(name for name in names if name not in values)


def top_level(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the statements of a module in order, with those inside its blocks such as `if`."""
    remaining = [*body][::-1]
    while remaining:
        node = remaining.pop()
        yield node
        if isinstance(node, _BLOCKS):
            inner = [each for each in ast.iter_child_nodes(node) if isinstance(each, ast.stmt)]
            remaining += inner[::-1]


def first_line(node: ast.stmt) -> int:
    """Return the number of a statement's first line, with its decorators."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])


def names_bound(tree: ast.Module) -> set[str]:
    """Return every name that the code binds anywhere, with its parameters."""
    bound = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            bound.add(node.id)
        elif isinstance(node, FUNCTIONS | ast.ClassDef):
            bound.add(node.name)
        elif isinstance(node, ast.alias):
            bound.add(node.asname or node.name)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
    return bound
