"""Checks that an exercise's reference can distinguish right answers from wrong ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from grader.judge.checks import has_no_gradient
from grader.judge.comparison import is_identical
from grader.judge.records import Observation
from grader.judge.script_text import names_of_values
from grader.probe import ArrayRecord, Opaque, Oversized, TensorRecord, holds_given
from lessons.authoring import Case
from lessons.exercise_loader import AuthoringError, ExerciseCode


def check_reference(
    code: ExerciseCode,
    cases: tuple[Case, ...],
    inputs: tuple[tuple[Any, ...], ...],
    expected: tuple[Observation, ...],
) -> None:
    """Raise AuthoringError if the reference cannot distinguish right answers from wrong ones.

    `inputs` are the cases' arguments, `expected` the reference's observations on them.
    """
    fault = next(_reference_faults(code, cases, inputs, expected), None)
    if fault is not None:
        raise AuthoringError(code.path, code.line, fault)


def _reference_faults(
    code: ExerciseCode,
    cases: tuple[Case, ...],
    inputs: tuple[tuple[Any, ...], ...],
    expected: tuple[Observation, ...],
) -> Iterator[str]:
    """Yield why the reference cannot distinguish right answers from wrong ones."""
    expectations = code.expectations
    for case, arguments, observed in zip(cases, inputs, expected, strict=True):
        for parameter, value in zip(names_of_values(code.parameters, case), arguments, strict=True):
            yield from _unserializable(value, f'the argument "{parameter}" of a case')
        kept = tuple(None if holds_given(each) else each for each in arguments)
        is_complete = observed.raised is None or not case.steps
        changed = is_complete and not is_identical(kept, observed.arguments)
        if expectations.leaves_inputs and changed:
            yield "the reference changes its input; write @exercise(leaves_inputs=False) or copy"
        for value in (*observed.returned, *observed.arguments, observed.states):
            yield from _unserializable(value, "what the reference returns")
    for case, observed in zip(cases, expected, strict=True):
        yield from _undeclared_exceptions(case, observed)
    completed = [each for each in expected if each.raised is None]
    if not completed:
        raised = expected[0].raised or {}
        yield f"the reference raises in every case: {raised.get('type')}: {raised.get('message')}"
    if expectations.shares_memory_with and all(
        is_identical(each.value, each.value_after) for each in completed
    ):
        yield f'the reference\'s result is not on the memory of "{expectations.shares_memory_with}"'
    for number, name in enumerate(expectations.grad_of):
        if all(has_no_gradient(each.gradients, number) for each in completed):
            yield f'no gradient reaches "{name}" in any case; do its tensors require grad?'


def _undeclared_exceptions(case: Case, observed: Observation) -> Iterator[str]:
    if observed.raised is None:
        if case.raises is not None:
            yield f"a case declares raises={case.raises.__name__}, and the reference raises nothing"
        return
    name, message = observed.raised.get("type"), observed.raised.get("message")
    if case.raises is None:
        yield (
            f"the reference raises {name}: {message}; if it must, declare it with the case: "
            f"raises={name}"
        )
    elif name != case.raises.__name__:
        yield (
            f"a case declares raises={case.raises.__name__} for its last step, and the reference "
            f"raises {name}: {message}"
        )


def _unserializable(value: Any, whose: str) -> Iterator[str]:
    """Yield why a value cannot be compared: values known by type name only look equal."""
    if isinstance(value, Opaque):
        yield (
            f"{whose} holds a {value.type}, which does not cross into the jail and back; use"
            " tensors, arrays, numbers, texts, None, and tuples, lists and dicts of them"
        )
    elif isinstance(value, dict):
        for each in (*value, *value.values()):
            yield from _unserializable(each, whose)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _unserializable(each, whose)
    elif _lacks_data(value):
        yield f"{whose} is too large to be sent whole; let cases(rng) make smaller inputs"


def _lacks_data(value: Any) -> bool:
    if isinstance(value, Oversized):
        return True
    if isinstance(value, TensorRecord):
        return value.entries is None and value.device != "meta"
    return isinstance(value, ArrayRecord) and value.entries is None
