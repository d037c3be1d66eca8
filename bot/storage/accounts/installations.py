"""Workspaces in which the bot was installed by others, and installations in progress."""

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
"""Time from opening the page to granting the bot's permissions."""


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
    """Store an installation in place of an earlier one in the same workspace."""
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
    """Return the installation in a workspace, with its token still encrypted, or None."""
    return await session.get(InstallationRow, (platform, place))


async def list_on_platform(session: AsyncSession, platform: str) -> Sequence[InstallationRow]:
    """Return all installations on a platform, ordered by the ids of their workspaces."""
    rows = select(InstallationRow).where(InstallationRow.platform == platform)
    return (await session.scalars(rows.order_by(InstallationRow.place))).all()


async def list_by_installers(
    session: AsyncSession, accounts: Sequence[AccountRow]
) -> Sequence[InstallationRow]:
    """Return the installations that one of the accounts has made."""
    is_installed_by = tuple_(InstallationRow.platform, InstallationRow.installer).in_(
        [(each.platform, each.account) for each in accounts]
    )
    return (await session.scalars(select(InstallationRow).where(is_installed_by))).all()


async def update_token(session: AsyncSession, row: InstallationRow, sealed_token: str) -> None:
    """Store a token encrypted anew, unless the bot was installed again meanwhile."""
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
    """Delete a workspace that removed the bot, and stop its daily prompts.

    Return whether it existed. An installation made after `left_at` is kept: then the event of the
    removal arrived late.
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
    """Return a new OAuth state for one browser, and delete expired ones."""
    await session.execute(delete(InstallStateRow).where(InstallStateRow.expires_at <= now))
    state = secrets.token_urlsafe(32)
    session.add(InstallStateRow(state_hash=_hash(state), expires_at=now + STATE_VALID_FOR))
    return state


async def consume_state(session: AsyncSession, state: str, now: datetime) -> bool:
    """Return whether a state is valid, and invalidate it."""
    deleted = await session.execute(
        delete(InstallStateRow)
        .where(InstallStateRow.state_hash == _hash(state), InstallStateRow.expires_at > now)
        .returning(InstallStateRow.state_hash)
    )
    return deleted.first() is not None


def _hash(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()
