"""Small answers that no honest probe packs, made to cost the judge time or memory."""

import json
import struct

import pytest

from grader.judge.records import parse_observations
from grader.probe import FrameError, pack, unpack

MIB = 1 << 20


def forged(tree: object, data: bytes = b"") -> bytes:
    text = json.dumps(tree).encode()
    return struct.pack("<Q", len(text)) + text + data


def test_tensors_that_share_the_same_bytes_are_refused_before_they_multiply() -> None:
    tensor = ["T", "float32", [MIB // 4], 0, {}]
    assert unpack(forged(["l", [tensor]], bytes(MIB)))[0].shape == (MIB // 4,)
    with pytest.raises(FrameError, match="taken twice"):
        unpack(forged(["l", [tensor] * 10_000], bytes(MIB)))


@pytest.mark.parametrize("node", [2**53, -(2**60), ["i", "f" * 5000], "x" * 30_000])
def test_numbers_and_texts_longer_than_any_that_crosses_are_refused(node: object) -> None:
    with pytest.raises(FrameError):
        unpack(forged(node))


def test_the_longest_honest_number_crosses_whole() -> None:
    for number in (2**4095, -(2**4095), 2**53, -(2**53), 2**53 - 1):
        assert unpack(pack(number)) == number


@pytest.mark.parametrize(
    "node",
    [["v", "cuda:99999"], ["v", 3], ["T", "float32", [1], 0, {"device": "cuda:99999"}]],
)
def test_a_device_that_nobody_could_name_again_is_refused(node: object) -> None:
    with pytest.raises(FrameError):
        unpack(forged(node, bytes(16)))


@pytest.mark.parametrize("devices", [["x" * 4000], [3], [["cpu"]]])
def test_places_of_work_that_are_no_short_names_are_refused(devices: object) -> None:
    record = ["d", [["value", None], ["devices", ["l", devices]]]]
    with pytest.raises(FrameError):
        parse_observations(forged(["l", [record]]), 1)


@pytest.mark.parametrize(
    "moves",
    [
        3,
        ["d", [["there", 1]]],
        ["d", [["there", 1], ["back", -1], ["synchronizations", 0]]],
        ["d", [["there", True], ["back", 0], ["synchronizations", 0]]],
        ["d", [["there", "1"], ["back", 0], ["synchronizations", 0]]],
    ],
)
def test_transfers_that_are_no_counts_are_refused(moves: object) -> None:
    record = ["d", [["value", None], ["moves", moves]]]
    with pytest.raises(FrameError):
        parse_observations(forged(["l", [record]]), 1)


def test_transfers_that_are_counts_are_read() -> None:
    moves = ["d", [["there", 1], ["back", 0], ["synchronizations", 2]]]
    record = ["d", [["value", None], ["moves", moves]]]
    (read,) = parse_observations(forged(["l", [record]]), 1)
    assert read.moves == {"there": 1, "back": 0, "synchronizations": 2}
