"""What can be said of code without running it: can it be graded at all?"""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterable, Mapping
from typing import Any

from common.fuzzy_match import MAX_LENGTH, find_nearest
from grader.judge.explain_exception import explained
from grader.judge.records import Finding
from grader.protocol import Problem, ProblemKind, Status
from grader.syntax.summary import Binding, Summary
from lessons.curriculum import Exercise

_DEFINES = re.compile(r"^[ \t]*(?:async[ \t]+)?(?:def|class)\b", re.MULTILINE)
_COMPILERS_ERRORS = frozenset(
    {"SyntaxError", "IndentationError", "TabError", "ValueError", "RecursionError"}
)


def check(exercise: Exercise, summary: Summary) -> Finding | None:
    """Why the code cannot be graded, or None when it can be run."""
    if summary.error is not None:
        return _syntax(summary.error)
    if summary.is_empty:
        return Finding(Status.INVALID, reason="empty")
    if summary.binding is not None:
        return _wrong_binding(exercise, summary.binding)
    if summary.is_dynamic:
        return None  # it may still come to be when the code runs
    return missing(exercise, summary.functions, "inside" if summary.is_inside else "nothing")


def uncompilable(exercise: Exercise, code: str, raised: Mapping[str, Any]) -> Finding | None:
    """The finding for code that the jail could not compile; None if the code itself raised that.

    The compiler refuses more than the parser does: a return outside a function, say. What it raises
    has no line of the code in its traceback.
    """
    if raised.get("type") not in _COMPILERS_ERRORS or raised.get("traceback"):
        return None
    finding = _syntax(raised)
    assert finding.problem is not None
    found = finding.problem.raised
    if found is not None and found.key == "syntax-return" and not _DEFINES.search(code):
        return missing(exercise, ())
    return finding


def _syntax(raised: Mapping[str, Any]) -> Finding:
    problem = Problem(kind=ProblemKind.SYNTAX, raised=explained(raised))
    return Finding(Status.INVALID, problem)


def missing(exercise: Exercise, names: Iterable[str], found: str = "nothing") -> Finding:
    """The finding for code that does not define the exercise's function, but those names.

    Facts: `function` and `signature` as asked; `found`: "similar" (then `nearest` is the name that
    stands there instead), "class", "inside" (defined inside another block), or "nothing".
    """
    facts = {"function": exercise.function, "signature": exercise.signature, "found": found}
    if found == "nothing":
        others = sorted(name for name in names if len(name) <= MAX_LENGTH)
        close = find_nearest(exercise.function, others)
        if close is None and len(others) == 1:
            close = others[0]
        if close is not None:
            facts |= {"found": "similar", "nearest": close}
    facts.setdefault("nearest", "none")
    return Finding(Status.INVALID, Problem(kind=ProblemKind.MISSING_FUNCTION, facts=facts))


def _wrong_binding(exercise: Exercise, binding: Binding) -> Finding | None:
    """The finding for what is no function, or cannot take the arguments, as far as code tells."""
    if binding.kind == "class":
        return missing(exercise, (), "class")
    asked = _parameter_count(exercise.signature)
    if binding.kind == "other" or binding.decorated:
        return None
    if binding.kind == "async":
        return _signature(exercise, "async", asked, asked)
    least, most = binding.least, binding.most
    if most is None or least <= asked <= most:
        if least > asked or binding.needs_names:
            return _signature(exercise, "count", asked, least + binding.needs_names)
        return None
    return _signature(exercise, "count", asked, least if least > asked else most)


def _signature(exercise: Exercise, found: str, asked: int, takes: int) -> Finding:
    facts = {
        "function": exercise.function,
        "signature": exercise.signature,
        "found": found,
        "expected_count": str(asked),
        "got_count": str(takes),
    }
    return Finding(Status.INVALID, Problem(kind=ProblemKind.SIGNATURE, facts=facts))


@functools.lru_cache(maxsize=1000)
def _parameter_count(signature: str) -> int:
    function = ast.parse(f"def {signature}: ...").body[0]
    assert isinstance(function, ast.FunctionDef)
    return len(function.args.posonlyargs + function.args.args)
