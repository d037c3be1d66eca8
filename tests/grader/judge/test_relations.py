"""How a wrong result follows from the right one is recognized, where it does so in every case."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch

from grader.judge.relations.tensors import find_tensor_relation

TABLES = [torch.tensor([[1.5, -2.0, 4.0], [3.25, 0.5, -7.0]]), torch.tensor([[5.0, 2.5]])]
POSITIVE = [table.abs() for table in TABLES]
MASKS = [torch.tensor([1.0, 0.0, 1.0]), torch.tensor([0.0, 0.0])]

Change = Callable[[torch.Tensor], torch.Tensor]
OF_TABLES: dict[str, tuple[list[torch.Tensor], Change]] = {
    "negated": (TABLES, torch.neg),
    "sign-lost": (TABLES, torch.abs),
    "scaled": (TABLES, lambda t: 100 * t),
    "shifted": (TABLES, lambda t: t + 1),
    "squared": (TABLES, torch.square),
    "rooted": (POSITIVE, torch.sqrt),
    "reciprocal": (POSITIVE, torch.reciprocal),
    "rounded-numbers": ([*TABLES, 3 * TABLES[0]], torch.floor),
    "transposed": (TABLES, lambda t: t.T),
    "permuted": ([t[:, :, None] for t in TABLES], lambda t: t.permute(2, 0, 1)),
    "flipped": (TABLES, lambda t: t.flip(1)),
    "reordered": (TABLES, lambda t: t.flatten().sort().values.reshape(t.shape)),
    "reduced": (TABLES, lambda t: t.mean(1)),
    "cut-off": (TABLES, lambda t: t[:, :-1]),
    "too-much": (TABLES, lambda t: torch.cat([t[:, :1] + 1, t], dim=1)),
}


def same(one: torch.Tensor, other: torch.Tensor) -> bool:
    return torch.allclose(one.reshape(-1), other.reshape(-1), rtol=1e-6, atol=1e-6)


def relation_of(
    expected: list[torch.Tensor], actual: list[torch.Tensor], *, is_mask: bool = False
) -> str | None:
    pairs = [(e.double(), a.double()) for e, a in zip(expected, actual, strict=True)]
    found = find_tensor_relation(pairs, same, is_mask=is_mask)
    return None if found is None else found[0]


@pytest.mark.parametrize("key", OF_TABLES)
def test_a_change_that_is_alike_in_every_case_has_its_name(key: str) -> None:
    expected, change = OF_TABLES[key]

    assert relation_of(expected, [change(each) for each in expected]) == key


@pytest.mark.parametrize("key", OF_TABLES)
def test_a_change_in_one_case_alone_has_no_such_name(key: str) -> None:
    expected, change = OF_TABLES[key]
    others = [each + 0.125 * torch.arange(each.numel()).reshape(each.shape) for each in expected]

    assert relation_of(expected, [change(expected[0]), *others[1:]]) != key


def test_parts_that_still_have_to_be_put_together_are_named() -> None:
    assert relation_of([t.sum(1) for t in TABLES], TABLES) == "not-reduced"


def test_a_mask_that_is_put_together_is_said_to_be_so_in_words_for_masks() -> None:
    masks = [torch.tensor([[1.0, 1.0], [1.0, 0.0]]), torch.tensor([[0.0, 1.0]])]
    pairs = [(mask.double(), mask.amin(1).double()) for mask in masks]

    assert find_tensor_relation(pairs, same, is_mask=True) == ("reduced", {"amount": "all"})


def test_the_opposite_mask_is_named_and_no_other_relation_of_masks() -> None:
    assert relation_of(MASKS, [1 - mask for mask in MASKS], is_mask=True) == "mask-inverted"
    assert relation_of(MASKS, [mask * 0 for mask in MASKS], is_mask=True) is None


def test_right_results_and_undefined_numbers_have_no_relation() -> None:
    assert relation_of(TABLES, TABLES) is None
    assert relation_of(TABLES, [t * float("nan") for t in TABLES]) is None


def test_too_few_numbers_tell_no_relation() -> None:
    assert relation_of([torch.tensor(2.0), torch.tensor(3.0)], [torch.tensor(4.0)] * 2) is None
