"""Puts other nodes in places of a syntax tree. Only what lies on the way to them is copied."""

from __future__ import annotations

import ast
import copy
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Step = tuple[str, int | None]
"""A field of a node, and the index in it if it is a list."""

Path = tuple[Step, ...]


New = ast.AST | str | tuple[ast.AST, ...]


@dataclass(frozen=True, slots=True)
class Replacement:
    """The replacement of a node: another one, several, or none.

    The place may be that of a name that a node has, such as the `attr` of an attribute.
    """

    path: Path
    new: New


def walk(tree: ast.AST) -> Iterator[tuple[Path, ast.AST]]:
    """Yield all nodes with their paths, those nearest to the root first."""
    remaining: deque[tuple[Path, ast.AST]] = deque([((), tree)])
    while remaining:
        path, node = remaining.popleft()
        yield path, node
        for field, value in ast.iter_fields(node):
            if isinstance(value, ast.AST):
                remaining.append(((*path, (field, None)), value))
            elif isinstance(value, list):
                each = enumerate(value)
                remaining.extend(
                    ((*path, (field, index)), part) for index, part in each if _is_node(part)
                )


def _is_node(value: object) -> bool:
    return isinstance(value, ast.AST)


def are_apart(one: Sequence[Replacement], other: Sequence[Replacement]) -> bool:
    """Return whether no node that one side replaces lies in one that the other side replaces."""
    paths = [(a.path, b.path) for a in one for b in other]
    return all(a[: len(b)] != b and b[: len(a)] != a for a, b in paths)


def replaced(tree: ast.Module, replacements: Sequence[Replacement]) -> ast.Module:
    """Return the tree with all replacements, whose places are apart. The tree stays as it is."""
    found = _rebuilt(tree, [(each.path, each.new) for each in replacements])
    assert isinstance(found, ast.Module)
    return found


_Way = tuple[Path, New]


def _rebuilt(node: ast.AST, ways: Sequence[_Way]) -> ast.AST:
    fields: dict[str, dict[int | None, list[_Way]]] = {}
    for path, new in ways:
        (field, index), rest = path[0], path[1:]
        fields.setdefault(field, {}).setdefault(index, []).append((rest, new))
    changed: dict[str, object] = {}
    for field, by_index in fields.items():
        value = getattr(node, field)
        if not isinstance(value, list):
            changed[field] = _one(value, by_index[None])[0]
            continue
        items: list[object] = []
        for index, item in enumerate(value):
            items += _one(item, by_index[index]) if index in by_index else (item,)
        if not items and field == "body":
            items = [ast.copy_location(ast.Pass(), value[0])]
        changed[field] = items
    return with_fields(node, **changed)


def _one(old: object, ways: Sequence[_Way]) -> tuple[object, ...]:
    path, new = ways[0]
    if isinstance(old, ast.AST) and path:
        return (_rebuilt(old, ways),)
    if isinstance(new, tuple):
        return new
    return (located(new, old) if isinstance(new, ast.AST) and isinstance(old, ast.AST) else new,)


def located(new: ast.AST, old: ast.AST) -> ast.AST:
    """Return the new node, with the old one's line wherever it has none of its own."""
    if "lineno" in old._attributes and not hasattr(new, "lineno"):
        ast.copy_location(new, old)
    return ast.fix_missing_locations(new)


def with_fields(node: ast.AST, **fields: object) -> ast.AST:
    """Return a copy of a node with other fields; the rest is shared."""
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def renamed(node: ast.AST, names: Mapping[str, ast.expr]) -> ast.AST:
    """Return the node with expressions in the place of names that are read."""
    if isinstance(node, ast.Name):
        is_read = isinstance(node.ctx, ast.Load) and node.id in names
        return located(names[node.id], node) if is_read else node
    changed: dict[str, object] = {}
    for field, value in ast.iter_fields(node):
        if isinstance(value, ast.AST):
            new: object = renamed(value, names)
            if new is not value:
                changed[field] = new
        elif isinstance(value, list):
            items = [renamed(each, names) if isinstance(each, ast.AST) else each for each in value]
            if any(one is not other for one, other in zip(items, value, strict=True)):
                changed[field] = items
    return with_fields(node, **changed) if changed else node
