"""Select the messages addressed to the tutor, and where each is answered."""

from __future__ import annotations

import logging
import re

import discord

from bot.platforms.attachments import FILE_EXTENSIONS
from bot.platforms.discord.interaction_handler import InteractionHandler
from bot.platforms.discord.reply_targets import MessageTarget, Where
from bot.platforms.discord.retry import with_retries
from bot.platforms.discord.users import PLATFORM
from bot.tutor.service import Tutor
from bot.tutor.text.code_reader import read_code

log = logging.getLogger(__name__)

THREAD_EXISTS = 160004  # error code
LONGEST_THREAD_NAME = 90

_THREADABLE = (discord.TextChannel,)  # includes announcement channels


class MessageFilter:
    """Receives every message that the bot can see; passes on those addressed to the tutor."""

    def __init__(self, client: discord.Client, handler: InteractionHandler, tutor: Tutor) -> None:
        self._client = client
        self._handler = handler
        self._tutor = tutor
        self._has_message_content = False

    def set_message_content(self, granted: bool) -> None:
        """Set whether Discord sends the text of messages that do not mention the bot."""
        self._has_message_content = granted

    async def on_message(self, message: discord.Message) -> None:
        """Answer a message if it is addressed to the tutor."""
        text = await self.addressed_text(message)
        if text is None:
            return
        target = MessageTarget(
            channel=message.channel.id,
            message=message.id,
            user=message.author.id,
            edit=_edit_time_ms(message),
            where=await self._choose_where(message),
        )
        await self._handler.on_message(message, target, text)

    async def on_edit(self, message: discord.Message) -> None:
        """Grade the code of an edited message again."""
        if not _edit_time_ms(message):
            return
        if _has_code(message) or (await read_code(message.content)).is_code:
            await self.on_message(message)

    async def addressed_text(self, message: discord.Message) -> str | None:
        """Return the message without the bot's mention, or None if it is not for the tutor."""
        bot = self._client.user
        if bot is None or message.author.bot or message.webhook_id or message.is_system():
            return None
        text = re.sub(rf"<@!?{bot.id}>", "", message.content).strip(" ")
        if message.guild is None or bot.id in {each.id for each in message.mentions}:
            return text
        in_our_thread = (
            isinstance(message.channel, discord.Thread) and message.channel.owner_id == bot.id
        )
        if not (self._has_message_content and in_our_thread):
            return None
        return text if _has_code(message) or (await read_code(text)).is_code else None

    async def _choose_where(self, message: discord.Message) -> Where:
        """Choose below the message in DMs and threads; elsewhere a thread on it, or a DM."""
        if message.guild is None:
            return "alone"
        if not isinstance(message.channel, _THREADABLE):
            return "below"
        if (
            await self._tutor.workspace_settings.reply_mode(PLATFORM, str(message.channel.guild.id))
            == "direct"
        ):
            return "direct"
        try:
            await with_retries(
                lambda: message.create_thread(
                    name=message.author.display_name[:LONGEST_THREAD_NAME],
                    auto_archive_duration=1440,
                )
            )
        except discord.HTTPException as error:
            if error.code != THREAD_EXISTS:
                log.warning("no thread in channel %s: %s", message.channel.id, error)
                return "direct"
        return "thread"


def _edit_time_ms(message: discord.Message) -> int:
    return int(message.edited_at.timestamp() * 1000) if message.edited_at else 0


def _has_code(message: discord.Message) -> bool:
    return any(each.filename.casefold().endswith(FILE_EXTENSIONS) for each in message.attachments)
