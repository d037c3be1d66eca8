"""Classify errors of requests to Discord."""

from __future__ import annotations

import aiohttp
import discord

SEND_ERRORS = (discord.HTTPException, aiohttp.ClientError, OSError)
"""Errors of a request that failed, in Discord or on the way."""

_REJECTED = frozenset({400, 413})
"""HTTP statuses of requests that are invalid or too large."""

THREAD_ARCHIVED = 50083  # error code

_CHANNEL_REFUSALS = frozenset({40058, 50008, THREAD_ARCHIVED, 160005, 200000, 200001})
"""Error codes that concern one channel: a thread that is archived, locked or without its first
message; a channel without text; a message that automatic moderation blocks."""


def is_out_of_reach(error: Exception) -> bool:
    """Return whether any reply would fail, because Discord is unreachable or refuses them all."""
    if isinstance(error, discord.HTTPException):
        return error.status not in _REJECTED
    return isinstance(error, SEND_ERRORS)


def is_refused_by_channel(error: discord.HTTPException) -> bool:
    """Return whether the channel is the reason, so that another channel may work."""
    is_missing = isinstance(error, discord.Forbidden | discord.NotFound)
    return is_missing or error.code in _CHANNEL_REFUSALS
