"""Gives roles of servers to their members, where the server's managers let the bot."""

from __future__ import annotations

import discord

from bot.platforms.discord.members import UNKNOWN_MEMBER, UNKNOWN_USER

UNKNOWN_ROLE = 10011  # error code
REASON = "Tensei: a track or an item of its checklist, or its role is no longer given"
"""What the server's audit log says."""


class DiscordRoles:
    """Gives roles, and says why it could not."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    def mention(self, role: str) -> str:
        """Return how a role is named in Markdown."""
        return f"<@&{role}>"

    async def check(self, place: str, role: str) -> str:
        """Return the key of what prevents the bot from giving a role; empty if nothing does."""
        guild = self._client.get_guild(int(place)) if place.isdecimal() else None
        member: discord.Member | None = guild.me if guild is not None else None
        if guild is None or member is None:
            return "role-no-server"
        found = guild.get_role(int(role)) if role.isdecimal() else None
        if found is None:
            return "role-unknown"
        if found.is_default() or found.managed:
            return "role-not-given-by-hand"
        if not member.guild_permissions.manage_roles:
            return "role-no-permission"
        if member.top_role <= found:
            return "role-too-high"
        return ""

    async def grant(self, place: str, account: str, role: str) -> bool:
        """Give a role to a member; return False if there is no such member (any more).

        Raise discord.HTTPException or OSError where that fails.
        """
        try:
            await self._client.http.add_role(int(place), int(account), int(role), reason=REASON)
        except discord.NotFound as error:
            if error.code not in {UNKNOWN_MEMBER, UNKNOWN_USER}:
                raise
            return False
        return True

    async def revoke(self, place: str, account: str, role: str) -> None:
        """Take a role from a member, if there are both.

        Raise discord.HTTPException or OSError where that fails.
        """
        try:
            await self._client.http.remove_role(int(place), int(account), int(role), reason=REASON)
        except discord.NotFound as error:
            if error.code not in {UNKNOWN_MEMBER, UNKNOWN_USER, UNKNOWN_ROLE}:
                raise
