"""Tracing a golden submission changes nothing of its answer, and tells of its own lines only."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch

from grader import probe
from grader.judge import Judge
from grader.judge.questions import answer_exam
from grader.judge.records import Exam
from grader.judge.trace_steps import MAX_SOURCE
from grader.protocol import MAX_TRACE_STEPS, ProblemKind, ShapeTrace
from tests.golden.conftest import SUBMISSIONS, GoldenSubmission
from tests.support.every_case import check_every


def seed_all() -> None:
    random.seed(0)
    np.random.seed(0)
    torch.manual_seed(0)


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
        assert comparable(answer) == comparable(expected)

    check_every(goldens, check)


Traced = tuple[ProblemKind, ShapeTrace | None] | None
TRACES: dict[Path, Traced] = {}


def trace_of(golden: Any, judge: Judge) -> Traced:
    """Return the problem of a submission and its trace; None where it has no failing case."""
    if golden.path not in TRACES:
        TRACES[golden.path] = trace(golden, judge)
    return TRACES[golden.path]


def trace(golden: Any, judge: Judge) -> Traced:
    exam = judge.make_exam(golden.exercise)
    plain = defined(golden.code, {}, exam.entry)
    if plain is None or exam.conversation:
        return None
    finding = judge.grade(exam, answer_exam(plain, exam, golden.code))
    if finding.failure is None:
        return None
    kind = finding.failure.difference.kind
    question = judge.trace_question(exam, finding.failure)
    if question is None:
        return kind, None
    recorder = probe.Recorder(golden.code)
    traced = defined(recorder.tree, dict(recorder.names), exam.entry)
    answer, trace = recorder.answer(traced, question)
    return kind, judge.shape_trace(exam, finding.failure, golden.code, answer, trace)


WRONG = [each for each in SUBMISSIONS if each.is_wrong]


def test_a_trace_quotes_the_submission_and_marks_only_what_is_wrong(
    goldens: Mapping[str, GoldenSubmission], judge: Judge
) -> None:
    def check(wrong: GoldenSubmission) -> None:
        found = trace_of(wrong, judge)
        if found is None or found[1] is None:
            return  # nothing is shown, and so nothing false
        kind, trace = found
        assert 1 < len(trace.steps) <= MAX_TRACE_STEPS
        lines = wrong.code.splitlines()
        for step in (each for each in trace.steps if each.line):
            assert step.source.split()[0].rstrip("…") in lines[step.line - 1]
            assert len(step.source) <= MAX_SOURCE
        if trace.departure is not None:
            assert kind == trace.departure.property
            step = trace.steps[trace.departure.step]
            assert step.line
            if kind in {ProblemKind.SHAPE, ProblemKind.DTYPE}:
                assert trace.departure.value in f"{step.result} {step.last}"

    check_every({name: each for name, each in goldens.items() if each.is_wrong}, check)


def test_most_wrong_answers_that_run_have_a_trace(judge: Judge) -> None:
    kinds = Counter()
    for wrong in WRONG:
        found = trace_of(wrong, judge)
        if found is not None and found[0] in {ProblemKind.SHAPE, ProblemKind.DTYPE}:
            kinds[found[1] is not None] += 1
    assert kinds[True] > 20
    assert kinds[False] < kinds[True] / 10
