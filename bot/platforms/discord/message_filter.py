"""Which messages are meant for the tutor, and where they are answered."""

from __future__ import annotations

import logging
import re

import discord

from bot.platforms.attachments import ENDINGS
from bot.platforms.discord.interaction_handler import InteractionHandler
from bot.platforms.discord.reply_targets import MessageTarget, Where
from bot.platforms.discord.retry import with_retries
from bot.platforms.discord.users import PLATFORM
from bot.tutor.service import Tutor
from bot.tutor.text.code_reader import read_code

log = logging.getLogger(__name__)

THREAD_EXISTS = 160004
LONGEST_NAME = 90

_THREADABLE = (discord.TextChannel,)  # an announcement channel is one as well


class MessageFilter:
    """Hears every message that Discord shows us, and passes on what is meant for the tutor."""

    def __init__(
        self, client: discord.Client, conversation: InteractionHandler, tutor: Tutor
    ) -> None:
        self._client = client
        self._conversation = conversation
        self._tutor = tutor
        self._reads_everything = False

    def reads_everything(self, granted: bool) -> None:
        """Whether Discord gives us the text of messages that do not mention the bot."""
        self._reads_everything = granted

    async def on_message(self, message: discord.Message) -> None:
        """Answers a message if it is meant for the tutor; the same one again changes nothing."""
        text = await self.addressed_text(message)
        if text is None:
            return
        where = await self._where(message)
        place = MessageTarget(
            channel=message.channel.id,
            message=message.id,
            user=message.author.id,
            edit=_edit(message),
            where=where,
        )
        await self._conversation.on_message(message, place, text)

    async def on_edit(self, message: discord.Message) -> None:
        """Grades a message anew when its learner has changed the code in it."""
        if not _edit(message):
            return
        if _has_code(message) or (await read_code(message.content)).is_code:
            await self.on_message(message)

    async def addressed_text(self, message: discord.Message) -> str | None:
        """What a message says to the tutor, or None when it is not meant for it."""
        own = self._client.user
        if own is None or message.author.bot or message.webhook_id or message.is_system():
            return None
        text = re.sub(rf"<@!?{own.id}>", "", message.content).strip(" ")
        if message.guild is None or own.id in {each.id for each in message.mentions}:
            return text
        in_our_thread = (
            isinstance(message.channel, discord.Thread) and message.channel.owner_id == own.id
        )
        if not (self._reads_everything and in_our_thread):
            return None
        return text if _has_code(message) or (await read_code(text)).is_code else None

    async def _where(self, message: discord.Message) -> Where:
        """Below the message where that disturbs nobody; else in its thread, or directly."""
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
                    name=message.author.display_name[:LONGEST_NAME],
                    auto_archive_duration=1440,
                )
            )
        except discord.HTTPException as problem:
            if problem.code != THREAD_EXISTS:
                log.warning("no thread in channel %s: %s", message.channel.id, problem)
                return "direct"
        return "thread"


def _edit(message: discord.Message) -> int:
    return int(message.edited_at.timestamp() * 1000) if message.edited_at else 0


def _has_code(message: discord.Message) -> bool:
    return any(each.filename.casefold().endswith(ENDINGS) for each in message.attachments)
