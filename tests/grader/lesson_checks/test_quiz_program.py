"""Computing the answers of questions: which answers count as equal, and which variants."""

from __future__ import annotations

from dataclasses import asdict

import pytest
import torch

from grader.lesson_checks.quiz_program import QuestionError, compute
from lessons.curriculum import Computation
from lessons.random_inputs import Rng


@pytest.mark.parametrize(("other", "tolerance"), [("30.0", 0.0), ("30.000001", 0.0), ("30.4", 0.5)])
def test_two_wrong_numbers_that_a_learner_could_not_tell_apart_are_refused(
    other: str, tolerance: float
) -> None:
    question = Computation(
        "number", expression="2", wrong={"one": "30", "other": other}, tolerance=tolerance
    )
    with pytest.raises(QuestionError, match="both give 30"):
        compute(asdict(question), Rng)


def test_wrong_numbers_that_differ_by_more_than_the_tolerance_are_two_thoughts() -> None:
    question = Computation(
        "number", expression="2", wrong={"one": "30", "other": "30.6"}, tolerance=0.5
    )
    (variant,) = compute(asdict(question), Rng)
    assert variant["wrong"] == {"30": "one", "30.6": "other"}


def test_random_numbers_of_torch_are_those_of_the_seed_of_each_variant() -> None:
    question = Computation(
        "output", setup="x = torch.rand(()).item()", facts=("x",), expression="{x}", variants=3
    )
    shown = [float(each["facts"]["x"]) for each in compute(asdict(question), Rng)]
    drawn = [torch.rand((), generator=torch.Generator().manual_seed(seed)) for seed in range(3)]
    assert shown == [each.item() for each in drawn]


def test_a_fact_that_learners_do_not_see_makes_no_other_variant() -> None:
    setup = "a, luck = rng.integer(0, 3), rng.integer(0, 10**9)"
    question = Computation(
        "output", setup, facts=("a", "luck"), unseen=("luck",), expression="{a}", variants=4
    )
    with pytest.raises(QuestionError, match="only 3 variants of 4"):
        compute(asdict(question), Rng)
