"""Where a learner is in a course: what is done, what is left in minutes, and what is late.

Pure functions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.storage.learning.progress import Achievements
from bot.tutor.courses.course import (
    LATE_STATES,
    Course,
    DueState,
    Week,
    due_state,
    finished_at,
    lessons_in,
    tasks_of,
    weeks_begun,
)
from bot.tutor.courses.effort import minutes_left
from lessons.curriculum import Catalog, Lesson

Pace = Literal["behind", "with-it", "ahead"]
"""`behind`: a lesson of an earlier week, or one that is overdue, is open. `ahead`: nothing of the
weeks that have begun is open. `with-it`: only lessons of this week are open."""


@dataclass(frozen=True, slots=True)
class LessonStanding:
    """A lesson of a week, as one learner has it."""

    lesson: Lesson
    state: DueState
    minutes: int  # that are left


@dataclass(frozen=True, slots=True)
class WeekStanding:
    """A week, as one learner has it. Lessons without tasks, and those that left, are not in it."""

    week: Week
    lessons: tuple[LessonStanding, ...]

    @property
    def minutes(self) -> int:
        """The minutes that are left."""
        return sum(each.minutes for each in self.lessons)

    @property
    def is_done(self) -> bool:
        """Whether nothing is open; a week without lessons is never done."""
        return bool(self.lessons) and not self.minutes

    @property
    def is_late(self) -> bool:
        """Whether a lesson was passed late, or is overdue."""
        return any(each.state in LATE_STATES for each in self.lessons)


def standing_in(
    course: Course,
    catalog: Catalog,
    earned: Mapping[str, datetime],
    pages_read: Mapping[str, int],
    now: datetime,
) -> tuple[WeekStanding, ...]:
    """Return all weeks of a course as a learner has them.

    `earned` has when each exercise and question was first passed, by its id; `pages_read` the
    furthest page that was opened, by the lesson's slug.
    """
    passed = frozenset(earned)
    done = Achievements(passed, passed)
    return tuple(
        WeekStanding(
            week,
            tuple(
                LessonStanding(
                    lesson,
                    due_state(course, lesson.slug, finished_at(lesson, earned), now) or "open",
                    minutes_left(lesson, done, pages_read),
                )
                for lesson in lessons_in(catalog, week.lessons)
                if tasks_of(lesson)
            ),
        )
        for week in course.weeks
    )


def left_until(standing: Iterable[WeekStanding], number: int) -> tuple[WeekStanding, ...]:
    """Return the weeks up to that number in which something is left."""
    return tuple(each for each in standing if each.week.number <= number and each.minutes)


def pace_of(standing: Sequence[WeekStanding], course: Course, now: datetime) -> Pace:
    """Return whether a learner is behind the course, with it, or ahead of it."""
    begun = weeks_begun(course, now)
    left = left_until(standing, begun[-1].number if begun else 0)
    if not left:
        return "ahead"
    is_late = any(one.state == "overdue" for each in left for one in each.lessons)
    is_earlier = any(each.week.number < begun[-1].number for each in left)
    return "behind" if is_late or is_earlier else "with-it"


def overdue_lessons(
    course: Course, catalog: Catalog, done: Achievements, now: datetime
) -> tuple[Lesson, ...]:
    """Return the lessons of which something is open although their days of grace are over."""
    passed = done.exercises | done.questions
    return tuple(
        lesson
        for lesson in lessons_in(catalog, course.lessons)
        if not passed.issuperset(tasks_of(lesson))
        and due_state(course, lesson.slug, None, now) == "overdue"
    )
