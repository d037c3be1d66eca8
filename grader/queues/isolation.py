"""A readers-writer lock: most jobs run concurrently, some exclusively."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Isolation:
    """A readers-writer lock of one event loop. Waiting exclusive jobs go before shared ones."""

    def __init__(self) -> None:
        self._condition = asyncio.Condition()
        self._shared_count = 0
        self._waiting_exclusive = 0
        self._is_exclusive = False

    @asynccontextmanager
    async def shared(self) -> AsyncIterator[None]:
        """Run the body once no exclusive job runs or waits."""
        async with self._condition:
            await self._condition.wait_for(
                lambda: not self._is_exclusive and not self._waiting_exclusive
            )
            self._shared_count += 1
        try:
            yield
        finally:
            self._shared_count -= 1
            await asyncio.shield(self._notify())  # also if this task is cancelled once more

    @asynccontextmanager
    async def exclusive(self) -> AsyncIterator[None]:
        """Run the body once no other job runs, and let none run beside it."""
        async with self._condition:
            self._waiting_exclusive += 1
            try:
                await self._condition.wait_for(
                    lambda: not self._is_exclusive and not self._shared_count
                )
            finally:
                self._waiting_exclusive -= 1
                self._condition.notify_all()
            self._is_exclusive = True
        try:
            yield
        finally:
            self._is_exclusive = False
            await asyncio.shield(self._notify())  # also if this task is cancelled once more

    async def _notify(self) -> None:
        async with self._condition:
            self._condition.notify_all()
