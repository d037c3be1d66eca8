"""The order of replies to the same target: an older one never replaces a newer one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from bot.platforms.lru_dict import LruDict
from bot.tutor.replies.model import Reply


class ReplyGate:
    """Serializes replies per target, so that a stale one never overwrites a newer one.

    A pending reply never replaces a final one, and the first pending reply (the acknowledgement)
    never replaces a later update.
    """

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[Hashable, asyncio.Lock] = WeakValueDictionary()
        self._final: LruDict[str, None] = LruDict()
        self._updated: LruDict[str, None] = (
            LruDict()
        )  # targets with an update after the first reply

    def mark_updated(self, target: str) -> None:
        """Note that an update is about to be sent: the first reply is stale from now on."""
        self._updated[target] = None

    @asynccontextmanager
    async def acquire(
        self, key: Hashable, target: str, reply: Reply, *, is_update: bool
    ) -> AsyncIterator[bool]:
        """Wait for the lock of `key` and hold it; yield whether the reply may be sent.

        A final reply is recorded as the target's last one, unless the block raises.
        """
        lock = self._locks.setdefault(key, asyncio.Lock())
        async with lock:
            is_stale = target in self._final or (not is_update and target in self._updated)
            if reply.pending and is_stale:
                yield False
                return
            yield True
            if not reply.pending:
                self._final[target] = None
