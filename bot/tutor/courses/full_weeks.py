"""Texts for teachers about weeks that have more parts than the daily prompt can post."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.i18n import Translator
from bot.tutor.courses.course import Course
from bot.tutor.daily.followed import Followed
from bot.tutor.daily.schedule_parser import MOST_ITEMS
from bot.tutor.daily.week_plan import FullWeek, list_full_weeks
from bot.tutor.replies.model import AnyBlock, Text
from bot.tutor.text.times import EVERY_DAY, WORKING_DAYS
from lessons.curriculum import Catalog

SHOWN_WEEKS = 3
"""Full weeks that get a sentence of their own."""


def full_week_notes(t: Translator, catalog: Catalog, course: Course) -> Iterator[str]:
    """Yield which weeks of a course are too full for a daily post, and what to change.

    Where all weeks fit into posts on seven days, yield those that do not fit into posts from
    Monday to Friday.
    """
    full = list_full_weeks(course, catalog, EVERY_DAY)
    if full:
        yield from _notes(t, full)
        yield t("course-full-change", most=MOST_ITEMS)
        return
    full = list_full_weeks(course, catalog, WORKING_DAYS)
    if full:
        numbers = t("course-lesson-separator").join(str(each.week.number) for each in full)
        yield t("course-full-working-days", count=len(full), weeks=numbers, most=MOST_ITEMS)


def full_week_blocks(
    t: Translator, catalog: Catalog, followed: Followed | None, weekdays: str, today: date
) -> Sequence[AnyBlock]:
    """Return which weeks that are not over have more than posts on these weekdays can show.

    Return nothing where no course is followed, and where all weeks fit.
    """
    if followed is None or followed.course is None:
        return ()
    full = list_full_weeks(followed.course, catalog, weekdays)
    ahead = [each for each in full if each.week.last >= today]
    if not ahead:
        return ()
    key = "course-full-change" if weekdays == EVERY_DAY else "course-full-change-days"
    change = t(key, most=MOST_ITEMS)
    notes = "\n".join(f"- {each}" for each in (*_notes(t, ahead), change))
    return (Text(markdown=notes),)


def _notes(t: Translator, full: Sequence[FullWeek]) -> Iterator[str]:
    for each in full[:SHOWN_WEEKS]:
        yield t(
            "course-full-never" if each.until is None else "course-full-later",
            number=each.week.number,
            items=each.items,
            room=each.room,
            until=each.until.number if each.until is not None else 0,
        )
    if full[SHOWN_WEEKS:]:
        yield t("course-full-more", count=len(full) - SHOWN_WEEKS)
    if any(each.until is None for each in full):
        yield t("course-full-some-never")
