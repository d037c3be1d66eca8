"""Decides whether code can be graded, without running it."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterable, Mapping
from typing import Any

from common.fuzzy_match import MAX_LENGTH, find_nearest
from grader.judge.explain_exception import explain
from grader.judge.records import Finding
from grader.protocol import Problem, ProblemKind, Status
from grader.syntax.summary import Binding, Summary
from lessons.curriculum import Exercise

_DEFINES = re.compile(r"^[ \t]*(?:async[ \t]+)?(?:def|class)\b", re.MULTILINE)
_COMPILE_ERRORS = frozenset(
    {"SyntaxError", "IndentationError", "TabError", "ValueError", "RecursionError"}
)


def check(exercise: Exercise, summary: Summary) -> Finding | None:
    """Return why the code cannot be graded, or None if it can be run."""
    if summary.error is not None:
        return _syntax_finding(summary.error)
    if summary.is_empty:
        return Finding(Status.INVALID, reason="empty")
    if summary.binding is not None:
        return _wrong_binding(exercise, summary.binding)
    if summary.is_dynamic:
        return None  # the code may define the function when it runs
    return missing_function(
        exercise, summary.functions, "inside" if summary.is_nested else "nothing"
    )


def compile_error(exercise: Exercise, code: str, raised: Mapping[str, Any]) -> Finding | None:
    """Return the finding for code that the jail could not compile; None if the code itself raised.

    The compiler rejects more than the parser does, for example a return outside a function. The
    traceback of its exceptions has no line of the code.
    """
    if raised.get("type") not in _COMPILE_ERRORS or raised.get("traceback"):
        return None
    finding = _syntax_finding(raised)
    assert finding.problem is not None
    found = finding.problem.raised
    if found is not None and found.key == "syntax-return" and not _DEFINES.search(code):
        return missing_function(exercise, ())
    return finding


def _syntax_finding(raised: Mapping[str, Any]) -> Finding:
    problem = Problem(kind=ProblemKind.SYNTAX, raised=explain(raised))
    return Finding(Status.INVALID, problem)


def missing_function(exercise: Exercise, names: Iterable[str], found: str = "nothing") -> Finding:
    """Return the finding for code that does not define the exercise's function, but `names`.

    Its facts are the exercise's `function` and `signature`, and `found`: "similar" (then `nearest`
    is the similar name), "class", "inside" (defined inside another block), or "nothing".
    """
    facts = {
        "function": exercise.function,
        "signature": exercise.signature,
        "found": found,
        "line": "none",
    }
    if found == "nothing":
        others = sorted(name for name in names if len(name) <= MAX_LENGTH)
        close = find_nearest(exercise.function, others)
        if close is None and len(others) == 1:
            close = others[0]
        if close is not None:
            facts |= {"found": "similar", "nearest": close}
    facts.setdefault("nearest", "none")
    return Finding(Status.INVALID, Problem(kind=ProblemKind.MISSING_FUNCTION, facts=facts))


def overwritten_function(exercise: Exercise, line: int) -> Finding:
    """Return the finding for code that puts another value under the function's name, in `line`."""
    facts = {
        "function": exercise.function,
        "signature": exercise.signature,
        "found": "overwritten",
        "nearest": "none",
        "line": str(line),
    }
    return Finding(Status.INVALID, Problem(kind=ProblemKind.MISSING_FUNCTION, facts=facts))


def _wrong_binding(exercise: Exercise, binding: Binding) -> Finding | None:
    """Return the finding for a class, or for a function that cannot accept the arguments.

    Return None if the syntax does not show that.
    """
    if binding.kind == "class":
        return missing_function(exercise, (), "class")
    expected = _parameter_count(exercise.signature)
    if binding.kind == "other" or binding.decorated:
        return None
    if binding.kind == "async":
        return _signature_finding(exercise, "async", expected, expected)
    least, most = binding.min_positional, binding.max_positional
    if most is None or least <= expected <= most:
        if least > expected or binding.needs_keywords:
            return _signature_finding(exercise, "count", expected, least + binding.needs_keywords)
        return None
    return _signature_finding(exercise, "count", expected, least if least > expected else most)


def _signature_finding(exercise: Exercise, found: str, expected: int, accepted: int) -> Finding:
    facts = {
        "function": exercise.function,
        "signature": exercise.signature,
        "found": found,
        "expected_count": str(expected),
        "got_count": str(accepted),
    }
    return Finding(Status.INVALID, Problem(kind=ProblemKind.SIGNATURE, facts=facts))


@functools.lru_cache(maxsize=1000)
def _parameter_count(signature: str) -> int:
    function = ast.parse(f"def {signature}: ...").body[0]
    assert isinstance(function, ast.FunctionDef)
    return len(function.args.posonlyargs + function.args.args)
