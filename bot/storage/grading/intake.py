"""Stores new submissions in groups: few statements for many of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, Integer, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.grading.backlog import BacklogCounts, JobTable, is_open, total_open_of
from bot.storage.models import LearnerRow, RunRow, SubmissionRow

_SUBMISSIONS = SubmissionRow.table()


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known about a learner before a submission of theirs is stored."""

    counts: BacklogCounts
    is_duplicate: bool  # a submission with one of the addresses is stored already


async def find_standings(
    session: AsyncSession,
    learner_ids: Collection[int],
    places: Collection[str],
    since: datetime,
    bound: int,
) -> Mapping[int, Standing]:
    """Return the standing of each of these learners that exists, in one statement.

    `places` are the addresses of the replies to what is to be stored; jobs of all learners are
    counted up to `bound`.
    """
    parameters = {
        "learner_ids": list(learner_ids),
        "places": list(places),
        "since": since,
        "bound": bound,
    }
    found = await session.execute(_STANDINGS, parameters)
    return {
        id: Standing(BacklogCounts(recent, waiting, total), is_duplicate)
        for id, recent, waiting, total, is_duplicate in found
    }


async def insert_submissions(session: AsyncSession, rows: Sequence[SubmissionRow]) -> None:
    """Insert submissions in one statement. Their objects stay outside of the session."""
    columns = [column.name for column in _SUBMISSIONS.columns if column.name in vars(rows[0])]
    values = [{name: getattr(row, name) for name in columns} for row in rows]
    connection = await session.connection()
    await connection.execute(_INSERT, values)


def _count(table: JobTable, *conditions: ColumnElement[bool]) -> ColumnElement[int]:
    """Return how many jobs of a table a learner has under these conditions."""
    return (
        select(func.count())
        .select_from(table)
        .where(table.learner_id == LearnerRow.id, *conditions)
        .correlate(LearnerRow)
        .scalar_subquery()
    )


_SINCE: BindParameter[datetime] = bindparam("since")
_BOUND = bindparam("bound", type_=Integer)
# Used for every submission and built once: building it takes as long as executing it.
_STANDINGS = select(
    LearnerRow.id,
    _count(SubmissionRow, SubmissionRow.received_at > _SINCE)
    + _count(RunRow, RunRow.received_at > _SINCE),
    _count(SubmissionRow, is_open(SubmissionRow)) + _count(RunRow, is_open(RunRow)),
    total_open_of(SubmissionRow, _BOUND) + total_open_of(RunRow, _BOUND),
    select(SubmissionRow.exercise)  # as the index has it
    .where(
        SubmissionRow.learner_id == LearnerRow.id,
        SubmissionRow.reply_to.in_(bindparam("places", expanding=True)),
    )
    .correlate(LearnerRow)
    .exists(),
).where(LearnerRow.id.in_(bindparam("learner_ids", expanding=True)))
_INSERT = _SUBMISSIONS.insert().returning(_SUBMISSIONS.c.id)
