"""Asks a platform once more, where an answer was lost on its way or came too early."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from common.backoff import Backoff

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")

RETRY_BACKOFF = Backoff((0.2, 0.8))
"""Before each further attempt. Together they fit into the 3 s that an acknowledgement may take."""

CONNECT_BACKOFF = Backoff((1, 2, 5, 10, 30, 60))
"""Before the next attempt to connect to a platform that cannot be reached."""


async def retry(
    ask: Callable[[], Awaitable[Answer]], pause_after: Callable[[Exception, float], float | None]
) -> Answer:
    """What the platform answers, at the third attempt if need be; raises what `ask` raises.

    `pause_after` is given an error and the usual pause, and says how many seconds later the same
    request may do better, or None where it will not soon. `ask` makes the whole request anew, and
    has to be one that may arrive twice.
    """
    for usual in RETRY_BACKOFF.delays_s:
        try:
            return await ask()
        except Exception as problem:
            pause = pause_after(problem, usual)
            if pause is None:
                raise
            log.info("asking again in %g s: %s", pause, problem)
        await asyncio.sleep(pause)
    return await ask()
