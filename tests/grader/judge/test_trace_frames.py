"""Frames of a trace are not trusted: broken ones are dropped, and all of their text is limited."""

import random

import pytest
import torch

from grader import probe
from grader.judge.shape_trace import MAX_TRACE_BYTES
from grader.judge.trace_values import MAX_RESULT, RecordedValue, format_recorded
from grader.probe import ArrayRecord, Opaque, Oversized, TensorRecord
from grader.probe.writing import Writer
from grader.protocol import ShapeTrace

CODE = (
    "def row_means(x):\n"
    "    m = x.mean(\n"
    "        dim=1, keepdim=True)\n"
    "    名前 = m * 2\n"
    "    return 名前 / 2  # the same\n"
)
VALUE = ["l", [["T", "float32", [2, 1], None, {}], None]]


def exec_code(tree, names, entry):
    exec(compile(tree, probe.FILE_NAME, "exec"), names)
    return names[entry]


@pytest.fixture(scope="module")
def failed(judge):
    """The exam, the failure, and an honest second look: (exam, failure, answer, trace)."""
    exam = judge.make_exam("toys/row-means", seed=1)
    function = exec_code(CODE, {}, exam.entry)
    finding = judge.grade(exam, probe.answer(function, exam.question, CODE))
    recorder = probe.Recorder(CODE)
    traced = exec_code(recorder.tree, dict(recorder.names), exam.entry)
    question = judge.trace_question(exam, finding.failure)
    return exam, finding.failure, *recorder.answer(traced, question)


def read(judge, failed, trace, answer=None, code=CODE):
    exam, failure, honest, _ = failed
    return judge.shape_trace(exam, failure, code, honest if answer is None else answer, trace)


def frame(*items):
    return Writer().frame(["l", [["l", list(each)] for each in items]])


def test_an_honest_trace_quotes_code_of_several_lines_and_of_any_script(judge, failed):
    trace = read(judge, failed, failed[3])
    assert [each.source for each in trace.steps[1:]] == [
        "m = x.mean( dim=1, keepdim=True)",
        "名前 = m * 2",
        "return 名前 / 2",
    ]
    assert trace.departure.step == 1


FORGED = {
    "no list": probe.pack("text"),
    "not a frame": b"SAID BY CODE",
    "a step that is too short": frame([1, 0, 1, 5, 1, 1, VALUE]),
    "a line that is not there": frame([7, 0, 7, 5, 1, 1, VALUE, VALUE]),
    "a line before the first": frame([0, 0, 1, 5, 1, 1, VALUE, VALUE]),
    "an end before the start": frame([3, 0, 2, 5, 1, 1, VALUE, VALUE]),
    "a negative column": frame([2, -3, 2, 5, 1, 1, VALUE, VALUE]),
    "a column beyond all lines": frame([2, 0, 2, 1 << 40, 1, 1, VALUE, VALUE]),
    "a truth for a number": frame([True, 0, 2, 5, 1, 1, VALUE, VALUE]),
    "an unknown role": frame([2, 0, 2, 5, 9, 1, VALUE, VALUE]),
    "a count of nothing": frame([2, 0, 2, 5, 1, 0, VALUE, VALUE]),
    "a count without end": frame([2, 0, 2, 5, 1, ["i", hex(10**40)], VALUE, VALUE]),
    "text as a count": frame([2, 0, 2, 5, 1, "x", VALUE, VALUE]),
    "text as a value": frame([2, 0, 2, 5, 1, 1, "SAID BY CODE", VALUE]),
    "text as entries": frame([2, 0, 2, 5, 1, 1, ["l", [1, ["l", ["SAID BY CODE"]]]], VALUE]),
    "more steps than are sent": frame(*[[2, 0, 2, 5, 1, 1, VALUE, VALUE]] * 200),
    "more bytes than are read": probe.pack([[7] * 100] * 100) + b"\0" * MAX_TRACE_BYTES,
}


@pytest.mark.parametrize("forged", FORGED)
def test_a_trace_that_no_honest_process_sends_is_dropped(judge, failed, forged):
    assert read(judge, failed, FORGED[forged]) is None


def test_no_broken_trace_breaks_the_judge(judge, failed):
    dice = random.Random(7)
    kept = 0
    for _ in range(1500):
        broken = bytearray(failed[3])
        for _ in range(dice.randint(1, 4)):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        kept += isinstance(read(judge, failed, bytes(broken)), ShapeTrace)
    assert 0 < kept < 1500


def test_a_second_look_that_ended_otherwise_shows_nothing(judge, failed):
    exam, failure, _, trace = failed
    question = judge.trace_question(exam, failure)
    for other in (
        lambda x: x.mean(1),  # right
        lambda x: x.mean(0, keepdim=True),  # another shape
        lambda x: x.mean(1, keepdim=True).double(),  # a dtype that is wrong, too
        lambda x: x.no_such_thing,
    ):
        answer = probe.answer(other, question, CODE)
        assert read(judge, failed, trace, answer) is None
    assert read(judge, failed, trace, b"garbage") is None


def test_every_place_in_a_trace_is_cut_from_the_code_itself(judge, failed):
    trace = read(
        judge, failed, frame([1, 3, 5, 6, 1, 2, VALUE, VALUE], [4, 5, 4, 6, 1, 1, VALUE, VALUE])
    )
    whole, inside = trace.steps[1:]
    assert whole.source.startswith("row_means(x): m = x.mean(")
    assert len(whole.source) <= 60
    assert inside.source.strip("\N{REPLACEMENT CHARACTER}") == ""  # a part of a character


@pytest.mark.parametrize(
    ("record", "entries", "text"),
    [
        (TensorRecord(torch.float32, (2, 1), None), (1.0, 2.5), "(2, 1) = [[1], [2.5]]"),
        (TensorRecord(torch.int64, (2,), None), (1, 2), "(2,) int64 = [1, 2]"),
        (TensorRecord(torch.int64, (2,), None), (1, 2, 3), "(2,) int64"),
        (TensorRecord(torch.float32, (), None), (float("nan"),), "() = nan"),
        (TensorRecord(torch.float32, (3,), None, device="meta"), None, "(3,) meta"),
        (TensorRecord(torch.bool, (0, 3), None), (), "(0, 3) bool"),
        (ArrayRecord(torch.ones(1).numpy().dtype, (2,), None), None, "array (2,)"),
        ((1, 2), None, "tuple (1, 2)"),
        (torch.Size([2, 3]), None, "torch.Size([2, 3])"),
        ([TensorRecord(torch.float32, (2,), None), 1.5], None, "[tensor (2,), 1.5]"),
        (([1, [2, [3, [4]]]],), None, "tuple ([1, [2, […]]],)"),
        ({"a": 1}, None, "dict, len 1"),
        (Oversized("list", 1000), None, "list, len 1000"),
        (Opaque("numpy.float64", "<…>"), (0.5,), "numpy.float64 0.5"),
        (Opaque("Evil `<b>`\n\u202e", "SAID BY CODE"), None, "Evil???b????"),
        (Opaque("", ""), None, "object"),
        ("SAID BY CODE", None, "str"),
        (10**4000, None, "int"),
        (-0.0, None, "0"),
        (float("inf"), None, "inf"),
        (True, None, "True"),
        (None, None, "None"),
    ],
)
def test_a_value_is_told_by_shape_number_or_type(record, entries, text):
    value = RecordedValue(record, entries)
    assert format_recorded(value, {"float32"}, {"cpu"}, with_entries=True) == text


def test_a_long_result_is_cut():
    record = TensorRecord(torch.float32, tuple(range(10**9, 10**9 + 60)), None)
    text = format_recorded(RecordedValue(record), set(), set(), with_entries=True)
    assert len(text) == MAX_RESULT
    assert text.endswith("…")
