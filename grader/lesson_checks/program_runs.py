"""Runs an exercise's own programs on the exam of a seed, and judges what they answer.

Every program runs on every exam. A mistake is also what the judge compares answers with, and it
would run a second time for that. Where both runs are sure to be equal, the first is used for both.
"""

from __future__ import annotations

import functools
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from grader.judge import Judge
from grader.judge.comparison import is_identical
from grader.judge.data_files import directory_with
from grader.judge.records import Exam, MistakeRun, Observation
from grader.judge.requirements import rules_of
from grader.judge.style_hints import OUT_OF_PLACE
from grader.judge.trusted_runs import VariantKey, answer_questions
from grader.lesson_checks.descriptions import describe
from grader.probe import FILE_NAME, raised, unpack
from grader.protocol import Status
from grader.syntax.requirements import Rules
from grader.syntax.summary import Summary, summarize


@dataclass(frozen=True, slots=True)
class Program:
    """Code whose verdict is known: a right answer, or a named mistake."""

    source: str  # a submission
    path: Path
    line: int  # 1-based
    mistake: str | None = None  # the key, or None for a right answer
    variant: int = 0  # its number among those of the mistake


Unexpected = tuple[str, str]
"""The kind of a verdict that is not expected, and its words."""

_Observations = tuple[Observation, ...]

_OTHER_SEEDS = 1 << 31
"""Added to the seed of an exam for what the judge runs itself. Of a seed, 32 bits count."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a program answered to an exam."""

    frames: tuple[bytes, ...]
    observed: tuple[Observation, ...] | None  # None: the answer is malformed
    drew: bool  # it drew random numbers from a generator of the process

    @property
    def is_repeatable(self) -> bool:
        """Whether a second run of the same code would return the same observations.

        Exceptions are reported with the lines of the program, so they differ.
        """
        return (
            not self.drew
            and self.observed is not None
            and all(each.raised is None for each in self.observed)
        )


class ProgramRuns:
    """The programs of one exercise, which are loaded once."""

    def __init__(self, judge: Judge, exercise_id: str, programs: Sequence[Program]) -> None:
        self._judge = judge
        self._exercise = exercise_id
        self._programs = programs
        self._functions: list[dict[str, Any] | str] = []
        self._summaries: list[Summary] = []
        self._alike: frozenset[VariantKey] = frozenset()
        """The mistakes whose program has once answered the same as the judge's own run of them."""

    def unexpected_verdicts(self, seed: int) -> list[Unexpected | None]:
        """Return the verdict on each program's answer to the exam of a seed, if it is unexpected.

        Raise AuthoringError if the exam cannot be made.
        """
        exam = self._judge.make_exam(self._exercise, seed=seed)
        is_first = not self._functions
        if is_first:
            self._load(exam)
        answers = self._answers(exam, seed)
        known = {} if is_first else self._known(answers)
        # A mistake that draws random numbers has to be recognised by another run, with others.
        torch.default_generator.manual_seed(_OTHER_SEEDS + seed)
        mistakes = self._judge.observe_mistakes(exam, known)
        if is_first:
            self._compare(answers, mistakes)
        right: set[tuple[bytes, ...]] = set()
        return [
            self._unexpected(exam, mistakes, program, answer, summary=summary, right=right)
            for program, answer, summary in zip(
                self._programs, answers, self._summaries, strict=True
            )
        ]

    def _load(self, exam: Exam) -> None:
        """Load the programs beside the files of the exercise."""
        rules = rules_of(exam.expectations)
        self._summaries = [_summary(each.source, exam.entry, rules) for each in self._programs]
        with directory_with(exam.files):
            earlier = self._judge.code_before(self._exercise)
            self._functions = [_load(each.source, earlier) for each in self._programs]

    def _answers(self, exam: Exam, seed: int) -> list[_Answer | str]:
        """Return each program's answer, or what it raised when it was loaded."""
        questions = [unpack(each) for each in exam.questions]
        answers: list[_Answer | str] = []
        for program, names in zip(self._programs, self._functions, strict=True):
            if isinstance(names, str):
                answers.append(names)
                continue
            # Code that draws random numbers draws others each time. `torch.manual_seed` would also
            # note from where it was called, for every kind of card.
            torch.default_generator.manual_seed(seed)
            before = _states_of_generators()
            with directory_with(exam.files):
                frames = answer_questions(names[exam.entry], questions, program.source)
            drew = before != _states_of_generators()
            answers.append(_Answer(frames, self._judge.read_answer(exam, frames), drew))
        return answers

    def _known(self, answers: Sequence[_Answer | str]) -> Mapping[VariantKey, _Observations]:
        """Return the observations of the mistakes that the judge need not run."""
        return {
            key: observed
            for key, observed in self._repeatable(answers).items()
            if key in self._alike
        }

    def _compare(self, answers: Sequence[_Answer | str], mistakes: Sequence[MistakeRun]) -> None:
        """Find the mistakes whose program answered the same as the judge's own run."""
        seen: Counter[str] = Counter()
        repeatable = self._repeatable(answers)
        alike: set[VariantKey] = set()
        for each in mistakes:
            key = (each.key, seen[each.key])
            seen[each.key] += 1
            observed = repeatable.get(key)
            if observed is not None and all(map(_is_same, observed, each.observations)):
                alike.add(key)
        self._alike = frozenset(alike)

    def _repeatable(self, answers: Sequence[_Answer | str]) -> dict[VariantKey, _Observations]:
        return {
            (program.mistake, program.variant): answer.observed
            for program, answer in zip(self._programs, answers, strict=True)
            if program.mistake is not None and isinstance(answer, _Answer)
            if answer.observed is not None and answer.is_repeatable
        }

    def _unexpected(
        self,
        exam: Exam,
        mistakes: tuple[MistakeRun, ...],
        program: Program,
        answer: _Answer | str,
        *,
        summary: Summary,
        right: set[tuple[bytes, ...]],
    ) -> Unexpected | None:
        """Return the verdict on an answer if it is not expected; else None.

        `right` are answers that have passed, which it adds to.
        """
        if isinstance(answer, str):
            return "not-loaded", answer
        if program.mistake is None:
            if answer.frames in right and not exam.expectations.requirements.is_of_syntax:
                return None
        elif answer.observed is not None:
            named = self._judge.named_mistake(exam, answer.observed, mistakes)
            if named == program.mistake:
                return None
        finding = self._judge.grade(exam, answer.frames, summary, mistakes)
        if finding.status is Status.PASSED:
            right.add(answer.frames)
            return None if program.mistake is None else ("passed", "it passes")
        problem = finding.problem
        key = problem.mistake if problem else None
        if program.mistake is not None and key == program.mistake:
            return None
        if program.mistake is not None and key is not None:
            return key, f'it is taken for "{key}"'
        kind = problem.kind.value if problem else finding.status.value
        return kind, describe(problem, finding.reason or finding.status.value)


@functools.lru_cache(maxsize=200)
def _summary(source: str, entry: str, rules: Rules | None) -> Summary:
    return summarize(source, entry, OUT_OF_PLACE, rules)


def _load(source: str, earlier: str) -> dict[str, Any] | str:
    """Run a submission after `earlier` code and return its names, or what it raised."""
    names: dict[str, Any] = {}
    try:
        exec(earlier, names)  # noqa: S102 - as below
        exec(compile(source, FILE_NAME, "exec"), names)  # noqa: S102 - the authors' own code
    except Exception as error:
        told = raised(error, source)
        return f"{told.get('type')}: {told.get('message')}"
    return names


def _states_of_generators() -> tuple[Any, ...]:
    """Return the states of the generators that code without one of its own draws from."""
    drawn = torch.default_generator.get_state().numpy().tobytes()
    of_numpy: Any = np.random.get_state()
    _, keys, *others = of_numpy
    return drawn, keys.tobytes(), others, random.getstate()


def _is_same(one: Observation, other: Observation) -> bool:
    """Return whether two observations of one case have identical values."""
    names = Observation.__dataclass_fields__.keys() - {"rounds"}
    return all(is_identical(getattr(one, name), getattr(other, name)) for name in names) and (
        len(one.rounds) == len(other.rounds) and all(map(_is_same, one.rounds, other.rounds))
    )
