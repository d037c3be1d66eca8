"""Whose word stands in a place: replies come in turn, and the old never hides the new."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from bot.platforms.lru_dict import LruDict
from bot.tutor.replies.model import Reply


class ReplyGate:
    """What is pending never replaces what is final, nor does its first word replace later news."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[Hashable, asyncio.Lock] = WeakValueDictionary()
        self._final: LruDict[str, None] = LruDict()
        self._news: LruDict[str, None] = LruDict()  # places that heard more than the first word

    def mark_updated(self, place: str) -> None:
        """More than the first word is on its way to that place."""
        self._news[place] = None

    @asynccontextmanager
    async def acquire(
        self, key: Hashable, place: str, reply: Reply, *, is_update: bool
    ) -> AsyncIterator[bool]:
        """Waits until nobody else puts anything under `key`; yields whether the reply may stand.

        A final reply whose turn ends without an exception is noted as the place's last word.
        """
        lock = self._locks.setdefault(key, asyncio.Lock())
        async with lock:
            late = place in self._final or (not is_update and place in self._news)
            if reply.pending and late:
                yield False
                return
            yield True
            if not reply.pending:
                self._final[place] = None
