"""Fits the parameters of FSRS to the answers that learners of this instance have given.

The chance to remember that FSRS predicts for each answer is compared with what happened, by the
log loss. Parameters are fitted to earlier days, and judged on later days that were held out.
Without torch, which the optimizer of the library needs: coordinate descent over the parameters that
answers of two kinds (right or wrong) depend on.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from fsrs import Card, Rating, Scheduler
from fsrs.scheduler import (
    DEFAULT_PARAMETERS,
    LOWER_BOUNDS_PARAMETERS,
    UPPER_BOUNDS_PARAMETERS,
)

from bot.storage.learning.reviews import Answered
from bot.tutor.learning.spaced_repetition import scheduler_with

LEAST_FITTED, LEAST_HELD_OUT = 400, 100
"""Answers after a day or more that are needed: below some hundred, chance outweighs habit."""

LEAST_DAYS = 5  # that are held out
HELD_OUT_SHARE = 0.2  # of the days, the latest ones
LEAST_GAIN = 0.005  # of the log loss on the held-out days, as a share of it

_MOST_ANSWERS = 20_000  # that are fitted, drawn by chance from more
_FITTED = (0, 2, 4, 6, 8, 9, 10, 11, 12, 13, 14, 20)
"""Indices of the parameters on which answers that are right or wrong depend: w1, w3, w15 and w16
are of the ratings "hard" and "easy", w17 to w19 of several answers on one day."""

_STEPS = (1.5, 1.2, 1.07)  # factors by which each parameter is changed
_MOST_PASSES = 3  # over all parameters, with each factor
_PULL = 0.5  # towards the parameters of the library, which many learners' answers have fitted
_LEAST_CHANCE = 1e-3
_LEAST_VALUE = 1e-6  # of a parameter, whose logarithm is taken

History = Sequence[tuple[date, bool, Answered]]
"""The first answer of each day to one question: the day (UTC), whether right, and the answer."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Fitted parameters, and their mean log loss on the held-out days."""

    parameters: tuple[float, ...]
    fitted: int  # answers
    held_out: int  # answers
    days: int  # held out
    loss: float
    loss_before: float  # with the parameters that are used now

    @property
    def is_better(self) -> bool:
        """Whether the parameters predict the held-out days better than those used now."""
        return self.loss < self.loss_before * (1 - LEAST_GAIN)


class TooFewAnswersError(Exception):
    """There are too few answers after a day or more; the message says how many of how many."""


def fit(answers: Iterable[Answered], present: tuple[float, ...] | None) -> Fit:
    """Fit parameters to the answers of earlier days. Raise TooFewAnswersError.

    `answers` are ordered by learner, question and time. `present` are the parameters that are used
    now; None for those of the library.
    """
    histories = list(_histories(answers))
    days = sorted({day for each in histories for day, _, _ in each[1:]})
    first_held_out = days[int(len(days) * (1 - HELD_OUT_SHARE))] if days else date.max
    earlier = [kept for each in histories if len(kept := _before(each, first_held_out)) > 1]
    fitted = sum(len(each) - 1 for each in earlier)
    later = [each for each in histories if len(each) > 1 and each[-1][0] >= first_held_out]
    held_out = sum(day >= first_held_out for each in later for day, _, _ in each[1:])
    held_out_days = sum(day >= first_held_out for day in days)
    if fitted < LEAST_FITTED or held_out < LEAST_HELD_OUT or held_out_days < LEAST_DAYS:
        raise TooFewAnswersError(
            f"{fitted} answers of earlier days (needed: {LEAST_FITTED}), {held_out} of"
            f" {held_out_days} later days (needed: {LEAST_HELD_OUT} of {LEAST_DAYS})"
        )
    parameters = _descend(_sample(earlier, fitted))
    before = scheduler_with(present)
    return Fit(
        parameters,
        fitted,
        held_out,
        held_out_days,
        _mean_loss(scheduler_with(parameters), later, first_held_out),
        _mean_loss(before, later, first_held_out),
    )


def _histories(answers: Iterable[Answered]) -> Iterator[History]:
    """Yield each learner's answers to each question, the first one of each day."""
    for _, group in groupby(answers, lambda each: (each.learner_id, each.question)):
        history: list[tuple[date, bool, Answered]] = []
        for each in group:
            day = each.at.date()
            if not history or history[-1][0] != day:
                history.append((day, each.correct, each))
        yield history


def _before(history: History, day: date) -> History:
    return [each for each in history if each[0] < day]


def _sample(histories: list[History], answers: int) -> list[History]:
    if answers <= _MOST_ANSWERS:
        return histories
    share = _MOST_ANSWERS / answers
    return random.Random(0).sample(histories, int(len(histories) * share))  # noqa: S311


def _descend(histories: list[History]) -> tuple[float, ...]:
    """Return the parameters with the least loss that single steps lead to."""
    best = list(DEFAULT_PARAMETERS)
    count = sum(len(each) - 1 for each in histories)

    def cost(parameters: Sequence[float]) -> float:
        moved = sum(math.log(parameters[at] / DEFAULT_PARAMETERS[at]) ** 2 for at in _FITTED)
        return _mean_loss(scheduler_with(tuple(parameters)), histories) + _PULL * moved / count

    least = cost(best)
    for step in _STEPS:
        for _ in range(_MOST_PASSES):
            improves = False
            for at in _FITTED:
                for factor in (step, 1 / step):
                    least_value = max(LOWER_BOUNDS_PARAMETERS[at], _LEAST_VALUE)
                    value = min(max(best[at] * factor, least_value), UPPER_BOUNDS_PARAMETERS[at])
                    candidate = [*best[:at], value, *best[at + 1 :]]
                    found = cost(candidate)
                    if found < least - 1e-6:
                        best, least, improves = candidate, found, True
            if not improves:
                break
    return tuple(best)


def _mean_loss(scheduler: Scheduler, histories: list[History], since: date = date.min) -> float:
    """Return the mean log loss of the predictions for answers since a day, after the first one."""
    loss, count = 0.0, 0
    for history in histories:
        card = Card(card_id=0, due=history[0][2].at)
        for number, (day, right, answer) in enumerate(history):
            if number and day >= since:
                chance = scheduler.get_card_retrievability(card, answer.at)
                chance = min(max(chance, _LEAST_CHANCE), 1 - _LEAST_CHANCE)
                loss -= math.log(chance if right else 1 - chance)
                count += 1
            rating = Rating.Good if right else Rating.Again
            card, _ = scheduler.review_card(card, rating, review_datetime=answer.at)
    return loss / count
