"""When the teachers of each group get its weekly digest, and which of them want it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import MembershipRow, StudyGroupRow


@dataclass(frozen=True, slots=True)
class DueDigest:
    """A group whose digest is due."""

    group_id: int
    zone: str | None
    due_at: datetime


async def list_due(session: AsyncSession, now: datetime, *, most: int) -> Sequence[DueDigest]:
    """Return the groups whose digests are due, those that have waited longest first."""
    found = await session.execute(
        select(StudyGroupRow.id, StudyGroupRow.zone, StudyGroupRow.digest_at)
        .where(StudyGroupRow.digest_at <= now, StudyGroupRow.archived_at.is_(None))
        .order_by(StudyGroupRow.digest_at, StudyGroupRow.id)
        .limit(most)
    )
    return [DueDigest(group_id, zone, due_at) for group_id, zone, due_at in found if due_at]


async def advance(session: AsyncSession, due: DueDigest, next_at: datetime) -> bool:
    """Set when a group's digest is due next; return False if another process has done so."""
    updated = await session.execute(
        update(StudyGroupRow)
        .where(StudyGroupRow.id == due.group_id, StudyGroupRow.digest_at == due.due_at)
        .values(digest_at=next_at)
        .returning(StudyGroupRow.id)
    )
    return updated.first() is not None


async def list_readers(session: AsyncSession, group_id: int) -> Sequence[int]:
    """Return the ids of the group's teachers who want its digest."""
    found = await session.scalars(
        select(MembershipRow.learner_id)
        .where(MembershipRow.group_id == group_id, MembershipRow.teacher, MembershipRow.digest)
        .order_by(MembershipRow.learner_id)
    )
    return found.all()


async def is_wanted(session: AsyncSession, group_id: int, learner_id: int) -> bool | None:
    """Return whether a teacher gets the group's digest; None for others, who never do."""
    return await session.scalar(
        select(MembershipRow.digest).where(
            MembershipRow.group_id == group_id,
            MembershipRow.learner_id == learner_id,
            MembershipRow.teacher,
        )
    )


async def set_wanted(
    session: AsyncSession, group_id: int, learner_id: int, *, wanted: bool
) -> None:
    """Set whether a teacher gets the group's digest each week."""
    await session.execute(
        update(MembershipRow)
        .where(MembershipRow.group_id == group_id, MembershipRow.learner_id == learner_id)
        .values(digest=wanted)
    )
