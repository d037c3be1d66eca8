"""Makes the mutants of a source: each has one small change, such as `-` in the place of `+`."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from grader.judge.mutants.calls import CHANGES_OF_CALLS
from grader.judge.mutants.expressions import CHANGES_OF_EXPRESSIONS
from grader.judge.mutants.parameters import argument_forms, function_named
from grader.judge.mutants.places import Replacement, are_apart, renamed, replaced, walk
from grader.judge.mutants.statements import changed_results, changes_of_lines
from grader.judge.mutants.uses import changes_of_uses


@dataclass(frozen=True, slots=True)
class Edit:
    """One small change of a source.

    `key` is its kind, one of CHANGES, and `amount` is what is at the changed place afterwards.
    `rank` is low for what is written often; `for_pairs` says that only two of them are tried.
    """

    key: str
    amount: str
    replacements: tuple[Replacement, ...] = ()
    names: Mapping[str, ast.expr] = field(default_factory=dict)
    rank: int = 0
    for_pairs: bool = False


def make_edits(
    source: str, function: str, fixed: Mapping[str, Sequence[float]]
) -> tuple[ast.Module, list[Edit]]:
    """Return the tree of the function or class of that name, and its edits, the most telling first.

    `fixed` has the numbers that may stand in the place of a parameter. A source with a `while`, or
    that calls itself, has no edits, because a mutant of it may never end.
    """
    tree = ast.parse(source)
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            statement.decorator_list = []
    nodes = list(walk(tree))
    if any(isinstance(node, ast.While) or _calls_itself(node, function) for _, node in nodes):
        return tree, []
    return tree, list(_edits(tree, nodes, function, fixed))


_RANK_OF_USES = 5


def _edits(
    tree: ast.Module,
    nodes: Sequence[tuple[tuple[tuple[str, int | None], ...], ast.AST]],
    function: str,
    fixed: Mapping[str, Sequence[float]],
) -> Iterator[Edit]:
    for changes in (*CHANGES_OF_EXPRESSIONS, *CHANGES_OF_CALLS):
        for path, node in nodes:
            for rank, (key, amount, within, new) in enumerate(changes(node)):
                yield Edit(key, amount, (Replacement((*path, *within), new),), rank=rank)
    found = function_named(tree, function)
    for rank, (key, amount, names) in argument_forms(found, fixed):
        yield Edit(key, amount, names=names, rank=rank)
    for key, replacements in changes_of_lines(nodes):
        yield Edit(key, "", replacements)
    for key, amount, replacements in changes_of_uses(nodes):
        yield Edit(key, amount, replacements, rank=_RANK_OF_USES)
    for rank, (amount, replacements) in enumerate(changed_results(nodes)):
        yield Edit("result-changed", amount, replacements, rank=2 + rank % 8, for_pairs=True)


def _calls_itself(node: ast.AST, function: str) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) in (function, f"self.{function}")


def apply(tree: ast.Module, *edits: Edit) -> ast.Module:
    """Return the mutant of a tree that has the edits, which fit together."""
    changed = replaced(tree, [part for each in edits for part in each.replacements])
    names = {name: new for each in edits for name, new in each.names.items()}
    if names:
        found = renamed(changed, names)
        assert isinstance(found, ast.Module)
        changed = found
    return changed


def fit_together(one: Edit, other: Edit) -> bool:
    """Return whether a mutant can have both edits."""
    if one.for_pairs and other.for_pairs:
        return False
    return one.names.keys().isdisjoint(other.names) and are_apart(
        one.replacements, other.replacements
    )
