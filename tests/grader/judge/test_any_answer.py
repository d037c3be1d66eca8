"""The judge compares and formats any answer in little time, and reports what was returned."""

import json
import math
import sys

import numpy as np
import pytest
import torch

from grader.judge import Finding
from grader.judge.checks import find_difference
from grader.judge.formatting import MAX_LINES, WIDTH, describe, format_value
from grader.judge.records import Observation
from grader.probe import FrameError, Opaque, Oversized, pack, unpack
from grader.probe.serialization import DTYPES, MAX_ARRAYS, MAX_NODES
from grader.protocol import ProblemKind, Status
from lessons.authoring import Expectations
from tests.support.every_case import check_every


def seen(value):
    return unpack(pack(value))


NUMPY = [
    *("?bBhHiIlLqQ"),
    *("efdgFDG"),
    *("M8[s]", "m8[D]", "O", "U3", "S3", "V4"),
    ">f8",
    [("a", "f4"), ("b", "i8")],
]


def of_numpy():
    for name in NUMPY:
        for shape in ((), (3,), (0,), (2, 0), (7, 9), (1,) * 33):
            array = np.zeros(shape, dtype=np.dtype(name))
            yield array
            if shape == ():
                yield array[()]
            if array.dtype.kind in "fc" and array.size:
                for odd in (math.nan, math.inf, -math.inf, 1e300 if array.itemsize >= 8 else 1e4):
                    yield np.full(shape, odd, dtype=array.dtype)
            if array.dtype.kind in "iu" and array.size:
                yield np.full(shape, np.iinfo(array.dtype).max)


def of_torch():
    dtypes = {*DTYPES.values(), torch.complex32, torch.qint8, torch.float8_e4m3fnuz}
    for dtype in sorted(dtypes, key=str):
        for shape in ((), (3,), (0,), (2, 0), (7, 9), (1,) * 40):
            if dtype is torch.qint8:
                yield torch.quantize_per_tensor(torch.zeros(shape), 1.0, 0, dtype)
                continue
            yield torch.zeros(shape).to(dtype)
            if dtype.is_floating_point or dtype.is_complex:
                for odd in (math.nan, math.inf, -math.inf):
                    yield torch.full(shape, odd).to(dtype)
    yield torch.ones(3).to_sparse()
    yield torch.ones(2, 3, requires_grad=True).T
    yield torch.empty(5, device="meta")


def plain():
    yield from (None, True, 0, -1, 2**4000, 10**5000, 0.0, math.nan, -math.inf, 1e308, 2 + 3j)
    yield from (complex(math.nan, math.inf), "", "\n\r\x0c\u2028", "\udcff\0", "x" * 30_000)
    yield from (np.str_("x"), np.bytes_(b"x"), np.longdouble("1e4000"), np.float16(7), np.bool_(1))
    yield from (
        torch.float16,
        torch.complex32,
        torch.device("cuda:3"),
        torch.Size([2, 3]),
        len,
        int,
    )
    yield from ([], (), {}, [[]] * 3, {1: {2: {3: ()}}}, {(1, (2, "a")): 0}, {torch.ones(2): 1})
    yield from ([torch.ones(2)] * 40, dict.fromkeys(range(60), "y" * 50), [np.longdouble(1)] * 3)
    yield from ({torch.float16: torch.ones(1), None: None}, ((((((1,),),),),),), b"bytes", {1, 2})


VALUES = [*of_numpy(), *of_torch(), *plain()]


def named(value):
    """Return the type, and the dtype and shape of an array; some values have no short text."""
    array = [getattr(value, "dtype", ""), getattr(value, "shape", "")]
    return " ".join([type(value).__name__, *map(str, array)]).strip()


@pytest.mark.filterwarnings("error")
def test_any_value_can_be_shown_on_a_phone():
    others = [seen(each) for each in (torch.ones(7, 9), np.ones(3, np.longdouble), 5, [1], None)]

    def check(value):
        record = seen(value)
        for other in (record, seen(value), *others):
            text = format_value(record, other, (1e-3, 1e-3), with_dtype=True)
            assert all(len(line) <= WIDTH for line in text.splitlines())
            assert len(text.splitlines()) <= MAX_LINES
        for with_range in (False, True):
            described = describe(record, with_device=True, with_range=with_range)
            assert all(len(line) <= WIDTH for line in described.splitlines())

    check_every({f"{n}: {named(value)}": value for n, value in enumerate(VALUES)}, check)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("asked", [Expectations(), Expectations(tolerance=(0.1, 0.1))])
def test_any_value_can_be_compared_with_any_other(asked):
    records = [Observation(None, value=seen(value)) for value in VALUES]
    for wanted in records[:: len(records) // 60] + records[-60:]:
        assert find_difference(wanted, wanted, asked) is None
        for came in records:
            find_difference(wanted, came, asked)


RETURNED = [
    "np.longdouble(3)",
    "np.zeros(3, np.longdouble)",
    "np.zeros(60, np.longdouble)",
    "np.zeros(3, np.clongdouble)",
    "np.zeros(9, np.uint16)",
    "torch.zeros(9, dtype=torch.uint32)",
    "torch.zeros(9, dtype=torch.float8_e5m2)",
    "np.datetime64('2026-01-01')",
    "np.array(['a', 'b'])",
    "np.array([len])",
    "np.zeros(3, [('a', 'f4')])",
    "np.zeros(3, '>f8')",
    "[1.5] * 1_000_000",
    "tuple(range(1_000_000))",
    "dict.fromkeys(range(1_000_000))",
    "[torch.tensor(1.0)] * 120_000",
    "['y' * 20_000] * 9_000",
    "[[10**1000] * 100] * 100",
    "[[len] * 100] * 100",
    "torch.zeros(3, 2000, 2000)",
    "{torch.ones(3): 1}",
]


@pytest.mark.parametrize("returned", RETURNED)
@pytest.mark.parametrize("toy", ["row-means", "parts", "whole-sum", "kind-of"])
def test_an_odd_answer_is_told_what_came_instead_of_being_garbled(judge, grade, toy, returned):
    function = judge.function_name(f"toys/{toy}")
    parameters = judge.make_exam(f"toys/{toy}").parameters
    code = f"import numpy as np\nimport torch\ndef {function}({', '.join(parameters)}):\n"
    finding = grade(toy, f"{code}    return {returned}\n")
    assert isinstance(finding, Finding)
    assert finding.status is Status.FAILED
    assert finding.problem is not None
    assert finding.problem.kind is not ProblemKind.EXCEPTION
    assert finding.problem.got


def test_of_a_list_that_is_too_long_the_length_is_told(grade):
    finding = grade("parts", "def parts(x, extra):\n    return tuple([1.0] * 1_000_000)\n")
    assert finding.problem.facts["got_length"] == "1000000"
    assert finding.problem.got == "tuple, len 1000000"


def test_what_does_not_cross_is_counted(monkeypatch):
    many = seen([1.5] * (MAX_NODES + 1))
    assert many == Oversized("list", MAX_NODES + 1)
    assert seen([1.5] * MAX_NODES) == [1.5] * MAX_NODES
    arrays = seen([torch.ones(1)] * (MAX_ARRAYS + 1))
    assert isinstance(arrays[-1], Opaque)
    assert not isinstance(arrays[-2], Opaque)


def forged(tree, data=b""):
    text = json.dumps(tree).encode()
    return len(text).to_bytes(8, "little") + text + data


def test_an_answer_of_more_arrays_than_the_probe_writes_is_refused():
    nodes = [["T", "float32", [0], 16 * n, {}] for n in range(MAX_ARRAYS + 1)]
    assert len(unpack(forged(["l", nodes[1:]], bytes(16 * MAX_ARRAYS + 16)))) == MAX_ARRAYS
    with pytest.raises(FrameError, match="too many"):
        unpack(forged(["l", nodes], bytes(16 * MAX_ARRAYS + 16)))


HUGE = {
    "floats": lambda n: [1.5] * n,
    "tensors": lambda n: [torch.tensor(1.0)] * n,
    "numbers of numpy": lambda n: [np.float32(1)] * n,
    "opaque": lambda n: [len] * n,
    "texts": lambda n: ["x" * 100] * n,
    "integers": lambda n: [2**4000] * n,
    "dict": lambda n: dict.fromkeys(range(n), 1.5),
    "nested": lambda n: [[1.5] * 100] * (n // 100),
    "entries": lambda n: torch.zeros(n * 50),
}


def calls_for(value):
    """Return the number of function calls to parse, compare and format an answer."""
    frame, wanted = pack(value), Observation(None, value=seen(torch.ones(3)))
    count = [0]

    def counted(_, event, __):
        count[0] += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        record = unpack(frame)
        find_difference(wanted, Observation(None, value=record), Expectations())
        format_value(record, seen(torch.ones(3)))
        describe(record, with_range=True)
    finally:
        sys.setprofile(before)
    return count[0]


@pytest.mark.parametrize("name", HUGE)
def test_the_work_for_an_answer_does_not_grow_beyond_its_bound(name):
    once, twice = calls_for(HUGE[name](120_000)), calls_for(HUGE[name](240_000))
    assert twice <= 1.1 * once + 200


@pytest.mark.parametrize("name", HUGE)
@pytest.mark.parametrize("size", [MAX_NODES // 2, MAX_NODES - 2, 6 * MAX_NODES])
def test_an_answer_takes_the_judge_a_few_calls_for_each_part_that_is_accepted(name, size):
    assert calls_for(HUGE[name](size)) < 15 * MAX_NODES
