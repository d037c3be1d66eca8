"""Broken, forged and impossible answers, and answers to another exam, are judged safely."""

import math
import random

import numpy as np
import pytest
import torch

from grader import probe
from grader.judge.records import Observation
from grader.probe.materialize import materialize
from grader.probe.writing import Writer
from grader.protocol import Status


def test_a_frame_that_is_no_answer_is_garbled_and_never_passes(judge):
    exam = judge.make_exam("toys/row-means")
    for frame in (b"", b"garbage", exam.question, exam.question[:-3]):
        finding = judge.grade(exam, frame)
        assert (finding.status, finding.reason) == (Status.ERROR, "garbled")


def test_no_broken_answer_breaks_the_judge(judge):
    exam = judge.make_exam("toys/parts")
    whole = probe.answer(lambda x, extra: (x.sum(), x.shape, {"extra": extra}), exam.question, "")
    assert judge.grade(exam, whole).status is Status.PASSED
    dice = random.Random(7)
    findings = []
    for _ in range(500):
        broken = bytearray(whole)
        for _ in range(dice.randint(1, 4)):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        findings.append(judge.grade(exam, bytes(broken)))
    assert {finding.reason for finding in findings} <= {None, "garbled"}
    assert "garbled" in {finding.reason for finding in findings}


HOSTILE = [
    None,
    7,
    float("nan"),
    "text",
    [],
    [None],
    [[1], {}],
    {"a": 1},
    torch.ones(1, dtype=torch.int8),
    torch.ones(2, dtype=torch.complex64),
    torch.empty(3, device="meta"),
    np.ones(2, dtype=np.uint16),
    np.float16(1),
    torch.float64,
    torch.device("cuda:7"),
    torch.Size([1]),
    len,
    10**400,
    [10**400, 1],
    (),
    torch.empty(0),
    torch.zeros(10_000),
]
RIGHT_ANSWERS = {
    "row-means": lambda x: x.mean(1),
    "whole-sum": lambda x: x.sum().item(),
    "kind-of": lambda x: (x.device.type, x.shape[0], x * 2),
    "parts": lambda x, extra: (x.sum(), x.shape, {"extra": extra}),
    "on-same-memory": torch.from_numpy,
    "square-sum": lambda x: (x * x).sum(),
    "doubled-there": lambda x, device: (x.to(device) * 2).cpu(),
}


@pytest.mark.parametrize("toy", RIGHT_ANSWERS)
@pytest.mark.parametrize("name", list(Observation.__dataclass_fields__))
def test_an_answer_forged_in_any_part_is_judged_and_does_not_break_the_judge(judge, toy, name):
    exam = judge.make_exam(f"toys/{toy}")
    honest = probe.unpack(probe.answer(RIGHT_ANSWERS[toy], exam.question, ""))
    for hostile in HOSTILE:
        forged = [as_it_was(case) | {name: hostile} for case in honest]
        finding = judge.grade(exam, probe.pack(forged))
        assert finding.status in Status
        assert name != "value" or finding.status is not Status.PASSED


HUGE = 10**1200
BROKEN_NUMBERS = [
    ["A", "<f8", [], None, {"scalar": True}],
    ["A", "<f8", [2], 0, {"scalar": True}],
    ["A", "<f8", [0], 0, {"scalar": True}],
    ["i", hex(HUGE)],
    ["i", hex(-HUGE)],
    ["c", 1.0, math.pi],
    ["c", ["f", "nan"], 0],
    ["s", ["a", "b"]],
    ["d", [[["l", []], 1]]],
    ["v", "nowhere"],
    ["v", 7],
    ["i", None],
]


@pytest.mark.parametrize("node", BROKEN_NUMBERS, ids=str)
def test_a_number_that_cannot_be_is_judged_and_does_not_break_the_judge(judge, node):
    exam = judge.make_exam("toys/whole-sum")
    writer = Writer()
    writer.node(torch.ones(4))
    arguments = ["l", [["T", "float32", [2], 0, {}]]]
    cases = [["d", [["value", node], ["arguments", arguments]]] for _ in exam.cases]
    finding = judge.grade(exam, writer.frame(["l", cases]))
    assert finding.status is not Status.PASSED


def as_it_was(case):
    return {key: materialize(value) for key, value in case.items()}


def test_every_exam_has_fresh_inputs(judge):
    one, other = judge.make_exam("toys/row-means"), judge.make_exam("toys/row-means")
    assert one.question != other.question


def test_an_answer_to_another_exam_does_not_pass(judge):
    one, other = judge.make_exam("toys/row-means"), judge.make_exam("toys/row-means")
    cached = probe.answer(lambda x: x.mean(1), one.question, "")
    assert judge.grade(one, cached).status is Status.PASSED
    assert judge.grade(other, cached).status is not Status.PASSED
