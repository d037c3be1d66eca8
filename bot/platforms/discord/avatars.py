"""Says where Discord has the avatar of a user."""

from __future__ import annotations

import discord
from discord.http import Route

from bot.platforms.avatars import AVATAR_SIZE, Avatars

CDN = ("cdn.discordapp.com",)


def discord_avatars(client: discord.Client) -> Avatars:
    """Return the avatars of Discord's users, from Discord's own file server."""

    async def locate(account: str) -> str:
        """Return the address of a user's avatar. Raise discord.HTTPException or OSError."""
        try:
            user = await client.fetch_user(int(account))
        except discord.NotFound:
            return ""
        if user.avatar is None:
            return ""
        return user.avatar.replace(size=AVATAR_SIZE, format="png").url

    return Avatars(locate, CDN, lambda: Route.BASE)
