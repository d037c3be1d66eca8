"""Open threads on learners' messages, beside the work on their replies.

Discord limits how often threads may be opened, and discord.py waits as long as Discord asks for.
No reply waits for that: a submission is stored and graded meanwhile, and a reply whose thread is
not open after THREAD_TIMEOUT_S goes below the message.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Literal

import discord

from bot.platforms.discord.errors import SEND_ERRORS
from bot.platforms.discord.retry import with_retries
from common.lru_dict import LruDict
from common.tasks import cancel_and_wait

log = logging.getLogger(__name__)

THREAD_TIMEOUT_S = 3.0
"""How long the first reply waits for its thread."""

LONGEST_THREAD_NAME = 100
ARCHIVED_AFTER_MIN: Literal[1440] = 1440
THREAD_EXISTS = 160004  # error code

ThreadState = Literal["open", "refused", "late"]
"""`late` says that the reply belongs below the message, even if a thread is opened afterwards."""


class ThreadOpener:
    """Opens threads, one task for each message; a channel that is slow gets no second one."""

    def __init__(self) -> None:
        self._opening: LruDict[int, asyncio.Task[ThreadState]] = LruDict()  # by message
        self._late: LruDict[int, None] = LruDict()  # messages whose replies go below them
        self._slow: dict[int, asyncio.Task[ThreadState]] = {}  # by channel

    def open(self, message: discord.Message, name: str) -> None:
        """Begin to open a thread on a message, unless the channel still waits for another one."""
        channel = message.channel.id
        slow = self._slow.get(channel)
        if slow is not None and not slow.done():
            self._late[message.id] = None
        elif message.id not in self._opening:
            self._slow.pop(channel, None)
            self._opening[message.id] = asyncio.create_task(
                _open(
                    message.id,
                    lambda: message.create_thread(
                        name=name[:LONGEST_THREAD_NAME], auto_archive_duration=ARCHIVED_AFTER_MIN
                    ),
                )
            )

    async def wait(self, channel: int, message: int) -> ThreadState:
        """Wait for the thread of a message, for THREAD_TIMEOUT_S at most.

        A message that this process opens no thread on is expected to have one from before.
        """
        if message in self._late:
            return "late"
        task = self._opening.get(message)
        if task is None:
            return "open"
        done, _ = await asyncio.wait({task}, timeout=THREAD_TIMEOUT_S)
        if done and task.result() != "late":
            return task.result()
        if not done:
            # Not cancelled: discord.py would keep the lock of a global rate limit for ever.
            self._slow[channel] = task
            log.warning("the thread on message %s is late: its reply goes below it", message)
        self._late[message] = None
        return "late"

    async def close(self) -> None:
        """Cancel what is still waiting, when the client is closed."""
        await cancel_and_wait(*(each for each in self._opening.values() if not each.done()))


async def _open(message: int, create: Callable[[], Awaitable[object]]) -> ThreadState:
    try:
        await with_retries(create)
    except SEND_ERRORS as error:
        if getattr(error, "code", 0) == THREAD_EXISTS:
            return "open"
        log.warning("no thread on message %s: %s", message, error)
        status = getattr(error, "status", 500)
        return "refused" if status < 500 and status != 429 else "late"
    return "open"
