"""Settings of a server or workspace, which its managers choose."""

from __future__ import annotations

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


async def find_channel_policy(
    session: AsyncSession, platform: str, place: str, channel: str
) -> str | None:
    """Return the policy of a channel, or None where no manager has chosen one."""
    row = await session.get(ChannelPolicyRow, (platform, place, channel))
    return row.policy if row is not None else None


async def set_channel_policy(
    session: AsyncSession, platform: str, place: str, channel: str, policy: str | None
) -> None:
    """Store the policy of a channel; None takes it away."""
    key = {"platform": platform, "place": place, "channel": channel}
    if policy is None:
        await session.execute(delete(ChannelPolicyRow).filter_by(**key))
        return
    await insert_or_update(session, ChannelPolicyRow, key, {"policy": policy})
