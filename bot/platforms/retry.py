"""Retries a request to a platform if its response was lost, or if the platform was busy."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from common.backoff import Backoff

log = logging.getLogger(__name__)

Result = TypeVar("Result")

RETRY_BACKOFF = Backoff((0.2, 0.8))
"""The delays before the second and third attempt.

Together they fit into the 3 s that an acknowledgement may take.
"""

CONNECT_BACKOFF = Backoff((1, 2, 5, 10, 30, 60))
"""The delays between attempts to connect to a platform that cannot be reached."""


async def retry(
    request: Callable[[], Awaitable[Result]],
    choose_pause: Callable[[Exception, float], float | None],
) -> Result:
    """Make a request up to three times and return its result; raise its last error.

    `choose_pause` gets an error and the usual pause. It returns the seconds until the next attempt,
    or None where another attempt would not help soon. `request` has to be safe to repeat.
    """
    for usual_pause in RETRY_BACKOFF.delays_s:
        try:
            return await request()
        except Exception as error:
            pause = choose_pause(error, usual_pause)
            if pause is None:
                raise
            log.info("asking again in %g s: %s", pause, error)
        await asyncio.sleep(pause)
    return await request()
