"""Values formatted as text for a phone."""

import math

import numpy as np
import pytest
import torch

from grader.judge.formatting import MAX_LINES, WIDTH, describe, format_arguments, format_value
from grader.probe import pack, unpack


def seen(value):
    return unpack(pack(value))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (torch.tensor(3.0), "tensor(3.)"),
        (torch.tensor([1.5, -2.0]), "tensor([ 1.5000, -2.0000])"),
        (torch.tensor([[1, 22], [3, 4]]), "tensor([[ 1, 22],\n        [ 3,  4]])"),
        (torch.tensor([True, False]), "tensor([ True, False])"),
        (torch.tensor([1.0], dtype=torch.float64), "tensor([1.], dtype=torch.float64)"),
        (torch.zeros(0), "tensor([], dtype=torch.float32)"),
        (torch.tensor([math.nan, math.inf]), "tensor([nan, inf])"),
        (torch.tensor(1.0, requires_grad=True), "tensor(1., requires_grad=True)"),
        (torch.empty(2, device="meta"), "tensor (2,) float32 meta"),
        (np.array([1.0, 2.0]), "array([1., 2.])"),
        (np.float32(2), "numpy.float32(2.0)"),
        (torch.float32, "torch.float32"),
        (torch.device("cpu"), "device('cpu')"),
        (torch.Size([2, 3]), "torch.Size([2, 3])"),
        ((1,), "(1,)"),
        ([1, "a", None], "[1, 'a', None]"),
        ({"a": (1, 2)}, "{'a': (1, 2)}"),
        (len, "builtin_function_or_method"),
    ],
)
def test_small_values_are_shown_whole(value, text):
    assert format_value(seen(value)) == text


def test_differing_elements_stand_between_stars():
    one, other = seen(torch.tensor([[1, 2], [3, 4]])), seen(torch.tensor([[1, 2], [5, 4]]))
    assert format_value(one, other) == "tensor([[  1,   2],\n        [*3*,   4]])"


def test_elements_that_differ_late_are_shown_with_enough_digits():
    one, other = seen(torch.tensor([0.50001])), seen(torch.tensor([0.50004]))
    assert format_value(one, other) == "tensor([*0.500010*])"
    assert format_value(other, one) == "tensor([*0.500040*])"


def test_large_tensors_are_shown_by_shape_range_and_first_difference():
    one, other = torch.zeros(30, 20), torch.zeros(30, 20)
    one[2, 3], one[9, 9] = 7.5, -1
    text = format_value(seen(one), seen(other))
    assert text == "tensor (30, 20) float32\n-1.0000 … 7.5000\n[2, 3]: *7.500000*"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (torch.tensor([1.0, -2.0, 0.5, 3.0]), "tensor (4,) float32\n-2.0000 … 3.0000"),
        (torch.arange(5), "tensor (5,) int64\n0 … 4"),
        (
            torch.tensor([1.0, math.nan, 0.5, 3.0]),
            "tensor (4,) float32\n0.5000 … 3.0000\nnan/inf: 1",
        ),
        (torch.tensor([1.0, -2.0, 0.5]), "tensor (3,) float32"),  # would reveal almost all of them
        (torch.ones(9, dtype=torch.bool), "tensor (9,) bool"),
        (torch.empty(9, device="meta"), "tensor (9,) float32 meta"),
        (np.arange(4.0), "array (4,) float64\n0.0000 … 3.0000"),
    ],
)
def test_a_description_may_say_between_what_many_elements_lie(value, text):
    assert describe(seen(value), with_range=True) == text


@pytest.mark.parametrize(
    "value",
    [
        torch.randn(3, 4),
        torch.randn(2, 3, 4),
        torch.randn(6, 8) * 1e9,
        torch.randn(48, 1),
        torch.randn(2, 2, dtype=torch.complex64),
        torch.randn(5, 5, dtype=torch.float64, requires_grad=True),
        [torch.randn(3, 3)] * 9,
        {"a" * 50: torch.randn(3, 4), "b": "c" * 90},
        torch.zeros(1, 1, 1, 1, 1, 1),
        ("日本語" * 30, 10**60),
        torch.randn(1, 2, 3, 4, 5, 6, 7).permute(6, 5, 4, 3, 2, 1, 0),
    ],
    ids=lambda value: type(value).__name__,
)
def test_no_text_is_wider_or_longer_than_a_phone(value):
    for text in (
        format_value(seen(value)),
        format_value(seen(value), with_dtype=True),
        describe(seen(value)),
    ):
        assert max(len(line) for line in text.splitlines()) <= WIDTH
        assert len(text.splitlines()) <= MAX_LINES


def test_a_description_reveals_no_elements_but_single_values():
    values = (torch.tensor([[7.0], [8.0]]), np.array([7, 8]), 5, "cpu", [3, {"k": 5.5}])
    text = describe(seen(values))
    assert not set("78") & set(text)
    assert "tensor (2, 1) float32" in text
    assert all(single in text for single in ("5,", "'cpu'", "[3, {'k': 5.5}]"))
    assert describe(seen(torch.tensor(4.0))) == "tensor(4.)"
    assert describe(seen(np.array([[9]]))) == "array([[9]])"


def test_a_long_row_is_broken_into_lines_as_torch_prints_it():
    flags = torch.tensor([True, False, False, True, False, True, False])
    lines = format_value(seen(flags)).splitlines()
    assert lines[0].startswith("tensor([ True, False,")
    assert lines[1].startswith("        False") or lines[1].startswith("         True")
    assert "".join(lines).count(",") == 6


def test_an_integer_that_differs_in_a_large_tensor_is_shown_as_an_integer():
    value, other = torch.arange(100), torch.arange(100)
    value[3] = 7
    assert format_value(seen(value), seen(other)).splitlines()[-1] == "[3]: *7*"
    flags, others = torch.zeros(100, dtype=torch.bool), torch.zeros(100, dtype=torch.bool)
    flags[0] = True
    assert format_value(seen(flags), seen(others)).splitlines()[-1] == "[0]: *True*"


def test_arguments_are_shown_by_name_or_only_described():
    arguments = [seen(torch.tensor([1.0, 2.0])), 3]
    assert format_arguments(["x", "n"], arguments, shown=True) == "x = tensor([1., 2.])\nn = 3"
    assert format_arguments(["x", "n"], arguments, shown=False) == ("x: tensor (2,) float32\nn = 3")
