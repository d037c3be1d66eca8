"""Recognizes mistakes that can be made in any exercise, where only one thing can be the cause.

An exercise names its own mistakes, which go before these. What is recognized here is told by the
general sentence about the problem, whose fact `found` says which it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from common.error_explanations.explain import UNKNOWN
from grader.judge.comparison import is_identical
from grader.judge.differences import Difference
from grader.judge.numbers_of_values import are_close, is_equal_value, is_some_of, numbers_of
from grader.judge.records import Exam, Observation
from grader.judge.relations.results import results_of_all_cases
from grader.probe import Opaque, TensorRecord
from grader.protocol import GENERAL_MISTAKES, RELATIONS, ProblemKind
from grader.syntax.none_reasons import KINDS, NoneReason
from lessons.authoring import Case

_BY_FOUND = {
    "ellipsis": "starter-left",
    "layer": "layer-returned",
    "function": "not-called",
    "generator": "generator-returned",
    "module": "module-returned",
    "class": "class-returned",
    "text": "text-returned",
    "object-array": "object-array",
    "convertible-right": "other-type",
    "comma": "comma-too-many",
    "items-left-out": "items-left-out",
    **{kind: kind for kind in KINDS},
}


_BY_RIGHT = {
    ProblemKind.DTYPE: "other-dtype",
    ProblemKind.SHAPE: "other-shape",
    ProblemKind.ALIAS: "result-copied",
}


def general_mistake(found: Difference, facts: Mapping[str, str]) -> str | None:
    """Return the key of the general mistake that a problem's facts tell, or None."""
    if found.kind is ProblemKind.INPUT_CHANGED:
        switched_off = facts["found"] == "requires-grad"
        return "requires-grad-switched-off" if switched_off else "input-changed"
    if facts.get("constant") == "True":
        return "same-for-every-input"
    if facts.get("relation", "none") in RELATIONS:
        return facts["relation"]
    if facts.get("right") == "True" and found.kind in _BY_RIGHT:
        return _BY_RIGHT[found.kind]
    if found.kind is not ProblemKind.TYPE:
        return _by_kind(found, facts)
    key = _BY_FOUND.get(facts.get("found", ""))
    return key if key in GENERAL_MISTAKES else None


def _by_kind(found: Difference, facts: Mapping[str, str]) -> str | None:
    """Return the key of a mistake that the kind of a problem tells, together with its facts."""
    if found.kind is ProblemKind.REQUIRES_GRAD:
        return "graph-cut" if facts["expected_grad"] == "True" else "graph-kept"
    if found.kind is not ProblemKind.VALUE:
        return None
    if facts.get("raises", UNKNOWN) != UNKNOWN:
        return "nothing-raised"
    if facts.get("call") == "second":
        return "second-call-differs"
    strange = facts.get("strange", UNKNOWN)
    return None if strange == UNKNOWN else f"{strange}-in-result"


def _is_exception(value: Any) -> bool:
    return isinstance(value, Opaque) and value.type.endswith("Error")


def exam_facts(
    exam: Exam, answer: Sequence[Observation], found: Difference, facts: Mapping[str, str]
) -> dict[str, str]:
    """Return more facts about a difference, which all cases of the exam together tell."""
    if facts.get("raises", UNKNOWN) != UNKNOWN and _is_exception(found.actual):
        return {"relation": "exception-returned"}
    if facts.get("found") == "model":
        return {"relation": "model-returned"}
    is_about_numbers = found.kind in (ProblemKind.SHAPE, ProblemKind.VALUE)
    if is_about_numbers and not exam.conversation and _is_constant(exam, answer):
        # An infinite or undefined number says nothing about where it comes from.
        return {} if found.facts.get("strange", "none") != "none" else {"constant": "True"}
    values = results_of_all_cases(exam, answer)
    if values is None:
        return {}
    tolerance = exam.expectations.tolerance
    if found.kind in _BY_RIGHT:
        right = all(_holds_same_entries(*each, tolerance) for each in _inner_pairs(values))
        return {"right": "True"} if right else {}
    if found.kind is not ProblemKind.TYPE:
        return {}
    is_missing = facts["found"] == "items-missing" and facts["where"] == "none"
    is_conversion = is_missing or facts["found"] == "convertible"
    if is_conversion and all(
        _holds_same_numbers(*each, tolerance) for each in _inner_pairs(values)
    ):
        return {"found": "convertible-right"}
    if facts["found"] == "one-of-items" and all(_is_only_item(*pair, tolerance) for pair in values):
        return {"found": "comma"}
    if facts["found"] in ("items-missing", "length") and facts["where"] == "none":
        left_out = all(is_some_of(*pair, tolerance) for pair in values)
        return {"found": "items-left-out"} if left_out else {}
    if all(isinstance(e, list) and isinstance(a, list) and len(e) == len(a) for e, a in values):
        items = [pair for e, a in values for pair in zip(e, a, strict=True)]
        left_out = len(items) > 1 and all(is_some_of(*pair, tolerance) for pair in items)
        return {"found": "items-left-out"} if left_out else {}
    return {}


def _inner_pairs(pairs: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
    """Yield what is inside tuples, lists and dicts of the same form, and all other pairs."""
    for expected, actual in pairs:
        are_containers = isinstance(expected, list | tuple) and isinstance(actual, list | tuple)
        are_dicts = isinstance(expected, dict) and isinstance(actual, dict)
        if are_containers and len(expected) == len(actual):
            yield from _inner_pairs(zip(expected, actual, strict=True))
        elif are_dicts and expected.keys() == actual.keys():
            yield from _inner_pairs((each, actual[key]) for key, each in expected.items())
        else:
            yield expected, actual


def none_facts(
    exam: Exam, case: Case, step: int, reasons: Sequence[NoneReason], facts: Mapping[str, str]
) -> dict[str, str]:
    """Return why a function returned None at the place that the facts name, as facts.

    `step` is the index of the round of a script. Without a certain reason, nothing is returned.
    """
    functions: tuple[str, ...] = (exam.entry,)
    if case.steps:
        name = case.rounds[step][-1].name
        functions = ("__call__", "forward") if name is None else (name,)
    for each in reasons:
        if each.function in functions and each.where == facts["where"]:
            inputs = [value for values in exam.inputs for value in values]
            if each.kind == "none-argument-not-required" and any(map(_requires_grad, inputs)):
                continue
            return {"found": each.kind} | each.facts
    return {}


def _requires_grad(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_requires_grad, value.values()))
    if isinstance(value, list | tuple):
        return any(map(_requires_grad, value))
    return isinstance(value, TensorRecord) and value.requires_grad


def _is_constant(exam: Exam, answer: Sequence[Observation]) -> bool:
    """Return whether an answer is the same for all cases, of which the reference's results differ.

    Cases that differ in the machine that they pretend, or that raise, tell nothing.
    """
    if not exam.parameters or any(case.cuda is not None or case.steps for case in exam.cases):
        return False
    if any(e.raised or a.raised for e, a in zip(exam.expected, answer, strict=True)):
        return False
    first, *others = (each.value for each in answer)
    expected, *more = (each.value for each in exam.expected)
    if not others or not all(is_identical(first, each) for each in others):
        return False
    return not all(is_identical(expected, each) for each in more)


def _holds_same_numbers(expected: Any, actual: Any, tolerance: tuple[float, float] | None) -> bool:
    """Return whether two values of different types hold the same numbers in the same shape."""
    one, other = numbers_of(expected), numbers_of(actual)
    if one is None or other is None:
        return False
    if one.shape != other.shape and (one.numel() > 1 or one.numel() != other.numel()):
        return False  # an empty list has no shape of its own
    return are_close(one, other, tolerance)


def _holds_same_entries(expected: Any, actual: Any, tolerance: tuple[float, float] | None) -> bool:
    """Return whether two tensors or arrays hold the same numbers in the same order."""
    one, other = numbers_of(expected), numbers_of(actual)
    if one is None or other is None or one.numel() != other.numel():
        return False
    return are_close(one, other, tolerance)


def _is_only_item(expected: Any, actual: Any, tolerance: tuple[float, float] | None) -> bool:
    if not isinstance(actual, tuple) or len(actual) != 1:
        return False
    item = actual[0]
    return is_equal_value(expected, item, tolerance) or (
        isinstance(expected, int | float) and _holds_same_numbers(expected, item, tolerance)
    )
