"""What the tutor says unasked: the daily prompt in a channel, reminders in direct messages."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import discord

from bot.platforms.discord.drawing import MARK, Page, draw
from bot.platforms.discord.post import Post
from bot.tutor.posting import Post as Message
from bot.tutor.replies import Reply

log = logging.getLogger(__name__)

LOOKED_BACK = timedelta(hours=25)  # what a day's post may be late by, and a bit more
LOOKED_THROUGH = 1000  # messages of that time in which an earlier post is looked for
LONGEST_NAME = 100  # of a thread
ARCHIVED_AFTER_MIN: Literal[4320] = 4320  # three days: over a weekend without a prompt


class Poster:
    """Discord forgets a nonce after some minutes, so each post carries its own in a button."""

    def __init__(self, client: discord.Client, post: Post) -> None:
        self._client = client
        self._post = post

    async def post(self, message: Message) -> str:
        """Posts into a channel and opens the thread for what is said about it.

        Raises:
            discord.HTTPException, OSError: it could not be posted; trying again may help.
        """
        pages = draw(message.reply, self._post.commands)
        pages[0].mark(message.nonce)
        channel = self._client.get_partial_messageable(int(message.channel))
        sent = await self._send(channel, pages, message.nonce)
        try:
            # The channel may be of another process's shard, and so be unknown here.
            await self._client.http.start_thread_with_message(
                channel.id,
                sent.id,
                name=message.thread[:LONGEST_NAME],
                auto_archive_duration=ARCHIVED_AFTER_MIN,
            )
        except discord.HTTPException as problem:
            log.warning("no thread on the post %s: %s", sent.id, problem)
        return str(sent.id)

    async def recent(self, channel: str) -> Mapping[str, str]:
        return await self._marked(self._client.get_partial_messageable(int(channel)))

    async def tell(self, account: str, reply: Reply, nonce: str, *, again: bool) -> None:
        """Sends a direct message; whoever takes none is left in peace."""
        pages = draw(reply, self._post.commands)
        pages[0].mark(nonce)
        try:
            channel = await self._client.create_dm(discord.Object(int(account)))
            there = self._client.get_partial_messageable(channel.id)
            if again and nonce in await self._marked(there):
                return
            await self._send(there, pages, nonce)
        except (discord.Forbidden, discord.NotFound) as problem:
            log.warning("user %s takes no direct messages: %s", account, problem)

    async def _marked(self, channel: discord.PartialMessageable) -> Mapping[str, str]:
        """Marks and ids of this bot's messages in a channel, as far back as a day's post can be."""
        own = self._client.user
        since = datetime.now(UTC) - LOOKED_BACK
        found: dict[str, str] = {}
        async for message in channel.history(limit=LOOKED_THROUGH, after=since, oldest_first=False):
            if own is not None and message.author.id == own.id:
                found |= {mark: str(message.id) for mark in _marks(message.components)}
        return found

    async def _send(
        self, channel: discord.PartialMessageable, pages: list[Page], nonce: str
    ) -> discord.Message:
        first, *others = pages
        sent = await channel.send(view=first.view(), files=first.files(), nonce=nonce)
        for page in others:
            await channel.send(view=page.view(), files=page.files())
        return sent


def _marks(components: list[Any]) -> Iterator[str]:
    for component in components:
        yield from _marks(getattr(component, "children", []))
        mark = str(getattr(component, "custom_id", "") or "").partition(MARK)[2]
        if mark:
            yield mark
