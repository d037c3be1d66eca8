"""How many minutes lessons take, and how to spread them over weeks. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil

from bot.storage.learning.progress import Achievements
from bot.tutor.courses.course import PlannedWeek
from bot.tutor.learning.curriculum import open_exercises, open_questions
from lessons.curriculum import Catalog, Exercise, Lesson

EXERCISE_MINUTES = 10
"""For an exercise whose author gives no estimate."""

QUESTION_MINUTES = 1

_NOTHING = Achievements(frozenset(), frozenset())


def minutes_of(lesson: Lesson) -> int:
    """Return the minutes that a lesson takes: to read it, write its exercises and take its quiz."""
    return minutes_left(lesson, _NOTHING, {})


def minutes_left(lesson: Lesson, done: Achievements, pages_read: Mapping[str, int]) -> int:
    """Return the minutes that are left of a lesson; 0 if all its tasks are done.

    `pages_read` has the furthest page that was opened, by the lesson's slug.
    """
    exercises, questions = open_exercises(lesson, done), open_questions(lesson, done)
    if not exercises and not questions:
        return 0
    pages = max((len(each) for each in lesson.pages.values()), default=0)
    unread = max(0, pages - pages_read.get(lesson.slug, 0)) / pages if pages else 0.0
    writing = sum(map(_minutes_of_exercise, exercises))
    return ceil(lesson.minutes * unread) + writing + QUESTION_MINUTES * len(questions)


def spread_lessons(catalog: Catalog, tracks: Sequence[str], count: int) -> Sequence[PlannedWeek]:
    """Return so many weeks with the lessons of the tracks in their order, about equal in minutes.

    A lesson is never cut. With more weeks than lessons, weeks for catching up lie between them.
    """
    found = [
        lesson
        for slug in tracks
        for track in catalog.tracks
        if track.slug == slug
        for lesson in track.lessons
    ]
    weeks: list[list[str]] = [[] for _ in range(count)]
    total = sum(map(minutes_of, found))
    before = 0
    for at, lesson in enumerate(found):
        if len(found) <= count:
            week = at * count // len(found)
        else:  # by the middle of the lesson, so that no week is much longer than the others
            middle = before + minutes_of(lesson) / 2
            week = min(count - 1, int(middle * count / total))
        weeks[week].append(lesson.slug)
        before += minutes_of(lesson)
    return [PlannedWeek(tuple(each)) for each in weeks]


def _minutes_of_exercise(exercise: Exercise) -> int:
    return exercise.minutes or EXERCISE_MINUTES
