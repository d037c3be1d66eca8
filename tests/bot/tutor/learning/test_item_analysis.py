"""Item analysis: difficulty, discrimination, time to pass, and where learners stop."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from statistics import correlation, mean, median

import pytest

from bot.storage.learning.first_tries import LearnerTries, Reading, Tried
from bot.tutor.learning.item_analysis import (
    LEAST_FOR_DISCRIMINATION,
    LEAST_LEARNERS,
    Analysis,
    ItemAnalysis,
    ItemResult,
)
from bot.tutor.learning.stops import Places, Stop
from lessons.curriculum import Catalog

NOW = datetime(2026, 4, 20, 12, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=30)
ITEMS = ("tensors/evens", "tensors/to-float", "operations/affine", "tensors/1", "tensors/2")


def tried(
    item: str, right: bool, *, days_ago: float = 30, minutes: float | None = None, tries: int = 1
) -> Tried:
    """Return a try that was right at once, or after some minutes, or never."""
    kind = "exercise" if item in ITEMS[:3] else "question"
    first = NOW - timedelta(days=days_ago)
    passed = first if right else None
    if minutes is not None:
        passed = first + timedelta(minutes=minutes)
    return Tried(kind, item, tries, first, passed or first, passed)


def analysed(curriculum: Catalog, learners: Sequence[LearnerTries]) -> Analysis:
    analysis = ItemAnalysis(Places.of(curriculum.lessons()), NOW)
    for each in learners:
        analysis.add(each)
    return analysis.result()


def of(analysis: Analysis, item: str) -> ItemResult:
    return next(each for each in analysis.items if each.item == item)


def random_class(size: int, seed: int) -> list[dict[str, bool]]:
    """Return the first scores of learners of different ability, each at some of the items."""
    rng = random.Random(seed)
    scores = []
    for _ in range(size):
        ability = rng.random()
        chosen = rng.sample(ITEMS, rng.randrange(1, len(ITEMS) + 1))
        scores.append({item: rng.random() < ability for item in chosen})
    return scores


@pytest.mark.parametrize("seed", range(5))
def test_difficulty_and_discrimination_are_those_of_a_plain_computation(
    curriculum: Catalog, seed: int
) -> None:
    scores = random_class(60, seed)
    learners = [LearnerTries([tried(*each) for each in one.items()]) for one in scores]
    analysis = analysed(curriculum, learners)
    assert {each.item for each in analysis.items} == set(ITEMS)
    for item in ITEMS:
        taken = [one for one in scores if item in one]
        assert of(analysis, item).difficulty == pytest.approx(mean(one[item] for one in taken))
        pairs = [
            (float(one[item]), mean(float(one[other]) for other in one if other != item))
            for one in taken
            if len(one) > 1
        ]
        expected = correlation(*zip(*pairs, strict=True))
        assert of(analysis, item).discrimination == pytest.approx(expected, abs=1e-6)


def test_an_item_at_which_the_better_learners_fail_has_a_negative_discrimination(
    curriculum: Catalog,
) -> None:
    learners = [
        LearnerTries(
            [
                tried("tensors/evens", number % 2 == 0),
                tried("tensors/to-float", number % 2 == 0),
                tried("tensors/1", number % 2 == 1),
            ]
        )
        for number in range(20)
    ]
    analysis = analysed(curriculum, learners)
    assert of(analysis, "tensors/1").discrimination == pytest.approx(-1)
    assert (of(analysis, "tensors/evens").discrimination or 0) > -1


def test_few_learners_and_equal_scores_say_nothing(curriculum: Catalog) -> None:
    def pupils(count: int, right: bool) -> list[LearnerTries]:
        return [
            LearnerTries([tried("tensors/evens", right), tried("tensors/1", number % 2 == 0)])
            for number in range(count)
        ]

    few = analysed(curriculum, pupils(LEAST_LEARNERS - 1, True))
    assert of(few, "tensors/evens").difficulty is None
    enough = analysed(curriculum, pupils(LEAST_LEARNERS, True))
    assert of(enough, "tensors/evens").difficulty == 1
    fewer = analysed(curriculum, pupils(LEAST_FOR_DISCRIMINATION - 1, False))
    assert of(fewer, "tensors/1").discrimination is None
    all_wrong = analysed(curriculum, pupils(LEAST_FOR_DISCRIMINATION, False))
    assert of(all_wrong, "tensors/evens").discrimination is None
    assert of(all_wrong, "tensors/1").discrimination is None, "the others' scores are all the same"


def test_the_time_to_pass_is_the_median_of_those_who_passed(curriculum: Catalog) -> None:
    times = (0, 3, 8, 200)
    learners = [
        LearnerTries([tried("tensors/evens", False, minutes=each, tries=2)]) for each in times
    ]
    learners.append(LearnerTries([tried("tensors/evens", False, tries=5)]))
    result = of(analysed(curriculum, learners), "tensors/evens")
    assert result.time_to_pass == timedelta(minutes=median(times))
    assert (result.learners, result.passed, result.tries) == (5, 4, 13)
    assert result.difficulty == pytest.approx(1 / 5)


def test_the_hardest_come_first_and_what_is_not_taught_is_left_out(curriculum: Catalog) -> None:
    learners = [
        LearnerTries(
            [
                tried("tensors/evens", True),
                tried("tensors/2", False),
                tried("tensors/gone", True),
                *([tried("tensors/1", True)] if number else []),
            ]
        )
        for number in range(LEAST_LEARNERS)
    ]
    items = [each.item for each in analysed(curriculum, learners).items]
    assert items == ["tensors/2", "tensors/evens", "tensors/1"]


def test_the_last_week_counts_who_was_here_and_what_was_passed(curriculum: Catalog) -> None:
    learners = [
        LearnerTries([tried("tensors/evens", True, days_ago=2), tried("tensors/1", True)]),
        LearnerTries([tried("tensors/2", True, days_ago=6), tried("tensors/1", False, days_ago=1)]),
        LearnerTries([], Reading("tensors", 1, NOW - timedelta(days=3))),
        LearnerTries([tried("tensors/evens", True)]),
        LearnerTries([], Reading("gone", 1, NOW)),
    ]
    analysis = analysed(curriculum, learners)
    assert (analysis.learners, analysis.active) == (4, 3)
    assert (analysis.passed, analysis.answered) == (1, 1)


@pytest.mark.parametrize(
    ("pupil", "stop"),
    [
        (LearnerTries([tried("tensors/evens", False)]), Stop("exercise", "tensors/evens")),
        (LearnerTries([tried("tensors/1", False)]), Stop("question", "tensors/1")),
        (LearnerTries([tried("tensors/evens", True)]), Stop("lesson", "tensors")),
        (LearnerTries([tried("operations/affine", True)]), None),
        (LearnerTries([tried("operations/affine", False)]), Stop("exercise", "operations/affine")),
        (
            LearnerTries([tried("tensors/evens", False)], Reading("tensors", 2, LONG_AGO)),
            Stop("exercise", "tensors/evens"),
        ),
        (
            LearnerTries(
                [tried("tensors/evens", False)], Reading("tensors", 2, LONG_AGO + timedelta(days=1))
            ),
            Stop("page", "tensors", 2),
        ),
        (LearnerTries([], Reading("tensors", 3, LONG_AGO)), Stop("page", "tensors", 3)),
        (LearnerTries([tried("tensors/evens", False, days_ago=6)]), None),
        (LearnerTries(), None),
    ],
)
def test_who_is_away_for_a_week_has_stopped_where_they_were_last(
    curriculum: Catalog, pupil: LearnerTries, stop: Stop | None
) -> None:
    stops = analysed(curriculum, [pupil]).stops
    assert stops == ([(stop, 1)] if stop else [])


def test_the_place_at_which_most_stopped_comes_first(curriculum: Catalog) -> None:
    at_a_page = LearnerTries([], Reading("tensors", 3, LONG_AGO))
    at_an_exercise = LearnerTries([tried("tensors/evens", False)])
    stops = analysed(curriculum, [at_a_page, at_an_exercise, at_a_page]).stops
    assert stops == [(Stop("page", "tensors", 3), 2), (Stop("exercise", "tensors/evens"), 1)]
