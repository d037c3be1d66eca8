"""Sends and edits messages of the bot, which have one or several pages."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

import discord

from bot.platforms.discord.errors import THREAD_ARCHIVED, is_refused_by_channel
from bot.platforms.discord.page_requests import edit_page, send_page
from bot.platforms.discord.pages import Page
from bot.platforms.discord.reply_targets import MessageTarget
from bot.platforms.discord.retry import with_retries
from bot.platforms.discord.sent_messages import SentMessage
from bot.platforms.discord.thread_closing import ThreadCloser
from bot.platforms.discord.uploads import send_with_fallback

log = logging.getLogger(__name__)

LONGEST_NONCE = 25

OnFirst = Callable[[SentMessage], None]
"""Receives the first page as soon as it is sent; a later one may still fail."""


class MessageClient:
    """Sends pages to channels and users, with retries, and edits them."""

    def __init__(self, client: discord.Client, closer: ThreadCloser) -> None:
        self._client = client
        self._closer = closer

    async def send(
        self,
        channel: int,
        pages: list[Page],
        nonce: int | str,
        *,
        start: int = 0,
        reply_to: MessageTarget | None = None,
        on_first: OnFirst | None = None,
        mentioned: int = 0,
    ) -> SentMessage | None:
        """Send the pages from `start` on; return the first of them, also to `on_first`.

        A user who is `mentioned` in a page receives a notification. By the nonce
        Discord recognizes a message that it received minutes ago, and returns it.
        """
        messageable = self._client.get_partial_messageable(channel)
        first: SentMessage | None = None
        for number, page in enumerate(pages[start:], start):
            options: dict[str, Any] = {"nonce": f"{nonce}.{number}"[-LONGEST_NONCE:]}
            if mentioned:
                users = [discord.Object(mentioned)]
                options["allowed_mentions"] = discord.AllowedMentions(users=users)
            if reply_to is not None and first is None:
                options["reference"] = discord.MessageReference(
                    message_id=reply_to.message,
                    channel_id=reply_to.channel,
                    fail_if_not_exists=False,
                )
            message = await send_with_fallback(page, partial(send_page, messageable, options))
            if first is None:
                first = (channel, message.id)
                if on_first is not None:
                    on_first(first)
        return first

    async def send_dm(
        self, user: int, pages: list[Page], nonce: int | str, on_first: OnFirst | None = None
    ) -> SentMessage | None:
        """Send a direct message; return None if the user does not accept any."""
        try:
            channel = await with_retries(lambda: self._client.create_dm(discord.Object(user)))
            return await self.send(channel.id, pages, nonce, on_first=on_first)
        except (discord.Forbidden, discord.NotFound) as error:
            log.warning("user %s takes no direct messages: %s", user, error)
            return None

    async def edit(self, channel: int, message: int, page: Page) -> bool:
        """Edit a message of the bot; return False if it is deleted or its channel refuses."""
        reply = self._client.get_partial_messageable(channel).get_partial_message(message)
        edit = partial(send_with_fallback, page, partial(edit_page, reply))
        try:
            try:
                await edit()
            except discord.HTTPException as error:
                if error.code != THREAD_ARCHIVED or not await self._closer.reopen(channel):
                    raise
                await edit()
        except discord.HTTPException as error:
            if not is_refused_by_channel(error):
                raise
            return False
        return True
