"""Says where an answer comes, before the reply that waits for it can no longer be edited.

What only the learner sees can be edited for 15 minutes, by the token of the interaction. An answer
that takes longer comes as a direct message, which not every learner takes.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from bot.platforms.discord.errors import SEND_ERRORS
from bot.platforms.discord.reply_targets import InteractionTarget, snowflake_time
from common.tasks import cancel_and_wait

log = logging.getLogger(__name__)

NOTICE_AFTER = timedelta(minutes=13, seconds=30)  # a minute before the token is given up


class ExpiryNotices:
    """Runs one timer for each reply that waits and that only the learner sees."""

    def __init__(self) -> None:
        self._timers: dict[str, asyncio.Task[None]] = {}  # by the target's version

    def begin(self, target: InteractionTarget, notify: Callable[[], Awaitable[None]]) -> None:
        """Call `notify` when the target's token is about to expire, unless `end` is called."""
        if target.version in self._timers:
            return
        timer = asyncio.create_task(_notify_in_time(target, notify))
        self._timers[target.version] = timer
        timer.add_done_callback(lambda _: self._timers.pop(target.version, None))

    def end(self, target: InteractionTarget) -> None:
        """Forget a target, which has its answer."""
        timer = self._timers.get(target.version)
        if timer is not None:
            timer.cancel()

    async def close(self) -> None:
        """End all timers."""
        await cancel_and_wait(*self._timers.values())


async def _notify_in_time(target: InteractionTarget, notify: Callable[[], Awaitable[None]]) -> None:
    due = snowflake_time(target.interaction) + NOTICE_AFTER
    await asyncio.sleep(max(0.0, (due - datetime.now(UTC)).total_seconds()))
    if not target.has_valid_token(datetime.now(UTC)):
        return
    try:
        await notify()
    except SEND_ERRORS as error:
        log.warning("the learner was not told that interaction %s is late: %s", target, error)
