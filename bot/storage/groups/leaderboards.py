"""Leaderboards, from the ledger of points alone: by points, and by who has passed an exercise.

Each is one query, whose result is as long as what is shown. Hidden learners are left out, and so
are teachers, unless they want to be on the boards of the groups that they teach.
Statements are built once: building one takes longer than executing it for a small group.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, Row, Select, String, bindparam, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.engine.in_ids import in_ids
from bot.storage.groups.members import BOARD_MEMBERS
from bot.storage.learning.progress import EXERCISE
from bot.storage.models import LearnerRow, LedgerEntry

_LIMIT = bindparam("most", type_=Integer)


@dataclass(frozen=True, slots=True)
class RankedLearner:
    """A learner's rank; equal points share a rank, as in 1, 2, 2, 4."""

    rank: int
    learner_id: int
    name: str
    points: int
    shared: bool  # whether others have the same rank


@dataclass(frozen=True, slots=True)
class Ranking:
    """The top of a leaderboard, and the reader's own rank."""

    top: Sequence[RankedLearner]
    own: RankedLearner | None
    count: int  # of all ranked learners


async def query_leaderboard(
    session: AsyncSession,
    group_id: int,
    *,
    since: datetime,
    reader: int,
    most: int,
    subjects: Collection[str] | None = None,
) -> Ranking:
    """Return the group's learners by the points that they have earned since then.

    With `subjects`, only points for these exercises and questions count, by their ids.
    """
    parameters: dict[str, object] = {
        "group_id": group_id,
        "since": since,
        "reader": reader,
        "most": most,
    }
    if subjects is not None:
        parameters["subjects"] = sorted(subjects)
    statement = _leaderboard_statement(is_filtered=subjects is not None)
    found = (await session.execute(statement, parameters)).all()
    ranked = sorted(found, key=lambda row: (-row.points, row.name, row.learner_id))
    totals = [row.points for row in ranked]
    top = [
        _ranked(row, totals.index(row.points) + 1, totals.count(row.points))
        for row in ranked[:most]
    ]
    own = next(
        (
            _ranked(row, row.above + 1, row.not_below - row.above)
            for row in ranked
            if row.learner_id == reader
        ),
        None,
    )
    return Ranking(top, own, found[0].everyone if found else 0)


def _ranked(row: Row[*tuple[Any, ...]], rank: int, sharing: int) -> RankedLearner:
    return RankedLearner(rank, row.learner_id, row.name, int(row.points), sharing > 1)


@cache
def _leaderboard_statement(*, is_filtered: bool) -> Select[*tuple[Any, ...]]:
    """Select the reader, the first `most` and one more, with the counts for the reader's rank.

    The reader is the learner who looks at the leaderboard. The row after the last shown one tells
    whether the last rank is shared.
    """
    # Sum points from an index alone, and read only the names of those shown: this is fast for
    # groups of thousands. Ranking thousands would take as long as summing their points.
    # Postgres hashes a list of values only where it is planned with them: not as parameters.
    subjects = bindparam("subjects", type_=String, expanding=True, literal_execute=True)
    totals = (
        select(LedgerEntry.learner_id, func.sum(LedgerEntry.points).label("points"))
        .where(
            in_ids(LedgerEntry.learner_id, BOARD_MEMBERS),
            LedgerEntry.earned_at >= bindparam("since"),
            LedgerEntry.points > 0,  # what was corrected right after a miss gives none
            *([LedgerEntry.subject.in_(subjects)] if is_filtered else []),
        )
        .group_by(LedgerEntry.learner_id)
        .cte("totals")
    )
    everyone, reader = totals.alias("everyone").c, totals.alias("reader").c
    count = select(func.count(everyone.learner_id))
    own = select(reader.points).where(reader.learner_id == bindparam("reader")).scalar_subquery()
    best = select(everyone.points).order_by(everyone.points.desc()).limit(_LIMIT).subquery("best").c
    lowest_shown = select(func.min(best.points)).scalar_subquery()
    each = totals.c
    is_other = case((each.learner_id == bindparam("reader"), 0), else_=1)
    name = (
        select(LearnerRow.name)
        .where(LearnerRow.id == each.learner_id)
        .scalar_subquery()
        .label("name")
    )
    return (
        select(
            each.learner_id,
            each.points,
            name,
            count.scalar_subquery().label("everyone"),
            count.where(everyone.points > own).scalar_subquery().label("above"),
            count.where(everyone.points >= own).scalar_subquery().label("not_below"),
        )
        .where(or_(each.points >= lowest_shown, is_other == 0))
        .order_by(is_other, each.points.desc(), name, each.learner_id)
        .limit(_LIMIT + 2)
    )


@dataclass(frozen=True, slots=True)
class Solvers:
    """Who has passed an exercise, sorted by name."""

    names: Sequence[str]
    count: int  # including those whose names are not listed


async def query_solvers(
    session: AsyncSession, group_id: int, exercise: str, *, most: int
) -> Solvers:
    """Return the group's learners who have passed the exercise."""
    parameters = {"group_id": group_id, "exercise": exercise, "most": most}
    found = (await session.execute(_solvers_statement(), parameters)).all()
    return Solvers([name for name, _ in found], found[0][1] if found else 0)


@cache
def _solvers_statement() -> Select[str, int]:
    passed = select(LedgerEntry.learner_id).where(
        in_ids(LedgerEntry.learner_id, BOARD_MEMBERS),
        LedgerEntry.subject == bindparam("exercise"),
        LedgerEntry.kind == EXERCISE,
    )
    return (
        select(LearnerRow.name, func.count().over())
        .where(in_ids(LearnerRow.id, passed))
        .order_by(LearnerRow.name, LearnerRow.id)
        .limit(_LIMIT)
    )
