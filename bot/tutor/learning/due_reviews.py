"""Chooses the reviews of a day: at most ten things, the most forgotten first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.learning import progress, reviews
from bot.storage.learning.reviews import Due
from bot.tutor.identity import Learner
from bot.tutor.timezones import day_in, instant_of
from lessons.curriculum import Catalog

MOST_A_DAY = 10
"""Things that are reviewed on one day: a few minutes, however long the learner was away."""

_MOST_LOADED = 1000  # due reviews among which the most forgotten are looked for


@dataclass(frozen=True, slots=True)
class ReviewsToday:
    """What is due for review today."""

    left: tuple[Due, ...]  # the most forgotten first
    waiting: int  # due as well, but left for later days


async def reviews_today(
    session: AsyncSession, catalog: Catalog, learner: Learner, now: datetime
) -> ReviewsToday:
    """Return what a learner is still to review today, in their zone.

    What was reviewed today and missed is due again within minutes; it counts once.
    """
    found = await reviews.list_due(session, learner.id, now, most=_MOST_LOADED)
    due = sorted((each for each in found if _is_in(catalog, each)), key=lambda each: each.key(now))
    reviewed = await _reviewed_today(session, learner, now)
    room = max(0, MOST_A_DAY - len(reviewed))
    new = [each for each in due if (each.kind, each.subject) not in reviewed]
    later = set(new[room:])
    return ReviewsToday(tuple(each for each in due if each not in later), len(later))


async def are_reviews_left(session: AsyncSession, learner: Learner, now: datetime) -> bool:
    """Return whether one of the reviews that are due belongs to today's ten.

    Call it only where something is due.
    """
    reviewed = await _reviewed_today(session, learner, now)
    if len(reviewed) < MOST_A_DAY:
        return True
    found = await reviews.list_due(session, learner.id, now, most=_MOST_LOADED)
    return any((each.kind, each.subject) in reviewed for each in found)


async def _reviewed_today(
    session: AsyncSession, learner: Learner, now: datetime
) -> frozenset[tuple[str, str]]:
    start = instant_of(learner.zone, day_in(learner.zone, now), 0)
    return await reviews.list_reviewed_since(session, learner.id, start)


def _is_in(catalog: Catalog, due: Due) -> bool:
    find = catalog.question if due.kind == progress.QUESTION else catalog.exercise
    return find(due.subject) is not None
