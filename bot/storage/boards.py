"""Boards: who has how many points, and who has passed what, from the ledger alone.

Each is one query, whose answer is as long as what is shown. Hidden learners are on no board.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, case, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from bot.storage.among import among
from bot.storage.models import LearnerRow, MembershipRow, PointsRow
from bot.storage.progress import EXERCISE


@dataclass(frozen=True, slots=True)
class Standing:
    """A learner's place on a board; the same points are the same rank, as in 1, 2, 2, 4."""

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
    # Points are added up from an index alone, and the names of those shown are asked for last:
    # a group of thousands is quick so.
    totals = (
        select(PointsRow.learner_id, func.sum(PointsRow.points).label("points"))
        .where(among(PointsRow.learner_id, seen_in(group_id)), PointsRow.earned_at >= since)
        .group_by(PointsRow.learner_id)
        .subquery("totals")
    ).c
    by_points = totals.points.desc()
    ranked = select(
        totals.learner_id,
        totals.points,
        func.rank().over(order_by=by_points).label("rank"),
        func.lag(totals.points).over(order_by=by_points).label("above"),
        func.lead(totals.points).over(order_by=by_points).label("below"),
        func.count().over().label("everyone"),
    ).subquery("ranked")
    is_other = case((ranked.c.learner_id == reader, 0), else_=1)
    name = (
        select(LearnerRow.name).where(LearnerRow.id == ranked.c.learner_id).scalar_subquery()
    ).label("name")
    found = (
        await session.execute(
            select(ranked, name)
            .where(or_(ranked.c.rank <= most, is_other == 0))
            .order_by(is_other, ranked.c.rank, name, ranked.c.learner_id)
            .limit(most + 1)
        )
    ).all()
    standings = sorted(
        (
            Standing(
                row.rank,
                row.learner_id,
                row.name,
                int(row.points),
                row.points in (row.above, row.below),
            )
            for row in found
        ),
        key=lambda each: (each.rank, each.name, each.learner_id),
    )
    own = next((each for each in standings if each.learner_id == reader), None)
    return Board(standings[:most], own, found[0].everyone if found else 0)


def seen_in(group_id: int) -> Select[int]:
    """The ids of a group's learners, but for the hidden ones."""
    return select(MembershipRow.learner_id).where(
        MembershipRow.group_id == group_id, is_seen(MembershipRow.learner_id)
    )


def is_seen(learner_id: ColumnElement[int] | InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """The learner of that id is not hidden: the index ix_learners_hidden has the few who are."""
    hidden = aliased(LearnerRow)
    return ~exists().where(hidden.id == learner_id, hidden.hidden)


@dataclass(frozen=True, slots=True)
class Solvers:
    """Who has passed an exercise, in the order of their names and never of time."""

    names: Sequence[str]
    count: int  # those whose names are not listed included


async def solvers(session: AsyncSession, group_id: int, exercise: str, *, most: int) -> Solvers:
    """The group's learners who have passed the exercise."""
    has_passed = exists().where(
        PointsRow.learner_id == LearnerRow.id,
        PointsRow.subject == exercise,
        PointsRow.kind == EXERCISE,
    )
    found = (
        await session.execute(
            select(LearnerRow.name, func.count().over())
            .where(among(LearnerRow.id, seen_in(group_id)), has_passed)
            .order_by(LearnerRow.name, LearnerRow.id)
            .limit(most)
        )
    ).all()
    return Solvers([name for name, _ in found], found[0][1] if found else 0)
