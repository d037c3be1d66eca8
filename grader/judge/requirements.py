"""Decides whether code whose values are right also meets the exercise's requirements.

Style and names are read from the text by the parser process, and so are proven. The operations that
torch dispatched are counted in the jail, and so are only reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from common.error_explanations.explain import UNKNOWN
from grader.judge.problems import FACTS
from grader.judge.records import Exam, Finding, Observation
from grader.protocol import Problem, ProblemKind, Status
from grader.syntax import style_hints
from grader.syntax.requirements import Rules
from grader.syntax.summary import Summary
from lessons.authoring import Case, Expectations
from lessons.exercise_loader import AuthoringError, ExerciseCode

GROWTH = 2
"""Factor up to which operations may become more for ten times the input, as a halving loop's do."""

_MATRIX_PRODUCTS = frozenset({"mm", "bmm", "mv", "dot", "addmm", "addmv", "baddbmm", "addbmm"})
_DISPATCHED: Mapping[str, frozenset[str]] = {"matmul": _MATRIX_PRODUCTS, "@": _MATRIX_PRODUCTS}
"""The operations that torch dispatches for a name, if they have other names."""

_Facts = Mapping[str, str]


def rules_of(expectations: Expectations) -> Rules | None:
    """Return what the parser process has to look for in the code, or None."""
    found = expectations.requirements
    if not found.forbids and found.allows is None:
        return None
    return Rules(found.forbids, found.allows)


def finding(exam: Exam, summary: Summary | None, observed: Sequence[Observation]) -> Finding:
    """Return the finding for an answer whose values are right.

    Without a summary, nothing can be proven of the code, so it does not pass if that is required.
    """
    facts = next(_unmet(exam, summary, observed), None)
    if facts is None:
        return Finding(Status.PASSED)
    names = FACTS[ProblemKind.REQUIREMENT]
    problem = Problem(
        kind=ProblemKind.REQUIREMENT,
        mistake=_MISTAKES.get(facts["rule"]),
        facts={name: facts.get(name, UNKNOWN) for name in names},
    )
    return Finding(Status.FAILED, problem)


_MISTAKES = {
    **dict.fromkeys(("forbidden", "not-allowed", "dynamic", "import", "dispatched"), "other-tool"),
    "operations": "one-at-a-time",
    "time": "too-slow",
}
"""The general mistake that code makes whose results are right, by the rule that it breaks."""


def _unmet(
    exam: Exam, summary: Summary | None, observed: Sequence[Observation]
) -> Iterator[_Facts]:
    required = exam.expectations.requirements
    if required.is_of_syntax:
        if summary is None or summary.error is not None:
            yield {"rule": "unread"}
            return
        if summary.use is not None:
            line = UNKNOWN if summary.use.line is None else str(summary.use.line)
            yield {"rule": summary.use.kind, "name": summary.use.name, "line": line}
        for hint in summary.style_hints:
            if hint.key in required.insists:
                yield {"rule": "style", "name": hint.key, "line": hint.facts.get("line", UNKNOWN)}
    for name in required.forbids:
        operations = {each.strip("_") for observation in observed for each in _counts(observation)}
        if ({name} | _DISPATCHED.get(name, frozenset())) & operations:
            yield {"rule": "dispatched", "name": name}
    if required.operations is not None:
        for small, large in _size_pairs(exam.cases, observed):
            if large > GROWTH * max(small, 1):
                yield {"rule": "operations", "small": str(small), "large": str(large)}


def _counts(observation: Observation) -> Mapping[str, int]:
    return observation.operations if isinstance(observation.operations, dict) else {}


def _size_pairs(
    cases: Sequence[Case], observed: Sequence[Observation]
) -> Iterator[tuple[int, int]]:
    """Yield the numbers of operations of the cases of size n, each with that of size 10n."""
    by_size = {
        size: [
            sum(_counts(each).values())
            for case, each in zip(cases, observed, strict=True)
            if case.size == size
        ]
        for size in ("n", "10n")
    }
    return zip(by_size["n"], by_size["10n"], strict=False)


def check_declared(
    code: ExerciseCode, cases: Sequence[Case], expected: Sequence[Observation]
) -> None:
    """Raise AuthoringError if the requirements cannot be checked, or the reference breaks them."""
    for problem in _declared_problems(code.expectations, cases, expected):
        raise AuthoringError(code.path, code.reference.__code__.co_firstlineno, problem)


def _declared_problems(
    expectations: Expectations, cases: Sequence[Case], expected: Sequence[Observation]
) -> Iterator[str]:
    required = expectations.requirements
    for name in required.insists:
        if name not in style_hints.FACTS:
            known = ", ".join(style_hints.FACTS)
            yield f'@exercise(insists=…): "{name}" is no style hint (there are: {known})'
    sizes = [case.size for case in cases if case.size is not None]
    if required.operations is not None:
        if not sizes or sizes.count("n") != sizes.count("10n") or {*sizes} - {"n", "10n"}:
            yield (
                '@exercise(operations=…) compares two sizes: yield hidden(…, size="n") and '
                'hidden(…, size="10n"), as many of each'
            )
        for small, large in _size_pairs(cases, expected):
            if large > GROWTH * max(small, 1):
                yield f"the reference itself takes {small} operations for n, and {large} for 10 n"
    elif sizes:
        yield 'size="n" of a case has no effect without @exercise(operations="constant")'
