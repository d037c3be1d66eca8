"""How the calendar of a course is shown: as it is planned, and as one learner has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from bot.i18n import Translator
from bot.tutor.courses.course import Course, Week, lessons_in, lessons_of
from bot.tutor.courses.effort import minutes_of
from bot.tutor.courses.full_weeks import full_week_notes
from bot.tutor.courses.standing import WeekStanding
from bot.tutor.replies.model import Table
from bot.tutor.timezones import day_in
from lessons.curriculum import Catalog

SHOWN_UNPLANNED = 10
"""Lessons in no week whose titles are listed."""


def day_text(t: Translator, day: date) -> str:
    """Return a day such as "Mon 7 Sep"."""
    weekday = t(f"weekday-{day.weekday()}")
    return t("course-day", weekday=weekday, day=day.day, month=day.month)


def span_text(t: Translator, week: Week) -> str:
    """Return the first and the last day of a week."""
    return t("course-span", first=day_text(t, week.begins), last=day_text(t, week.last))


def planned_table(t: Translator, catalog: Catalog, course: Course) -> Table:
    """Return the weeks with their lessons, the minutes that these take, and the due days."""
    rows = []
    for week in course.weeks:
        minutes = sum(minutes_of(each) for each in lessons_in(catalog, week.lessons))
        rows.append(
            (
                t("course-week-number", number=str(week.number)),
                span_text(t, week),
                week_text(t, catalog, week),
                t("course-minutes", minutes=minutes) if minutes else "–",
                day_text(t, week.due) if week.lessons else "–",
            )
        )
    head = ("course-week", "course-dates", "course-lessons", "course-takes", "course-due")
    return Table(head=tuple(map(t, head)), rows=tuple(rows))


def standing_table(
    t: Translator, catalog: Catalog, course: Course, standing: Sequence[WeekStanding], now: datetime
) -> Table:
    """Return the weeks with what a learner has done of them; this week's row is marked."""
    today = day_in(course.zone, now)
    current = course.week_on(today)
    rows = tuple(
        (
            t("course-week-number", number=str(each.week.number)),
            span_text(t, each.week),
            week_text(t, catalog, each.week),
            day_text(t, each.week.due) if each.lessons else "–",
            state_text(t, each),
        )
        for each in standing
    )
    head = ("course-week", "course-dates", "course-lessons", "course-due", "course-you")
    return Table(
        head=tuple(map(t, head)),
        rows=rows,
        highlighted=current.number - 1 if current is not None else None,
    )


def week_text(t: Translator, catalog: Catalog, week: Week) -> str:
    """Return the title of a week and those of its lessons."""
    titles = [each.titles[t.language] for each in lessons_in(catalog, week.lessons)]
    listed = t("course-lesson-separator").join(titles) if titles else t("course-catching-up")
    if not week.title:
        return listed
    return t("course-titled", title=week.title, lessons=listed) if titles else week.title


def state_text(t: Translator, standing: WeekStanding) -> str:
    """Return what a learner has done of a week: what is late is said, and nothing more."""
    if not standing.lessons:
        return "–"
    if standing.is_done:
        return t("course-done-late" if standing.is_late else "course-done")
    key = "course-left-late" if standing.is_late else "course-left"
    return t(key, minutes=standing.minutes)


def notes_on(t: Translator, catalog: Catalog, course: Course, now: datetime) -> Iterator[str]:
    """Yield what a teacher may want to know before a course starts."""
    today = day_in(course.zone, now)
    if course.last < today:
        yield t("course-note-over")
    elif course.start < today:
        yield t("course-note-begun", day=day_text(t, course.start))
    for first, last in course.holidays:
        if first == last:
            yield t("course-note-holiday", day=day_text(t, first))
        else:
            yield t("course-note-holidays", first=day_text(t, first), last=day_text(t, last))
    planned = set(course.lessons)
    unplanned = [each for each in lessons_of(catalog, course) if each.slug not in planned]
    if unplanned:
        titles = [each.titles[t.language] for each in unplanned[:SHOWN_UNPLANNED]]
        more = ["…"] if unplanned[SHOWN_UNPLANNED:] else []
        listed = t("course-lesson-separator").join((*titles, *more))
        yield t("course-note-unplanned", count=len(unplanned), lessons=listed)
    yield from full_week_notes(t, catalog, course)
    yield t("course-note-grace", count=course.grace)
