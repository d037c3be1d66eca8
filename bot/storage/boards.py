"""Boards: who has how many points, and who has passed what, from the ledger alone.

Each is one query, whose answer is as long as what is shown. Hidden learners are on no board.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import LearnerRow, MembershipRow, PointsRow
from bot.storage.progress import EXERCISE


@dataclass(frozen=True, slots=True)
class Standing:
    """A learner's place on a board; those with the same points share a rank."""

    rank: int
    learner_id: int
    name: str
    points: int
    shared: bool  # somebody else has this rank too


@dataclass(frozen=True, slots=True)
class Board:
    """The top of a board, and where the reader is on it."""

    top: Sequence[Standing]
    own: Standing | None
    count: int  # of all learners on it


async def points_board(
    session: AsyncSession, group_id: int, *, since: datetime, reader: int, most: int
) -> Board:
    """The group's learners by the points that they have earned since then."""
    totals = (
        select(
            MembershipRow.learner_id.label("learner_id"),
            LearnerRow.name.label("name"),
            func.sum(PointsRow.points).label("points"),
        )
        .join(LearnerRow, LearnerRow.id == MembershipRow.learner_id)
        .join(PointsRow, PointsRow.learner_id == MembershipRow.learner_id)
        .where(
            MembershipRow.group_id == group_id,
            LearnerRow.hidden.is_(False),
            PointsRow.earned_at >= since,
        )
        .group_by(MembershipRow.learner_id, LearnerRow.name)
        .cte("totals")
    ).c
    by_points = totals.points.desc()
    ranked = select(
        func.rank().over(order_by=by_points).label("rank"),
        totals.learner_id,
        totals.name,
        totals.points,
        func.count().over(partition_by=totals.points).label("sharing"),
        func.count().over().label("everyone"),
        func.row_number().over(order_by=(by_points, totals.name, totals.learner_id)).label("line"),
    ).cte("ranked")
    found = (
        await session.execute(
            select(ranked)
            .where(or_(ranked.c.line <= most, ranked.c.learner_id == reader))
            .order_by(ranked.c.line)
        )
    ).all()
    standings = [
        Standing(row.rank, row.learner_id, row.name, int(row.points), row.sharing > 1)
        for row in found
    ]
    own = next((each for each in standings if each.learner_id == reader), None)
    return Board(standings[:most], own, found[0].everyone if found else 0)


@dataclass(frozen=True, slots=True)
class Solvers:
    """Who has passed an exercise, in the order of their names and never of time."""

    names: Sequence[str]
    count: int  # those whose names are not listed included


async def solvers(session: AsyncSession, group_id: int, exercise: str, *, most: int) -> Solvers:
    """The group's learners who have passed the exercise."""
    found = (
        await session.execute(
            select(LearnerRow.name, func.count().over())
            .join(PointsRow, PointsRow.learner_id == LearnerRow.id)
            .join(MembershipRow, MembershipRow.learner_id == LearnerRow.id)
            .where(
                MembershipRow.group_id == group_id,
                PointsRow.kind == EXERCISE,
                PointsRow.subject == exercise,
                LearnerRow.hidden.is_(False),
            )
            .order_by(LearnerRow.name, LearnerRow.id)
            .limit(most)
        )
    ).all()
    return Solvers([name for name, _ in found], found[0][1] if found else 0)
