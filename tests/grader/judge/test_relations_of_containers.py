"""Right values under other keys, in another order, or after one more function, have their names."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from grader.judge.relations.containers import relations_of_containers
from grader.judge.relations.functions import relations_by_function

NUMBERS = [torch.tensor([[1.53, -2.21, 4.12], [3.25, 0.58, -1.71]]), torch.tensor([[5.13, 2.52]])]
NUMBERS = [each.double() for each in NUMBERS]


def containers(*pairs: tuple[Any, Any]) -> list[dict[str, str]]:
    return list(relations_of_containers(pairs, (1e-5, 1e-6)))


def functions(expected: list[torch.Tensor], actual: list[torch.Tensor]) -> list[tuple[str, str]]:
    def same(one: torch.Tensor, other: torch.Tensor) -> bool:
        return one.shape == other.shape and torch.allclose(one, other, rtol=1e-5, atol=1e-6)

    pairs = list(zip(expected, actual, strict=True))
    found = relations_by_function(pairs, same)
    return [(each["relation"], each.get("amount", "none")) for each in found]


def test_a_dict_whose_values_alone_were_returned() -> None:
    assert containers(({"a": 1, "b": 2}, [1, 2]), ({"a": 3}, (3,))) == [
        {"relation": "keys-left-out"}
    ]
    assert containers(({"a": 1, "b": 2}, [2, 1])) == []


def test_values_that_were_returned_in_a_dict_although_none_is_asked_for() -> None:
    assert containers(((1, 2.5), {"x": 1, "y": 2.5})) == [{"relation": "keys-added"}]


def test_right_values_under_other_keys() -> None:
    right, wrong = {"a": 1.5, "b": 2}, {"A": 1.5, "b": 2}
    assert containers((right, wrong)) == [{"relation": "other-keys"}]
    assert containers((right, wrong), (right, {"A": 0.0, "b": 2})) == []
    assert containers((right, right)) == []


def test_a_list_whose_sum_alone_was_returned_and_the_reverse() -> None:
    lists, sums = ([1, 2, 4], [2.5, 0.25]), (7, 2.75)
    found = {"relation": "reduced", "amount": "sum"}
    assert containers(*zip(lists, sums, strict=True)) == [found]
    assert containers(*zip(sums, lists, strict=True)) == [found | {"relation": "not-reduced"}]
    assert containers(*zip(lists, (7, 2.5), strict=True)) == []


def test_integers_that_are_too_large_for_a_float_have_no_relation() -> None:
    lists, huge = ([1, 2, 4], [2.5, 0.25]), 10**400
    assert containers(*((each, huge) for each in lists)) == []
    assert containers(*((each, [huge, 1]) for each in lists)) == []
    assert containers(*((7, [huge, -huge]) for _ in lists)) == []


def test_three_items_in_the_same_other_order_in_every_case() -> None:
    found = [{"relation": "items-swapped", "amount": "other"}]
    assert containers(((1, 2, 3), (2, 3, 1)), ((4, 5, 6), (5, 6, 4))) == found
    assert containers(((1, 2, 3), (2, 3, 1)), ((4, 5, 6), (6, 4, 5))) == []


def test_texts_that_differ_where_all_else_is_right() -> None:
    right = [("conv.weight", (2, 1)), ("head.bias", (3,))]
    wrong = [("conv1.weight", (2, 1)), ("head.bias", (3,))]
    assert containers((right, wrong)) == [{"relation": "other-names"}]
    assert containers((right, [("conv1.weight", (2, 2)), ("head.bias", (3,))])) == []
    assert containers((["a"], ["b"])) == []  # nothing else is there that could be right


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("sigmoid", torch.sigmoid),
        ("tanh", torch.tanh),
        ("softmax", lambda each: each.softmax(1)),
        ("cumsum", lambda each: each.cumsum(1)),
    ],
)
def test_one_function_too_many(name: str, change: Any) -> None:
    assert ("function-applied", name) in functions(NUMBERS, [change(each) for each in NUMBERS])


def test_one_function_too_few() -> None:
    found = [("function-missing", "none")]
    assert functions([torch.sigmoid(each) for each in NUMBERS], NUMBERS) == found
    assert functions([torch.sigmoid(each) + 1 for each in NUMBERS], NUMBERS) == []


def test_numbers_rounded_to_some_decimal_places() -> None:
    found = [("decimals-rounded", "1")]
    assert functions(NUMBERS, [each.round(decimals=1) for each in NUMBERS]) == found


def test_a_factor_that_changes_with_the_input() -> None:
    found = [("scaled-by-case", "none")]
    assert functions(NUMBERS, [each / each.numel() for each in NUMBERS]) == found
    assert functions(NUMBERS, [NUMBERS[0], NUMBERS[1] / 2]) == []  # one case alone is wrong
    assert functions(NUMBERS, [each / (1 + each.abs()) for each in NUMBERS]) == []
