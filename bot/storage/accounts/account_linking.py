"""Codes and confirmations by which two accounts become one learner's, and accounts that leave."""

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
"""Codes that a learner may try in VALID_FOR."""


async def set_code(session: AsyncSession, learner_id: int, code_hash: str, now: datetime) -> None:
    """Writes down a learner's code; the one that they had before opens nothing any more."""
    await insert_ignore(session, LinkingRow, learner_id=learner_id)
    await session.execute(
        update(LinkingRow)
        .where(LinkingRow.learner_id == learner_id)
        .values(code_hash=code_hash, expires_at=now + VALID_FOR)
    )


async def count_try(session: AsyncSession, learner_id: int, now: datetime) -> bool:
    """Counts one code that a learner tries; False when those are too many for now."""
    if not await lock(session, learner_id):
        return True  # they have been linked this very moment, and no code will be found
    await insert_ignore(session, LinkingRow, learner_id=learner_id)
    since = LinkingRow.tried_since
    is_first = or_(since.is_(None), since <= now - VALID_FOR)
    counted = await session.execute(
        update(LinkingRow)
        .where(LinkingRow.learner_id == learner_id)
        .values(
            tries=case((is_first, 1), else_=LinkingRow.tries + 1),
            tried_since=case((is_first, literal(now, UtcDateTime())), else_=since),
        )
        .returning(LinkingRow.tries)
    )
    return int(counted.scalar_one()) <= MAX_TRIES


async def find_code_owner(session: AsyncSession, code_hash: str, now: datetime) -> int | None:
    """The learner whose code this is, while it is valid."""
    return await session.scalar(
        select(LinkingRow.learner_id).where(
            LinkingRow.code_hash == code_hash, LinkingRow.expires_at > now
        )
    )


async def consume_code(session: AsyncSession, code_hash: str, now: datetime) -> bool:
    """Uses a code up. Whoever takes it second, at the same time even, gets False."""
    taken = await session.execute(
        update(LinkingRow)
        .where(LinkingRow.code_hash == code_hash, LinkingRow.expires_at > now)
        .values(code_hash=None, expires_at=None)
        .returning(LinkingRow.learner_id)
    )
    return taken.first() is not None


async def create_request(
    session: AsyncSession, learner_id: int, asker_id: int, now: datetime
) -> None:
    """Writes down that one learner wants to be linked with another, who has to confirm it.

    An earlier request to the same learner is replaced.
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
    """The learner who waits for this one's confirmation; None where nobody does."""
    return await session.scalar(
        select(LinkRequestRow.asker_id).where(
            LinkRequestRow.learner_id == learner_id, LinkRequestRow.expires_at > now
        )
    )


async def find_requested(session: AsyncSession, asker_id: int, now: datetime) -> int | None:
    """The learner whose confirmation this one has asked for last; None for nobody's."""
    return await session.scalar(
        select(LinkRequestRow.learner_id)
        .where(LinkRequestRow.asker_id == asker_id, LinkRequestRow.expires_at > now)
        .order_by(LinkRequestRow.expires_at.desc())
        .limit(1)
    )


async def consume_request(
    session: AsyncSession, learner_id: int, asker_id: int, now: datetime
) -> bool:
    """Ends a request, because it was answered. Whoever answers it second gets False."""
    taken = await session.execute(
        delete(LinkRequestRow)
        .where(
            LinkRequestRow.learner_id == learner_id,
            LinkRequestRow.asker_id == asker_id,
            LinkRequestRow.expires_at > now,
        )
        .returning(LinkRequestRow.learner_id)
    )
    return taken.first() is not None


async def sum_points(session: AsyncSession, learner_id: int) -> int:
    """All that a learner has earned."""
    earned = select(func.sum(LedgerEntry.points)).where(LedgerEntry.learner_id == learner_id)
    return await session.scalar(earned) or 0


async def unlink_account(
    session: AsyncSession, learner_id: int, platform: str, account: str, now: datetime
) -> bool:
    """Makes a new learner of an account, who has earned nothing; False where it is the only one.

    Language, zone and hiding go with it, so that nobody is suddenly seen.
    """
    held = await lock(session, learner_id)
    others = [
        each
        for each in await list_accounts(session, learner_id)
        if (each.platform, each.account) != (platform, account)
    ]
    mine = await session.get(AccountRow, (platform, account))
    if not held or not others or mine is None or mine.learner_id != learner_id:
        return False
    await set_active_account(session, learner_id, others[0])
    alone = LearnerRow(
        platform=platform,
        account=account,
        name=mine.name,
        locale=mine.locale,
        language=held[0].language,
        zone=held[0].zone,
        told_zone=held[0].told_zone,
        hidden=held[0].hidden,
        met_at=now,
    )
    session.add(alone)
    await session.flush()
    mine.learner_id, mine.met_at = alone.id, now
    return True
