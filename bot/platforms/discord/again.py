"""Asks Discord once more where an answer was lost on its way, or where it came too early."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
import discord

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")

PAUSES_S = (0.2, 0.8)
"""Before each further attempt. All of them together fit into the 3 s for an acknowledgement."""

LONGEST_PAUSE_S = 10.0  # that Discord may ask for; a ban for an hour is not waited for
UNAVAILABLE, TOO_MANY = 503, 429


async def insisting(ask: Callable[[], Awaitable[Answer]]) -> Answer:
    """What Discord answers, at the third attempt if need be.

    The library itself tries again after most statuses, but not after a broken connection, a 503
    of the API, or a 429 of which a proxy has taken the header `Via`. `ask` makes the whole
    request anew, and has to be one that may arrive twice.

    Raises:
        discord.HTTPException, aiohttp.ClientError, OSError: it did not help.
    """
    for usual in PAUSES_S:
        try:
            return await ask()
        except (aiohttp.ClientError, ConnectionError, discord.HTTPException) as problem:
            pause = _pause_after(problem, usual)
            if pause is None:
                raise
            log.info("asking Discord again in %g s: %s", pause, problem)
        await asyncio.sleep(pause)
    return await ask()


def _pause_after(problem: Exception, usual: float) -> float | None:
    """Seconds after which the same request may do better; None where it will not soon."""
    if not isinstance(problem, discord.HTTPException) or problem.status == UNAVAILABLE:
        return usual
    if problem.status != TOO_MANY:
        return None
    headers = problem.response.headers
    told = headers.get("X-RateLimit-Reset-After") or headers.get("Retry-After") or ""
    try:
        wanted = float(told)
    except ValueError:
        return usual
    return wanted if 0 <= wanted <= LONGEST_PAUSE_S else None
