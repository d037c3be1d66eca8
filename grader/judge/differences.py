"""A difference between two observations, and helpers to find and describe one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.judge.comparison import walk_pairs
from grader.judge.records import UNOBSERVED, Observation
from grader.protocol import ProblemKind


@dataclass(frozen=True, slots=True)
class Difference:
    """The first difference between an answer and the reference, at one place of the result."""

    kind: ProblemKind
    expected: Any = UNOBSERVED
    actual: Any = UNOBSERVED
    facts: Mapping[str, str] = field(default_factory=dict)


def returned_pairs(
    reference: Observation, answer: Observation
) -> Iterator[tuple[int, str, Any, Any]]:
    """Yield (call, path, expected, actual) for every pair inside the returned values."""
    pairs = zip(reference.returned, answer.returned, strict=False)
    for call, (expected, actual) in enumerate(pairs):
        if not isinstance(expected, list | tuple | dict):  # the most frequent case
            yield call, "", expected, actual
            continue
        for path, e, a in walk_pairs(expected, actual):
            yield call, path, e, a


def location(path: str) -> dict[str, str]:
    """Return the fact that names a place in the result; an empty path is the result itself."""
    return {"where": path or "none"}


def add_call(found: Difference, call: int, reference: Observation) -> Difference:
    """Add which call differs to the facts, if there were two."""
    if len(reference.returned) == 1:
        return found
    facts = {**found.facts, "call": ("first", "second")[call]}
    return Difference(found.kind, found.expected, found.actual, facts)
