"""The judge: makes secret inputs, and compares answers with the reference.

It runs in the worker's process, and never runs learner code.
"""

from __future__ import annotations

import functools
import inspect
import os
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.judge import precheck, requirements
from grader.judge.case_order import case_rank
from grader.judge.checks import find_difference
from grader.judge.data_files import JudgedFiles, judged_files
from grader.judge.differences import Difference
from grader.judge.differing_entries import with_entries
from grader.judge.exams import make_exam, make_question
from grader.judge.explain_exception import explain
from grader.judge.fingerprint import fingerprint_of, fixed_cases, input_digests
from grader.judge.method_uses import method_uses
from grader.judge.mistakes import find_mistake
from grader.judge.mutants import MUTANT_KINDS, find_mutant
from grader.judge.own_answers import own_answers, own_digests
from grader.judge.problems import make_problem
from grader.judge.properties import (
    Keys,
    PropertyQuestion,
    find_refusals,
    property_question,
    refused_value,
    try_property,
)
from grader.judge.records import Exam, Failure, Finding, MistakeRun, Observation, parse_answers
from grader.judge.shape_trace import TRACED_KINDS, read_trace, without_extras
from grader.judge.style_hints import applicable_hints, swapped_parameters
from grader.judge.timed_exams import TimedExam, make_timed_exam
from grader.judge.trusted_runs import (
    NOTHING_KNOWN,
    VariantKey,
    run_likely_mistakes,
    run_mistakes,
)
from grader.probe import FrameError
from grader.protocol import ExceptionInfo, Problem, ProblemKind, ShapeTrace, Status
from grader.syntax.style_hints import StyleHint
from grader.syntax.summary import Summary
from lessons.curriculum import Catalog, Exercise
from lessons.exercise_loader import ExerciseCode, load


@dataclass(frozen=True, slots=True)
class _FailedCase:
    """The case to show of an answer whose values are not right."""

    number: int
    difference: Difference
    mistake: str | None  # the key of the exercise's named mistake that the answer makes


class Judge:
    """Judges answers to the catalogue's exercises. Loads an exercise's code when first needed.

    Methods with an `exercise_id` raise KeyError for an unknown exercise, and AuthoringError if they
    load the exercise's file and it has an error.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._codes: dict[str, ExerciseCode] = {}
        self._judged_files: dict[str, JudgedFiles] = {}
        self._fixed_cases: dict[str, Mapping[int, str]] = {}
        self._own_digests: dict[str, frozenset[str]] = {}

    def function_name(self, exercise_id: str) -> str:
        """Return the name of the function that the exercise asks for."""
        return self._exercise(exercise_id).function

    def precheck(self, exercise_id: str, summary: Summary) -> Finding | None:
        """Return why the code cannot be graded, by its syntax; None if it can be run.

        It cannot without a statement or the function, with a syntax error, or if the function does
        not accept the arguments.
        """
        exercise = self._exercise(exercise_id)
        uses = method_uses(self._code(exercise_id)) if exercise.is_class else {}
        return precheck.check(exercise, summary, uses)

    def comparable_digest(self, exercise_id: str, summary: Summary) -> str | None:
        """Return the digest of an answer that passed; None where it says nothing about its author.

        That is where the answer is short, or the exercise's own in one of the declared styles.
        """
        if summary.answer_digest is None:
            return None
        if exercise_id not in self._own_digests:
            self._own_digests[exercise_id] = own_digests(self._exercise(exercise_id).path)
        is_own = summary.answer_digest in self._own_digests[exercise_id]
        return None if is_own else summary.answer_digest

    def compile_error(
        self, exercise_id: str, code: str, raised: Mapping[str, Any]
    ) -> Finding | None:
        """Return the finding for code that the jail could not compile.

        `raised` is the exception that the jail reports; None is returned if it came from running
        the code.
        """
        return precheck.compile_error(self._exercise(exercise_id), code, raised)

    def missing_function(
        self, exercise_id: str, names: Iterable[str], summary: Summary | None = None
    ) -> Finding:
        """Return the finding for code that ran without defining the function, but `names`.

        `summary` tells whether another value was put under the function's name.
        """
        binding = None if summary is None else summary.binding
        if self._exercise(exercise_id).is_class:
            return precheck.missing_class(self._exercise(exercise_id))
        if binding is not None and binding.overwrites is not None:
            return precheck.overwritten_function(self._exercise(exercise_id), binding.overwrites)
        return precheck.missing_function(self._exercise(exercise_id), names)

    def make_exam(self, exercise_id: str, device: str = "cpu", seed: int | None = None) -> Exam:
        """Make fresh inputs, and run the reference on them.

        An exam does not depend on a submission, so it can be made in advance. `device` is a device
        of this machine that cases may use beside "cpu" and "meta"; the exam's device is "cpu" if no
        case uses it and the exercise's track does not need it. A `seed` of 56 bits makes the exam
        of a former submission again, if the exercise has not changed and `device` is the same.
        """
        return make_exam(
            self._exercise(exercise_id),
            self._code(exercise_id),
            self.files_of(exercise_id),
            device,
            int.from_bytes(os.urandom(7)) if seed is None else seed,
        )

    def grade(
        self,
        exam: Exam,
        answer: bytes | Sequence[bytes],
        summary: Summary | None = None,
        mistakes: tuple[MistakeRun, ...] | None = None,
        keys: Keys | None = None,
    ) -> Finding:
        """Compare an answer from the jail with the reference. The answer is not trusted.

        `answer` is one frame, or those of all rounds. `summary` is that of the code, if it could be
        parsed. A malformed frame, or one that does not answer this exam, is an error with the
        reason "garbled". `mistakes` are those of `observe_mistakes`, for many answers to one exam.
        `keys` are what the exercise's property returned for `property_question`; without them it
        is run here, which only suits answers of trusted code. Raise PropertyError if it fails.
        """
        observed = self.read_answer(exam, answer)
        if observed is None:
            return Finding(Status.ERROR, reason="garbled")
        return self.grade_observed(exam, observed, summary, mistakes, keys)

    @staticmethod
    def read_answer(exam: Exam, answer: bytes | Sequence[bytes]) -> tuple[Observation, ...] | None:
        """Return the observations of an answer; None if it is malformed or of another exam.

        The answer is not trusted.
        """
        frames = (answer,) if isinstance(answer, bytes) else answer
        try:
            observed = parse_answers(frames, exam.cases)
        except FrameError:
            return None
        pairs = zip(exam.expected, observed, strict=True)
        return observed if all(each.has_fields_of(reference) for reference, each in pairs) else None

    def grade_observed(
        self,
        exam: Exam,
        observed: tuple[Observation, ...],
        summary: Summary | None = None,
        mistakes: tuple[MistakeRun, ...] | None = None,
        keys: Keys | None = None,
    ) -> Finding:
        """Do the same as `grade`, for the observations of an answer."""
        failed = self._failed_case(exam, observed, mistakes, keys)
        if failed is None:
            return requirements.finding(exam, summary, observed)
        number = failed.number
        difference = with_entries(failed.difference, exam.expectations.tolerance)
        problem = make_problem(exam, number, difference, observed, failed.mistake, summary=summary)
        if problem.mistake is None and difference.kind in MUTANT_KINDS:
            problem = self._compared_with_mutants(exam, number, observed, problem)
        is_exception = difference.kind is ProblemKind.EXCEPTION
        failure = Failure(number, difference, observed[number].raised or {})
        return Finding(Status.ERROR if is_exception else Status.FAILED, problem, failure=failure)

    def named_mistake(
        self, exam: Exam, observed: tuple[Observation, ...], mistakes: tuple[MistakeRun, ...]
    ) -> str | None:
        """Return the key of the exercise's named mistake for which `grade` takes an answer, if any.

        This is a small part of what `grade` does. `mistakes` are those of `observe_mistakes`.
        """
        failed = self._failed_case(exam, observed, mistakes, None)
        return None if failed is None else failed.mistake

    def _failed_case(
        self,
        exam: Exam,
        observed: tuple[Observation, ...],
        mistakes: tuple[MistakeRun, ...] | None,
        keys: Keys | None,
    ) -> _FailedCase | None:
        """Return the case to show of an answer whose values are not right; else None."""
        differences = _differences(exam, observed)
        refusals: Mapping[int, str] = {}
        if exam.expectations.property is not None:
            if keys is None:
                keys = self._try_property(exam, observed, differences)
            refusals = find_refusals(keys)
            for each in refusals:
                differences[each] = refused_value(observed[each], keys[each])
        failed = [number for number, each in enumerate(differences) if each is not None]
        if not failed:
            return None
        number = min(failed, key=lambda number: case_rank(exam, number, differences[number]))
        difference = differences[number]
        assert difference is not None
        mistake = refusals.get(number)
        if mistake is None:
            if mistakes is None:
                mistakes = run_likely_mistakes(exam, self._code(exam.exercise), number, observed)
            # One that the case shown to the learner does not show would explain something else.
            showing = tuple(each for each in mistakes if number in each.distinguishing_cases)
            mistake = find_mistake(exam, showing, observed)
        return _FailedCase(number, difference, mistake)

    def _compared_with_mutants(
        self, exam: Exam, number: int, answer: tuple[Observation, ...], problem: Problem
    ) -> Problem:
        """Return the problem, with the change of a right answer that explains it, if one does."""
        if exam.expectations.property is not None:
            return problem
        sources = own_answers(self._exercise(exam.exercise).path)
        code = self._code(exam.exercise)
        found = find_mutant(exam, code, sources, number=number, answer=answer)
        if not found:
            return problem
        facts = problem.facts | found
        return problem.model_copy(update={"mistake": found["relation"], "facts": facts})

    def property_question(
        self, exam: Exam, answer: bytes | Sequence[bytes]
    ) -> PropertyQuestion | None:
        """Return what the exercise's property has to decide about an answer.

        Return None if the exercise declares none, or if no case of the answer is left to decide.
        The answer is not trusted.
        """
        if exam.expectations.property is None:
            return None
        observed = self.read_answer(exam, answer)
        return (
            None if observed is None else _undecided(exam, observed, _differences(exam, observed))
        )

    def _try_property(
        self,
        exam: Exam,
        observed: tuple[Observation, ...],
        differences: list[Difference | None],
    ) -> Keys:
        question = _undecided(exam, observed, differences)
        return {} if question is None else try_property(self._code(exam.exercise), question)

    def exercise_path(self, exercise_id: str) -> Path:
        """Return the path of the exercise's Python file."""
        return self._exercise(exercise_id).path

    def timed_exam(self, exam: Exam) -> TimedExam | None:
        """Return the exam of the CPU time that belongs to `exam`, if the exercise declares one."""
        return make_timed_exam(exam, self._code(exam.exercise))

    def trace_question(self, exam: Exam, failure: Failure) -> bytes | None:
        """Return the question of a second look at the failing case, whose calls are traced.

        Return None if intermediate results would not explain the problem.
        """
        if failure.difference.kind not in TRACED_KINDS or exam.conversation:
            return None
        case = exam.cases[failure.number]
        call = {"first": 0, "second": 1}.get(failure.difference.facts.get("call", ""), -1)
        return make_question(
            self._code(exam.exercise),
            without_extras(exam.expectations),
            (case,),
            secret=0,
            traced_call=call,
        )

    def shape_trace(
        self, exam: Exam, failure: Failure, code: str, answer: bytes, trace: bytes
    ) -> ShapeTrace | None:
        """Return the trace of a second look at `code`, or None where there is none to show.

        `answer` and `trace` are not trusted. The verdict never depends on them.
        """
        return read_trace(exam, failure, code, answer, trace)

    def fingerprint(self, exam: Exam, answer: bytes | Sequence[bytes]) -> str | None:
        """Return a digest of what a wrong answer returned for the cases that are always the same.

        Return None if the answer is right for them, if there are none, or if it is malformed; also
        if right answers are many, because then the same mistake has many results.
        """
        if exam.expectations.property is not None:
            return None
        observed = self.read_answer(exam, answer)
        if observed is None:
            return None
        if exam.exercise not in self._fixed_cases:
            exams = (self.make_exam(exam.exercise, exam.origin.device, seed) for seed in (1, 2))
            self._fixed_cases[exam.exercise] = fixed_cases(*exams)
        known, inputs = self._fixed_cases[exam.exercise], input_digests(exam)
        cases = [number for number in known if inputs.get(number) == known[number]]
        return fingerprint_of(cases, exam.expected, observed)

    def observe_mistakes(
        self, exam: Exam, known: Mapping[VariantKey, tuple[Observation, ...]] = NOTHING_KNOWN
    ) -> tuple[MistakeRun, ...]:
        """Run every named mistake on the exam's cases, but those whose observations are `known`."""
        return run_mistakes(exam, self._code(exam.exercise), known=known)

    def explain(self, raised: Mapping[str, Any]) -> ExceptionInfo:
        """Return an exception that the jail reports, with the error catalogue's key and facts.

        The report is not trusted: fields of a wrong type are dropped.
        """
        return explain(raised)

    def style_hints(self, exercise_id: str, summary: Summary) -> tuple[StyleHint, ...]:
        """Return the style hints on code that can be parsed."""
        code = self._code(exercise_id)
        given = () if summary.binding is None else summary.binding.parameters
        exercise = self._exercise(exercise_id)
        source = exercise.reference if code.is_class else _source(code.reference)
        hints = applicable_hints(summary.style_hints, source)
        return swapped_parameters(code.parameters, given) + hints

    def _exercise(self, exercise_id: str) -> Exercise:
        exercise = self._catalog.exercise(exercise_id)
        if exercise is None:
            raise KeyError(exercise_id)
        return exercise

    def code_before(self, exercise_id: str) -> str:
        """Return the references that run before an exercise's code. Raise KeyError."""
        return self._catalog.code_before(self._exercise(exercise_id))

    def files_of(self, exercise_id: str) -> JudgedFiles:
        """Return the files with which an exercise is judged. Raise KeyError for an unknown one."""
        if exercise_id not in self._judged_files:
            self._judged_files[exercise_id] = judged_files(self._exercise(exercise_id).files)
        return self._judged_files[exercise_id]

    def _code(self, exercise_id: str) -> ExerciseCode:
        if exercise_id not in self._codes:
            self._codes[exercise_id] = load(self._exercise(exercise_id).path)
        return self._codes[exercise_id]


def _undecided(
    exam: Exam, observed: tuple[Observation, ...], differences: list[Difference | None]
) -> PropertyQuestion | None:
    """Return the question about the cases without a difference, on which the function returned."""
    numbers = tuple(
        number
        for number, each in enumerate(differences)
        if each is None and observed[number].raised is None
    )
    return property_question(exam, observed, numbers) if numbers else None


@functools.lru_cache(maxsize=1000)
def _source(reference: Callable[..., Any]) -> str:
    return textwrap.dedent(inspect.getsource(reference))


def _differences(exam: Exam, observed: tuple[Observation, ...]) -> list[Difference | None]:
    """Return the first difference of each case."""
    pairs = zip(exam.expected, observed, strict=True)
    return [find_difference(*pair, exam.expectations) for pair in pairs]
