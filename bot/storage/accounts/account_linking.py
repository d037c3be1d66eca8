"""Codes and requests by which two accounts become one learner's, and unlinking an account."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import case, delete, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.accounts.learners import list_accounts, lock, set_active_account
from bot.storage.engine.upsert import insert_ignore
from bot.storage.models import (
    AccountRow,
    LearnerRow,
    LedgerEntry,
    LinkingRow,
    LinkRequestRow,
    UtcDateTime,
)

VALID_FOR = timedelta(minutes=10)
MAX_TRIES = 10
"""How many codes a learner may try within VALID_FOR."""


async def set_code(session: AsyncSession, learner_id: int, code_hash: str, now: datetime) -> None:
    """Store the hash of a learner's code; their previous code becomes invalid."""
    await insert_ignore(session, LinkingRow, learner_id=learner_id)
    await session.execute(
        update(LinkingRow)
        .where(LinkingRow.learner_id == learner_id)
        .values(code_hash=code_hash, expires_at=now + VALID_FOR)
    )


async def count_try(session: AsyncSession, learner_id: int, now: datetime) -> bool:
    """Count one code that a learner tries. Return False if they have tried too many by now."""
    if not await lock(session, learner_id):
        return True  # merged into another learner just now; no code will match
    await insert_ignore(session, LinkingRow, learner_id=learner_id)
    since = LinkingRow.tried_since
    is_expired = or_(since.is_(None), since <= now - VALID_FOR)
    updated = await session.execute(
        update(LinkingRow)
        .where(LinkingRow.learner_id == learner_id)
        .values(
            tries=case((is_expired, 1), else_=LinkingRow.tries + 1),
            tried_since=case((is_expired, literal(now, UtcDateTime())), else_=since),
        )
        .returning(LinkingRow.tries)
    )
    return int(updated.scalar_one()) <= MAX_TRIES


async def find_code_owner(session: AsyncSession, code_hash: str, now: datetime) -> int | None:
    """Return the learner whose code this is, while it is valid."""
    return await session.scalar(
        select(LinkingRow.learner_id).where(
            LinkingRow.code_hash == code_hash, LinkingRow.expires_at > now
        )
    )


async def consume_code(session: AsyncSession, code_hash: str, now: datetime) -> bool:
    """Invalidate a code. Return False if it was invalid or consumed before, also concurrently."""
    deleted = await session.execute(
        update(LinkingRow)
        .where(LinkingRow.code_hash == code_hash, LinkingRow.expires_at > now)
        .values(code_hash=None, expires_at=None)
        .returning(LinkingRow.learner_id)
    )
    return deleted.first() is not None


async def create_request(
    session: AsyncSession, learner_id: int, asker_id: int, now: datetime
) -> None:
    """Store that one learner wants to be linked with another, who has to confirm it.

    It replaces an earlier request to the same learner.
    """
    await session.execute(
        delete(LinkRequestRow).where(
            or_(LinkRequestRow.learner_id == learner_id, LinkRequestRow.expires_at <= now)
        )
    )
    session.add(
        LinkRequestRow(learner_id=learner_id, asker_id=asker_id, expires_at=now + VALID_FOR)
    )
    await session.flush()


async def find_requester(session: AsyncSession, learner_id: int, now: datetime) -> int | None:
    """Return the learner who waits for this one's confirmation, or None."""
    return await session.scalar(
        select(LinkRequestRow.asker_id).where(
            LinkRequestRow.learner_id == learner_id, LinkRequestRow.expires_at > now
        )
    )


async def find_requested(session: AsyncSession, asker_id: int, now: datetime) -> int | None:
    """Return the learner whose confirmation this one has requested last, or None."""
    return await session.scalar(
        select(LinkRequestRow.learner_id)
        .where(LinkRequestRow.asker_id == asker_id, LinkRequestRow.expires_at > now)
        .order_by(LinkRequestRow.expires_at.desc())
        .limit(1)
    )


async def consume_request(
    session: AsyncSession, learner_id: int, asker_id: int, now: datetime
) -> bool:
    """Delete a request because it was answered. Return False if it was deleted before."""
    deleted = await session.execute(
        delete(LinkRequestRow)
        .where(
            LinkRequestRow.learner_id == learner_id,
            LinkRequestRow.asker_id == asker_id,
            LinkRequestRow.expires_at > now,
        )
        .returning(LinkRequestRow.learner_id)
    )
    return deleted.first() is not None


async def sum_points(session: AsyncSession, learner_id: int) -> int:
    """Return all points that a learner has earned."""
    earned = select(func.sum(LedgerEntry.points)).where(LedgerEntry.learner_id == learner_id)
    return await session.scalar(earned) or 0


async def unlink_account(
    session: AsyncSession, learner_id: int, platform: str, account: str, now: datetime
) -> bool:
    """Make an account that of a new learner without points. Return False if it is their only one.

    The new learner keeps the language, the zone, and whether they are hidden.
    """
    locked = await lock(session, learner_id)
    others = [
        each
        for each in await list_accounts(session, learner_id)
        if (each.platform, each.account) != (platform, account)
    ]
    row = await session.get(AccountRow, (platform, account))
    if not locked or not others or row is None or row.learner_id != learner_id:
        return False
    await set_active_account(session, learner_id, others[0])
    learner = LearnerRow(
        platform=platform,
        account=account,
        name=row.name,
        locale=row.locale,
        language=locked[0].language,
        zone=locked[0].zone,
        told_zone=locked[0].told_zone,
        hidden=locked[0].hidden,
        met_at=now,
    )
    session.add(learner)
    await session.flush()
    row.learner_id, row.met_at = learner.id, now
    return True
