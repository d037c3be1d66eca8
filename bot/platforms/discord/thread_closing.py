"""Archive the threads of learners whose submissions passed, and reopen them for later replies.

An archived thread leaves the list of channels; anybody who writes there opens it again. Only a
thread on a message of the learner's own is archived: a thread below a daily prompt is everyone's.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

import discord

from bot.platforms.discord.errors import SEND_ERRORS
from bot.platforms.discord.reply_targets import ReplyTarget, addresses_in_thread, thread_of
from bot.platforms.discord.retry import with_retries
from bot.tutor.replies.model import Reply
from common.tasks import cancel_and_wait

log = logging.getLogger(__name__)

HasOpen = Callable[[Sequence[str]], Awaitable[bool]]
"""Says whether a job is open whose reply address begins with one of the texts."""


class ThreadCloser:
    """Archives threads in the background, so that no reply waits for it; failures are logged."""

    def __init__(self, client: discord.Client, has_open: HasOpen) -> None:
        self._client = client
        self._has_open = has_open
        self._tasks: set[asyncio.Task[None]] = set()

    def note(self, target: ReplyTarget, reply: Reply) -> None:
        """Begin to archive the thread of a reply that was sent, where everything in it passed."""
        if reply.pending or reply.tone != "passed" or not reply.shareable_exercise:
            return
        task = asyncio.create_task(self._archive(target))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def reopen(self, thread: int) -> bool:
        """Reopen an archived thread; return False if it is none or cannot be reopened."""
        try:
            found = await self._find(thread)
            if found is None or found.locked:
                return False
            await with_retries(lambda: found.edit(archived=False))
        except SEND_ERRORS as error:
            log.warning("thread %s could not be reopened: %s", thread, error)
            return False
        return True

    async def finish(self) -> None:
        """Wait until every thread that is to be archived is."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def close(self) -> None:
        """Cancel what is still to be archived, when the client is closed."""
        await cancel_and_wait(*self._tasks)

    async def _archive(self, target: ReplyTarget) -> None:
        id = thread_of(target)
        try:
            thread = await self._find(id)
            if thread is None or thread.archived or not await self._is_of(thread, target.user):
                return
            if await self._has_open(addresses_in_thread(thread.parent_id, id)):
                return
            await with_retries(lambda: thread.edit(archived=True))
        except Exception as error:  # the verdict is delivered: nothing of this may reach it
            log.warning("thread %s could not be archived: %s", id, error)

    async def _find(self, id: int) -> discord.Thread | None:
        """Return a thread of the bot's own, from the cache where it is there; None for others."""
        found = self._client.get_channel(id) or await with_retries(
            lambda: self._client.fetch_channel(id)
        )
        bot = self._client.user
        if not isinstance(found, discord.Thread) or bot is None or found.owner_id != bot.id:
            return None
        return found

    async def _is_of(self, thread: discord.Thread, user: int) -> bool:
        """Return whether a thread is on a message of a user's."""
        parent = thread.parent
        if not isinstance(parent, discord.TextChannel):
            return False
        starter = thread.starter_message
        if starter is None:
            starter = await with_retries(lambda: parent.fetch_message(thread.id))
        return starter.author.id == user
