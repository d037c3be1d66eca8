"""Reads where learners are in the curriculum."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.grading import jobs
from bot.storage.learning import progress, reviews
from bot.tutor.identity import Learner
from bot.tutor.learning.next_step import Position
from lessons.curriculum import Language


async def find_position(
    session: AsyncSession, learner: Learner, now: datetime, language: Language | None = None
) -> Position:
    """Return what a learner has done and read; in their own language, or in the one given."""
    done = await progress.find_achievements(session, learner.id)
    bookmarks = await progress.list_bookmarks(session, learner.id)
    return Position(
        language=language or learner.language,
        done=done,
        pages_read={each.lesson: each.furthest for each in bookmarks},
        lesson=bookmarks[0].lesson if bookmarks else None,
        page=bookmarks[0].page if bookmarks else 0,
        tried=await jobs.find_latest_exercise(session, learner.id),
        has_due_reviews=bool(await reviews.list_due(session, learner.id, now, most=1)),
    )
