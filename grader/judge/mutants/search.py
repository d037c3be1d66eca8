"""Finds the mutant of the reference that returns what a wrong answer returned, in every case."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Any

import torch

from grader.judge.checks import find_difference
from grader.judge.data_files import directory_with
from grader.judge.mutants.edits import Edit, apply, fit_together, make_edits
from grader.judge.questions import questions_of_case
from grader.judge.records import Exam, Observation, parse_answers
from grader.judge.time_limits import OvertimeError, limited_time
from grader.judge.trusted_runs import answer_questions, observe
from grader.probe import ArrayRecord, TensorRecord, unpack
from grader.protocol import ProblemKind
from lessons.authoring import Case
from lessons.exercise_loader import ExerciseCode

FEWEST_CASES = 2
"""Fewest cases on which the mutant has to differ from the reference."""

FEWEST_VALUES = 4
"""Fewest values in the results of these cases: single numbers are more often equal by accident."""

_FEWEST_OF_PAIRS = 12
"""The same for a mutant with two changes: there are many more of them."""

MOST_MUTANTS = 150
"""Most mutants with one change that are tried."""

_MOST_PAIRS = 150
"""Most mutants with two changes that are tried. A count, unlike a time, is the same everywhere."""

_LONGEST_SECONDS = 2.0
"""The processor time after which the search is interrupted, such as by a mutant without an end."""

_ALONE = frozenset({"parameter-fixed", "parameters-exchanged"})
"""Kinds of changes that are tried without another one: there is a remark about the parameters."""

_USUAL = (0, 1, 2, 3, 5, 10, 0.1, 0.01, 0.5, 0.9)
"""Numbers that are often written in the place of a parameter."""

KINDS = frozenset(
    {
        *(ProblemKind.VALUE, ProblemKind.SHAPE, ProblemKind.TYPE, ProblemKind.DTYPE),
        *(ProblemKind.GRAD, ProblemKind.GIVEN_STATE),
    }
)
"""The kinds of problems that a mutant may explain."""


def find_mutant(
    exam: Exam,
    code: ExerciseCode,
    source: str,
    *,
    number: int,
    answer: Sequence[Observation],
) -> dict[str, str]:
    """Return what the first such mutant has changed, as the facts `relation` and `amount`.

    Of two changes, `relation` is "two-changes", and `first`, `first_amount`, `second` and
    `second_amount` are the facts. `source` is that of the reference, and `number` that of a case on
    which the answer is wrong.
    """
    with warnings.catch_warnings(), directory_with(exam.files):
        warnings.simplefilter("ignore")  # the mutants' own, which nobody can act on
        try:
            with limited_time(_LONGEST_SECONDS):
                return _Search(exam, code, source, number=number, answer=answer).find()
        except OvertimeError:
            return {}


@dataclass(frozen=True, slots=True)
class _Tried:
    """A change that does not explain the answer alone, but may do so with another one."""

    edit: Edit
    has_form: bool  # of what the answer returned on the case: the same types, shapes and dtypes
    rank: int


class _Search:
    def __init__(
        self,
        exam: Exam,
        code: ExerciseCode,
        source: str,
        *,
        number: int,
        answer: Sequence[Observation],
    ) -> None:
        self._exam, self._code = exam, code
        self._number, self._answer = number, answer
        self._questions = [unpack(each) for each in exam.questions]
        self._of_case = questions_of_case(self._questions, number)
        self._tree, self._edits = make_edits(source, code.function, _fixed_numbers(exam))
        self._alike: dict[tuple[bytes, ...], bool] = {}
        """By what was returned on the case: whether the answer returned the same there."""

    def find(self) -> dict[str, str]:
        unchanged = self._run()
        if unchanged is None:
            return {}
        self._alike[unchanged] = False
        form = _form(self._answer[self._number])
        tried: list[_Tried] = []
        for edit in islice((each for each in self._edits if not each.for_pairs), MOST_MUTANTS):
            frames = self._run(edit)
            if frames is None:
                continue
            is_new = frames not in self._alike
            if self._explains(frames, FEWEST_VALUES, edit):
                return {"relation": edit.key, "amount": edit.amount or "none"}
            (observed,) = parse_answers(frames, self._case)
            if observed.raised is None and edit.key not in _ALONE:
                rank = edit.rank + (0 if is_new else _LATER // 2)
                tried.append(_Tried(edit, _form(observed) == form, rank))
        tried += [_Tried(each, True, each.rank) for each in self._edits if each.for_pairs]
        for one, other in islice(_pairs(tried, form != _form(self._expected)), _MOST_PAIRS):
            pair_frames = self._run(one, other)
            if pair_frames and self._explains(pair_frames, _FEWEST_OF_PAIRS, one, other):
                facts = {"first": one.key, "first_amount": one.amount or "none"}
                facts |= {"second": other.key, "second_amount": other.amount or "none"}
                return {"relation": "two-changes", "amount": "none"} | facts
        return {}

    @property
    def _case(self) -> tuple[Case, ...]:
        return (self._exam.cases[self._number],)

    @property
    def _expected(self) -> Observation:
        return self._exam.expected[self._number]

    def _run(self, *edits: Edit) -> tuple[bytes, ...] | None:
        """Return the answer of a mutant to the case; None if there is no such mutant."""
        changed = _execute(apply(self._tree, *edits), self._code)
        return None if changed is None else answer_questions(changed, self._of_case)

    def _explains(self, frames: tuple[bytes, ...], fewest: int, *edits: Edit) -> bool:
        """Return whether a mutant, which returned this on the case, does what the answer does."""
        if frames not in self._alike:
            observed = parse_answers(frames, self._case)
            self._alike[frames] = self._is_alike(observed, [self._number])
        if not self._alike[frames]:
            return False
        changed = _execute(apply(self._tree, *edits), self._code)
        observed = observe(changed, self._questions, self._exam.cases)
        is_alike = self._is_alike(observed, range(len(self._exam.cases)))
        return is_alike and _is_telling(self._exam, observed, fewest)

    def _is_alike(self, observed: Sequence[Observation], numbers: Sequence[int]) -> bool:
        """Return whether a mutant and the answer return the same in the cases of these numbers."""
        for number, each in zip(numbers, observed, strict=True):
            if each.raised is not None and self._exam.expected[number].raised is None:
                return False
            if find_difference(each, self._answer[number], self._exam.expectations) is not None:
                return False
        return True


_LATER = 4
"""How much later a change is tried whose result has another form than the answer's."""


def _pairs(tried: Sequence[_Tried], is_other_form: bool) -> Iterator[tuple[Edit, Edit]]:
    """Yield the changes that fit together, the likeliest first.

    `is_other_form` says that the answer's form is not that of the right result.
    """

    def rank(pair: tuple[_Tried, _Tried]) -> int:
        one, other = pair
        if is_other_form:
            is_unlikely = not one.has_form and not other.has_form
        else:
            is_unlikely = not one.has_form or not other.has_form
        return one.rank + other.rank + (_LATER if is_unlikely else 0)

    for one, other in sorted(combinations(tried, 2), key=rank):
        if fit_together(one.edit, other.edit):
            yield one.edit, other.edit


def _form(observed: Observation) -> object:
    """Return the types, shapes and dtypes of what was returned."""
    return [_form_of(each) for each in observed.returned]


def _form_of(value: Any) -> object:
    if isinstance(value, TensorRecord | ArrayRecord):
        return type(value), value.shape, value.dtype
    if isinstance(value, dict):
        return {key: _form_of(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_form_of(each) for each in value]
    return type(value)


def _fixed_numbers(exam: Exam) -> Mapping[str, Sequence[float]]:
    """Return numbers for the parameters that are different numbers in the cases."""
    found: dict[str, Sequence[float]] = {}
    for place, name in enumerate(exam.parameters):
        given = [values[place] for values in exam.inputs if place < len(values)]
        are_numbers = all(type(each) in (int, float) for each in given)
        if len(given) == len(exam.cases) and are_numbers and len(set(given)) > 1:
            found[name] = tuple(dict.fromkeys((given[0], *_USUAL)))
    return found


def _execute(tree: ast.Module, code: ExerciseCode) -> Any | None:
    """Return the function or class of a mutant, or None if it cannot be defined."""
    names: dict[str, Any] = {"__name__": "mutant", **code.earlier}
    try:
        exec(compile(tree, "<mutant>", "exec", dont_inherit=True), names)  # noqa: S102
    except Exception:
        return None
    return names.get(code.function)


def _is_telling(exam: Exam, observed: Sequence[Observation], fewest: int) -> bool:
    """Return whether a mutant differs from the reference in enough cases, and enough values."""
    differing = [
        sum(_count(value) for value in each.returned)
        for expected, each in zip(exam.expected, observed, strict=True)
        if find_difference(expected, each, exam.expectations) is not None
    ]
    return len(differing) >= FEWEST_CASES and sum(differing) >= fewest


def _count(value: Any) -> int:
    """Return the number of single values in a result."""
    if isinstance(value, TensorRecord | ArrayRecord):
        return int(torch.Size(value.shape).numel())
    if isinstance(value, dict):
        return sum(map(_count, value.values()))
    return sum(map(_count, value)) if isinstance(value, list | tuple) else 1
