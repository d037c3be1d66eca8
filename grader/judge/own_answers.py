"""The digests of an exercise's own right answers, which say nothing about who sent them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from grader.syntax.answer_digest import answer_digest
from lessons.diagnostics import Faults
from lessons.exercise_source import ExerciseSource, read_source


def own_digests(path: Path) -> frozenset[str]:
    """Return the digests of the reference and its alternatives that are long enough to have one.

    `path` is the exercise's Python file, which an author wrote. Easier forms ask for the same code.
    """
    source = read_source(path, Faults())
    answers = _answers(source) if source is not None else ()
    found = (answer_digest(ast.parse(each)) for each in answers)
    return frozenset(each for each in found if each is not None)


def _answers(source: ExerciseSource) -> Iterator[str]:
    yield source.reference
    yield from (each.source for each in source.alternatives)
