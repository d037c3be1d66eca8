"""Tracing a golden submission changes nothing of its answer."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import torch

from grader import probe
from grader.judge import Judge
from grader.judge.records import Exam
from tests.golden.conftest import GoldenSubmission
from tests.support.every_case import check_every


def seed_all() -> None:
    random.seed(0)
    np.random.seed(0)
    torch.default_generator.manual_seed(0)  # torch.manual_seed notes the whole stack, for cards


def comparable(answer: bytes) -> str:
    """Return an answer as text, without addresses and without the operands of exceptions, which
    the positions of instructions depend on."""
    observed = probe.unpack(answer)
    for case in observed:
        if "raised" in case:
            case["raised"].pop("facts")
    return re.sub(r"0x[0-9a-f]+", "0x", repr(observed))


def defined(tree: Any, names: dict[str, object], function: str) -> Any:
    """Run the code and return its function; None where it has none, and so is never traced."""
    try:
        exec(compile(tree, probe.FILE_NAME, "exec"), names)
    except Exception:
        return None
    return names.get(function)


@cache
def exam_of(judge: Judge, exercise: str) -> Exam:
    """Return the exam that all submissions of an exercise are asked; grading never changes it."""
    return judge.make_exam(exercise, seed=11)


def test_a_traced_submission_gives_the_same_answer(
    goldens: Mapping[str, GoldenSubmission], judge: Judge
) -> None:
    def check(golden: GoldenSubmission) -> None:
        exam = exam_of(judge, golden.exercise)
        plain = defined(golden.code, {}, exam.entry)
        if plain is None or exam.conversation:  # a conversation has no second look
            return
        recorder = probe.Recorder(golden.code)
        traced = defined(recorder.tree, dict(recorder.names), exam.entry)
        seed_all()
        expected = probe.answer(plain, exam.question, golden.code)
        seed_all()
        answer, _ = recorder.answer(traced, exam.question)
        # Equal bytes are equal answers. Their text, which takes long, is for those that differ.
        assert answer == expected or comparable(answer) == comparable(expected)

    check_every(goldens, check)
