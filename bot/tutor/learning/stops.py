"""Where learners have stopped who were away for a week."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.storage.learning.first_tries import Reading, Tried
from bot.storage.learning.progress import EXERCISE
from lessons.curriculum import Lesson

AWAY_AFTER = timedelta(days=7)
"""Without a try or a page for so long, a learner has stopped."""

StopKind = Literal["page", "exercise", "question", "lesson"]
"""At a page that they opened last; at an exercise or a question that they tried and did not pass;
within a lesson, after an exercise or a question that they passed."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A place at which learners have stopped."""

    kind: StopKind
    item: str  # id of the exercise or the question, slug of the lesson
    page: int = 0  # 1-based, of the kind "page"


@dataclass(frozen=True, slots=True)
class Places:
    """What is taught: lessons by their slugs, and the slug of each exercise's and question's."""

    lessons: Mapping[str, Lesson]
    items: Mapping[str, str]
    last: frozenset[str]  # slugs of the lessons after which a track ends

    @classmethod
    def of(cls, lessons: Sequence[Lesson]) -> Places:
        """Return the places of these lessons, which are in reading order."""
        exercises = {each.id: lesson.slug for lesson in lessons for each in lesson.exercises}
        questions = {each.id: lesson.slug for lesson in lessons for each in lesson.asked}
        last = {lesson.track: lesson.slug for lesson in lessons}
        by_slug = {lesson.slug: lesson for lesson in lessons}
        return cls(by_slug, exercises | questions, frozenset(last.values()))


def latest_of(tried: Iterable[Tried], reading: Reading | None) -> datetime | None:
    """Return when a learner last tried or opened anything; None for nothing."""
    times = [each.latest_at for each in tried]
    if reading is not None:
        times.append(reading.left_at)
    return max(times, default=None)


def stop_of(places: Places, tried: Sequence[Tried], reading: Reading | None) -> Stop | None:
    """Return where a learner has stopped; None for nowhere, or after the last lesson of a track."""
    last = max(tried, key=lambda each: each.latest_at, default=None)
    if reading is not None and (last is None or reading.left_at > last.latest_at):
        return Stop("page", reading.lesson, reading.page)
    if last is None:
        return None
    if last.passed_at is None:
        return Stop("exercise" if last.kind == EXERCISE else "question", last.item)
    slug = places.items[last.item]
    return None if slug in places.last else Stop("lesson", slug)
