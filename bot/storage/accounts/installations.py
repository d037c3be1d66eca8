"""Places in which others have installed the bot, and what they have begun to install."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.engine.erasing import note_erased
from bot.storage.engine.upsert import insert_or_update
from bot.storage.models import AccountRow, DailyChannelRow, InstallationRow, InstallStateRow

STATE_VALID_FOR = timedelta(minutes=10)
"""How long somebody may take from opening the page to allowing what the bot asks for."""


async def upsert(
    session: AsyncSession,
    platform: str,
    place: str,
    *,
    name: str,
    bot_user: str,
    bot_id: str,
    installer: str,
    sealed_token: str,
    now: datetime,
) -> None:
    """Writes an installation down; an earlier one of the same place is forgotten."""
    await insert_or_update(
        session,
        InstallationRow,
        {"platform": platform, "place": place},
        {
            "name": name[:100],
            "bot_user": bot_user,
            "bot_id": bot_id,
            "installer": installer,
            "sealed_token": sealed_token,
            "installed_at": now,
        },
    )


async def find(session: AsyncSession, platform: str, place: str) -> InstallationRow | None:
    """The installation in that place, with its token still sealed; None where there is none."""
    return await session.get(InstallationRow, (platform, place))


async def list_on_platform(session: AsyncSession, platform: str) -> Sequence[InstallationRow]:
    """All installations on a platform, ordered by the ids of their places."""
    rows = select(InstallationRow).where(InstallationRow.platform == platform)
    return (await session.scalars(rows.order_by(InstallationRow.place))).all()


async def list_by_installers(
    session: AsyncSession, accounts: Sequence[AccountRow]
) -> Sequence[InstallationRow]:
    """What somebody has installed, who has those accounts."""
    theirs = tuple_(InstallationRow.platform, InstallationRow.installer).in_(
        [(each.platform, each.account) for each in accounts]
    )
    return (await session.scalars(select(InstallationRow).where(theirs))).all()


async def update_token(session: AsyncSession, row: InstallationRow, sealed_token: str) -> None:
    """Writes the same token down encrypted anew, unless the place was installed anew meanwhile."""
    await session.execute(
        update(InstallationRow)
        .where(
            InstallationRow.platform == row.platform,
            InstallationRow.place == row.place,
            InstallationRow.sealed_token == row.sealed_token,
        )
        .values(sealed_token=sealed_token)
    )


async def delete_workspace(
    session: AsyncSession, platform: str, place: str, left_at: datetime
) -> bool:
    """Forgets a place that has removed the bot, and its daily prompts; says whether it was there.

    One that was installed after that, while word of it was still on its way, stays.
    """
    note_erased(session)
    removed = await session.execute(
        delete(InstallationRow)
        .where(
            InstallationRow.platform == platform,
            InstallationRow.place == place,
            InstallationRow.installed_at <= left_at,
        )
        .returning(InstallationRow.place)
    )
    if removed.first() is None:
        return False
    await session.execute(
        update(DailyChannelRow)
        .where(DailyChannelRow.platform == platform, DailyChannelRow.place == place)
        .values(next_at=None)
    )
    return True


async def create_state(session: AsyncSession, now: datetime) -> str:
    """A state that one browser takes to the platform and back; forgets those that are over."""
    await session.execute(delete(InstallStateRow).where(InstallStateRow.expires_at <= now))
    state = secrets.token_urlsafe(32)
    session.add(InstallStateRow(state_hash=_hash(state), expires_at=now + STATE_VALID_FOR))
    return state


async def consume_state(session: AsyncSession, state: str, now: datetime) -> bool:
    """Whether a state was begun not too long ago, and never used before."""
    used = await session.execute(
        delete(InstallStateRow)
        .where(InstallStateRow.state_hash == _hash(state), InstallStateRow.expires_at > now)
        .returning(InstallStateRow.state_hash)
    )
    return used.first() is not None


def _hash(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()
