"""Final replies that could be shown to their learners nowhere, until the learners are told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
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


async def take(
    session: AsyncSession, learner_id: int, platform: str, *, most: int
) -> Sequence[str]:
    """Delete the oldest missed replies of a learner on a platform; return the ids of their jobs.

    Each is returned to one caller only.
    """
    oldest = (
        select(MissedReplyRow.job)
        .filter_by(learner_id=learner_id, platform=platform)
        .order_by(MissedReplyRow.missed_at, MissedReplyRow.job)
        .limit(most)
    )
    taken = await session.execute(
        delete(MissedReplyRow)
        .where(MissedReplyRow.job.in_(oldest))
        .returning(MissedReplyRow.job, MissedReplyRow.missed_at)
    )
    return [job for job, _ in sorted(taken, key=lambda row: (row.missed_at, row.job))]
