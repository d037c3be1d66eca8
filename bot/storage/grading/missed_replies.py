"""Stores final replies that could not be delivered, to be offered to their learners later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.engine.upsert import insert_ignore
from bot.storage.grading.jobs import JobRow
from bot.storage.models import MissedReplyRow


async def insert(session: AsyncSession, job: JobRow, now: datetime) -> None:
    """Store that the final reply to a job could be delivered nowhere on its platform."""
    await insert_ignore(
        session,
        MissedReplyRow,
        job=job.id,
        learner_id=job.learner_id,
        platform=job.platform,
        missed_at=now,
    )


async def list_oldest(
    session: AsyncSession, learner_id: int, platform: str, *, most: int
) -> Sequence[str]:
    """Return the ids of the jobs whose replies a learner has missed on a platform."""
    found = await session.scalars(_oldest(learner_id, platform, most))
    return found.all()


async def delete_told(session: AsyncSession, job_ids: Sequence[str]) -> None:
    """Delete missed replies of which their learners have been told."""
    await session.execute(delete(MissedReplyRow).where(MissedReplyRow.job.in_(job_ids)))


async def take(
    session: AsyncSession, learner_id: int, platform: str, *, most: int
) -> Sequence[str]:
    """Delete the oldest missed replies of a learner on a platform; return the ids of their jobs.

    Each is returned to one caller only.
    """
    taken = await session.execute(
        delete(MissedReplyRow)
        .where(MissedReplyRow.job.in_(_oldest(learner_id, platform, most)))
        .returning(MissedReplyRow.job, MissedReplyRow.missed_at)
    )
    return [job for job, _ in sorted(taken, key=lambda row: (row.missed_at, row.job))]


def _oldest(learner_id: int, platform: str, most: int) -> Select[str]:
    return (
        select(MissedReplyRow.job)
        .filter_by(learner_id=learner_id, platform=platform)
        .order_by(MissedReplyRow.missed_at, MissedReplyRow.job)
        .limit(most)
    )
