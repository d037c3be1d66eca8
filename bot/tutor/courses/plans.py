"""A learner's plan in a course: what is left in minutes, or puzzles for who is ahead.

It is shown when a learner asks for it, and sent each week to those who want that. Nothing in it
compares learners.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.storage.accounts import notices
from bot.storage.groups import courses, groups
from bot.storage.groups.courses import DuePlan
from bot.storage.groups.groups import Group
from bot.storage.learning import progress
from bot.tutor.context import TutorContext
from bot.tutor.courses.calendar_blocks import day_text
from bot.tutor.courses.course import A_WEEK, Course, weeks_begun
from bot.tutor.courses.current import find_course, read_stored
from bot.tutor.courses.standing import (
    WeekStanding,
    left_until,
    pace_of,
    standing_in,
)
from bot.tutor.daily.notices import NoticeWriter
from bot.tutor.daily.plan import PUZZLES
from bot.tutor.identity import Learner
from bot.tutor.learning.lookup_names import group_name
from bot.tutor.replies.actions import SetWeeklyPlan, ShowCourse
from bot.tutor.replies.buttons import button, exercise_button, lesson_button
from bot.tutor.replies.model import AnyBlock, Button, Buttons, Reply, Text, escaped
from bot.tutor.timezones import day_in, instant_of
from lessons.curriculum import Exercise

WEEKLY_PLAN = "weekly-plan"
"""The kind of notice that has a weekly plan."""

SENT_AT_HOUR = 9
"""In the zone of the course, on the first day of each of its weeks."""

DRAFTS_KEPT = timedelta(days=90)

BATCH_SIZE = 200
MOST_LESSONS = 5
"""Lessons that a plan lists, and begins with."""

MOST_STEPS = 3
_DAYS_A_WEEK = 7
_A_STEP = 5  # minutes to which those of a day are rounded up


@dataclass(frozen=True, slots=True)
class LearnersCourse:
    """A course of a group with where one learner is in it."""

    group: Group
    course: Course
    standing: tuple[WeekStanding, ...]
    passed: frozenset[str]  # ids of exercises and questions
    wants_plans: bool


class CoursePlans:
    """Writes plans, and queues those of each week."""

    def __init__(self, context: TutorContext) -> None:
        self._context = context

    def notices(self) -> Mapping[str, NoticeWriter]:
        """Return what writes a weekly plan."""
        return {WEEKLY_PLAN: self.write_weekly}

    async def find(
        self, session: AsyncSession, learner_id: int, group: Group
    ) -> LearnersCourse | None:
        """Return where a learner is in the course of a group; None if the group is in none."""
        course = await find_course(session, group.id)
        if course is None:
            return None
        now = self._context.clock()
        earned = await courses.list_earned(session, learner_id)
        whereabouts = await progress.find_whereabouts(session, learner_id, now)
        standing = standing_in(course, self._context.catalog, earned, whereabouts.pages_read, now)
        wants = await courses.wants_plans(session, learner_id, group.id)
        return LearnersCourse(group, course, standing, frozenset(earned), wants)

    def reply(self, t: Translator, found: LearnersCourse) -> Reply:
        """Return what a learner has left of the course, and a way to have that each week."""
        blocks, steps = self._plan(t, found)
        wanted = SetWeeklyPlan(found.group.id, "off" if found.wants_plans else "on")
        weekly = button(t(f"button-course-weekly-{wanted.wanted}"), wanted)
        whole = button(t("button-course"), ShowCourse(found.group.id))
        return Reply(blocks=(*blocks, Buttons(buttons=(*steps, weekly, whole))))

    async def queue_due(self) -> None:
        """Queue the weekly plans that are due, each once; a later round does what is left."""
        now = self._context.clock()
        async with self._context.database.read_session() as session:
            due = await courses.list_due_plans(session, now, most=BATCH_SIZE)
        for each in due:
            await self._queue(each, now)

    async def drop_old_drafts(self) -> None:
        """Delete previews of courses that were not started in time."""
        before = self._context.clock() - DRAFTS_KEPT
        async with self._context.database.write_session() as session:
            await courses.drop_old_drafts(session, before)

    async def write_weekly(self, learner: Learner, subject: str) -> Reply | None:
        """Write a weekly plan; None if the group has left the course, or the learner the group.

        `subject` has the ids of the group and the course, and the number of the week.
        """
        group_id, course_id, _ = (int(each) for each in subject.split(":"))
        async with self._context.database.read_session() as session:
            group = await groups.find_group(session, learner.id, group_id)
            stored = await courses.find_course(session, group_id)
            found = await self.find(session, learner.id, group) if group is not None else None
        if found is None or stored is None or stored.id != course_id or not found.wants_plans:
            return None
        return self.reply(self._context.translations.translator(learner.language), found)

    async def _queue(self, plan: DuePlan, now: datetime) -> None:
        async with self._context.database.write_session() as session:
            stored = await courses.find_course(session, plan.group_id)
            course = read_stored(stored) if stored is not None else None
            next_at = next_plan_at(course, now) if course is not None else now + A_WEEK
            if not await courses.move_plan(session, plan, next_at) or course is None:
                return
            week = course.week_on(day_in(course.zone, now))
            if stored is not None and week is not None:
                subject = f"{plan.group_id}:{stored.id}:{week.number}"
                await notices.queue(session, plan.learner_id, WEEKLY_PLAN, subject, now)

    def _plan(
        self, t: Translator, found: LearnersCourse
    ) -> tuple[Sequence[AnyBlock], Sequence[Button]]:
        course, now = found.course, self._context.clock()
        begun = weeks_begun(course, now)
        title = t(
            "course-plan-title",
            name=escaped(course.name),
            group=escaped(group_name(t, found.group)),
        )
        if not begun:
            first = course.weeks[0]
            text = t("course-plan-not-begun", day=day_text(t, first.begins))
            return (Text(markdown=title), Text(markdown=text)), self._lesson_steps(
                t, found.standing[:1]
            )
        pace = pace_of(found.standing, course, now)
        left = left_until(found.standing, begun[-1].number)
        if pace == "ahead":
            return (Text(markdown=title), *self._ahead(t, found)), self._puzzle_steps(t, found)
        minutes = sum(each.minutes for each in left)
        lines = [line for each in left for line in _lines(t, each)]
        shown = lines[:MOST_LESSONS]
        if lines[MOST_LESSONS:]:
            shown.append(t("course-plan-more", count=len(lines) - MOST_LESSONS))
        a_day = ceil(minutes / _DAYS_A_WEEK / _A_STEP) * _A_STEP
        texts = (
            title,
            t(f"course-plan-{pace}", minutes=minutes),
            "\n".join(f"- {each}" for each in shown),
            t("course-plan-a-day", minutes=a_day),
            *([t("course-plan-late")] if any(each.is_late for each in left) else []),
        )
        return tuple(Text(markdown=each) for each in texts), self._lesson_steps(t, left)

    def _ahead(self, t: Translator, found: LearnersCourse) -> Sequence[AnyBlock]:
        """Return what comes next for a learner who has done all weeks that have begun."""
        coming = next((each for each in found.standing if each.minutes), None)
        texts = [t("course-plan-ahead")]
        if coming is not None:
            day = day_text(t, coming.week.begins)
            texts.append(t("course-plan-coming", number=coming.week.number, day=day))
        if self._puzzles(found):
            texts.append(t("course-plan-puzzles"))
        return tuple(Text(markdown=each) for each in texts)

    def _lesson_steps(self, t: Translator, left: Sequence[WeekStanding]) -> Sequence[Button]:
        lessons = [one.lesson for each in left for one in each.lessons if one.minutes]
        return [
            lesson_button(t, each, "primary" if not at else "plain")
            for at, each in enumerate(lessons[:MOST_STEPS])
        ]

    def _puzzle_steps(self, t: Translator, found: LearnersCourse) -> Sequence[Button]:
        puzzles = self._puzzles(found)[:MOST_STEPS]
        if puzzles:
            return [exercise_button(t, each) for each in puzzles]
        coming = [each for each in found.standing if each.minutes]
        return self._lesson_steps(t, coming[:1])

    def _puzzles(self, found: LearnersCourse) -> Sequence[Exercise]:
        """Return the puzzles that the learner has not passed."""
        return [
            exercise
            for track in self._context.catalog.tracks
            if track.slug == PUZZLES
            for lesson in track.lessons
            for exercise in lesson.exercises
            if exercise.id not in found.passed
        ]


def next_plan_at(course: Course, now: datetime) -> datetime:
    """Return when the next weekly plan of a course is due; after its last week, in a week."""
    times = (instant_of(course.zone, each.begins, SENT_AT_HOUR) for each in course.weeks)
    return next((each for each in times if each > now), now + timedelta(days=_DAYS_A_WEEK))


def _lines(t: Translator, standing: WeekStanding) -> Sequence[str]:
    """Return a line for each lesson of a week that is not done."""
    due = day_text(t, standing.week.due)
    return [
        t(
            "course-plan-overdue" if each.state == "overdue" else "course-plan-lesson",
            number=standing.week.number,
            lesson=each.lesson.titles[t.language],
            minutes=each.minutes,
            due=due,
        )
        for each in standing.lessons
        if each.minutes
    ]
