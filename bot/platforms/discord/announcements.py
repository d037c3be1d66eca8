"""What the tutor says unasked: the daily prompt in a channel, reminders in direct messages."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Literal

import discord

from bot.platforms.discord.rendering import Page
from bot.platforms.discord.reply_sender import ReplySender
from bot.platforms.discord.uploads import send_with_fallback
from bot.tutor.daily.announcements import Post as Message
from bot.tutor.replies.model import Reply

log = logging.getLogger(__name__)

LOOKED_BACK = timedelta(hours=25)  # what a day's post may be late by, and a bit more
LOOKED_THROUGH = 1000  # messages of that time in which an earlier post is looked for
LONGEST_NAME = 100  # of a thread
ARCHIVED_AFTER_MIN: Literal[4320] = 4320  # three days: over a weekend without a prompt
HAS_A_THREAD = 160004  # Discord's code for a message that has its thread already

_LEAST_MARK, _MARKS = 1 << 20, 1 << 30
"""Marks are ids of components: 32 bits with a sign, and above those that Discord counts up."""


class DiscordAnnouncer:
    """Discord forgets a nonce after some minutes, so each page of a post carries a mark."""

    def __init__(self, client: discord.Client, post: ReplySender) -> None:
        self._client = client
        self._post = post

    async def post(self, message: Message) -> str:
        """Posts into a channel and opens the thread for what is said about it.

        Raises:
            discord.HTTPException, OSError: it was not posted, or not all of it; trying again
                may help.
        """
        pages = self._post.render_announcement(message)
        channel = self._client.get_partial_messageable(int(message.channel))
        sent = await self._send(channel, pages, message.nonce, again=message.again)
        await self._open_thread(channel.id, sent, message.thread)
        return str(sent)

    async def send_dm(self, account: str, reply: Reply, nonce: str, *, again: bool) -> None:
        """Sends a direct message; whoever takes none is left in peace."""
        pages = await self._post.render_dm(int(account), reply)
        try:
            channel = await self._client.create_dm(discord.Object(int(account)))
            there = self._client.get_partial_messageable(channel.id)
            await self._send(there, pages, nonce, again=again)
        except (discord.Forbidden, discord.NotFound) as problem:
            log.warning("user %s takes no direct messages: %s", account, problem)

    async def _send(
        self, channel: discord.PartialMessageable, pages: list[Page], nonce: str, *, again: bool
    ) -> int:
        """Sends the pages, or those that are missing; returns the id of the first."""
        marks = [_mark(nonce, number) for number in range(len(pages))]
        ids = await self._marked(channel, marks) if again else {}
        for mark, page in zip(marks, pages, strict=True):
            if mark not in ids:
                send = partial(_sent, channel, mark)
                ids[mark] = (await send_with_fallback(page, send)).id
        return ids[marks[0]]

    async def _marked(
        self, channel: discord.PartialMessageable, marks: Collection[int]
    ) -> dict[int, int]:
        """Ids of this bot's messages by their marks, as far back as a day's post can be."""
        own = self._client.user
        since = datetime.now(UTC) - LOOKED_BACK
        found: dict[int, int] = {}
        async for message in channel.history(limit=LOOKED_THROUGH, after=since, oldest_first=False):
            if own is not None and message.author.id == own.id:
                ids = {getattr(component, "id", None) for component in message.components}
                found |= {mark: message.id for mark in marks if mark in ids}
            if len(found) == len(marks):
                break
        return found

    async def _open_thread(self, channel: int, message: int, name: str) -> None:
        try:
            # The channel may be of another process's shard, and so be unknown here.
            await self._client.http.start_thread_with_message(
                channel,
                message,
                name=name[:LONGEST_NAME],
                auto_archive_duration=ARCHIVED_AFTER_MIN,
            )
        except discord.DiscordServerError:
            raise
        except discord.HTTPException as problem:
            if problem.code != HAS_A_THREAD:
                log.warning("no thread on the post %s: %s", message, problem)


async def _sent(channel: discord.PartialMessageable, mark: int, page: Page) -> discord.Message:
    return await channel.send(view=page.view(mark), files=page.files(), nonce=str(mark))


def _mark(nonce: str, page: int) -> int:
    """The same for the same page of the same post, and not to be met by accident."""
    digest = hashlib.sha256(f"{nonce}.{page}".encode()).digest()
    return _LEAST_MARK + int.from_bytes(digest[:8], "big") % _MARKS
