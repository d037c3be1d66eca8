"""Runs the code of an exercise, which is trusted, on the cases of an exam."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from grader.judge.checks import find_difference
from grader.judge.data_files import directory_with
from grader.judge.mistakes import may_match
from grader.judge.questions import is_conversation, questions_of_case
from grader.judge.records import Exam, MistakeRun, Observation, parse_answers
from grader.probe import answer_unpacked, converse, unpack
from lessons.authoring import Case
from lessons.exercise_loader import ExerciseCode

VariantKey = tuple[str, int]
"""The key of a mistake, and the number of one of its variants."""

NOTHING_KNOWN: Mapping[VariantKey, tuple[Observation, ...]] = MappingProxyType({})


def observe(
    function: Any, questions: Sequence[Mapping[str, Any]], cases: Sequence[Case]
) -> tuple[Observation, ...]:
    """Run trusted code (a reference or a named mistake) on the cases of unpacked questions."""
    return parse_answers(answer_questions(function, questions), cases)


def answer_questions(
    function: Callable[..., Any], questions: Sequence[Mapping[str, Any]], source: str = ""
) -> tuple[bytes, ...]:
    """Answer the unpacked questions of an exam in this process. The function must be trusted."""
    if is_conversation(questions[0]):
        return converse(function, questions, source)
    return (answer_unpacked(function, questions[0], source),)


def run_mistakes(
    exam: Exam,
    code: ExerciseCode,
    is_likely: Callable[[Callable[..., Any]], bool] = lambda variant: True,
    known: Mapping[VariantKey, tuple[Observation, ...]] = NOTHING_KNOWN,
) -> tuple[MistakeRun, ...]:
    """Run the named mistakes for which `is_likely` is true on the exam's cases.

    `known` are the observations of those that need not be run again.
    """
    questions = [unpack(each) for each in exam.questions]
    with warnings.catch_warnings(), directory_with(exam.files):
        warnings.simplefilter("ignore")  # the mistakes' own, which nobody can act on
        return tuple(
            _mistake_run(
                key,
                known.get((key, number)) or observe(variant, questions, exam.cases),
                exam.expected,
                code,
            )
            for key, variants in code.mistakes.items()
            for number, variant in enumerate(variants)
            if is_likely(variant)
        )


def run_likely_mistakes(
    exam: Exam, code: ExerciseCode, number: int, answer: tuple[Observation, ...]
) -> tuple[MistakeRun, ...]:
    """Run the named mistakes that the answer may be on the exam's cases.

    This is done for wrong answers only. Most mistakes are already ruled out by the case with this
    number, on which the answer is wrong, so they are run on no other.
    """
    questions = questions_of_case([unpack(each) for each in exam.questions], number)
    case = (exam.cases[number],)
    return run_mistakes(
        exam,
        code,
        lambda variant: may_match(
            exam, number, observe(variant, questions, case)[0], answer[number]
        ),
    )


def _mistake_run(
    key: str,
    observed: tuple[Observation, ...],
    expected: tuple[Observation, ...],
    code: ExerciseCode,
) -> MistakeRun:
    pairs = enumerate(zip(expected, observed, strict=True))
    distinguishing = [
        number for number, pair in pairs if find_difference(*pair, code.expectations) is not None
    ]
    return MistakeRun(key, observed, tuple(distinguishing))
