"""What the managers of a place (a server, a workspace) have decided for all who write there."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.engine.upsert import insert_ignore
from bot.storage.models import PlaceRow


async def find_reply_mode(session: AsyncSession, platform: str, place: str) -> str | None:
    """Where pastes are answered there, or None where nobody has decided."""
    row = await session.get(PlaceRow, (platform, place))
    return row.answers if row is not None else None


async def set_reply_mode(session: AsyncSession, platform: str, place: str, answers: str) -> None:
    """Writes down where pastes are answered in a place, instead of what was decided before."""
    await insert_ignore(session, PlaceRow, platform=platform, place=place, answers=answers)
    await session.execute(
        update(PlaceRow)
        .where(PlaceRow.platform == platform, PlaceRow.place == place)
        .values(answers=answers)
    )
