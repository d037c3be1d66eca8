"""Decides whether code can be graded, without running it."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
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


def check(
    exercise: Exercise, summary: Summary, uses: Mapping[str, Use] = MappingProxyType({})
) -> Finding | None:
    """Return why the code cannot be graded, or None if it can be run.

    `uses` are the calls that the scripts of a class make, by the name of the method.
    """
    if summary.error is not None:
        return _syntax_finding(summary.error)
    if summary.is_empty:
        return Finding(Status.INVALID, reason="empty")
    if summary.binding is not None:
        if exercise.is_class:
            return _wrong_class(exercise, summary.binding, uses)
        return _wrong_binding(exercise, summary.binding)
    if summary.is_dynamic:
        return None  # the code may define the function when it runs
    if exercise.is_class:
        return missing_class(exercise, "inside" if summary.is_nested else "nothing")
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


def missing_class(exercise: Exercise, found: str = "nothing", line: str = "none") -> Finding:
    """Return the finding for code that does not define the exercise's class.

    `found` is "function" (of that name), "inside" (defined inside another block), "overwritten" (in
    `line`) or "nothing".
    """
    facts = {"name": exercise.function, "found": found, "line": line}
    return Finding(Status.INVALID, Problem(kind=ProblemKind.MISSING_CLASS, facts=facts))


@dataclass(frozen=True, slots=True)
class Use:
    """How scripts call a method: the numbers of positional arguments, and how one writes it."""

    counts: frozenset[int]
    signature: str  # "update(self, x)"


def _wrong_class(exercise: Exercise, binding: Binding, uses: Mapping[str, Use]) -> Finding | None:
    """Return the finding for what is no class, or lacks a method, or its arguments do not fit."""
    if binding.kind in {"function", "async", "lambda"}:
        return missing_class(exercise, "function")
    if binding.kind == "other" and binding.overwrites is not None:
        return missing_class(exercise, "overwritten", str(binding.overwrites))
    if binding.kind != "class" or binding.is_open:
        return None
    methods = {each.name: each for each in binding.methods}
    for name, use in uses.items():
        method = methods.get(name)
        if method is None:
            if "nn.Module" in methods and name not in {"forward"}:
                continue
            if name == "__init__":
                if use.counts <= {0}:
                    continue
                return _method_finding(exercise, name, use, "missing")
            close = find_nearest(name, sorted(methods))
            return _method_finding(exercise, name, use, "missing", nearest=close or "none")
        for count in sorted(use.counts):
            most = method.max_positional
            if count < method.min_positional or (most is not None and count > most):
                accepted = method.min_positional if count < method.min_positional else most
                return _method_finding(
                    exercise, name, use, "count", expected=count, accepted=accepted or 0
                )
    return None


def _method_finding(
    exercise: Exercise,
    method: str,
    use: Use,
    found: str,
    *,
    expected: int = 0,
    accepted: int = 0,
    nearest: str = "none",
) -> Finding:
    facts = {
        "name": exercise.function,
        "method": method,
        "signature": use.signature,
        "found": found,
        "nearest": nearest,
        "expected_count": str(expected),
        "got_count": str(accepted),
    }
    return Finding(Status.INVALID, Problem(kind=ProblemKind.METHOD, facts=facts))


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
