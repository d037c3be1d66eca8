"""Decides about values by a property that the exercise's author declares with `@accepts`.

The property is trusted code, but it is given values that a learner's process has sent. It sees only
plain values that the judge has made: no object of the learner's, no number that the reference could
not have returned where the author asks for finite ones, and containers and numbers of exactly the
reference's types where these are compared.

`try_property` runs it under a limit of time. In a grader, it runs in a process of its own
(`grader/judge/property_process.py`), because no thread can be stopped, the event loop must not
wait, and the watchdog of the grader's main thread already uses the alarm signal.
"""

from __future__ import annotations

import math
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from grader.judge.comparison import type_name, walk_pairs
from grader.judge.differences import Difference, add_call, location
from grader.judge.differing_entries import strange_number
from grader.judge.questions import to_sent
from grader.judge.records import Exam, Observation
from grader.judge.time_limits import OvertimeError, limited_time
from grader.probe import ArrayRecord, Opaque, Oversized, TensorRecord, pack, unpack
from grader.probe.materialize import materialize
from grader.protocol import ProblemKind
from lessons.authoring import Case
from lessons.exercise_loader import AuthoringError, ExerciseCode
from lessons.properties import AGAIN, SECRET, Property

CPU_SECONDS = 2.0
"""Processor time of the property, for all cases of one answer."""

WALL_SECONDS = 20.0
"""Time after which it is ended even if it only sleeps."""

MAX_INTEGER = 1 << 63
"""Integers beyond this are wrong: arithmetic with floats would raise in the property."""

Keys = Mapping[int, tuple[str | None, ...]]
"""What the property returned, one for each call, by the number of the case."""


class PropertyError(AuthoringError):
    """The function under `@accepts` raised, ran out of time, or returned no key of a mistake."""


@dataclass(frozen=True, slots=True)
class PropertyQuestion:
    """The values of one answer about which the property has to decide. All bytes are frames."""

    numbers: tuple[int, ...]  # of the cases
    arguments: bytes  # the exam's question
    values: bytes  # for each case: what it returned, one per call, the secret, and a script's input
    seed: int  # of torch's generator, so that the property draws the same numbers again


# --- what the property is not asked about ---------------------------------------------------------


def check_usable(reference: Observation, answer: Observation, found: Property) -> Difference | None:
    """Return why the property cannot be asked about the values of an answer, or None."""
    for call, (expected, actual) in enumerate(
        zip(reference.returned, answer.returned, strict=False)
    ):
        difference = _unusable(expected, actual, found)
        if difference is not None:
            return add_call(difference, call, reference)
    return None


def _unusable(expected: Any, actual: Any, found: Property) -> Difference | None:
    for path, value in _leaves(actual, ""):
        if isinstance(value, Opaque | Oversized) or _lacks_numbers(value):
            names = {"expected_type": type_name(expected), "got_type": type_name(value)}
            return Difference(ProblemKind.TYPE, expected, actual, location(path) | names)
    if not found.finite:
        return None
    finite = {path for path, e, a in _pairs(expected, actual, found) if _is_finite(e)}
    for path, value in _leaves(actual, ""):
        if not _is_finite(value) and (not found.types or path in finite):
            facts = location(path) | (strange_number(0.0, value) or {"strange": "inf"})
            return Difference(ProblemKind.VALUE, expected, actual, facts)
    return None


def _pairs(expected: Any, actual: Any, found: Property) -> Iterator[tuple[str, Any, Any]]:
    return walk_pairs(expected, actual) if found.types else iter(())


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Yield the values that are no containers, with their places as `walk_pairs` names them."""
    for place, leaf, _ in walk_pairs(value, value):
        yield f"{path}{place}", leaf


def _lacks_numbers(value: Any) -> bool:
    if isinstance(value, ArrayRecord):
        return value.entries is None or value.dtype.kind not in "biufc"
    return isinstance(value, TensorRecord) and value.entries is None


def _is_finite(value: Any) -> bool:
    if isinstance(value, bool):
        return True
    if isinstance(value, int):
        return -MAX_INTEGER <= value < MAX_INTEGER
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, complex):
        return math.isfinite(value.real) and math.isfinite(value.imag)
    if not isinstance(value, TensorRecord | ArrayRecord) or value.entries is None:
        return True
    return not strange_number(0.0, value)


# --- the question ---------------------------------------------------------------------------------


def property_question(
    exam: Exam, observed: tuple[Observation, ...], numbers: tuple[int, ...]
) -> PropertyQuestion:
    """Return the question about the cases with these numbers."""
    found = exam.expectations.property
    assert found is not None
    values = [
        {
            "returned": [
                _plain(expected if found.types else actual, actual)
                for expected, actual in zip(
                    exam.expected[number].returned, observed[number].returned, strict=True
                )
            ],
            SECRET: getattr(exam.cases[number], SECRET, None),
            **_arguments_of_script(exam.cases[number]),
        }
        for number in numbers
    ]
    return PropertyQuestion(
        numbers, exam.question, pack(values), int(exam.origin.seed, 16) % (1 << 63)
    )


def _arguments_of_script(case: Case) -> dict[str, Any]:
    """Return the arguments of a script's first step, which the exam's question has as steps."""
    return {"arguments": to_sent(case.arguments)} if case.steps else {}


def _plain(expected: Any, actual: Any) -> Any:
    """Return a value of the answer as a fresh plain one, of exactly the expected type."""
    if isinstance(expected, list | tuple):
        items = zip(expected, actual, strict=True)
        made = [_plain(e, a) for e, a in items]
        return made if isinstance(expected, list) else tuple(made)
    if isinstance(expected, dict):
        return {key: _plain(value, actual[key]) for key, value in expected.items()}
    if isinstance(actual, TensorRecord):
        data = actual.data
        assert data is not None
        return data.clone()
    if isinstance(actual, ArrayRecord):
        assert actual.data is not None
        number = actual.data[()] if actual.scalar else actual.data.copy()
        return type(expected)(number) if isinstance(expected, int | float) else number
    if type(expected) is float and isinstance(actual, int):
        return float(actual)
    if isinstance(expected, ArrayRecord) and expected.scalar:
        return np.asarray(actual)[()]
    return actual


# --- the answer -----------------------------------------------------------------------------------


def try_property(code: ExerciseCode, question: PropertyQuestion) -> Keys:
    """Return what the property says about each case. Raise PropertyError if it cannot say.

    Call it in the main thread of a process; elsewhere there is no limit of time.
    """
    found = code.expectations.property
    assert found is not None
    cases = unpack(question.arguments)["cases"]
    answers = unpack(question.values)
    with torch.random.fork_rng(devices=()), limited_time(CPU_SECONDS, WALL_SECONDS):
        torch.manual_seed(question.seed)
        try:
            return {
                number: tuple(
                    _key(code, found, value, (cases[number] | answer)["arguments"], more)
                    for value, more in _with_more(found, answer)
                )
                for number, answer in zip(question.numbers, answers, strict=True)
            }
        except OvertimeError:
            message = f"the function under @accepts took over {CPU_SECONDS:g} s; let it end sooner"
            raise PropertyError(code.path, found.line, message) from None


def _with_more(
    found: Property, answer: Mapping[str, Any]
) -> Iterator[tuple[Any, Mapping[str, Any]]]:
    """Yield each value of a case with what the property takes besides the arguments, by name."""
    more = {SECRET: answer[SECRET]} if found.takes_secret else {}
    values = answer["returned"]
    for value, other in zip(values, reversed(values), strict=True):
        yield value, more | ({AGAIN: other} if found.takes_again else {})


def _key(
    code: ExerciseCode,
    found: Property,
    value: Any,
    arguments: tuple[Any, ...],
    more: Mapping[str, Any],
) -> str | None:
    keywords = {name: materialize(each) for name, each in more.items()}
    try:
        with torch.no_grad():
            key = found.function(materialize(value), *materialize(list(arguments)), **keywords)
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno for frame in frames if frame.filename == str(code.path)]
        message = f"the function under @accepts raised {error!r}"
        raise PropertyError(code.path, (lines or [0])[-1] or found.line, message) from error
    if key is None or (isinstance(key, str) and key in code.mistakes):
        return key
    known = ", ".join(code.mistakes) or "none"
    message = (
        f"the function under @accepts returned {repr(key)[:60]}; it returns None, or the key of a "
        f"@mistake of this file (there are: {known})"
    )
    raise PropertyError(code.path, found.line, message)


def find_refusals(found: Keys) -> Mapping[int, str]:
    """Return the first key that the property returned for each case that it refuses."""
    firsts = ((number, next(filter(None, keys), None)) for number, keys in found.items())
    return {number: key for number, key in firsts if key is not None}


def refused_value(answer: Observation, keys: tuple[str | None, ...]) -> Difference:
    """Return the difference of a case that the property refuses with these keys.

    Of a script it is about the first refused round, as `find_difference` names it.
    """
    if not answer.rounds:
        return Difference(ProblemKind.VALUE, actual=answer.value)
    step = next(index for index, key in enumerate(keys) if key is not None)
    return Difference(
        ProblemKind.VALUE, actual=answer.rounds[step].value, facts={"step": str(step)}
    )
