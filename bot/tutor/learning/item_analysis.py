"""Item analysis: how hard each exercise and question is, and whether it tells learners apart.

All exercises and questions together are taken as one test, and the first try at each as its score:
1 where it was right, else 0.

Sources: Crocker and Algina, *Introduction to Classical and Modern Test Theory* (1986), chapter 14,
for difficulty and discrimination; Henrysson, "Correction of item-total correlations in item
analysis", *Psychometrika* 28 (1963), 211-218, for leaving the item out of the total.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import sqrt
from statistics import median

from bot.storage.learning.first_tries import LearnerTries, Tried
from bot.storage.learning.progress import EXERCISE, QUESTION
from bot.tutor.learning.stops import AWAY_AFTER, Places, Stop, latest_of, stop_of

LEAST_LEARNERS = 5
"""Learners from whom on an item has a difficulty."""

LEAST_FOR_DISCRIMINATION = 10
"""Learners from whom on an item has a discrimination; of fewer it is mostly chance."""


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What the first tries at an exercise or a question say about it."""

    kind: str  # progress.EXERCISE or progress.QUESTION
    item: str  # its id
    learners: int  # who have tried it
    passed: int  # learners who have passed it, at any try
    tries: int  # of all learners
    difficulty: float | None
    """The proportion of learners whose first try was right, so a hard item has a low one; None for
    fewer than LEAST_LEARNERS."""
    discrimination: float | None
    """From -1 to 1: see `ItemSums.discrimination`."""
    time_to_pass: timedelta | None  # the median, from the first try to the first right one


@dataclass(slots=True)
class ItemSums:
    """Sums over the learners who have tried an item."""

    learners: int = 0
    right: int = 0  # first tries that were right
    tries: int = 0
    seconds: array[float] = field(default_factory=lambda: array("f"))  # to pass, of who has passed
    pairs: int = 0  # learners who have tried another item as well; of them:
    score: float = 0.0  # the sum of the item's scores, which is also that of their squares
    rest: float = 0.0  # the sum of the rest scores
    rest_squared: float = 0.0
    product: float = 0.0  # of score and rest score

    def discrimination(self) -> float | None:
        """Return the corrected item-total correlation.

        It is the point-biserial correlation, which is Pearson's for a score of 0 or 1, between the
        scores x of the item and the rest scores y, the mean score of each learner's other items:
        r = (n Σxy - Σx Σy) / sqrt((n Σx² - (Σx)²) (n Σy² - (Σy)²)). A mean, as learners have tried
        different numbers of items. Return None for fewer than LEAST_FOR_DISCRIMINATION learners, or
        where all have the same score.
        """
        if self.pairs < LEAST_FOR_DISCRIMINATION:
            return None
        of_score = self.pairs * self.score - self.score**2
        of_rest = self.pairs * self.rest_squared - self.rest**2
        if of_score <= 0 or of_rest <= 1e-9 * self.pairs**2:
            return None
        correlation = (self.pairs * self.product - self.score * self.rest) / sqrt(
            of_score * of_rest
        )
        return min(max(correlation, -1.0), 1.0)


@dataclass(frozen=True, slots=True)
class Analysis:
    """What learners' tries say, without names."""

    learners: int  # who have tried or read anything
    active: int  # those of them in the last week
    passed: int  # exercises that were passed in the last week
    answered: int  # questions that were answered rightly for the first time in the last week
    items: Sequence[ItemResult]  # hardest first, those without a difficulty last
    stops: Sequence[tuple[Stop, int]]  # places and how many learners have stopped there, most first


class ItemAnalysis:
    """Adds up learners one at a time, so that any number of them needs little memory."""

    def __init__(self, places: Places, now: datetime) -> None:
        self._places = places
        self._now = now
        self._sums: dict[tuple[str, str], ItemSums] = {}
        self._stops: Counter[Stop] = Counter()
        self._learners = self._active = 0
        self._passed: Counter[str] = Counter()

    def add(self, learner: LearnerTries) -> None:
        """Add what a learner has tried; what is not taught here does not count."""
        tried = [each for each in learner.tried if each.item in self._places.items]
        reading = learner.reading
        if reading is not None and reading.lesson not in self._places.lessons:
            reading = None
        latest = latest_of(tried, reading)
        if latest is None:
            return
        self._learners += 1
        since = self._now - AWAY_AFTER
        self._active += latest >= since
        for each in tried:
            if each.passed_at is not None and each.passed_at >= since:
                self._passed[each.kind] += 1
        right = sum(each.is_first_right for each in tried)
        for each in tried:
            self._add_try(each, right, len(tried))
        if latest < since and (stop := stop_of(self._places, tried, reading)) is not None:
            self._stops[stop] += 1

    def _add_try(self, tried: Tried, right: int, count: int) -> None:
        sums = self._sums.setdefault((tried.kind, tried.item), ItemSums())
        score = int(tried.is_first_right)
        sums.learners += 1
        sums.right += score
        sums.tries += tried.tries
        if tried.passed_at is not None:
            sums.seconds.append((tried.passed_at - tried.first_at).total_seconds())
        if count > 1:
            rest = (right - score) / (count - 1)
            sums.pairs += 1
            sums.score += score
            sums.rest += rest
            sums.rest_squared += rest * rest
            sums.product += score * rest

    def result(self) -> Analysis:
        """Return what has been added up."""
        items = [_result(kind, item, sums) for (kind, item), sums in self._sums.items()]
        items.sort(key=lambda one: (one.difficulty is None, one.difficulty or 0.0, one.item))
        stops = sorted(self._stops.items(), key=lambda each: (-each[1], each[0].kind, each[0].item))
        return Analysis(
            self._learners,
            self._active,
            self._passed[EXERCISE],
            self._passed[QUESTION],
            items,
            stops,
        )


def _result(kind: str, item: str, sums: ItemSums) -> ItemResult:
    return ItemResult(
        kind,
        item,
        sums.learners,
        len(sums.seconds),
        sums.tries,
        sums.right / sums.learners if sums.learners >= LEAST_LEARNERS else None,
        sums.discrimination(),
        timedelta(seconds=median(sums.seconds)) if sums.seconds else None,
    )
