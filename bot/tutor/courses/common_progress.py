"""Describes how much of its course a group has done in all, without naming a learner."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.storage.groups import course_progress
from bot.tutor.courses.course import Course, lessons_in, tasks_of, weeks_begun
from lessons.curriculum import Catalog

FEWEST_LEARNERS = 3
"""With fewer, a share of the group would tell how one of them is doing."""


async def common_progress_text(
    session: AsyncSession,
    t: Translator,
    catalog: Catalog,
    course: Course,
    *,
    group_id: int,
    now: datetime,
) -> str:
    """Return the share of the weeks that have begun which a group has done; empty for no share."""
    begun = weeks_begun(course, now)
    lessons = lessons_in(catalog, [slug for each in begun for slug in each.lessons])
    tasks = [task for lesson in lessons for task in tasks_of(lesson)]
    if not tasks:
        return ""
    found = await course_progress.count_common_progress(session, group_id, tasks)
    if found.learners < FEWEST_LEARNERS:
        return ""
    share = round(100 * found.passed / (found.learners * len(tasks)))
    return t("course-together", number=begun[-1].number, share=share, count=found.learners)
