"""Describes verdicts on one line, for authors."""

from __future__ import annotations

from grader.protocol import Problem

LONGEST = 300
"""Characters of a description."""


def describe(problem: Problem | None, otherwise: str) -> str:
    """Return why a submission did not pass, short and on one line; `otherwise` if unknown."""
    if problem is None:
        return otherwise
    if problem.raised is not None:
        return f"{problem.raised.type}: {problem.raised.message}"
    text = f"{problem.kind.value}, expected {problem.expected}, got {problem.got}"
    return " ".join(text.split())[:LONGEST]
