"""Shows that the bot is typing while a reply is awaited that takes longer than a moment."""

from __future__ import annotations

import asyncio
import logging

import discord

from bot.platforms.discord.errors import SEND_ERRORS
from bot.platforms.discord.reply_targets import InteractionTarget, ReplyTarget
from bot.tutor.replies.model import Reply
from common.lru_dict import LruDict

log = logging.getLogger(__name__)

FIRST_AFTER_S = 2.0
REPEATED_AFTER_S = 8.0  # Discord shows it for 10 s
MOST_TIMES = 15  # two minutes: who waits longer sees the position in the queue

_signs: set[asyncio.Task[None]] = set()
"""Running tasks, which the event loop itself references only weakly."""


class TypingSign:
    """Shows and ends the sign, by the versions of the targets whose replies are awaited.

    Others in the channel see it as well, so it is not shown for ephemeral replies.
    """

    def __init__(self, client: discord.Client) -> None:
        self._client = client
        self._waiting: LruDict[str, asyncio.Task[None]] = LruDict()

    def note(self, target: ReplyTarget, reply: Reply) -> None:
        """Begin with a pending reply to the target, and end with the final one."""
        channel = _channel_of(target)
        if reply.pending and channel is not None:
            if self._waiting.get(target.version) is None:
                task = asyncio.create_task(self._show(channel))
                self._waiting[target.version] = task
                _signs.add(task)
                task.add_done_callback(_signs.discard)
        elif (begun := self._waiting.get(target.version)) is not None:
            begun.cancel()

    async def _show(self, channel: int) -> None:
        await asyncio.sleep(FIRST_AFTER_S)
        for _ in range(MOST_TIMES):
            try:
                await self._client.http.send_typing(channel)
            except SEND_ERRORS as error:
                log.debug("no typing sign in channel %s: %s", channel, error)
                return
            await asyncio.sleep(REPEATED_AFTER_S)


def _channel_of(target: ReplyTarget) -> int | None:
    """Return the channel in which a target's reply appears; None where no typing sign is shown."""
    if isinstance(target, InteractionTarget):
        return None if target.ephemeral else target.channel
    match target.where:
        case "below" | "alone":
            return target.channel
        case "thread":
            return target.message
        case _:  # a direct message, whose channel is not known yet
            return None
