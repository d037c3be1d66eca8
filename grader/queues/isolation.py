"""Lets most jobs run beside each other, and some with nothing beside them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Isolation:
    """A readers-writer lock of one event loop. A job that is to run alone is not passed by."""

    def __init__(self) -> None:
        self._condition = asyncio.Condition()
        self._running = 0
        self._waiting_alone = 0
        self._is_alone = False

    @asynccontextmanager
    async def beside_others(self) -> AsyncIterator[None]:
        """Run the body once no job runs alone or waits to."""
        async with self._condition:
            await self._condition.wait_for(lambda: not self._is_alone and not self._waiting_alone)
            self._running += 1
        try:
            yield
        finally:
            self._running -= 1
            await asyncio.shield(self._notify())  # also where this job is cancelled once more

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        """Run the body with nothing beside it."""
        async with self._condition:
            self._waiting_alone += 1
            try:
                await self._condition.wait_for(lambda: not self._is_alone and not self._running)
            finally:
                self._waiting_alone -= 1
                self._condition.notify_all()
            self._is_alone = True
        try:
            yield
        finally:
            self._is_alone = False
            await asyncio.shield(self._notify())  # also where this job is cancelled once more

    async def _notify(self) -> None:
        async with self._condition:
            self._condition.notify_all()
