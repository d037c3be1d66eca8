"""Waiting for what a test is about, and no longer."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from typing import Any

PATIENCE_S = 120.0
"""For a busy machine; nothing waits longer than it must."""

AGAIN_S = 0.02
"""How often it is looked whether something has come to pass."""


async def until(
    condition: Callable[[], Any],
    patience_s: float = PATIENCE_S,
    *,
    lately: Callable[[], str] = lambda: "",
) -> Any:
    """Waits until the condition, which may be a coroutine, gives something; returns that.

    Fails with what went on `lately` where it does not come to that in time.
    """
    try:
        async with asyncio.timeout(patience_s):
            while not (found := await _asked(condition)):
                await asyncio.sleep(AGAIN_S)
            return found
    except TimeoutError:
        raise AssertionError(f"it did not come to that in time {lately()}".rstrip()) from None


async def _asked(condition: Callable[[], Any]) -> Any:
    answer = condition()
    return await answer if inspect.isawaitable(answer) else answer
