"""What of Discord's refusals is worth asking again for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
import discord

from bot.platforms.retry import retry

Answer = TypeVar("Answer")

LONGEST_PAUSE_S = 10.0  # that Discord may ask for; a ban for an hour is not waited for
UNAVAILABLE, TOO_MANY = 503, 429


async def with_retries(ask: Callable[[], Awaitable[Answer]]) -> Answer:
    """What Discord answers to a request that may arrive twice.

    The library itself tries again after most statuses, but not after a broken connection, a 503
    of the API, or a 429 of which a proxy has taken the header `Via`.

    Raises:
        discord.HTTPException, aiohttp.ClientError, OSError: it did not help.
    """
    return await retry(ask, _pause_after)


def _pause_after(problem: Exception, usual: float) -> float | None:
    if isinstance(problem, aiohttp.ClientError | ConnectionError):
        return usual
    if not isinstance(problem, discord.HTTPException) or problem.status != TOO_MANY:
        return usual if getattr(problem, "status", 0) == UNAVAILABLE else None
    headers = problem.response.headers
    told = headers.get("X-RateLimit-Reset-After") or headers.get("Retry-After") or ""
    try:
        wanted = float(told)
    except ValueError:
        return usual
    return wanted if 0 <= wanted <= LONGEST_PAUSE_S else None
