"""Retries requests to Discord after errors that may pass."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
import discord

from bot.platforms.retry import retry

Result = TypeVar("Result")

LONGEST_PAUSE_S = 10.0  # a longer pause that Discord asks for is not waited for
UNAVAILABLE, TOO_MANY_REQUESTS = 503, 429


async def with_retries(request: Callable[[], Awaitable[Result]]) -> Result:
    """Make a request that is safe to repeat, and retry it after errors that may pass.

    discord.py itself retries after most statuses, but not after a broken connection, a 503 of the
    API, or a 429 without the header `Via`, which a proxy may remove.

    Raises:
        discord.HTTPException, aiohttp.ClientError, ConnectionError: the last attempt failed as
            well. Other errors are raised at once.
    """
    return await retry(request, _choose_pause)


def _choose_pause(error: Exception, usual_pause: float) -> float | None:
    """Return the pause before the next attempt, in seconds; None for an error that is final."""
    if isinstance(error, aiohttp.ClientError | ConnectionError):
        return usual_pause
    status = getattr(error, "status", 0)
    if status == UNAVAILABLE:
        return usual_pause
    if not isinstance(error, discord.HTTPException) or status != TOO_MANY_REQUESTS:
        return None
    headers = error.response.headers
    header = headers.get("X-RateLimit-Reset-After") or headers.get("Retry-After") or ""
    try:
        pause = float(header)
    except ValueError:
        return usual_pause
    return pause if 0 <= pause <= LONGEST_PAUSE_S else None
