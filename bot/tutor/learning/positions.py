"""Reads where learners are in the curriculum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
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
    position = (await find_positions(session, (learner,), now))[learner.id]
    return replace(position, language=language) if language else position


async def find_positions(
    session: AsyncSession, learners: Sequence[Learner], now: datetime
) -> Mapping[int, Position]:
    """Return what each of these learners has done and read, by their ids, in few statements."""
    ids = [each.id for each in learners]
    done = await progress.find_achievements_of(session, ids)
    found = await progress.find_whereabouts_of(session, ids, now)
    positions = {}
    for each in learners:
        here = found[each.id]
        positions[each.id] = Position(
            language=each.language,
            done=done[each.id],
            pages_read=here.pages_read,
            lesson=here.lesson,
            page=here.page,
            tried=here.tried,
            has_due_reviews=here.has_due_reviews and await are_reviews_left(session, each, now),
        )
    return positions
