"""A course of a study group: weeks with lessons, holidays, and days on which lessons are due.

Pure functions. A course has no state of its own: which week it is, and whether a lesson is late,
follows from the calendar and from when things were passed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from bot.storage.learning.progress import revision_key
from bot.tutor.timezones import A_DAY, day_in, instant_of
from lessons.curriculum import Catalog, Lesson, Track

A_WEEK = timedelta(days=7)

DueState = Literal["on-time", "in-grace", "late", "open", "overdue"]
"""`on-time`: passed by the end of the due day. `in-grace`: passed after it, within the days of
grace, which counts as being in time. `late`: passed after the grace. `open`: not passed, and not
late either. `overdue`: not passed, and the grace is over."""

LATE_STATES: frozenset[DueState] = frozenset({"late", "overdue"})

DateRange = tuple[date, date]
"""The first and the last day."""


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a course."""

    number: int  # 1-based
    begins: date
    lessons: tuple[str, ...]  # slugs; none in a week for catching up
    due: date  # the lessons are due by the end of this day
    title: str = ""

    @property
    def last(self) -> date:
        """The last day of the week."""
        return self.begins + A_WEEK - A_DAY


@dataclass(frozen=True, slots=True)
class DueTimes:
    """When a lesson is due, and from when on it is late."""

    due_ends: datetime
    grace_ends: datetime

    def state(self, passed_at: datetime | None, now: datetime | None = None) -> DueState:
        """Return whether a lesson was passed in time, as `due_state` does."""
        if passed_at is None:
            return "overdue" if now is not None and now >= self.grace_ends else "open"
        if passed_at < self.due_ends:
            return "on-time"
        return "in-grace" if passed_at < self.grace_ends else "late"


@dataclass(frozen=True, slots=True)
class PlannedWeek:
    """One week as it is written, without its dates."""

    lessons: tuple[str, ...]
    due: date | None = None  # None for the course's usual day
    title: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """A course with its calendar; `plan_course` makes one. Days are those of its zone."""

    name: str
    start: date  # the first day of week 1, unless that week is all holidays
    zone: str  # IANA name
    tracks: tuple[str, ...]  # slugs
    planned: tuple[PlannedWeek, ...]
    weeks: tuple[Week, ...]
    holidays: tuple[DateRange, ...] = ()
    due: int | None = None  # the usual weekday, 0 is Monday; None for the last day of each week
    grace: int = 0  # days after a due day in which nothing is late

    @property
    def lessons(self) -> tuple[str, ...]:
        """The slugs of all lessons, in the order of their weeks."""
        return tuple(slug for each in self.weeks for slug in each.lessons)

    def is_holiday(self, day: date) -> bool:
        """Return whether nothing is posted and nothing is due on that day."""
        return _is_holiday(self.holidays, day)

    def week_on(self, day: date) -> Week | None:
        """Return the week that a day belongs to.

        None before the start, after the last week, and in a week of holidays.
        """
        return next((each for each in self.weeks if each.begins <= day <= each.last), None)

    def week_of(self, lesson: str) -> Week | None:
        """Return the week that has the lesson of that slug; None if none has it."""
        return next((each for each in self.weeks if lesson in each.lessons), None)

    def last_day_of_grace(self, week: Week) -> date:
        """Return the last day on which the lessons of a week are not late."""
        return week.due + self.grace * A_DAY

    @property
    def last(self) -> date:
        """The last day of the course, with the days of grace after it."""
        return max(max(each.last, self.last_day_of_grace(each)) for each in self.weeks)


def plan_course(
    name: str,
    start: date,
    zone: str,
    tracks: Sequence[str],
    planned: Sequence[PlannedWeek],
    *,
    holidays: Sequence[DateRange] = (),
    due: int | None = None,
    grace: int = 0,
) -> Course:
    """Return a course with the dates of its weeks.

    A week of seven holidays is left out, so that the ones after it begin later. A usual due day
    that is a holiday moves to the next day that is none; one that is written as a date stays.
    """
    weeks: list[Week] = []
    begins = start
    for number, each in enumerate(planned, start=1):
        while all(_is_holiday(holidays, day) for day in _days(begins, 7)):
            begins += A_WEEK
        day = each.due or _usual_due(begins, due, holidays)
        weeks.append(Week(number, begins, each.lessons, day, each.title))
        begins += A_WEEK
    return Course(
        name, start, zone, tuple(tracks), tuple(planned), tuple(weeks), tuple(holidays), due, grace
    )


def move_course(course: Course, start: date, name: str = "") -> Course:
    """Return the same course for a new class, beginning on that day.

    Due days that are written as dates move along. Holidays are those of another season: they are
    left out.
    """
    moved = [
        replace(each, due=each.due + (start - course.start) if each.due else None)
        for each in course.planned
    ]
    return plan_course(
        name or course.name,
        start,
        course.zone,
        course.tracks,
        moved,
        due=course.due,
        grace=course.grace,
    )


def due_state(
    course: Course, lesson: str, passed_at: datetime | None, now: datetime | None = None
) -> DueState | None:
    """Return whether a lesson was passed in time; None for a lesson that is in no week.

    `passed_at` is when a learner has passed the last exercise or question of the lesson, as
    `finished_at` returns it, and None if something is open. Without `now`, what is open is never
    overdue. A pass from before the course counts as being in time. To show a gradebook's column:

        async with database.read_session() as session:
            course = await find_course(session, group_id)  # of bot.tutor.courses.current
        if course is not None:
            state = due_state(course, "tensors", passed_at, now)
            is_late = state in LATE_STATES
    """
    times = due_times(course, lesson)
    return times.state(passed_at, now) if times is not None else None


def due_times(course: Course, lesson: str) -> DueTimes | None:
    """Return when the lesson of that slug is due; None if it is in no week."""
    week = course.week_of(lesson)
    if week is None:
        return None
    last_day = course.last_day_of_grace(week)
    return DueTimes(_end_of(course, week.due), _end_of(course, last_day))


def finished_at(lesson: Lesson, earned: Mapping[str, datetime]) -> datetime | None:
    """Return when the last task of a lesson was passed; None if one is open, or it has none.

    `earned` has the time of the first pass by the id of each exercise and question.
    """
    tasks = tasks_of(lesson)
    if not tasks or not all(each in earned for each in tasks):
        return None
    return max(earned[each] for each in tasks)


def tasks_of(lesson: Lesson) -> tuple[str, ...]:
    """Return the ids of the lesson's exercises and questions."""
    exercises = tuple(each.id for each in lesson.exercises)
    return (*exercises, *(each.id for each in lesson.questions))


def lessons_of(catalog: Catalog, course: Course) -> tuple[Lesson, ...]:
    """Return the lessons of the course's tracks, also those that are in no week."""
    return tuple(lesson for track in tracks_of(catalog, course) for lesson in track.lessons)


def subjects_of(catalog: Catalog, course: Course) -> frozenset[str]:
    """Return what the ledger calls the exercises and questions of the course's tracks.

    An exercise has an entry for each of its revisions.
    """
    lessons = lessons_of(catalog, course)
    exercises = [each for lesson in lessons for each in lesson.exercises]
    later = {
        revision_key(each.id, revision)
        for each in exercises
        for revision in range(2, each.revision + 1)
    }
    asked = {each.id for lesson in lessons for each in lesson.asked}
    return frozenset(later | asked | {each.id for each in exercises})


def tracks_of(catalog: Catalog, course: Course | None) -> tuple[Track, ...]:
    """Return the tracks that a group's reports are about: those of its course, or all of them."""
    return tuple(each for each in catalog.tracks if course is None or each.slug in course.tracks)


def lessons_in(catalog: Catalog, slugs: Sequence[str]) -> tuple[Lesson, ...]:
    """Return the lessons of these slugs that are in the catalogue, in that order."""
    found = (catalog.lesson(slug) for slug in slugs)
    return tuple(each for each in found if each is not None)


def weeks_begun(course: Course, now: datetime) -> tuple[Week, ...]:
    """Return the weeks that have begun by then."""
    today = day_in(course.zone, now)
    return tuple(each for each in course.weeks if each.begins <= today)


def _end_of(course: Course, day: date) -> datetime:
    return instant_of(course.zone, day + A_DAY, 0)


def _is_holiday(holidays: Sequence[DateRange], day: date) -> bool:
    return any(first <= day <= last for first, last in holidays)


def _usual_due(begins: date, weekday: int | None, holidays: Sequence[DateRange]) -> date:
    day = begins + 6 * A_DAY
    if weekday is not None:
        day = next(each for each in _days(begins, 7) if each.weekday() == weekday)
    while _is_holiday(holidays, day):
        day += A_DAY
    return day


def _days(first: date, count: int) -> Iterator[date]:
    return (first + number * A_DAY for number in range(count))
