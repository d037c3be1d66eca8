"""Says who belongs to a server. The bot needs no privileged intent to ask for one member."""

from __future__ import annotations

import discord

UNKNOWN_MEMBER, UNKNOWN_USER = 10007, 10013  # error codes


class DiscordMembers:
    """Asks Discord for single members of servers."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def has_left(self, place: str, account: str) -> bool:
        """Return whether a user is no member of a server; False for a place that is none.

        Raise discord.HTTPException or OSError where Discord does not say.
        """
        if not place.isdecimal():
            return False
        try:
            await self._client.http.get_member(int(place), int(account))
        except discord.NotFound as error:
            if error.code in {UNKNOWN_MEMBER, UNKNOWN_USER}:
                return True
            raise
        return False
