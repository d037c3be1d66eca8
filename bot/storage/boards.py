"""Boards: who has how many points, and who has passed what, from the ledger alone.

Each is one query, whose answer is as long as what is shown. Hidden learners are on no board.
Statements are built once: to build one takes longer than to ask it of a small group.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, Select, bindparam, case, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.storage.among import among
from bot.storage.models import LearnerRow, MembershipRow, PointsRow
from bot.storage.progress import EXERCISE

MEMBERS = select(MembershipRow.learner_id).where(MembershipRow.group_id == bindparam("group_id"))
"""The ids of a group's learners."""

_hidden = aliased(LearnerRow)
SEEN = MEMBERS.where(~exists().where(_hidden.id == MembershipRow.learner_id, _hidden.hidden))
"""The same but for the hidden ones: the index ix_learners_hidden has the few who are."""


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
    asked = {"group_id": group_id, "since": since, "reader": reader, "most": most}
    found = (await session.execute(_board(), asked)).all()
    standings = sorted(
        (
            Standing(int(row.rank), row.learner_id, row.name, int(row.points), row.sharing > 1)
            for row in found
        ),
        key=lambda each: (each.rank, each.name, each.learner_id),
    )
    own = next((each for each in standings if each.learner_id == reader), None)
    return Board(standings[:most], own, int(found[0].everyone) if found else 0)


@cache
def _board() -> Select[*tuple[Any, ...]]:
    # Points are added up from an index alone, ranks are found for each sum and not for each
    # learner, and the names of those shown are asked for last: a group of thousands is quick so.
    totals = (
        select(PointsRow.learner_id, func.sum(PointsRow.points).label("points"))
        .where(among(PointsRow.learner_id, SEEN), PointsRow.earned_at >= bindparam("since"))
        .group_by(PointsRow.learner_id)
        .cte("totals")
    )
    sharing = func.count()
    so_many = func.sum(sharing).over(order_by=totals.c.points.desc())
    ranks = (
        select(
            totals.c.points,
            sharing.label("sharing"),
            (so_many - sharing + 1).label("rank"),
            func.sum(sharing).over().label("everyone"),
        )
        .group_by(totals.c.points)
        .subquery("ranks")
    )
    learner_id = totals.c.learner_id
    is_other = case((learner_id == bindparam("reader"), 0), else_=1)
    name = (
        select(LearnerRow.name).where(LearnerRow.id == learner_id).scalar_subquery().label("name")
    )
    most = bindparam("most", type_=Integer)
    return (
        select(learner_id, ranks, name)
        .join_from(ranks, totals, ranks.c.points == totals.c.points)
        .where(or_(ranks.c.rank <= most, is_other == 0))
        .order_by(is_other, ranks.c.rank, name, learner_id)
        .limit(most + 1)
    )


@dataclass(frozen=True, slots=True)
class Solvers:
    """Who has passed an exercise, in the order of their names and never of time."""

    names: Sequence[str]
    count: int  # those whose names are not listed included


async def solvers(session: AsyncSession, group_id: int, exercise: str, *, most: int) -> Solvers:
    """The group's learners who have passed the exercise."""
    asked = {"group_id": group_id, "exercise": exercise, "most": most}
    found = (await session.execute(_solvers(), asked)).all()
    return Solvers([name for name, _ in found], found[0][1] if found else 0)


@cache
def _solvers() -> Select[str, int]:
    passed = select(PointsRow.learner_id).where(
        among(PointsRow.learner_id, SEEN),
        PointsRow.subject == bindparam("exercise"),
        PointsRow.kind == EXERCISE,
    )
    return (
        select(LearnerRow.name, func.count().over())
        .where(among(LearnerRow.id, passed))
        .order_by(LearnerRow.name, LearnerRow.id)
        .limit(bindparam("most"))
    )
