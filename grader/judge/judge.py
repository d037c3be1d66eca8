"""The judge: makes secret inputs, compares answers with the reference, says what came first.

Runs in the worker's process and never runs a learner's code.
"""

from __future__ import annotations

import functools
import inspect
import math
import os
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import torch

from grader.judge import precheck
from grader.judge.checks import ORDER, Difference, difference, no_gradient
from grader.judge.comparison import is_array, same, same_device
from grader.judge.explain_exception import UNKNOWN, explained
from grader.judge.formatting import describe, show, show_arguments
from grader.judge.mistakes import mistake
from grader.judge.records import Exam, Finding, MistakeRun, Observation, Unobserved, observations
from grader.judge.style_hints import remarks
from grader.probe import (
    ArrayRecord,
    FrameError,
    Opaque,
    Oversized,
    TensorRecord,
    answer_unpacked,
    pack,
    unpack,
)
from grader.protocol import ExceptionInfo, Problem, ProblemKind, Status
from grader.syntax.summary import Summary
from lessons.authoring import AuthoringError, Case, ExerciseCode, load, make_cases
from lessons.curriculum import Catalog, Exercise


class Judge:
    """Judges answers to the catalogue's exercises. Their code is loaded when it is first needed."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._codes: dict[str, ExerciseCode] = {}

    def function_of(self, exercise_id: str) -> str:
        """The name of the function that is asked for. Raises KeyError for an unknown exercise."""
        return self._exercise(exercise_id).function

    def precheck(self, exercise_id: str, summary: Summary) -> Finding | None:
        """Why the code cannot be graded (no statement, syntax, no such function, arguments that do
        not fit), or None when it can be run. Raises KeyError for an unknown exercise."""
        return precheck.check(self._exercise(exercise_id), summary)

    def uncompilable(
        self, exercise_id: str, code: str, raised: Mapping[str, Any]
    ) -> Finding | None:
        """The finding for code that the jail could not compile, by what the jail says was raised;
        None if that came from running it. Raises KeyError for an unknown exercise."""
        return precheck.uncompilable(self._exercise(exercise_id), code, raised)

    def missing(self, exercise_id: str, names: Iterable[str]) -> Finding:
        """The finding for code that ran without defining the function. `names`: what it defines.

        Raises KeyError for an unknown exercise.
        """
        return precheck.missing(self._exercise(exercise_id), names)

    def make_exam(self, exercise_id: str, device: str = "cpu", seed: int | None = None) -> Exam:
        """Fresh inputs, with the reference already observed on them.

        Knows nothing of a submission, so it can be prepared ahead of one. `device` is a device of
        this machine that cases may use beside "cpu" and "meta"; the exam's is "cpu" where none
        does. A fixed `seed` is for tests only.
        Raises KeyError for an unknown exercise and AuthoringError when its file is at fault.
        """
        code = self._code(exercise_id)
        drawn = int.from_bytes(os.urandom(7)) if seed is None else seed
        cases = make_cases(code, drawn, tuple(dict.fromkeys(("cpu", "meta", device))))
        question = _question(code, cases, secret=2 + drawn % 7)
        asked = unpack(question)
        expected = _observed(code.reference, asked)
        inputs = tuple(case["arguments"] for case in asked["cases"])
        _check_reference(code, inputs, expected)
        return Exam(
            exercise=exercise_id,
            entry=code.function,
            question=question,
            device=device if _use(device, cases) else "cpu",
            limits=code.expectations.limits,
            parameters=code.parameters,
            expectations=code.expectations,
            cases=cases,
            inputs=inputs,
            expected=expected,
        )

    def grade(self, exam: Exam, answer: bytes) -> Finding:
        """Compares an answer from the jail with the reference; trusts nothing in it.

        A frame that is none, or no answer to this exam, is an error with the reason "garbled".
        """
        try:
            seen = observations(answer, len(exam.cases))
        except FrameError:
            return Finding(Status.ERROR, reason="garbled")
        pairs = list(zip(exam.expected, seen, strict=True))
        if not all(came.has_what(wanted) for wanted, came in pairs):
            return Finding(Status.ERROR, reason="garbled")
        found = [difference(wanted, came, exam.expectations) for wanted, came in pairs]
        failed = [number for number, each in enumerate(found) if each is not None]
        if not failed:
            return Finding(Status.PASSED)
        worst = min(failed, key=lambda number: _rank(exam, number, found[number]))
        first = found[worst]
        assert first is not None
        key = mistake(exam, self._wrongs(exam), seen)
        problem = _problem(exam, worst, first, seen[worst], key)
        status = Status.ERROR if first.kind is ProblemKind.EXCEPTION else Status.FAILED
        return Finding(status, problem)

    def _wrongs(self, exam: Exam) -> tuple[MistakeRun, ...]:
        """The named mistakes, observed on the exam's cases: work that only a wrong answer asks for,
        and as much as all the rest."""
        code, asked = self._code(exam.exercise), unpack(exam.question)
        return tuple(
            _wrong(key, _observed(variant, asked), exam.expected, code)
            for key, variants in code.mistakes.items()
            for variant in variants
        )

    def explain(self, raised: Mapping[str, Any]) -> ExceptionInfo:
        """An exception as the jail tells it, with the error catalogue's key and facts. Trusts
        nothing in it: what is not as it should be is left out."""
        return explained(raised)

    def remarks(self, exercise_id: str, summary: Summary) -> tuple[str, ...]:
        """Keys of what could be better in code that can be parsed; never blocking.

        Raises KeyError for an unknown exercise and AuthoringError when its file is at fault.
        """
        return remarks(summary.style_hints, _source(self._code(exercise_id).reference))

    def _exercise(self, exercise_id: str) -> Exercise:
        exercise = self._catalog.exercise(exercise_id)
        if exercise is None:
            raise KeyError(exercise_id)
        return exercise

    def _code(self, exercise_id: str) -> ExerciseCode:
        if exercise_id not in self._codes:
            self._codes[exercise_id] = load(self._exercise(exercise_id).path)
        return self._codes[exercise_id]


def _use(device: str, cases: Iterable[Case]) -> bool:
    return any(_names(each, device) for case in cases for each in case.arguments)


def _names(value: Any, device: str) -> bool:
    if isinstance(value, torch.Tensor):
        return same_device(value.device, device)
    if isinstance(value, torch.device):
        return same_device(value, device)
    if isinstance(value, dict):
        return any(_names(each, device) for each in value.values())
    if isinstance(value, list | tuple):
        return any(_names(each, device) for each in value)
    return isinstance(value, str) and value == device


@functools.lru_cache(maxsize=1000)
def _source(reference: Callable[..., Any]) -> str:
    return textwrap.dedent(inspect.getsource(reference))


def _question(code: ExerciseCode, cases: tuple[Case, ...], secret: int) -> bytes:
    asked = code.expectations
    return pack(
        {
            "parameters": list(code.parameters),
            "calls": asked.calls,
            "shares_memory_with": asked.shares_memory_with,
            "grad_of": list(asked.grad_of),
            "watched": asked.computed_on is not None,
            "secret": secret,
            "cases": [{"arguments": case.arguments, "cuda": case.cuda} for case in cases],
        }
    )


def _observed(function: Any, asked: Mapping[str, Any]) -> tuple[Observation, ...]:
    """The observations of our own code, the reference or a named mistake, on the cases of an
    unpacked question."""
    return observations(answer_unpacked(function, asked, ""), len(asked["cases"]))


def _check_reference(
    code: ExerciseCode, inputs: tuple[tuple[Any, ...], ...], expected: tuple[Observation, ...]
) -> None:
    fault = next(_faults(code, inputs, expected), None)
    if fault is not None:
        raise AuthoringError(code.path, code.reference.__code__.co_firstlineno, fault)


def _faults(
    code: ExerciseCode, inputs: tuple[tuple[Any, ...], ...], expected: tuple[Observation, ...]
) -> Iterator[str]:
    """What keeps a reference from telling right answers from wrong ones."""
    asked = code.expectations
    for given, seen in zip(inputs, expected, strict=True):
        for parameter, value in zip(code.parameters, given, strict=True):
            yield from _unserializable(value, f'the argument "{parameter}" of a case')
        if asked.leaves_inputs and not same(given, seen.arguments):
            yield "the reference changes its input; write @exercise(leaves_inputs=False) or copy"
        for value in (*seen.answers, *seen.arguments):
            yield from _unserializable(value, "what the reference returns")
    ended = [seen for seen in expected if seen.raised is None]
    if not ended:
        told = expected[0].raised or {}
        yield f"the reference raises in every case: {told.get('type')}: {told.get('message')}"
    if asked.shares_memory_with and all(same(each.value, each.value_after) for each in ended):
        yield f'the reference\'s result is not on the memory of "{asked.shares_memory_with}"'
    for number, name in enumerate(asked.grad_of):
        if all(no_gradient(each.gradients, number) for each in ended):
            yield f'no gradient reaches "{name}" in any case; do its tensors require grad?'


def _unserializable(value: Any, whose: str) -> Iterator[str]:
    """Two values of which nothing is sent but what they call themselves cannot be told apart."""
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
    elif _is_unsent(value):
        yield f"{whose} is too large to be sent whole; let cases(rng) make smaller inputs"


def _is_unsent(value: Any) -> bool:
    if isinstance(value, Oversized):
        return True
    if isinstance(value, TensorRecord):
        return value.data is None and value.device != "meta"
    return isinstance(value, ArrayRecord) and value.data is None


def _wrong(
    key: str,
    seen: tuple[Observation, ...],
    expected: tuple[Observation, ...],
    code: ExerciseCode,
) -> MistakeRun:
    pairs = enumerate(zip(expected, seen, strict=True))
    telling = [n for n, (w, c) in pairs if difference(w, c, code.expectations) is not None]
    return MistakeRun(key, seen, tuple(telling))


def _rank(exam: Exam, number: int, found: Difference | None) -> tuple[Any, ...]:
    """What a learner should see first: a shown case, then the earliest look, then the smallest."""
    assert found is not None
    size = sum(_size(value) for value in exam.inputs[number])
    return (not exam.cases[number].shown, ORDER.index(found.kind), size, number)


def _size(value: Any) -> int:
    if isinstance(value, TensorRecord | ArrayRecord):
        return int(torch.Size(value.shape).numel())
    if isinstance(value, list | tuple):
        return 1 + sum(_size(each) for each in value)
    if isinstance(value, dict):
        return 1 + sum(_size(each) for each in value.values())
    if isinstance(value, int | float) and math.isfinite(value):
        return int(min(abs(value), 1e6))
    return 1


def _problem(
    exam: Exam, number: int, found: Difference, seen: Observation, key: str | None
) -> Problem:
    shown = exam.cases[number].shown
    if found.kind is ProblemKind.INPUT_CHANGED:
        parameter = exam.parameters[int(found.facts["number"]) - 1]
        found = replace(found, facts={"parameter": parameter, "found": found.facts["found"]})
    facts = dict(found.facts)
    if not shown:
        facts["hidden"] = "True"
    if exam.cases[number].cuda is not None:
        facts["cuda"] = str(exam.cases[number].cuda)
    return Problem(
        kind=found.kind,
        mistake=key,
        input=show_arguments(exam.parameters, exam.inputs[number], shown),
        expected=_expected(found, shown, exam),
        got=_text(found, found.got, found.expected, exam),
        hidden=not shown,
        facts={name: facts.get(name, UNKNOWN)[:_MAX_FACT] for name in FACTS[found.kind]},
        raised=None if seen.raised is None else explained(seen.raised),
    )


def _expected(found: Difference, shown: bool, exam: Exam) -> str | None:
    """What was expected; of a hidden case only its description, where that says anything."""
    value = found.expected
    if shown or value is Unobserved or found.kind is ProblemKind.DEVICE:
        return _text(found, value, found.got, exam)
    if found.kind is ProblemKind.VALUE and not is_array(value) and not isinstance(value, Opaque):
        return None  # of the right type: the sentence says so
    return _titled(found, describe(value, with_range=found.kind in _MARKED))


def _text(found: Difference, value: Any, other: Any, exam: Exam) -> str | None:
    if value is Unobserved:
        return None
    if found.kind is ProblemKind.DEVICE:
        # What comes back from meta has no values of its own, so none are shown.
        return describe(value, with_device=True)
    marked = other if found.kind in _MARKED else Unobserved
    with_dtype = found.kind is ProblemKind.DTYPE
    text = show(value, marked, exam.expectations.tolerance, with_dtype)
    return _titled(found, text)


def _titled(found: Difference, text: str) -> str:
    """Says whose value it is where it is not the result's."""
    if found.kind not in _OF_A_PARAMETER:
        return text
    return f"{found.facts['parameter']}{_OF_A_PARAMETER[found.kind]} =\n{text}"


_OF_A_PARAMETER = {ProblemKind.INPUT_CHANGED: "", ProblemKind.GRAD: ".grad"}


_MAX_FACT = 400
_PLACE = ("where", "call")
FACTS: Mapping[ProblemKind, tuple[str, ...]] = {
    ProblemKind.MISSING_FUNCTION: ("function", "signature", "found", "nearest"),
    ProblemKind.SIGNATURE: ("function", "signature", "found", "expected_count", "got_count"),
    ProblemKind.SYNTAX: (),
    ProblemKind.EXCEPTION: (),
    ProblemKind.TYPE: (
        *_PLACE,
        "expected_type",
        "got_type",
        "expected_length",
        "got_length",
        "missing_key",
        "extra_key",
        "cuda",
    ),
    ProblemKind.DEVICE: (*_PLACE, "expected_device", "got_device", "computed_on"),
    ProblemKind.DTYPE: (*_PLACE, "expected_dtype", "got_dtype"),
    ProblemKind.SHAPE: (*_PLACE, "expected_shape", "got_shape"),
    ProblemKind.ALIAS: ("parameter",),
    ProblemKind.REQUIRES_GRAD: (*_PLACE, "expected_grad"),
    ProblemKind.GRAD: ("parameter", "found"),
    ProblemKind.INPUT_CHANGED: ("parameter", "found"),
    ProblemKind.VALUE: (*_PLACE, "cuda", "hidden", "differing", "total", "index"),
}
"""The facts that each kind's words may name; one that could not be found is "none"."""

_MARKED = (ProblemKind.VALUE, ProblemKind.INPUT_CHANGED, ProblemKind.GRAD)
"""The kinds of difference that lie in single entries."""
