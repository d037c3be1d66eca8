"""Classify errors of requests to Discord."""

from __future__ import annotations

import aiohttp
import discord

SEND_ERRORS = (discord.HTTPException, aiohttp.ClientError, OSError)
"""Errors of a request that failed, in Discord or on the way."""

_REJECTED = frozenset({400, 413})
"""HTTP statuses of requests that are invalid or too large."""


def is_out_of_reach(error: Exception) -> bool:
    """Return whether any reply would fail, because Discord is unreachable or refuses them all."""
    if isinstance(error, discord.HTTPException):
        return error.status not in _REJECTED
    return isinstance(error, SEND_ERRORS)
