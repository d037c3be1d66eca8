"""When what was learnt should come back, by FSRS: https://github.com/open-spaced-repetition

A question comes back from its first answer on, an exercise only once it has failed. Answers that
FSRS should not hear of, because nothing was due, change nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from fsrs import Card, Rating, Scheduler, State

_SOON = (timedelta(minutes=10),)
"""What was missed returns after this long, in the same sitting; then after days."""

_SCHEDULER = Scheduler(learning_steps=_SOON, relearning_steps=_SOON, enable_fuzzing=False)


@dataclass(frozen=True, slots=True)
class ReviewState:
    """How well one thing is kept in mind."""

    state: int  # of fsrs.State
    step: int | None  # of those within a sitting; None once it comes back after days
    stability: float | None  # days until it is remembered with a chance of nine in ten
    difficulty: float | None  # 1 to 10
    due: datetime
    reviewed_at: datetime

    @property
    def is_settled(self) -> bool:
        """Whether it was known the last time, and has had days to be forgotten."""
        return self.state == State.Review


def first_answer(*, right: bool, now: datetime) -> ReviewState:
    """The memory that begins with this answer: due in days, or in ten minutes after a miss."""
    return _rated(Card(card_id=0, due=now), right, now)


def next_answer(memory: ReviewState, *, right: bool, now: datetime) -> ReviewState | None:
    """What an answer changes; None when it says nothing about the memory.

    That is so for a right answer before it is due, and for another miss soon after a miss.
    """
    is_due = memory.due <= now
    if not is_due and right == memory.is_settled:
        return None
    card = Card(
        card_id=0,
        state=State(memory.state),
        step=memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due,
        last_review=memory.reviewed_at,
    )
    return _rated(card, right, now)


def _rated(card: Card, right: bool, now: datetime) -> ReviewState:
    rating = Rating.Good if right else Rating.Again
    rated, _ = _SCHEDULER.review_card(card, rating, review_datetime=now)
    return ReviewState(
        int(rated.state), rated.step, rated.stability, rated.difficulty, rated.due, now
    )
