"""Select the messages addressed to the tutor, and where each is answered."""

from __future__ import annotations

import logging
import re

import discord

from bot.platforms.addressing import ADDRESSED, TutorMessage, find_unaddressed
from bot.platforms.attachments import FILE_EXTENSIONS
from bot.platforms.discord.interaction_handler import InteractionHandler, edit_time_ms
from bot.platforms.discord.other_messages import find_other
from bot.platforms.discord.reply_targets import MessageTarget, Where
from bot.platforms.discord.retry import with_retries
from bot.platforms.discord.threads import ThreadOpener
from bot.platforms.discord.users import PLATFORM, to_chat_user
from bot.tutor.service import Tutor
from common.lru_dict import LruDict

log = logging.getLogger(__name__)

_THREADABLE = (discord.TextChannel,)  # includes announcement channels


class MessageFilter:
    """Receives every message that the bot can see; passes on those addressed to the tutor."""

    def __init__(
        self,
        client: discord.Client,
        handler: InteractionHandler,
        tutor: Tutor,
        threads: ThreadOpener,
    ) -> None:
        self._threads = threads
        self._client = client
        self._handler = handler
        self._tutor = tutor
        self._has_message_content = False
        self._thread_owners: LruDict[int, str] = LruDict()
        """By thread: the account whose message the thread was opened on."""

    def set_message_content(self, granted: bool) -> None:
        """Set whether Discord sends the text of messages that do not mention the bot."""
        self._has_message_content = granted

    async def on_message(self, message: discord.Message) -> None:
        """Answer a message if it is addressed to the tutor."""
        found = await self.find_message(message)
        if found is not None:
            await self._pass_on(message, found)

    async def _pass_on(self, message: discord.Message, found: TutorMessage) -> None:
        target = MessageTarget(
            channel=message.channel.id,
            message=message.id,
            user=message.author.id,
            edit=edit_time_ms(message),
            where=await self._choose_where(message, found.text),
        )
        await self._handler.on_message(
            message,
            target,
            found.text,
            found.situation,
            lambda: find_other(self._client, message),
        )

    async def on_edit(self, message: discord.Message) -> None:
        """Grade the code of an edited message again."""
        if not edit_time_ms(message):
            return
        found = await self.find_message(message)
        if found is None:
            return
        decision = await self._tutor.decide(found.text, ADDRESSED)
        if _has_code(message) or decision.is_about_code:
            await self._pass_on(message, found)

    async def find_message(self, message: discord.Message) -> TutorMessage | None:
        """Return the message without the bot's mention; None if the tutor has to stay silent.

        An unaddressed message with a file of code is returned before its file is read: whether it
        is answered is decided with the file.
        """
        bot = self._client.user
        if bot is None or message.author.bot or message.webhook_id or message.is_system():
            return None
        # The role that Discord made for the bot; its name is the bot's, so that people choose it.
        role = message.guild.self_role if message.guild is not None else None
        is_by_role = role is not None and role.id in message.raw_role_mentions
        mentions = rf"<@!?{bot.id}>|<@&{role.id}>" if role is not None else rf"<@!?{bot.id}>"
        text = re.sub(mentions, "", message.content).strip(" ")
        if message.guild is None or is_by_role or bot.id in {each.id for each in message.mentions}:
            return TutorMessage(text)
        if not self._has_message_content:
            return None
        bot_id, channel = bot.id, message.channel

        async def find_owner() -> str | None:
            if isinstance(channel, discord.Thread) and channel.owner_id == bot_id:
                return await self._owner_of(channel)
            user = to_chat_user(message)
            policy = await self._tutor.workspace_settings.channel_policy(
                PLATFORM, user.place, user.channel
            )
            return user.account if policy == "practice" else None

        return await find_unaddressed(
            self._tutor, text, str(message.author.id), find_owner, has_file=_has_code(message)
        )

    async def _owner_of(self, thread: discord.Thread) -> str:
        """Return the account on whose message a thread was opened; empty if it cannot be found."""
        if thread.id not in self._thread_owners:
            starter = thread.starter_message
            parent = thread.parent
            if starter is None and isinstance(parent, _THREADABLE):
                try:
                    starter = await with_retries(lambda: parent.fetch_message(thread.id))
                except discord.HTTPException as error:
                    log.warning("no message of thread %s: %s", thread.id, error)
            if starter is None:
                return ""
            self._thread_owners[thread.id] = str(starter.author.id)
        return self._thread_owners[thread.id]

    async def _choose_where(self, message: discord.Message, text: str) -> Where:
        """Choose below the message in DMs and threads; elsewhere a thread on it, or a DM.

        The thread is opened in the background.
        """
        if message.guild is None:
            return "alone"
        settings, user = self._tutor.workspace_settings, to_chat_user(message)
        if not isinstance(message.channel, _THREADABLE):
            policy = await settings.channel_policy(PLATFORM, user.place, user.channel)
            return "direct" if policy == "quiet" else "below"
        if await settings.reply_mode(PLATFORM, user.place, user.channel) == "direct":
            return "direct"
        self._threads.open(message, await self._thread_name(message, text))
        self._thread_owners[message.id] = str(message.author.id)
        return "thread"

    async def _thread_name(self, message: discord.Message, text: str) -> str:
        """Return the name of a thread: the exercise that the message is about, and its author."""
        author = message.author.display_name
        decision = await self._tutor.decide(text, ADDRESSED)
        exercise = next(map(self._tutor.catalog.exercise, decision.exercises), None)
        if exercise is None:
            return author
        language = await self._tutor.language(to_chat_user(message))
        return f"{exercise.titles[language]} · {author}"


def _has_code(message: discord.Message) -> bool:
    return any(each.filename.casefold().endswith(FILE_EXTENSIONS) for each in message.attachments)
