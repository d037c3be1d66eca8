"""What the tutor says unasked: the daily prompt in a channel, reminders in direct messages."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from typing import Any, Literal

import discord

from bot.platforms.discord.drawing import MARK, Page, draw
from bot.platforms.discord.post import Post
from bot.tutor.posting import Post as Message
from bot.tutor.replies import Reply

log = logging.getLogger(__name__)

LOOKED_THROUGH = 50  # messages of a channel in which an earlier post is looked for
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
        own = self._client.user
        found: dict[str, str] = {}
        messages = self._client.get_partial_messageable(int(channel))
        async for message in messages.history(limit=LOOKED_THROUGH):
            if own is not None and message.author.id == own.id:
                found |= {mark: str(message.id) for mark in _marks(message.components)}
        return found

    async def tell(self, account: str, reply: Reply, nonce: str) -> None:
        """Sends a direct message; whoever takes none is left in peace."""
        await self._post.tell(int(account), reply, nonce)

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
