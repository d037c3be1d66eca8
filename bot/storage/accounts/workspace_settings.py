"""Settings of a server or workspace, which its managers choose."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.engine.upsert import insert_ignore
from bot.storage.models import PlaceRow


async def find_reply_mode(session: AsyncSession, platform: str, place: str) -> str | None:
    """Return where pastes are answered there, or None if no manager has chosen."""
    row = await session.get(PlaceRow, (platform, place))
    return row.answers if row is not None else None


async def set_reply_mode(session: AsyncSession, platform: str, place: str, answers: str) -> None:
    """Store where pastes are answered in a place."""
    await insert_ignore(session, PlaceRow, platform=platform, place=place, answers=answers)
    await session.execute(
        update(PlaceRow)
        .where(PlaceRow.platform == platform, PlaceRow.place == place)
        .values(answers=answers)
    )
