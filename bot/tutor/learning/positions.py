"""Reads where learners are in the curriculum."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.learning import progress
from bot.tutor.context import TutorContext
from bot.tutor.identity import Learner
from bot.tutor.learning.due_reviews import are_reviews_left
from bot.tutor.learning.next_step import Position
from lessons.curriculum import Language


async def read_position(context: TutorContext, learner: Learner) -> Position:
    """Return what a learner has done and read until now, read in a session of its own."""
    async with context.database.read_session() as session:
        return await find_position(session, learner, context.clock())


async def find_position(
    session: AsyncSession, learner: Learner, now: datetime, language: Language | None = None
) -> Position:
    """Return what a learner has done and read; in their own language, or in the one given."""
    done = await progress.find_achievements(session, learner.id)
    found = await progress.find_whereabouts(session, learner.id, now)
    has_due_reviews = found.has_due_reviews and await are_reviews_left(session, learner, now)
    return Position(
        language=language or learner.language,
        done=done,
        pages_read=found.pages_read,
        lesson=found.lesson,
        page=found.page,
        tried=found.tried,
        has_due_reviews=has_due_reviews,
    )
