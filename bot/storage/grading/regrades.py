"""Submissions that are graded again after their exercise was mended: one row for each and version.

The rows are the truth: a job that a queue has lost is queued again from its row.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    cast,
    delete,
    exists,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.engine.upsert import insert_ignore
from bot.storage.models import RegradeRow, SubmissionRow

JOB_PREFIX = "regrade-"
"""What the ids of their jobs begin with. Ids of submissions and runs never do."""


@dataclass(frozen=True, slots=True)
class Regrade:
    """A regrade with its submission."""

    row: RegradeRow
    submission: SubmissionRow


def job_id_of(row: RegradeRow) -> str:
    """Return the id of a regrade's job."""
    return f"{JOB_PREFIX}{row.id}"


def regrade_id_of(job_id: str) -> int | None:
    """Return the id of the regrade whose job it is; None for the job of anything else."""
    number = job_id.removeprefix(JOB_PREFIX)
    return int(number) if number != job_id and number.isdecimal() else None


def select_queued_job_ids() -> Select[str]:
    """Return a query for the ids of the jobs that are in the queue, as `id`."""
    job_id = literal(JOB_PREFIX) + cast(RegradeRow.id, String)
    return select(job_id.label("id")).where(
        RegradeRow.status.is_(None), RegradeRow.queued_at.is_not(None)
    )


def _is_candidate(exercise: str, version: str) -> ColumnElement[bool]:
    """Return the condition on a submission that can and may be graded again."""
    return and_(
        SubmissionRow.exercise == exercise,
        SubmissionRow.verdict.is_not(None),
        SubmissionRow.status != "passed",
        SubmissionRow.code != "",
        ~exists().where(
            RegradeRow.submission_id == SubmissionRow.id, RegradeRow.version == version
        ),
    )


async def count_candidates(session: AsyncSession, exercise: str, version: str) -> tuple[int, int]:
    """Return how many submissions would be graded again, and of how many learners."""
    counted = await session.execute(
        select(func.count(), func.count(SubmissionRow.learner_id.distinct())).where(
            _is_candidate(exercise, version)
        )
    )
    submissions, learners = counted.one()
    return submissions, learners


async def insert_batch(
    session: AsyncSession, exercise: str, version: str, now: datetime, *, most: int
) -> int:
    """Store regrades of at most so many submissions, the oldest first; return how many."""
    found = await session.execute(
        select(SubmissionRow.id, SubmissionRow.learner_id)
        .where(_is_candidate(exercise, version))
        .order_by(SubmissionRow.received_at)
        .limit(most)
    )
    rows = found.all()
    for submission_id, learner_id in rows:
        await insert_ignore(
            session,
            RegradeRow,
            submission_id=submission_id,
            learner_id=learner_id,
            version=version,
            created_at=now,
            attempts=0,
        )
    return len(rows)


async def list_open(
    session: AsyncSession, versions: Collection[str], platforms: Collection[str], *, most: int
) -> Sequence[Regrade]:
    """Return open regrades with these versions of exercises, the oldest first."""
    found = await session.execute(
        select(RegradeRow, SubmissionRow)
        .join(SubmissionRow, SubmissionRow.id == RegradeRow.submission_id)
        .where(
            RegradeRow.status.is_(None),
            RegradeRow.version.in_(versions),
            SubmissionRow.platform.in_(platforms),
        )
        .order_by(RegradeRow.id)
        .limit(most)
    )
    return [Regrade(*row) for row in found]


async def find_open(
    session: AsyncSession, regrade_id: int, *, lock: bool = False
) -> Regrade | None:
    """Return an open regrade, or None; with `lock` both rows are locked."""
    query = (
        select(RegradeRow, SubmissionRow)
        .join(SubmissionRow, SubmissionRow.id == RegradeRow.submission_id)
        .where(RegradeRow.id == regrade_id, RegradeRow.status.is_(None))
    )
    row = (await session.execute(query.with_for_update() if lock else query)).first()
    return None if row is None else Regrade(*row)


async def find_learner_id(session: AsyncSession, regrade_id: int) -> int | None:
    """Return whose regrade it is, or None if it is gone."""
    return await session.scalar(select(RegradeRow.learner_id).where(RegradeRow.id == regrade_id))


async def mark_queued(session: AsyncSession, ids: Collection[int], now: datetime) -> None:
    """Note that the queue receives these regrades."""
    await session.execute(
        update(RegradeRow)
        .where(RegradeRow.id.in_(ids), RegradeRow.queued_at.is_(None))
        .values(queued_at=now)
    )


async def drop_old(session: AsyncSession, before: datetime, *, most: int) -> int:
    """Delete regrades from before then, at most `most`; return how many."""
    old = select(RegradeRow.id).where(RegradeRow.created_at < before).limit(most)
    deleted = await session.execute(
        delete(RegradeRow).where(RegradeRow.id.in_(old.scalar_subquery())).returning(RegradeRow.id)
    )
    return len(deleted.all())
