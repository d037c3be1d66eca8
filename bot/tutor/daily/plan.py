"""A track cut into pieces, one for each day: a page, an exercise, a question. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from lessons.curriculum import Exercise, Lesson, Question, Track


@dataclass(frozen=True, slots=True)
class DailyItem:
    """What a lesson gives for one day; None for what it has run out of."""

    lesson: Lesson
    page: int | None  # 1-based
    exercise: Exercise | None
    question: Question | None


def pieces(track: Track) -> tuple[DailyItem, ...]:
    """All pieces in the order of the lessons; what a lesson has less of runs out earlier."""
    return tuple(
        DailyItem(lesson, page, exercise, question)
        for lesson in track.lessons
        for page, exercise, question in zip_longest(
            range(1, min(map(len, lesson.pages.values())) + 1), lesson.exercises, lesson.questions
        )
    )


def of_day(track: Track, position: int, pace: int) -> tuple[DailyItem, ...]:
    """The pieces from a position on; none when the track is at its end."""
    return pieces(track)[position : position + pace]


def question_of(day: tuple[DailyItem, ...]) -> Question | None:
    """A day has one question, the first of its pieces'."""
    return next((piece.question for piece in day if piece.question), None)


def exercise_of(day: tuple[DailyItem, ...]) -> Exercise | None:
    """The exercise whose solvers the next day names, the first of its pieces'."""
    return next((piece.exercise for piece in day if piece.exercise), None)
