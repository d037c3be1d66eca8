"""Proves that an exercise's file makes usable exams: it ends in time, and draws only from `rng`.

The code is the author's, which is trusted but may never end. So each part runs under a timer of the
process, which must be its main thread.
"""

from __future__ import annotations

import ast
import itertools
import math
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import torch

from grader.judge import Exam, Judge
from grader.judge.checks import find_difference
from grader.judge.data_files import directory_with
from grader.judge.questions import answer_exam
from grader.judge.time_limits import OvertimeError, TimeLimit, limited_time
from lessons.exercise_checks import DRAWS_BY_ITSELF, draw_line
from lessons.exercise_loader import (
    AuthoringError,
    ExerciseCode,
    case_lines,
    first_line,
    load,
    make_cases,
)

DUPLICATE_SEEDS = (1, 2, 3)
"""Two cases that are equal for each of these are equal always: chance makes some equal once."""


def prove_exercise(judge: Judge, exercise_id: str, path: Path, seconds: float) -> None:
    """Raise AuthoringError if the exercise's file cannot be used for exams.

    `seconds` is the limit of every part for which the exercise sets no `wall_seconds`.
    """
    with _time_limit(path, 1, "running the file", seconds):
        code = load(path)
    seconds = code.expectations.limits.get("wall_seconds", seconds)
    with directory_with(judge.files_of(exercise_id)):
        _prove_code(judge, exercise_id, code, seconds)


def _prove_code(judge: Judge, exercise_id: str, code: ExerciseCode, seconds: float) -> None:
    path = code.path
    with _time_limit(path, first_line(code.cases), "cases(rng)", seconds):
        _check_cases(code)
    with _time_limit(path, first_line(code.reference), "the reference", seconds):
        first, second = (_seeded_exam(judge, exercise_id, seed) for seed in (1, 2))
    _check_draws(code, first, second)
    variants = [(key, each) for key, all_of_it in code.mistakes.items() for each in all_of_it]
    for what, function in (
        *((f'the mistake "{key}"', variant) for key, variant in variants),
        *(("this right answer", each) for each in code.alternatives),
    ):
        with _time_limit(path, first_line(function), what, seconds):
            answer_exam(function, first, "")


def _check_cases(code: ExerciseCode) -> None:
    """Raise AuthoringError for cases in a wrong order, and for equal ones."""
    cases, lines = make_cases(code, seed=0), case_lines(code, seed=0)
    for (earlier, case), line in zip(itertools.pairwise(cases), lines[1:], strict=True):
        if case.shown and not earlier.shown:
            message = (
                "a shown case after a hidden one; yield the shown ones first, so that learners"
            )
            raise AuthoringError(code.path, line, f"{message} see the simplest")
    if not code.parameters:
        return  # its cases differ only in what the machine has, and repeat in a random order
    equal: set[tuple[int, int]] | None = None
    for seed in DUPLICATE_SEEDS:
        keys = [repr(_key(case)) for case in make_cases(code, seed)]
        found = {(keys.index(key), number) for number, key in enumerate(keys)}
        found = {pair for pair in found if pair[0] != pair[1]}
        equal = found if equal is None else equal & found
    for first, second in sorted(equal or ()):
        message = f"case {second + 1} is always the same as case {first + 1}; keep one"
        raise AuthoringError(code.path, lines[second], message)


def _key(value: Any) -> Any:
    """Return what is the same for equal cases and arguments alone."""
    if isinstance(value, torch.Tensor):
        layout = (value.dtype, value.shape, value.stride(), value.device, value.requires_grad)
        return (*layout, None if value.device.type == "meta" else value.detach().tolist())
    if isinstance(value, np.ndarray):
        return value.dtype, value.shape, value.strides, value.tolist()
    if isinstance(value, dict):
        return "dict", [(_key(key), _key(each)) for key, each in value.items()]
    if isinstance(value, list | tuple):
        return type(value).__name__, [_key(each) for each in value]
    if hasattr(value, "__dataclass_fields__"):
        return type(value).__name__, [_key(getattr(value, name)) for name in _fields(value)]
    return value


def _fields(case: Any) -> list[str]:
    # A case that is shown is another one for learners, but the same for the judge.
    return [name for name in case.__dataclass_fields__ if name != "shown"]


def _seeded_exam(judge: Judge, exercise_id: str, seed: int) -> Exam:
    """Make the exam of seed 0, with another state of all generators but that of the cases."""
    torch.manual_seed(seed)
    random.seed(seed)
    np.random.seed(seed)
    return judge.make_exam(exercise_id, seed=0)


def _check_draws(code: ExerciseCode, first: Exam, second: Exam) -> None:
    """Raise AuthoringError if two exams of one seed differ."""
    if first.questions != second.questions:
        line = draw_line(ast.parse(code.path.read_text(encoding="utf-8")))
        raise AuthoringError(code.path, line or first_line(code.cases), DRAWS_BY_ITSELF)
    if code.expectations.property is not None:  # it says which results are right
        return
    for one, other in zip(first.expected, second.expected, strict=True):
        both_ended = one.raised is None and other.raised is None
        if both_ended and find_difference(one, other, code.expectations) is not None:
            message = (
                "the reference draws random numbers of its own, so no answer can equal it; let "
                "cases(rng) pass them, or ask for what does not depend on them"
            )
            raise AuthoringError(code.path, first_line(code.reference), message)


@contextmanager
def _time_limit(path: Path, line: int, what: str, seconds: float) -> Iterator[None]:
    """Raise AuthoringError if the block does not end within `seconds`."""
    limit = TimeLimit()
    try:
        with limited_time(wall_seconds=seconds) as limit:
            yield
    except (OvertimeError, AuthoringError):  # what an interrupted call raised is no other error
        if not limit.is_over:
            raise
    if limit.is_over:
        message = (
            f"timeout after {seconds:g} s: {what} does not end in the time of a submission; "
            f'shorten it, or allow more with limits={{"wall_seconds": {math.ceil(seconds * 2)}}}'
        )
        raise AuthoringError(path, line, message)
