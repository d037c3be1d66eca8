"""Selects, of several blocks of code, what the wanted functions need."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from common.message_reader.syntax import FUNCTIONS, Trees, first_line, names_of

_BUILTINS = frozenset(dir(builtins)) | {"__name__", "__file__", "__doc__"}
_SCOPES = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_COMPREHENSIONS = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


@dataclass(slots=True)
class _Statement:
    """A top-level statement of a block."""

    block: int
    node: ast.stmt
    binds: frozenset[str]
    is_kept: bool = field(default=False)


def select(blocks: Sequence[str], wanted: Collection[str], trees: Trees) -> tuple[str, bool]:
    """Return one program from several blocks, and whether something was left out of it.

    Without a block that parses and defines a wanted function, all blocks are the program.
    """
    whole = "\n\n".join(blocks)
    if len(blocks) < 2 or not wanted:
        return whole, False
    try:
        return _select(blocks, wanted, trees, whole)
    except RecursionError:  # deeply nested expressions
        return whole, False


def _select(
    blocks: Sequence[str], wanted: Collection[str], trees: Trees, whole: str
) -> tuple[str, bool]:
    statements = [
        _Statement(index, node, _bound_names(node))
        for index, block in enumerate(blocks)
        if (tree := trees[block]) is not None
        for node in tree.body
    ]
    definers = _definers(blocks, statements, wanted, trees)
    if not definers:
        return whole, False
    _keep(statements, definers)
    texts = [
        _text_of(block, [each for each in statements if each.block == index])
        for index, block in enumerate(blocks)
    ]
    program = "\n\n".join(text for text in texts if text.strip())
    program = _hoist_future_imports(program)
    return program, program != whole


def _definers(
    blocks: Sequence[str], statements: Sequence[_Statement], wanted: Collection[str], trees: Trees
) -> set[int]:
    """Return the blocks with the last definition of each wanted function."""
    found: dict[str, int] = {}
    for each in statements:
        for name in each.binds.intersection(wanted):
            found[name] = each.block
        if isinstance(each.node, ast.ClassDef):
            methods = {node.name for node in each.node.body if isinstance(node, FUNCTIONS)}
            for name in methods.intersection(wanted):
                found.setdefault(name, each.block)
    for block in blocks:
        if (
            trees[block] is None
            and set(names_of(block, None)[0]).intersection(wanted) - found.keys()
        ):
            return set()  # only a block that does not parse has it: its mistake is to be shown
    return set(found.values())


def _keep(statements: Sequence[_Statement], definers: set[int]) -> None:
    """Mark the statements of the blocks with a wanted function, and what they need of others."""
    binders: dict[str, list[_Statement]] = {}
    for each in statements:
        for name in each.binds:
            binders.setdefault(name, []).append(each)
    stars = [each for each in statements if "*" in each.binds]
    remaining = [
        each
        for each in statements
        if each.block in definers and not isinstance(each.node, ast.Expr)
    ]
    remaining += stars
    while remaining:
        each = remaining.pop()
        if each.is_kept:
            continue
        each.is_kept = True
        for name in _free_names(each.node):
            remaining += binders.pop(name, ())
    known = {name for each in statements if each.is_kept for name in each.binds} | _BUILTINS
    for each in statements:  # calls for display, which may need what only other blocks have
        if each.block in definers and isinstance(each.node, ast.Expr):
            each.is_kept = bool(stars) or _free_names(each.node) <= known


def _text_of(block: str, statements: Sequence[_Statement]) -> str:
    """Return a block with blank lines in place of what is not kept."""
    if not any(each.is_kept for each in statements):
        return ""
    lines = block.split("\n")
    kept: set[int] = set()
    for each in statements:
        if each.is_kept:
            kept.update(_lines_of(each.node))
    for each in statements:
        if not each.is_kept:
            for number in _lines_of(each.node):
                if number not in kept:
                    lines[number - 1] = ""
    return "\n".join(lines).strip("\n")


def _lines_of(node: ast.stmt) -> range:
    return range(first_line(node), (node.end_lineno or node.lineno) + 1)


def _hoist_future_imports(program: str) -> str:
    """Put `from __future__ import …` first, where Python requires it."""
    lines = program.split("\n")
    future = [line for line in lines if line.startswith("from __future__ import ")]
    if not future or lines[0] in future:
        return program
    return "\n".join([*dict.fromkeys(future), *("" if line in future else line for line in lines)])


def _bound_names(node: ast.stmt) -> frozenset[str]:
    """Return the names that a top-level statement binds or changes; "*" for a star import."""
    return frozenset(_bindings([node]))


def _bindings(nodes: Iterable[ast.AST]) -> Iterator[str]:
    remaining = list(nodes)
    while remaining:
        node = remaining.pop()
        if isinstance(node, FUNCTIONS | ast.ClassDef):
            yield node.name
            continue
        if isinstance(node, ast.Lambda | _COMPREHENSIONS):
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store):
            root: ast.AST = node
            while isinstance(root, ast.Attribute | ast.Subscript):
                root = root.value
            if isinstance(root, ast.Name):
                yield root.id
        elif isinstance(node, ast.ExceptHandler) and node.name:
            yield node.name
        remaining += ast.iter_child_nodes(node)


def _free_names(node: ast.AST) -> frozenset[str]:
    """Return the names that code reads from outside of itself."""
    free: set[str] = set()
    remaining: list[ast.AST] = [node]
    while remaining:
        each = remaining.pop()
        if isinstance(each, _SCOPES):
            free |= _free_of_scope(each)
            remaining += getattr(each, "decorator_list", [])
            continue
        if isinstance(each, _COMPREHENSIONS):
            inner = frozenset().union(*map(_free_names, ast.iter_child_nodes(each)))
            free |= inner - set(_stored(each.generators))
            continue
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load):
            free.add(each.id)
        remaining += ast.iter_child_nodes(each)
    return frozenset(free)


def _free_of_scope(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> set[str]:
    body = node.body if isinstance(node.body, list) else [node.body]
    arguments = node.args
    parameters = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    parameters += [each for each in (arguments.vararg, arguments.kwarg) if each is not None]
    global_names = {
        name
        for each in body
        for part in ast.walk(each)
        if isinstance(part, ast.Global)
        for name in part.names
    }
    local = ({each.arg for each in parameters} | set(_bindings_in(body))) - global_names
    inner: set[str] = set().union(*map(_free_names, body)) | global_names
    outer: list[ast.AST] = [*arguments.defaults, *(each for each in arguments.kw_defaults if each)]
    outer += [each.annotation for each in parameters if each.annotation is not None]
    returns = getattr(node, "returns", None)
    outer += [returns] if returns is not None else []
    return (inner - local) | set().union(*map(_free_names, outer))


def _bindings_in(body: Sequence[ast.AST]) -> Iterator[str]:
    """Yield the names that a function's body binds as its own variables."""
    remaining = list(body)
    while remaining:
        node = remaining.pop()
        if isinstance(node, FUNCTIONS | ast.ClassDef):
            yield node.name
            continue
        if isinstance(node, ast.Lambda):
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.ExceptHandler) and node.name:
            yield node.name
        remaining += ast.iter_child_nodes(node)


def _stored(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        for each in ast.walk(node):
            if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
                yield each.id
