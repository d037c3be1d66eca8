"""The right answers of an exercise itself: their sources, and their digests."""

from __future__ import annotations

import ast
from pathlib import Path

from grader.syntax.answer_digest import answer_digest
from lessons.diagnostics import Faults
from lessons.exercise_source import read_source


def own_digests(path: Path) -> frozenset[str]:
    """Return the digests of the reference and its alternatives that are long enough to have one.

    `path` is the exercise's Python file, which an author wrote. Easier forms ask for the same code.
    """
    found = (answer_digest(ast.parse(each)) for each in own_answers(path))
    return frozenset(each for each in found if each is not None)


def own_answers(path: Path) -> tuple[str, ...]:
    """Return the sources of the reference and its alternatives, the reference first."""
    source = read_source(path, Faults())
    if source is None:
        return ()
    return source.reference, *(each.source for each in source.alternatives)
