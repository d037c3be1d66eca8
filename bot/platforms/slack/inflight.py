"""What is being handled now, so that an end waits for what Slack believes to be in good hands."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from common.operations.watchdog import working_on

Handler = Callable[..., Awaitable[None]]


class InflightHandlers:
    """Keeps every handler's task until it is over."""

    def __init__(self) -> None:
        # Held here also because a loop by itself lets go of tasks that nobody holds, and Bolt does.
        self._tasks: set[asyncio.Task[Any]] = set()

    def tracked(self, handler: Handler) -> Handler:
        """The same handler for Bolt, which reads from its signature what to give it."""

        @functools.wraps(handler)
        async def watched(**given: Any) -> None:
            task = asyncio.current_task()
            assert task is not None
            self._tasks.add(task)
            try:
                with working_on(f"Slack's {_id(given.get('body') or {})}"):
                    await handler(**given)
            finally:
                self._tasks.discard(task)

        return watched

    async def drain(self, most_s: float) -> None:
        """Waits until nothing is underway any more, or for so many seconds."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=most_s)


def _id(body: Mapping[str, Any]) -> str:
    """What names a request of Slack's in the log."""
    event = body.get("event") or {}
    if event.get("ts"):
        return f"message {event['ts']} in {event.get('channel')}"
    return str(body.get("event_id") or body.get("trigger_id") or body.get("type"))
