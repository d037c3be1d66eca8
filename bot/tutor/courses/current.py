"""The course that a study group is in now, as the database has it."""

from __future__ import annotations

import logging

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.groups import courses
from bot.storage.groups.courses import StoredCourse
from bot.tutor.courses.course import Course
from bot.tutor.courses.course_file import CourseFileError, stored_course

log = logging.getLogger(__name__)


async def find_course(session: AsyncSession, group_id: int) -> Course | None:
    """Return the course that a group is in now; None if it is in none."""
    found = await courses.find_course(session, group_id)
    return read_stored(found) if found is not None else None


def read_stored(stored: StoredCourse) -> Course | None:
    """Return a stored course; None where a newer version has written it otherwise."""
    try:
        return stored_course(stored.text)
    except CourseFileError as problem:
        log.warning("the course %s cannot be read: %s", stored.id, problem)
        return None
