"""Counts of learners' jobs, for the rate limit. Every count reads an index alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    bindparam,
    func,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import RunRow, SubmissionRow

JobTable = type[SubmissionRow] | type[RunRow]
TABLES: tuple[JobTable, ...] = (SubmissionRow, RunRow)


@dataclass(frozen=True, slots=True)
class BacklogCounts:
    """How many submissions and runs there are."""

    recent: int  # of one learner, since some time
    waiting: int  # of the same learner, unfinished
    total_open: int  # of all learners, unfinished; counted up to a bound


async def count_backlog(
    session: AsyncSession, learner_id: int, since: datetime, bound: int
) -> BacklogCounts:
    """Count submissions and runs, those of all learners up to `bound`."""
    parameters = {"learner_id": learner_id, "since": since, "bound": bound}
    return BacklogCounts(*(await session.execute(_COUNT_BACKLOG, parameters)).one())


async def count_open(session: AsyncSession, learner_id: int, exercises: Sequence[str]) -> int:
    """Count a learner's unfinished submissions to some exercises."""
    found = select(func.count()).where(
        SubmissionRow.learner_id == learner_id,
        is_open(SubmissionRow),
        SubmissionRow.exercise.in_(exercises),
    )
    return await session.scalar(found) or 0


async def find_nth_latest_time(session: AsyncSession, learner_id: int, n: int) -> datetime | None:
    """Return when a learner sent the n-th latest submission or run (1: the latest)."""
    times = union_all(
        *(
            select(each.received_at)
            .where(each.learner_id == learner_id)
            .order_by(each.received_at.desc())
            .limit(n)
            .subquery()
            .select()
            for each in TABLES
        )
    ).subquery()
    found: datetime | None = await session.scalar(
        select(times.c.received_at).order_by(times.c.received_at.desc()).offset(n - 1).limit(1)
    )
    return found


async def find_oldest_open_time(session: AsyncSession) -> datetime | None:
    """Return when the oldest unfinished job was sent."""
    oldest = union_all(
        *(select(func.min(each.received_at).label("sent")).where(is_open(each)) for each in TABLES)
    ).subquery()
    found: datetime | None = await session.scalar(select(func.min(oldest.c.sent)))
    return found


def is_open(table: JobTable) -> ColumnElement[bool]:
    """Return the condition of the partial indexes, literally, so that they are used."""
    if table is RunRow:  # a run that was not requested yet waits for no grader
        return RunRow.status.is_(None) & RunRow.reply_to.is_not(None)
    return table.status.is_(None)


def _sum_of(*counts: Select[int]) -> ColumnElement[int]:
    first, second = (each.scalar_subquery() for each in counts)
    return first + second


def _of_learner(table: JobTable) -> Select[int]:
    return select(func.count()).where(table.learner_id == bindparam("learner_id"))


def total_open_of(table: JobTable, bound: BindParameter[int]) -> ColumnElement[int]:
    """Return how many jobs of all learners are unfinished, counted up to a bound."""
    found = select(table.learner_id).where(is_open(table)).limit(bound)
    return select(func.count()).select_from(found.subquery()).scalar_subquery()


# Used for every submission and built once: building it takes as long as executing it.
_BOUND = bindparam("bound", type_=Integer)
_COUNT_BACKLOG = select(
    _sum_of(*(_of_learner(each).where(each.received_at > bindparam("since")) for each in TABLES)),
    _sum_of(*(_of_learner(each).where(is_open(each)) for each in TABLES)),
    total_open_of(SubmissionRow, _BOUND) + total_open_of(RunRow, _BOUND),
)
