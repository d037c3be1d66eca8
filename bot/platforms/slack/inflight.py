"""Tracks handlers in flight, for a graceful shutdown.

Slack does not deliver again what was acknowledged, so a shutdown waits for its handler.
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from common.operations.watchdog import working_on

Handler = Callable[..., Awaitable[None]]


class InflightHandlers:
    """Keeps the task of every handler until it is done."""

    def __init__(self) -> None:
        # The event loop has only weak references to tasks, and Bolt keeps none.
        self._tasks: set[asyncio.Task[Any]] = set()

    def tracked(self, handler: Handler) -> Handler:
        """Return the handler with its task tracked.

        It keeps its signature, from which Bolt reads the arguments to pass.
        """

        @functools.wraps(handler)
        async def tracked(**arguments: Any) -> None:
            task = asyncio.current_task()
            assert task is not None
            self._tasks.add(task)
            try:
                with working_on(f"Slack's {_label(arguments.get('body') or {})}"):
                    await handler(**arguments)
            finally:
                self._tasks.discard(task)

        return tracked

    async def drain(self, timeout_s: float) -> None:
        """Wait until no handler is running, or until the timeout."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=timeout_s)


def _label(body: Mapping[str, Any]) -> str:
    """Return what identifies a request from Slack in the log."""
    event = body.get("event") or {}
    if event.get("ts"):
        return f"message {event['ts']} in {event.get('channel')}"
    return str(body.get("event_id") or body.get("trigger_id") or body.get("type"))
