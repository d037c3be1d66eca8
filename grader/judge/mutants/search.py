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


@dataclass(frozen=True, slots=True)
class Limits:
    """Most mutants that are tried. A count, unlike a time, is the same on every machine."""

    of_reference: int  # with one change
    of_others: int  # with one change of another right answer
    pairs: int  # with two changes of the reference


LIMITS = (Limits(150, 60, 150), Limits(110, 30, 30), Limits(80, 10, 10))
"""By how much a run costs, the least first."""

_COSTLY = frozenset({"backward", "grad", "autograd", "functional_call", "load", "load_state_dict"})
"""Names of what takes longer than a few operations."""

_LONGEST_SECONDS = 2.0
"""The processor time after which the search is interrupted, such as by a mutant without an end."""

_ALONE = frozenset({"parameter-fixed", "parameters-exchanged"})
"""Kinds of changes that are tried without another one: there is a remark about the parameters."""

_OF_ARGUMENTS = _ALONE | {"parameter-changed"}
"""Kinds of changes that are the same in all right answers."""

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
    sources: Sequence[str],
    *,
    number: int,
    answer: Sequence[Observation],
) -> dict[str, str]:
    """Return what the first such mutant has changed, as the facts `relation` and `amount`.

    Of two changes, `relation` is "two-changes", and `first`, `first_amount`, `second` and
    `second_amount` are the facts. `sources` are those of the exercise's right answers, that of the
    reference first, and `number` that of a case on which the answer is wrong.
    """
    with warnings.catch_warnings(), directory_with(exam.files):
        warnings.simplefilter("ignore")  # the mutants' own, which nobody can act on
        try:
            with limited_time(_LONGEST_SECONDS):
                return _Search(exam, code, sources, number=number, answer=answer).find()
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
        sources: Sequence[str],
        *,
        number: int,
        answer: Sequence[Observation],
    ) -> None:
        self._exam, self._code = exam, code
        self._number, self._answer = number, answer
        self._questions = [unpack(each) for each in exam.questions]
        self._of_case = questions_of_case(self._questions, number)
        self._tree, self._edits = make_edits(sources[0], code.function, _fixed_numbers(exam))
        self._others = sources[1:]
        self._limits = limits_of(self._tree, is_script=exam.conversation)
        self._observed: dict[tuple[bytes, ...], tuple[Observation, bool]] = {}
        """By what was returned on the case: whether the answer returned the same there."""

    def find(self) -> dict[str, str]:
        unchanged = self._run(self._tree)
        if unchanged is None:
            return {}
        self._observed[unchanged] = self._expected, False
        form = _form(self._answer[self._number])
        tried: list[_Tried] = []
        for edit in usual(self._edits, self._limits.of_reference):
            frames = self._run(self._tree, edit)
            if frames is None:
                continue
            is_new = frames not in self._observed
            if self._explains(frames, FEWEST_VALUES, self._tree, edit):
                return {"relation": edit.key, "amount": edit.amount or "none"}
            observed, _ = self._observed[frames]
            if observed.raised is None and edit.key not in _ALONE:
                rank = edit.rank + (0 if is_new else _LATER // 2)
                tried.append(_Tried(edit, _form(observed) == form, rank))
        return self._of_others() or self._of_pairs(tried, form)

    def _of_others(self) -> dict[str, str]:
        """Return what is changed in a right answer that is not the reference."""
        made = [make_edits(each, self._code.function, {}) for each in self._others]
        is_script = self._exam.conversation
        most = {id(tree): limits_of(tree, is_script=is_script).of_others for tree, _ in made}
        changes = [
            (tree, edit)
            for tree, edits in made
            for edit in edits
            if not edit.for_pairs and edit.key not in _OF_ARGUMENTS
        ]
        changes.sort(key=lambda change: change[1].rank)
        spent = 0.0
        for tree, edit in changes:
            spent += 1 / most[id(tree)]
            if spent > 1:
                break
            frames = self._run(tree, edit)
            if frames and self._explains(frames, FEWEST_VALUES, tree, edit):
                return {"relation": edit.key, "amount": edit.amount or "none"}
        return {}

    def _of_pairs(self, tried: Sequence[_Tried], form: object) -> dict[str, str]:
        """Return which two changes of the reference explain the answer, which has this form."""
        known = [*tried, *(_Tried(each, True, each.rank) for each in self._edits if each.for_pairs)]
        pairs = _pairs(known, form != _form(self._expected))
        for one, other in islice(pairs, self._limits.pairs):
            frames = self._run(self._tree, one, other)
            if frames and self._explains(frames, _FEWEST_OF_PAIRS, self._tree, one, other):
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

    def _run(self, tree: ast.Module, *edits: Edit) -> tuple[bytes, ...] | None:
        """Return the answer of a mutant to the case; None if there is no such mutant."""
        changed = _execute(apply(tree, *edits), self._code)
        return None if changed is None else answer_questions(changed, self._of_case)

    def _explains(
        self, frames: tuple[bytes, ...], fewest: int, tree: ast.Module, *edits: Edit
    ) -> bool:
        """Return whether a mutant, which returned this on the case, does what the answer does."""
        if frames not in self._observed:
            (of_case,) = parse_answers(frames, self._case)
            self._observed[frames] = of_case, self._is_alike([of_case], [self._number])
        if not self._observed[frames][1]:
            return False
        changed = _execute(apply(tree, *edits), self._code)
        observed = observe(changed, self._questions, self._exam.cases)
        is_alike = self._is_alike(observed, range(len(self._exam.cases)))
        return is_alike and _is_telling(self._exam, observed, fewest)

    def _is_alike(self, observed: Sequence[Observation], numbers: Sequence[int]) -> bool:
        """Return whether a mutant and the answer return the same in the cases of these numbers."""
        for number, each in zip(numbers, observed, strict=True):
            if each.raised is not None and self._exam.expected[number].raised is None:
                if self._answer[number].raised is None:
                    return False
                continue  # the types of the two exceptions say nothing
            if find_difference(each, self._answer[number], self._exam.expectations) is not None:
                return False
        return True


_LATER = 4
"""How much later a change is tried whose result has another form than the answer's."""


def limits_of(tree: ast.Module, *, is_script: bool) -> Limits:
    """Return how many mutants are tried of a right answer with this tree."""
    nodes = list(ast.walk(tree))
    has_loop = any(isinstance(each, ast.For | ast.comprehension) for each in nodes)
    names = {each.attr for each in nodes if isinstance(each, ast.Attribute)}
    return LIMITS[min(is_script + has_loop + len(names & _COSTLY), len(LIMITS) - 1)]


def usual(edits: Sequence[Edit], most: int) -> list[Edit]:
    """Return the edits that are tried alone, in their order: the most usual ones."""
    alone = [each for each in edits if not each.for_pairs]
    kept = sorted(range(len(alone)), key=lambda number: alone[number].rank)[:most]
    return [alone[number] for number in sorted(kept)]


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
