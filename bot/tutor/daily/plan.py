"""A track divided into items, one for each day: a page, an exercise, a question. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from lessons.curriculum import Exercise, Lesson, Question, Track


@dataclass(frozen=True, slots=True)
class DailyItem:
    """A lesson's page, exercise and question for one day; None for those it has no more of."""

    lesson: Lesson
    page: int | None  # 1-based
    exercise: Exercise | None
    question: Question | None


def daily_items(track: Track) -> tuple[DailyItem, ...]:
    """Return all items of a track, in the order of its lessons."""
    return tuple(
        DailyItem(lesson, page, exercise, question)
        for lesson in track.lessons
        for page, exercise, question in zip_longest(
            range(1, min(map(len, lesson.pages.values())) + 1), lesson.exercises, lesson.questions
        )
    )


def items_of_day(track: Track, position: int, pace: int) -> tuple[DailyItem, ...]:
    """Return `pace` items from a position on; none at the end of the track."""
    return daily_items(track)[position : position + pace]


def question_of(day: tuple[DailyItem, ...]) -> Question | None:
    """Return the question of a day: the first of its items'."""
    return next((item.question for item in day if item.question), None)


def exercise_of(day: tuple[DailyItem, ...]) -> Exercise | None:
    """Return the exercise whose solvers the next day names: the first of its items'."""
    return next((item.exercise for item in day if item.exercise), None)
