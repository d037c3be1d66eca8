"""What a fingerprint distinguishes, and what it does not."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from grader.judge import Judge
from grader.judge.fingerprint import MAX_VALUES, fingerprint_of, fixed_cases, input_digests
from grader.judge.records import Observation, parse_observations
from grader.probe import answer_unpacked, pack, unpack
from grader.syntax.normalized import normalized_digest


def observed(value: Any) -> Observation:
    """Return a value as it arrives from the jail."""
    return parse_observations(pack([{"value": value}]), 1)[0]


def digest(value: Any) -> str | None:
    return fingerprint_of([0], [Observation({"type": "another"})], [observed(value)])


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("number", [0.125, 1.125, 2.5, 1.00005, 33.335, -0.0625, 1e-3, 12345.0])
def test_noise_of_the_last_bits_does_not_split_a_group(number: float, dtype: torch.dtype) -> None:
    values = [number * (1 + noise) for noise in (-5e-7, 0.0, 5e-7)]
    found = {digest(torch.tensor([each, 1.0], dtype=dtype)) for each in values}
    assert len(found) == 1
    assert len({digest(each) for each in values}) == 1


def test_zero_has_no_sign_and_no_noise() -> None:
    assert digest(torch.tensor([0.0])) == digest(torch.tensor([-0.0]))
    assert digest(torch.tensor([0.0])) == digest(torch.tensor([3e-8]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (torch.tensor([1.0, 2.0]), torch.tensor([1.0, 2.1])),
        (torch.tensor([1.0]), torch.tensor([1.0], dtype=torch.float64)),
        (torch.zeros(2, 3), torch.zeros(3, 2)),
        (torch.tensor(1.0), 1.0),
        ([1, 2], (1, 2)),
        (None, 0),
        ("1", 1),
        (float("nan"), float("inf")),
        ({"a": 1}, {"b": 1}),
        (torch.tensor([1 + 2j]), torch.tensor([1 - 2j])),
    ],
)
def test_what_a_tutor_would_tell_apart_is_told_apart(one: Any, other: Any) -> None:
    assert digest(one) != digest(other)


def test_a_number_of_any_length_is_read() -> None:
    assert digest(10**300) != digest(10**300 + 1)
    assert digest(10**5000) is not None


def test_of_a_huge_answer_the_first_values_are_read() -> None:
    one, other = torch.zeros(MAX_VALUES + 5), torch.zeros(MAX_VALUES + 5)
    other[-1] = 1
    assert digest(one) == digest(other)
    other[0] = 1
    assert digest(one) != digest(other)


def test_the_expected_answer_has_none() -> None:
    right = observed(torch.tensor([1.0]))
    assert fingerprint_of([0], [right], [right]) is None
    assert fingerprint_of([], [right], [observed(2)]) is None


EXERCISE = """
import torch
from lessons.authoring import exercise, hidden, shown

@exercise()
def twice(x):
    return x * 2

def cases(rng):
    yield shown(rng.normal(3))
    yield shown(torch.tensor([1.0, 2.0]))
    yield hidden(torch.tensor([3.0]))
    yield hidden(rng.normal(2))
"""


def test_only_shown_cases_whose_inputs_are_fixed_take_part(
    tmp_path: Path, judge_of: Callable[..., Judge]
) -> None:
    file = tmp_path / "twice.py"
    file.write_text(EXERCISE)
    judge = judge_of(file)
    one, other = judge.make_exam("toys/twice"), judge.make_exam("toys/twice")
    assert list(input_digests(one)) == [0, 1]
    assert list(fixed_cases(one, other)) == [1]
    answers = [
        (exam, answer_of(exam.question, wrong))
        for exam in (one, other)
        for wrong in (lambda x: x * 3, lambda x: x + x + x)
    ]
    assert len({judge.fingerprint(exam, answer) for exam, answer in answers}) == 1
    assert judge.fingerprint(one, b"nonsense") is None


def answer_of(question: bytes, function: Callable[..., Any]) -> bytes:
    return answer_unpacked(function, unpack(question), "")


SAME = {
    "names": (
        "def f(a, b):\n    c = a + b\n    return c",
        "def g(x, y):\n    z = x + y\n    return z",
    ),
    "literals": ("def f(x): return x.sum(1) * 2.5", "def f(x): return x.sum(0) * 0.1"),
    "comments": ("def f(x):\n    # here\n    return x\n\n\n", 'def f(x):\n    "doc"\n    return x'),
    "annotations": ("def f(x): return x", "def f(x: int) -> int: return x"),
    "aliases": ("import torch\ntorch.sum(1)", "import torch as th\nth.sum(1)"),
}
DIFFERENT = {
    "methods": ("x.sum()", "x.mean()"),
    "keywords": ("x.sum(dim=1)", "x.sum(axis=1)"),
    "operators": ("a + b", "a - b"),
    "which name": ("def f(a, b): return a - b", "def f(a, b): return b - a"),
    "types of literals": ("x * 2", "x * 2.0"),
    "nesting": ("if a:\n    b()\nc()", "if a:\n    b()\n    c()"),
    "modules": ("import torch", "import numpy"),
}


def normalized(code: str) -> str:
    return normalized_digest(ast.parse(code))


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME.keys())
def test_code_that_differs_in_this_is_the_same(pair: tuple[str, str]) -> None:
    assert normalized(pair[0]) == normalized(pair[1])


@pytest.mark.parametrize("pair", DIFFERENT.values(), ids=DIFFERENT.keys())
def test_code_that_differs_in_this_is_not_the_same(pair: tuple[str, str]) -> None:
    assert normalized(pair[0]) != normalized(pair[1])
