"""Makes exams: fresh inputs for an exercise, and what its reference returns for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch

from grader.judge import requirements
from grader.judge.comparison import is_same_device
from grader.judge.data_files import JudgedFiles, directory_with
from grader.judge.questions import (
    inputs_of,
    is_conversation,
    make_first_question,
    make_later_questions,
)
from grader.judge.records import Exam
from grader.judge.reference_check import check_reference
from grader.judge.trusted_runs import observe
from grader.probe import pack, unpack
from grader.protocol import ExamOrigin
from lessons.authoring import Case, Expectations
from lessons.curriculum import Exercise
from lessons.exercise_loader import ExerciseCode, make_cases


def make_exam(
    exercise: Exercise, code: ExerciseCode, files: JudgedFiles, device: str, seed: int
) -> Exam:
    """Make the exam of a seed of 56 bits, for a device of this machine.

    Raise AuthoringError if the exercise's file has an error.
    """
    with directory_with(files):
        cases = make_cases(code, seed, tuple(dict.fromkeys(("cpu", "meta", device))))
        question = make_question(code, code.expectations, cases, secret=2 + seed % 7)
        later = tuple(map(pack, make_later_questions(cases)))
        unpacked = [unpack(each) for each in (question, *later)]
        expected = observe(code.reference, unpacked, cases)
    inputs = inputs_of(unpacked)
    check_reference(code, cases, inputs, expected)
    requirements.check_declared(code, cases, expected)
    return Exam(
        exercise=exercise.id,
        origin=ExamOrigin(seed=f"{seed:x}", version=exercise.version, device=device),
        entry=code.function,
        question=question,
        device=device if exercise.needs_card or _uses_device(device, cases) else "cpu",
        limits=code.expectations.limits,
        parameters=code.parameters,
        expectations=code.expectations,
        cases=cases,
        inputs=inputs,
        expected=expected,
        later=later,
        conversation=is_conversation(unpacked[0]),
        files=files,
        has_secret_files=any(file.secret for file in exercise.files),
    )


def make_question(
    code: ExerciseCode,
    expectations: Expectations,
    cases: tuple[Case, ...],
    secret: int,
    **more: int,
) -> bytes:
    """Return the packed first question about cases, with `more` fields."""
    return pack(make_first_question(code, expectations, cases, secret) | more)


def _uses_device(device: str, cases: Iterable[Case]) -> bool:
    return any(_refers_to_device(each, device) for case in cases for each in case.values)


def _refers_to_device(value: Any, device: str) -> bool:
    if isinstance(value, torch.Tensor):
        return is_same_device(value.device, device)
    if isinstance(value, torch.device):
        return is_same_device(value, device)
    if isinstance(value, dict):
        return any(_refers_to_device(each, device) for each in value.values())
    if isinstance(value, list | tuple):
        return any(_refers_to_device(each, device) for each in value)
    return isinstance(value, str) and value == device
