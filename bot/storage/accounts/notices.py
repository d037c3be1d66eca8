"""Direct messages to learners that no request asks for: each is a row that one process sends."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.engine.upsert import insert_ignore
from bot.storage.groups.daily import LEASE
from bot.storage.models import LearnerRow, NoticeRow

Claim = Literal["ours", "again", "taken"]
"""`ours`: claimed for the first time. `again`: after another attempt, which may have sent it.
`taken`: another process has it, or it was sent."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice that is due."""

    id: int
    learner_id: int
    kind: str
    subject: str
    created_at: datetime


async def queue(
    session: AsyncSession, learner_id: int, kind: str, subject: str, now: datetime
) -> bool:
    """Have a notice sent. Return False if it was queued before, and perhaps sent."""
    return await insert_ignore(
        session,
        NoticeRow,
        learner_id=learner_id,
        kind=kind,
        subject=subject,
        created_at=now,
        due_at=now,
    )


async def list_due(
    session: AsyncSession,
    platforms: Sequence[str],
    kinds: Collection[str],
    now: datetime,
    *,
    most: int,
) -> Sequence[Notice]:
    """Return due notices of these kinds, those that have waited longest first.

    Leave out those that another process is sending.
    """
    found = await session.execute(
        select(
            NoticeRow.id,
            NoticeRow.learner_id,
            NoticeRow.kind,
            NoticeRow.subject,
            NoticeRow.created_at,
        )
        .join(LearnerRow, LearnerRow.id == NoticeRow.learner_id)
        .where(
            NoticeRow.sent_at.is_(None),
            NoticeRow.due_at <= now,
            NoticeRow.kind.in_(kinds),
            LearnerRow.platform.in_(platforms),
            _is_unclaimed(now),
        )
        .order_by(NoticeRow.due_at, NoticeRow.id)
        .limit(most)
    )
    return [Notice(*row) for row in found]


async def claim(session: AsyncSession, notice_id: int, now: datetime) -> Claim:
    """Claim the sending of a notice.

    A claim expires after LEASE without renewal; its process has probably died then.
    """
    found = await session.execute(
        select(NoticeRow.claimed_at)
        .where(NoticeRow.id == notice_id, NoticeRow.sent_at.is_(None), _is_unclaimed(now))
        .with_for_update()
    )
    before = found.first()
    if before is None:
        return "taken"
    await _update(session, notice_id, claimed_at=now)
    return "ours" if before.claimed_at is None else "again"


async def renew(session: AsyncSession, notice_id: int, now: datetime) -> None:
    """Renew the claim of a notice."""
    await _update(session, notice_id, claimed_at=now)


async def mark_sent(session: AsyncSession, notice_id: int, now: datetime) -> None:
    """Note that a notice was sent, or that there is nothing to send any more."""
    await _update(session, notice_id, sent_at=now)


async def retry(session: AsyncSession, notice_id: int, at: datetime) -> None:
    """Send a notice again later. The claim is kept, as it may have been sent after all."""
    await _update(session, notice_id, due_at=at)


async def drop_old(session: AsyncSession, before: datetime, *, most: int) -> int:
    """Delete notices from before then, at most `most`; return how many."""
    old = select(NoticeRow.id).where(NoticeRow.created_at < before).limit(most)
    deleted = await session.execute(
        delete(NoticeRow).where(NoticeRow.id.in_(old.scalar_subquery())).returning(NoticeRow.id)
    )
    return len(deleted.all())


def notice_nonce(notice_id: int) -> str:
    """Return the nonce of a notice's message; its id in the local chat begins with it."""
    return f"notice-{notice_id}"


async def _update(session: AsyncSession, notice_id: int, **values: datetime) -> None:
    await session.execute(
        update(NoticeRow)
        .where(NoticeRow.id == notice_id, NoticeRow.sent_at.is_(None))
        .values(**values)
    )


def _is_unclaimed(now: datetime) -> ColumnElement[bool]:
    claimed_at = NoticeRow.claimed_at
    return or_(claimed_at.is_(None), claimed_at <= now - LEASE)
