"""Describes a difference as the problem of a verdict: texts and facts for the message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from common.error_explanations.explain import UNKNOWN
from grader.judge.comparison import is_single_value
from grader.judge.differences import Difference
from grader.judge.explain_exception import explain
from grader.judge.formatting import describe, format_arguments, format_value
from grader.judge.general_mistakes import exam_facts, general_mistake, none_facts
from grader.judge.records import UNOBSERVED, Exam, Observation
from grader.judge.relations.search import relation_facts
from grader.judge.script_text import format_script, names_of_values
from grader.judge.wrong_types import wrong_type_facts
from grader.protocol import ExceptionInfo, Problem, ProblemKind
from grader.syntax.summary import Summary
from lessons.authoring import Case


def make_problem(
    exam: Exam,
    number: int,
    found: Difference,
    answer: Sequence[Observation],
    mistake: str | None,
    *,
    summary: Summary | None = None,
) -> Problem:
    """Return the problem with a difference that was found on the case with this number.

    `answer` are the answer's observations of all cases, `mistake` is the key of the exercise's
    named mistake, if any, and `summary` that of the code, if it could be parsed.
    """
    case, observed = exam.cases[number], answer[number]
    shown, expected = case.shown, exam.expected[number]
    parameters, step = exam.parameters, 0
    if case.steps:
        step = int(found.facts["step"])
        parameters = _names_in_round(exam, case, step)
        expected, observed = expected.rounds[step], observed.rounds[step]
    if found.kind in _OF_PARAMETER:
        others = {name: fact for name, fact in found.facts.items() if name != "number"}
        parameter = parameters[int(found.facts["number"]) - 1]
        found = replace(found, facts=others | {"parameter": parameter})
    facts = dict(found.facts)
    if found.kind is ProblemKind.TYPE:
        call = 1 if facts.get("call") == "second" else 0
        results = expected.returned[call], observed.returned[call]
        reads_grad = summary is not None and summary.reads_grad
        facts |= wrong_type_facts(found, *results, reads_grad)
        if facts["got_type"] == "None" and summary is not None:
            facts |= none_facts(exam, case, step, summary.none_reasons, facts)
    facts |= exam_facts(exam, answer, found, facts)
    # A property decides about values: what the reference returns is only one of the right answers.
    is_about_form = found.kind in (ProblemKind.TYPE, ProblemKind.SHAPE, ProblemKind.DTYPE)
    if mistake is None and (exam.expectations.property is None or is_about_form):
        mistake = general_mistake(found, facts)
        if mistake is None:
            facts |= relation_facts(exam, answer, found, facts)
            mistake = general_mistake(found, facts)
    if not shown:
        facts["hidden"] = "True"
    if exam.cases[number].cuda is not None:
        facts["cuda"] = str(exam.cases[number].cuda)
    return Problem(
        kind=found.kind,
        mistake=mistake,
        input=format_script(exam.entry, case, exam.inputs[number], step, observed.at)
        if case.steps
        else format_arguments(exam.parameters, exam.inputs[number], shown),
        script=bool(case.steps),
        expected=_format_expected(found, shown, exam),
        got=_format_text(found, found.actual, found.expected, exam),
        hidden=not shown,
        facts={name: facts.get(name, UNKNOWN)[:_MAX_FACT] for name in FACTS[found.kind]},
        raised=_explain(found, observed, exam.cases[number]),
    )


def _names_in_round(exam: Exam, case: Case, number: int) -> tuple[str, ...]:
    before, during = case.rounds[:number], case.rounds[number]
    skipped = sum(len(step.values) for each in before for step in each)
    names = names_of_values(exam.parameters, case)[skipped:]
    return names[: sum(len(step.values) for step in during)]


def _explain(difference: Difference, observed: Observation, case: Case) -> ExceptionInfo | None:
    """Return the exception that the call raised, or that going backward from its result raised."""
    if observed.raised is None:
        is_shown = difference.facts.get("found") == "raised" and observed.backward_raised
        return explain(observed.backward_raised or {}) if is_shown else None
    found = explain(observed.raised)
    if case.cuda and found.key == "no-cuda":
        # Whoever asked was told that there is a GPU: asking first is no advice here.
        return found.model_copy(update={"key": "gpu-only-pretended", "facts": {}})
    if case.raises is not None and found.key in ("assertion", "own-raise"):
        facts = {"asked": case.raises.__name__}
        return found.model_copy(update={"key": "other-exception", "facts": facts})
    is_of_judge = not found.source and not case.steps  # no line of the learner's calls it
    if is_of_judge and found.key in ("none-called", "not-callable"):
        facts = {"type": found.facts.get("type", "None")}
        return found.model_copy(update={"key": "result-called", "facts": facts})
    return found


def _format_expected(found: Difference, shown: bool, exam: Exam) -> str | None:
    """Return the expected value as text. Of a hidden case it is only described, or None."""
    value = found.expected
    is_described = shown or value is UNOBSERVED or found.kind is ProblemKind.DEVICE
    if is_described or is_single_value(value):
        return _format_text(found, value, found.actual, exam)
    return _with_title(found, describe(value, with_range=found.kind in _ENTRYWISE))


def _format_text(found: Difference, value: Any, other: Any, exam: Exam) -> str | None:
    if value is UNOBSERVED:
        return None
    if found.kind is ProblemKind.DEVICE:
        # Tensors of the meta device have no values, so none are shown.
        return describe(value, with_device=True)
    marked = other if found.kind in _ENTRYWISE else UNOBSERVED
    with_dtype = found.kind is ProblemKind.DTYPE
    text = format_value(value, marked, exam.expectations.tolerance, with_dtype)
    return _with_title(found, text)


def _with_title(found: Difference, text: str) -> str:
    """Prefix the parameter's name if the value is not the result's."""
    if found.kind not in _PARAMETER_SUFFIX:
        return text
    return f"{found.facts['parameter']}{_PARAMETER_SUFFIX[found.kind]} =\n{text}"


_OF_PARAMETER = (ProblemKind.INPUT_CHANGED, ProblemKind.GIVEN_STATE)
_PARAMETER_SUFFIX = {
    ProblemKind.INPUT_CHANGED: "",
    ProblemKind.GIVEN_STATE: "",
    ProblemKind.GRAD: ".grad",
}


_MAX_FACT = 400
_LOCATION = ("where", "call")
FACTS: Mapping[ProblemKind, tuple[str, ...]] = {
    ProblemKind.MISSING_FUNCTION: ("function", "signature", "found", "nearest", "line"),
    ProblemKind.SIGNATURE: ("function", "signature", "found", "expected_count", "got_count"),
    ProblemKind.MISSING_CLASS: ("name", "found", "line"),
    ProblemKind.METHOD: (
        "name",
        "method",
        "signature",
        "found",
        "nearest",
        "expected_count",
        "got_count",
    ),
    ProblemKind.SYNTAX: (),
    ProblemKind.EXCEPTION: (),
    ProblemKind.TYPE: (
        *_LOCATION,
        "expected_type",
        "got_type",
        "expected_length",
        "got_length",
        "missing_key",
        "extra_key",
        "found",
        "function",
        "line",
        "name",
        "relation",
        "amount",
    ),
    ProblemKind.DEVICE: (*_LOCATION, "expected_device", "got_device", "computed_on"),
    ProblemKind.DTYPE: (*_LOCATION, "expected_dtype", "got_dtype", "right", "relation", "amount"),
    ProblemKind.SHAPE: (
        *_LOCATION,
        "expected_shape",
        "got_shape",
        "constant",
        "right",
        "relation",
        "amount",
    ),
    ProblemKind.ALIAS: ("parameter", "right"),
    ProblemKind.REQUIRES_GRAD: (*_LOCATION, "expected_grad"),
    ProblemKind.GRAD: ("parameter", "found", "relation", "amount"),
    ProblemKind.INPUT_CHANGED: ("parameter", "found"),
    ProblemKind.GIVEN_STATE: ("parameter", "relation", "amount"),
    ProblemKind.VALUE: (
        *_LOCATION,
        "cuda",
        "hidden",
        "differing",
        "total",
        "index",
        "strange",
        "raises",
        "constant",
        "relation",
        "amount",
    ),
    ProblemKind.TRANSFERS: (
        "expected_transfers",
        "got_transfers",
        "expected_synchronizations",
        "got_synchronizations",
    ),
    ProblemKind.REQUIREMENT: ("rule", "name", "line", "small", "large"),
}
"""The facts of each kind, which its message may use. A fact without a value is UNKNOWN."""

_ENTRYWISE = (
    ProblemKind.VALUE,
    ProblemKind.INPUT_CHANGED,
    ProblemKind.GIVEN_STATE,
    ProblemKind.GRAD,
)
"""The kinds whose values are shown with the differing entries marked."""
