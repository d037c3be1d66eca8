"""Computes when a question or exercise is due again, with the Free Spaced Repetition Scheduler.

FSRS estimates from each answer how long the item is remembered, and so the interval to the next
review (https://github.com/open-spaced-repetition). A question is scheduled from its first answer
on, an exercise once it has failed. Early answers that confirm the known state change nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from fsrs import Card, Rating, Scheduler, State
from fsrs.scheduler import DEFAULT_PARAMETERS

_SOON = (timedelta(minutes=10),)
"""The interval after a miss, which is reviewed in the same sitting; later intervals are days."""

Parameters = tuple[float, ...] | None
"""The 21 parameters of FSRS-6; None for those of the library, fitted to many learners' answers."""


@lru_cache(maxsize=8)
def scheduler_with(parameters: Parameters) -> Scheduler:
    """Return the scheduler with these parameters. Raise ValueError if one is out of its bounds."""
    return Scheduler(
        parameters=DEFAULT_PARAMETERS if parameters is None else parameters,
        learning_steps=_SOON,
        relearning_steps=_SOON,
        enable_fuzzing=False,
    )


@dataclass(frozen=True, slots=True)
class ReviewState:
    """The memory of one question or exercise, as FSRS models it."""

    state: int  # of fsrs.State
    step: int | None  # within a sitting; None once the interval is days
    stability: float | None  # days until the chance to remember it is 90 %
    difficulty: float | None  # 1 to 10
    due: datetime
    reviewed_at: datetime

    @property
    def is_settled(self) -> bool:
        """Whether the last answer was right, so that the interval is days."""
        return self.state == State.Review


def first_answer(*, right: bool, now: datetime, parameters: Parameters = None) -> ReviewState:
    """Return the state after a first answer: due in days, or ten minutes after a miss."""
    return _rated(Card(card_id=0, due=now), right, now, parameters)


def next_answer(
    state: ReviewState, *, right: bool, now: datetime, parameters: Parameters = None
) -> ReviewState | None:
    """Return the state after an answer; None where the answer changes nothing.

    Before it is due, a right answer to a settled item and another miss of an unsettled one change
    nothing. An early miss of a settled item, and a right answer soon after a miss, do.
    """
    is_due = state.due <= now
    if not is_due and right == state.is_settled:
        return None
    card = Card(
        card_id=0,
        state=State(state.state),
        step=state.step,
        stability=state.stability,
        difficulty=state.difficulty,
        due=state.due,
        last_review=state.reviewed_at,
    )
    return _rated(card, right, now, parameters)


def _rated(card: Card, right: bool, now: datetime, parameters: Parameters) -> ReviewState:
    """Return the state with the next interval, which FSRS computes."""
    rating = Rating.Good if right else Rating.Again
    rated, _ = scheduler_with(parameters).review_card(card, rating, review_datetime=now)
    return ReviewState(
        int(rated.state), rated.step, rated.stability, rated.difficulty, rated.due, now
    )
