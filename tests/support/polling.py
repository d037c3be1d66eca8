"""Waiting for conditions in tests."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from typing import Any

PATIENCE_S = 120.0
"""A generous timeout for a busy machine."""

INTERVAL_S = 0.02
"""How often a condition is checked."""


async def until(
    condition: Callable[[], Any],
    patience_s: float = PATIENCE_S,
    *,
    describe: Callable[[], str] = lambda: "",
) -> Any:
    """Wait until the condition, which may be a coroutine, returns something true, and return that.

    Fail with the text of `describe` if that takes too long.
    """
    try:
        async with asyncio.timeout(patience_s):
            while not (found := await _evaluate(condition)):
                await asyncio.sleep(INTERVAL_S)
            return found
    except TimeoutError:
        raise AssertionError(
            f"the condition did not become true in time {describe()}".rstrip()
        ) from None


async def _evaluate(condition: Callable[[], Any]) -> Any:
    answer = condition()
    return await answer if inspect.isawaitable(answer) else answer
