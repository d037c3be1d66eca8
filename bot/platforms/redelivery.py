"""Repeats deliveries that failed while the platform stayed connected."""

from __future__ import annotations

import asyncio

from bot.tutor.service import Tutor
from common.tasks import cancel_and_wait

DELAY_S = 30.0
"""The time from a failed delivery to the next try. A reconnect tries again at once."""


class Redelivery:
    """Resumes a platform's undelivered replies once, some time after a delivery has failed."""

    def __init__(self, tutor: Tutor, platform: str) -> None:
        self._tutor = tutor
        self._platform = platform
        self._task: asyncio.Task[None] | None = None

    def schedule(self) -> None:
        """Schedule the next try, unless one is scheduled already."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._resume_later())

    async def cancel(self) -> None:
        """Cancel the scheduled try."""
        if self._task is not None:
            await cancel_and_wait(self._task)

    async def _resume_later(self) -> None:
        await asyncio.sleep(DELAY_S)
        await self._tutor.jobs.resume(self._platform)
