"""Runs callbacks of several keys at the same time, and those of one key in their order."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from common.tasks import cancel_and_wait


class OrderedTasks:
    """Runs callbacks of one key in the order of their arrival, `most` of all keys at a time."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._last: dict[str, asyncio.Task[None]] = {}  # by key
        self._tasks: set[asyncio.Task[None]] = set()

    async def add(self, key: str, callback: Callable[[], Awaitable[None]]) -> None:
        """Start a callback once fewer than `most` are unfinished; it must not raise."""
        while len(self._tasks) >= self._most:
            await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
        task = asyncio.create_task(self._run(self._last.get(key), callback))
        self._last[key] = task
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._forget(key, done))

    async def finish(self) -> None:
        """Wait for the callbacks that are unfinished."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def cancel(self) -> None:
        """Cancel the callbacks that are unfinished."""
        await cancel_and_wait(*self._tasks)

    async def _run(
        self, previous: asyncio.Task[None] | None, callback: Callable[[], Awaitable[None]]
    ) -> None:
        if previous is not None:
            await asyncio.wait((previous,))
        await callback()

    def _forget(self, key: str, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if self._last.get(key) is task:
            del self._last[key]
