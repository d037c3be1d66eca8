"""Settings of a server or workspace, which its managers choose."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.engine.upsert import insert_or_update
from bot.storage.models import ChannelPolicyRow, PlaceRow


async def find_reply_mode(session: AsyncSession, platform: str, place: str) -> str | None:
    """Return where pastes are answered there, or None if no manager has chosen."""
    row = await session.get(PlaceRow, (platform, place))
    return row.answers if row is not None else None


async def set_reply_mode(session: AsyncSession, platform: str, place: str, answers: str) -> None:
    """Store where pastes are answered in a place."""
    key = {"platform": platform, "place": place}
    await insert_or_update(session, PlaceRow, key, {"answers": answers})


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """What managers have chosen for a channel."""

    policy: str = "normal"
    language: str | None = None  # of what everyone reads there; None: of whoever asks


async def find_channel(
    session: AsyncSession, platform: str, place: str, channel: str
) -> ChannelSettings:
    """Return what is chosen for a channel, or what holds where nothing is."""
    row = await session.get(ChannelPolicyRow, (platform, place, channel))
    return ChannelSettings(row.policy, row.language) if row is not None else ChannelSettings()


async def set_channel(
    session: AsyncSession, platform: str, place: str, channel: str, chosen: ChannelSettings
) -> None:
    """Store what is chosen for a channel; what holds anyway is not stored."""
    key = {"platform": platform, "place": place, "channel": channel}
    if chosen == ChannelSettings():
        await session.execute(delete(ChannelPolicyRow).filter_by(**key))
        return
    values = {"policy": chosen.policy, "language": chosen.language}
    await insert_or_update(session, ChannelPolicyRow, key, values)
