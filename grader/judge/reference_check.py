"""Checks that an exercise's reference can distinguish right answers from wrong ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from grader.judge.checks import has_no_gradient
from grader.judge.comparison import is_identical
from grader.judge.records import Observation
from grader.probe import ArrayRecord, Opaque, Oversized, TensorRecord
from lessons.authoring import AuthoringError, ExerciseCode


def check_reference(
    code: ExerciseCode, inputs: tuple[tuple[Any, ...], ...], expected: tuple[Observation, ...]
) -> None:
    """Raise AuthoringError if the reference cannot distinguish right answers from wrong ones.

    `inputs` are the cases' arguments, `expected` the reference's observations on them.
    """
    fault = next(_reference_faults(code, inputs, expected), None)
    if fault is not None:
        raise AuthoringError(code.path, code.reference.__code__.co_firstlineno, fault)


def _reference_faults(
    code: ExerciseCode, inputs: tuple[tuple[Any, ...], ...], expected: tuple[Observation, ...]
) -> Iterator[str]:
    """Yield why the reference cannot distinguish right answers from wrong ones."""
    expectations = code.expectations
    for arguments, observed in zip(inputs, expected, strict=True):
        for parameter, value in zip(code.parameters, arguments, strict=True):
            yield from _unserializable(value, f'the argument "{parameter}" of a case')
        if expectations.leaves_inputs and not is_identical(arguments, observed.arguments):
            yield "the reference changes its input; write @exercise(leaves_inputs=False) or copy"
        for value in (*observed.returned, *observed.arguments):
            yield from _unserializable(value, "what the reference returns")
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
        return value.data is None and value.device != "meta"
    return isinstance(value, ArrayRecord) and value.data is None
