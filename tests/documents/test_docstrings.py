"""Every public module, class and function has a docstring."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.support.documents import ROOT


@pytest.mark.parametrize("package", ["bot", "grader", "lessons", "common"])
def test_every_public_module_class_and_function_has_a_docstring(package: str) -> None:
    modules = [path for path in (ROOT / package).rglob("*.py") if not _belongs_to_track(path)]
    assert modules
    missing = [each for path in modules for each in _without_docstring(path)]
    assert not missing, "\n".join(["they need a docstring:", *sorted(missing)])


def _belongs_to_track(path: Path) -> bool:
    """Return whether learners see the file unchanged; Markdown explains it, in each language."""
    return any((folder / "track.toml").exists() for folder in path.parents)


def _without_docstring(path: Path) -> Iterator[str]:
    name = path.relative_to(ROOT)
    for names, line, node in _public_nodes(ast.parse(path.read_text(encoding="utf-8"))):
        if not ast.get_docstring(node):
            yield f"{name}:{line} {'.'.join(names) or 'the module'}"


Node = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def _public_nodes(
    node: Node, names: Sequence[str] = (), line: int = 1
) -> Iterator[tuple[Sequence[str], int, Node]]:
    """Yield the module, class or function, and its public members; a function has none."""
    yield names, line, node
    if isinstance(node, ast.Module | ast.ClassDef):
        for inner in _declared_in(node):
            if _is_public(inner.name):
                yield from _public_nodes(inner, (*names, inner.name), inner.lineno)


def _declared_in(
    node: ast.AST,
) -> Iterator[ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield the classes and functions of a body, including those in an `if` or a `try`."""
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield inner
        else:
            yield from _declared_in(inner)


def _is_public(name: str) -> bool:
    return not name.startswith("_")
