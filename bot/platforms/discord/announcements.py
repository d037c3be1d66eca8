"""Announcements: the daily prompt in a channel, reminders in direct messages."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from functools import partial

import discord

from bot.i18n import Translator
from bot.platforms.discord.forums import (
    ARCHIVED_AFTER_MIN,
    LONGEST_NAME,
    NEEDED_IN_FORUMS,
    NO_TEXT_CHANNEL,
    find_forum,
    find_post,
    ids_of,
    open_post,
)
from bot.platforms.discord.pages import Page
from bot.platforms.discord.reply_sender import ReplySender
from bot.platforms.discord.retry import TOO_MANY_REQUESTS, with_retries
from bot.platforms.discord.uploads import send_with_fallback
from bot.tutor.daily.announcements import ChannelRefusedError
from bot.tutor.daily.announcements import Post as Announcement
from bot.tutor.replies.model import Reply

log = logging.getLogger(__name__)

SEARCHED_TIME = timedelta(hours=25)  # a daily post may be late by a day
SEARCHED_MESSAGES = 1000  # of that time, among which an earlier post is looked for
HAS_THREAD = 160004  # Discord's error code for a message that has a thread already

NO_ENTRY = "discord-channel-no-entry"

PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    read_message_history=True,
    attach_files=True,
)
"""Permissions that the invitation asks for."""

NEEDED_TO_POST = discord.Permissions(
    view_channel=True, send_messages=True, create_public_threads=True
)

_REFUSALS = {
    10003: "discord-channel-gone",  # unknown channel
    50001: NO_ENTRY,  # missing access
    50013: NO_ENTRY,  # missing permissions
}
"""Keys of what to do, by Discord's codes of errors that a repetition would meet again.
https://discord.com/developers/docs/topics/opcodes-and-status-codes#json"""

_FIRST_MARK, _MARK_COUNT = 1 << 20, 1 << 30
"""Marks are ids of components: signed, of 32 bits, and above the ids that Discord assigns."""


class DiscordAnnouncer:
    """Posts announcements once, also after a crash in between.

    Discord forgets a nonce after some minutes. So each page carries a mark, by which a page that
    was sent before is found in the channel.
    """

    def __init__(self, client: discord.Client, sender: ReplySender) -> None:
        self._client = client
        self._sender = sender

    async def post(self, announcement: Announcement) -> str:
        """Post into a channel and open a thread on the post; return the id of its first message.

        In a forum the announcement is a post of its own, whose id is that of its first message.

        Raises:
            ChannelRefusedError: the bot may not post there.
            discord.HTTPException, OSError: the post is missing or incomplete; a retry may help.
        """
        pages = self._sender.pages.render_announcement(announcement)
        channel = int(announcement.channel)
        try:
            forum = await find_forum(self._client, channel)
            if forum is None:
                try:
                    return await self._post_in_channel(announcement, pages)
                except discord.HTTPException as error:
                    if error.code != NO_TEXT_CHANNEL:
                        raise
                    forum = await find_forum(self._client, channel, fetch=True)
                    if forum is None:
                        raise
            return await self._post_in_forum(forum, announcement, pages)
        except discord.HTTPException as error:
            if (refusal := _refusal(error)) is not None:
                raise refusal from error
            raise

    async def _post_in_channel(self, announcement: Announcement, pages: list[Page]) -> str:
        channel = self._client.get_partial_messageable(int(announcement.channel))
        sent = await self._send(channel, pages, announcement.nonce, again=announcement.again)
        if announcement.thread:
            await self._open_thread(channel.id, sent, announcement.thread)
        return str(sent)

    async def _post_in_forum(
        self, forum: discord.ForumChannel, announcement: Announcement, pages: list[Page]
    ) -> str:
        mark, bot = _mark(announcement.nonce, 0), self._client.user
        post = None
        if announcement.again and bot is not None:
            post = await find_post(forum, bot.id, mark, SEARCHED_TIME)
        if post is None:
            post = await open_post(forum, announcement.thread, announcement.topics, pages[0], mark)
        thread = self._client.get_partial_messageable(post)
        await self._send(thread, pages, announcement.nonce, again=announcement.again, sent=post)
        return str(post)

    async def edit(self, announcement: Announcement, message: str) -> bool:
        """Edit a post of one message; return False if it was deleted or its channel refuses.

        Raise discord.HTTPException or OSError where Discord is out of reach.
        """
        page, *_ = self._sender.pages.render_announcement(announcement)
        # In a forum the message is the first one of the post that has its id.
        forum = await find_forum(self._client, int(announcement.channel))
        place = int(announcement.channel) if forum is None else int(message)
        sent = self._client.get_partial_messageable(place).get_partial_message(int(message))
        mark = _mark(announcement.nonce, 0)
        try:
            await with_retries(lambda: sent.edit(view=page.view(mark), attachments=page.files()))
        except discord.HTTPException as error:
            if isinstance(error, discord.NotFound) or _refusal(error) is not None:
                return False
            raise
        return True

    async def check(self, channel: str) -> None:
        """Raise ChannelRefusedError where the bot lacks a permission that a post needs."""
        found = self._client.get_channel(int(channel))
        if found is None:
            try:
                found = await self._client.fetch_channel(int(channel))
            except discord.HTTPException as error:
                if (refusal := _refusal(error)) is not None:
                    raise refusal from error
                raise
        if not isinstance(found, discord.abc.GuildChannel):
            return
        # None until Discord has sent the server's data; then the permissions are unknown.
        member: discord.Member | None = found.guild.me
        is_forum = isinstance(found, discord.ForumChannel)
        needed = NEEDED_IN_FORUMS if is_forum else NEEDED_TO_POST
        if member is not None and not found.permissions_for(member).is_superset(needed):
            raise ChannelRefusedError("discord-forum-no-entry" if is_forum else NO_ENTRY)

    async def missing(self, channel: str, t: Translator) -> str:
        """Return the permissions that the bot lacks in a channel; empty if none."""
        reason = ""
        try:
            await self.check(channel)
        except ChannelRefusedError as refusal:
            reason = t(str(refusal), channel=self.link(channel, t))
        found = self._client.get_channel(int(channel))
        if not isinstance(found, discord.abc.GuildChannel):
            return reason
        may = found.permissions_for(found.guild.me)
        names = [
            f"**{t('permission-' + name.replace('_', '-'))}**"
            for name, is_needed in PERMISSIONS
            if is_needed and not getattr(may, name)
        ]
        if not names:
            return ""
        return t("permissions-missing", permissions=t("weekday-separator").join(names))

    def channels(self, place: str) -> tuple[str, ...]:
        """Return the text channels of a server, in their order there."""
        guild = self._client.get_guild(int(place)) if place.isdecimal() else None
        return tuple(str(each.id) for each in guild.text_channels) if guild is not None else ()

    def link(self, channel: str, t: Translator) -> str:
        """Return a mention of the channel, which is a link to it."""
        return f"<#{channel}>"

    async def send_dm(self, account: str, reply: Reply, nonce: str, *, again: bool) -> None:
        """Send a direct message. A user who does not accept any is skipped."""
        pages = await self._sender.pages.render_for(int(account), 0, reply)
        try:
            channel = await self._client.create_dm(discord.Object(int(account)))
            messageable = self._client.get_partial_messageable(channel.id)
            await self._send(messageable, pages, nonce, again=again)
        except (discord.Forbidden, discord.NotFound) as error:
            log.warning("user %s takes no direct messages: %s", account, error)

    async def _send(
        self,
        channel: discord.PartialMessageable,
        pages: list[Page],
        nonce: str,
        *,
        again: bool,
        sent: int = 0,
    ) -> int:
        """Send the pages, with `again` only the missing ones; return the id of the first.

        `sent` is the id of the first page where that was sent otherwise.
        """
        marks = [_mark(nonce, number) for number in range(len(pages))]
        ids = {marks[0]: sent} if sent else {}
        if again and len(ids) < len(marks):
            ids |= await self._find_marked(channel, marks)
        for mark, page in zip(marks, pages, strict=True):
            if mark not in ids:
                send = partial(_send_page, channel, mark)
                ids[mark] = (await send_with_fallback(page, send)).id
        return ids[marks[0]]

    async def _find_marked(
        self, channel: discord.PartialMessageable, marks: Collection[int]
    ) -> dict[int, int]:
        """Return the ids of the bot's messages with these marks, from the history."""
        bot = self._client.user
        since = datetime.now(UTC) - SEARCHED_TIME
        found: dict[int, int] = {}
        async for message in channel.history(
            limit=SEARCHED_MESSAGES, after=since, oldest_first=False
        ):
            if bot is not None and message.author.id == bot.id:
                found |= {mark: message.id for mark in marks if mark in ids_of(message)}
            if len(found) == len(marks):
                break
        return found

    async def _open_thread(self, channel: int, message: int, name: str) -> None:
        try:
            # A plain request: the client does not know channels of another process's shard.
            await self._client.http.start_thread_with_message(
                channel,
                message,
                name=name[:LONGEST_NAME],
                auto_archive_duration=ARCHIVED_AFTER_MIN,
            )
        except discord.HTTPException as error:
            if isinstance(error, discord.DiscordServerError) or error.status == TOO_MANY_REQUESTS:
                raise
            if error.code != HAS_THREAD:
                log.warning("no thread on the post %s: %s", message, error)


def _refusal(error: discord.HTTPException) -> ChannelRefusedError | None:
    """Return an error that a repetition would meet again as a refusal; None for any other."""
    reason = _REFUSALS.get(error.code)
    return ChannelRefusedError(reason) if reason else None


async def _send_page(channel: discord.PartialMessageable, mark: int, page: Page) -> discord.Message:
    return await channel.send(view=page.view(mark), files=page.files(), nonce=str(mark))


def _mark(nonce: str, page: int) -> int:
    """Return the mark of a page, derived from the post's nonce; collisions are improbable."""
    digest = hashlib.sha256(f"{nonce}.{page}".encode()).digest()
    return _FIRST_MARK + int.from_bytes(digest[:8], "big") % _MARK_COUNT
