"""The order of replies to the same target: an older one never replaces a newer one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from typing import Literal
from weakref import WeakValueDictionary

from bot.tutor.replies.model import Reply
from common.lru_dict import LruDict

Placement = Literal["here", "beside", "nowhere"]
"""Where a reply belongs: `here` replaces what the target shows, `beside` is a message of its own,
and a reply that belongs `nowhere` is not sent."""


class ReplyGate:
    """Serializes replies per target, so that a stale one never overwrites a newer one.

    A pending reply never replaces a final one, and the first pending reply (the acknowledgement)
    never replaces a later update. A reply about trouble replaces nothing but an acknowledgement:
    it is dropped where the same request has its answer, or will get it by an update.

    A target is a version of a request, such as an edited message. Its `key` is the place of the
    reply, which all versions share.
    """

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[Hashable, asyncio.Lock] = WeakValueDictionary()
        self._final: LruDict[str, None] = LruDict()  # targets with a final reply of any kind
        self._answered: LruDict[str, None] = LruDict()  # those whose final reply is the answer
        self._updated: LruDict[str, None] = (
            LruDict()
        )  # targets with an update after the first reply
        self._sending: LruDict[Hashable, bool] = LruDict()  # whether it is an answer, by key
        self._shows_answer: LruDict[Hashable, bool] = LruDict()
        """Whether a place shows an answer; places that another process wrote to are missing."""

    def mark_updated(self, target: str) -> None:
        """Note that an update is about to be sent: the first reply is stale from now on."""
        self._updated[target] = None

    def mark_shown(self, key: Hashable) -> None:
        """Note that the reply being sent is visible at its place, even if only in part."""
        self._shows_answer[key] = self._sending.get(key, True)

    @asynccontextmanager
    async def acquire(
        self, key: Hashable, target: str, reply: Reply, *, is_update: bool, first: bool = False
    ) -> AsyncIterator[Placement]:
        """Wait for the lock of `key` and hold it; yield where the reply belongs.

        A final reply is recorded as the target's last one, unless the block raises. `first` says
        that the place has no reply yet.
        """
        lock = self._locks.setdefault(key, asyncio.Lock())
        async with lock:
            if first and key not in self._shows_answer:
                self._shows_answer[key] = False
            placement = self._place(key, target, reply, is_update=is_update)
            is_answer = not reply.pending and not reply.trouble
            self._sending[key] = is_answer
            yield placement
            if placement == "nowhere":
                return
            if placement == "here":
                self.mark_shown(key)
            if not reply.pending:
                self._final[target] = None
            if is_answer:
                self._answered[target] = None

    def _place(self, key: Hashable, target: str, reply: Reply, *, is_update: bool) -> Placement:
        is_outdated = not is_update and target in self._updated
        if reply.trouble:
            if target in self._answered or is_outdated:
                return "nowhere"
            return "beside" if self._shows_answer.get(key, True) else "here"
        is_stale = target in self._final or is_outdated
        return "nowhere" if reply.pending and is_stale else "here"
