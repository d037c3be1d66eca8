"""Values sent between jail and judge, and invalid frames."""

import json
import math

import numpy as np
import pytest
import torch

from grader.probe import FrameError, Opaque, TensorRecord, pack, unpack
from grader.probe.materialize import materialize
from grader.probe.serialization import DTYPES, MAX_DEPTH


def round_trip(value):
    return materialize(unpack(pack(value)))


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        0,
        -(2**70),
        1.5,
        math.inf,
        2 + 3j,
        "日本語 \ud7ff",
        [1, [2.5, None]],
        (1, (), "a"),
        {"a": [1], 2: (3,), (4, 5): None},
        torch.float16,
        torch.device("cuda:1"),
        torch.Size([2, 0]),
    ],
)
def test_plain_values_come_back_as_they_were(value):
    result = round_trip(value)
    assert result == value
    assert type(result) is type(value)


def test_nan_comes_back_as_nan():
    assert math.isnan(round_trip(math.nan))


@pytest.mark.parametrize("name", sorted(DTYPES))
def test_tensors_of_every_dtype_come_back_to_the_bit(name):
    dtype = DTYPES[name]
    entries = bytes(range(0, 12 * dtype.itemsize)) if name != "bool" else bytes([0, 1] * 6)
    tensor = torch.frombuffer(bytearray(entries), dtype=dtype).reshape(3, 4)
    result = round_trip(tensor)
    assert (result.dtype, result.shape) == (dtype, tensor.shape)
    assert result.view(torch.uint8).equal(tensor.view(torch.uint8))


@pytest.mark.parametrize(
    "tensor",
    [
        torch.arange(6.0).reshape(2, 3).T,
        torch.arange(10)[::3],
        torch.arange(1)[1::2],
        torch.arange(3.0).expand(4, 3),
        torch.zeros(0, 3),
        torch.tensor(7),
        torch.complex(torch.ones(2), torch.ones(2)).conj(),
    ],
)
def test_tensors_come_back_with_their_values_and_strides(tensor):
    result = round_trip(tensor)
    assert torch.equal(result, tensor)
    assert result.is_contiguous() == tensor.is_contiguous()


def test_a_leaf_and_a_result_keep_their_place_in_the_graph():
    leaf = torch.ones(2, requires_grad=True)
    back_leaf, back_result = round_trip([leaf, leaf * 2])
    assert (back_leaf.is_leaf, back_leaf.requires_grad) == (True, True)
    assert (back_result.is_leaf, back_result.requires_grad) == (False, True)


def test_a_meta_tensor_comes_back_without_values():
    result = round_trip(torch.empty(2, 3, device="meta"))
    assert (result.device.type, result.shape) == ("meta", (2, 3))


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6, dtype=np.int16).reshape(2, 3),
        np.arange(6.0)[::-2],
        np.arange(6.0).reshape(2, 3).T,
        np.zeros((0, 2), dtype=np.complex64),
        np.array([True, False]),
        np.arange(3, dtype=">i4"),
    ],
)
def test_arrays_come_back_with_their_values_and_strides(array):
    result = round_trip(array)
    assert np.array_equal(result, array)
    assert result.dtype == array.dtype.newbyteorder("=")
    assert result.size == 0 or result.strides == array.strides


def test_a_numpy_number_stays_one():
    assert type(round_trip(np.float32(1.5))) is np.float32


class EqualToEverything(torch.Tensor):
    def __eq__(self, other):
        return torch.ones(3, dtype=torch.bool)

    __hash__ = torch.Tensor.__hash__


class Unprintable:
    def __repr__(self):
        raise RuntimeError


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (torch.ones(3).as_subclass(EqualToEverything), "EqualToEverything"),
        (torch.ones(3).to_sparse(), "torch.Tensor[sparse_coo]"),
        (Unprintable(), "Unprintable"),
        (np.array(["a"]), "numpy.ndarray[<U1]"),
        (np.array([len]), "numpy.ndarray[object]"),
        (np.datetime64("2026-01-01"), "numpy.datetime64"),
        (1 << 5000, "int"),
        (len, "builtin_function_or_method"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_anything_else_crosses_as_its_name_only(value, name):
    result = unpack(pack(value))
    assert isinstance(result, Opaque)
    assert result.type == name


def test_a_list_within_itself_is_cut_off():
    endless = []
    endless.append(endless)
    depth, inner = 0, unpack(pack(endless))
    while isinstance(inner, list):
        depth, inner = depth + 1, inner[0]
    assert isinstance(inner, Opaque)
    assert depth == MAX_DEPTH + 1


def test_a_tensor_too_large_to_send_says_only_its_shape():
    record = unpack(pack(torch.zeros(1).expand(10**9)))
    assert isinstance(record, TensorRecord)
    assert (record.shape, record.data) == ((10**9,), None)


def make_frame(tree, data=bytes(16)):
    text = tree if isinstance(tree, bytes) else json.dumps(tree).encode()
    return len(text).to_bytes(8, "little") + text + data


@pytest.mark.parametrize(
    "frame",
    [
        b"",
        b"\x80\x04}.",
        b"\xff" * 64,
        (10**9).to_bytes(8, "little") + b"1",
        (2).to_bytes(8, "little") + b"1",
        make_frame(b"NaN"),
        make_frame(b"{}"),
        make_frame(b"[]"),
        make_frame(b'["?"]'),
        make_frame(b"[" * 100_000),
        make_frame(b"9" * 10_000),
        make_frame(["l", [["l", []]] * 500_000]),
        make_frame(["T", "float32", [5], 0, {}]),
        make_frame(["T", "float32", [-1], 0, {}]),
        make_frame(["T", "float32", [2**62, 2**62], 0, {}]),
        make_frame(["T", "float32", [1], -16, {}]),
        make_frame(["T", "float32", [1], 3, {}]),
        make_frame(["T", "float32", [1.0], 0, {}]),
        make_frame(["T", "float32", [1], 0, {"device": "no such"}]),
        make_frame(["T", "object", [1], 0, {}]),
        make_frame(["T", "float32", [1], 0, 7]),
        make_frame(["A", "|O", [1], 0, {}]),
        make_frame(["A", "<U4", [1], 0, {}]),
        make_frame(["A", ">f8", [1], 0, {}]),
        make_frame(["A", "<c32", [1], 0, {}], bytes(64)),
        make_frame(["n", "list", -1]),
        make_frame(["A", "nonsense", [1], 0, {}]),
        make_frame(["d", [[["l", []], 1]]]),
        make_frame(["o", 1, 2]),
        make_frame(["f", "1e999"]),
        make_frame(["y", "Tensor"]),
        make_frame(["s", ["a"]]),
    ],
    ids=lambda frame: repr(frame[-40:]) if len(frame) < 400 else "long",
)
def test_bytes_that_are_no_honest_frame_are_refused(frame):
    with pytest.raises(FrameError):
        unpack(frame)


def test_a_frame_cut_anywhere_is_refused():
    whole = pack([torch.arange(4), "text"])
    for end in range(len(whole)):
        with pytest.raises(FrameError):
            unpack(whole[:end])


def test_bytes_other_than_0_and_1_are_read_as_true():
    record = unpack(make_frame(["T", "bool", [3], 0, {}], bytes([0, 2, 255]) + bytes(13)))
    assert record.data.tolist() == [False, True, True]
