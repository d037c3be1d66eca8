"""Describes verdicts on one line, for authors."""

from __future__ import annotations

from common.error_explanations.explain import UNKNOWN
from grader.jail import Limits
from grader.protocol import Problem, ProblemKind, Status

LONGEST = 300
"""Characters of a description."""


def describe(problem: Problem | None, otherwise: str) -> str:
    """Return why a submission did not pass, short and on one line; `otherwise` if unknown."""
    if problem is None:
        return otherwise
    if problem.raised is not None:
        return f"{problem.raised.type}: {problem.raised.message}"
    if problem.kind is ProblemKind.REQUIREMENT:
        facts = (f"{name} {text}" for name, text in problem.facts.items() if text != UNKNOWN)
        return f"requirement ({', '.join(facts)})"
    if problem.expected is None and problem.got is not None:  # a property decided
        text = f"@accepts refuses {problem.got}"
        if problem.mistake is not None:
            text += f' as "{problem.mistake}"'
    else:
        text = f"{problem.kind.value}: the reference gives {problem.expected}, "
        text += f"this code gives {problem.got}"
    if problem.input:
        text += f", with {problem.input}"
    return " ".join(text.split())[:LONGEST]


def describe_limit(status: Status, limits: Limits) -> str | None:
    """Return which limit ended a program with this status; None if none did."""
    match status:
        case Status.TIMEOUT:
            return f"timeout after {min(limits.wall_seconds, limits.cpu_seconds):g} s"
        case Status.OUT_OF_MEMORY:
            return f"more than {limits.memory_mib} MiB of memory"
        case Status.OUTPUT_LIMIT:
            return f"more than {limits.output_kib} KiB printed"
    return None
