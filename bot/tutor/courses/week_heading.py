"""What the daily prompt of a channel says about the week of the course that it follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.tutor.courses.calendar_blocks import day_text, week_text
from bot.tutor.courses.common_progress import common_progress_text
from bot.tutor.courses.course import Course
from lessons.curriculum import Catalog


@dataclass(frozen=True, slots=True)
class PostDays:
    """The days of a channel's post, of the one before it if there was any, and of the next."""

    day: date
    last: date | None
    next: date


@dataclass(frozen=True, slots=True)
class WeekHeading:
    """Writes the lines of a course that a group is in."""

    catalog: Catalog
    course: Course
    group_id: int

    async def lines(
        self, session: AsyncSession, t: Translator, days: PostDays, now: datetime
    ) -> tuple[str, ...]:
        """Return the lines of a post: of the first one of a week, and of the last before it is due.

        Any other post has none.
        """
        day, last = days.day, days.last
        week = self.course.week_on(day)
        due = [each for each in self.course.weeks if day <= each.due < days.next and each.lessons]
        found: list[str] = []
        if week is not None and (last is None or last < week.begins):
            key = "course-daily-week" if week.lessons else "course-daily-week-free"
            found.append(
                t(
                    key,
                    number=week.number,
                    count=len(self.course.weeks),
                    lessons=week_text(t, self.catalog, week),
                    due=day_text(t, week.due),
                )
            )
        for each in due:
            key = "course-daily-due" if each.due == day else "course-daily-due-soon"
            found.append(t(key, number=each.number, day=day_text(t, each.due)))
        if found:
            found.append(
                await common_progress_text(
                    session, t, self.catalog, self.course, group_id=self.group_id, now=now
                )
            )
        return tuple(filter(None, found))
