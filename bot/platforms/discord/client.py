"""The connection to Discord: which events are ours, and who takes them."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket

from bot.i18n import Translations, Translator
from bot.platforms.discord.announcements import DiscordAnnouncer
from bot.platforms.discord.commands import CommandTranslator, CommandTree, mentions_of
from bot.platforms.discord.interaction_handler import InteractionHandler
from bot.platforms.discord.message_filter import MessageFilter
from bot.platforms.discord.modals import FILLED
from bot.platforms.discord.reply_sender import ReplySender
from bot.platforms.discord.users import PLATFORM
from bot.tutor.identity import ChatUser
from bot.tutor.platform import ReplyMode
from bot.tutor.replies.model import Reply
from bot.tutor.service import Tutor
from common.operations.watchdog import working_on
from lessons.curriculum import Language

log = logging.getLogger(__name__)

TRY_AGAIN_S = 30.0
"""How long after a delivery that failed all that is undelivered is tried once more."""

SERVERS_FAULT = 500  # statuses from here on are not the request's fault

PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    read_message_history=True,
    attach_files=True,
)
"""All that the bot asks for in a server."""


class Client(discord.AutoShardedClient):
    """Our connection to Discord's gateway, on one shard or on several.

    It hears of buttons, forms and messages; slash commands are its tree's. What goes wrong while
    one of them is handled is told to its learner, and ends nothing else.
    """

    name = PLATFORM
    is_slow = True
    personal_data = None

    def __init__(
        self,
        tutor: Tutor,
        words: Translations,
        language: Language,
        *,
        answers: ReplyMode | None,
        shard_ids: Sequence[int] | None,
        shard_count: int | None,
        fixed_gateway: bool = False,
    ) -> None:
        """`fixed_gateway` connects to the default gateway, whatever the API names as its own."""
        # Nobody speaks aloud here, so that its libraries are missing is no news.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        intents = discord.Intents.none()
        intents.guilds = intents.messages = True
        super().__init__(
            intents=intents,
            shard_ids=list(shard_ids) if shard_ids else None,  # type: ignore[arg-type]
            shard_count=shard_count,
            # Nothing here is looked up later: another process would not have it either.
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        parsers = self._connection.parsers
        parsers |= {name: partial(parse_tolerantly, name, parse) for name, parse in parsers.items()}
        self._asked_for = intents
        self._fixed_gateway = fixed_gateway
        self._said_invitation = False
        self._said_so = False
        self._trying_again: asyncio.Task[None] | None = None
        self._words = words
        self._tutor = tutor
        self.default_reply_mode = answers
        self.post = ReplySender(self, self._voice_of, words)
        self.announcer = DiscordAnnouncer(self, self.post)
        self._conversation = InteractionHandler(self, tutor, self.post, words, language)
        self._listener = MessageFilter(self, self._conversation, tutor)
        self._tree = CommandTree(self, self._conversation, words)

    async def setup_hook(self) -> None:
        """Between login and connection: what may be read, and the commands."""
        granted = _may_read_everything(self.application_flags)
        self._asked_for.message_content = granted  # the connection asks for what stands here
        self._conversation.reads_everything(granted)
        self._listener.reads_everything(granted)
        if not self._said_invitation:
            self._said_invitation = True
            _say_start(self.application_id, granted=granted)
        await self._tree.set_translator(CommandTranslator(self._words))
        await self._find_gateway()
        first = not self.shard_ids or 0 in self.shard_ids
        commands = await (self._registered() if first else self._tree.fetch_commands())
        self._tutor.connect(self)
        self.post.commands = mentions_of(commands)

    async def _find_gateway(self) -> None:
        """Where to connect to, and on how many shards, unless settings say so.

        The library would ask for itself, but go to Discord's own gateway where it starts a
        session anew, or where the shards are counted already.
        """
        if self._fixed_gateway and self.shard_count is not None:
            return
        try:
            count, url, _ = await self.http.get_bot_gateway()
        except discord.GatewayNotFound as problem:
            if not (self._fixed_gateway and isinstance(problem.__cause__, discord.NotFound)):
                raise
            count = 1
        else:
            if not self._fixed_gateway:
                DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)
        self.shard_count = self.shard_count or count

    async def _registered(self) -> list[app_commands.AppCommand]:
        """Registers the commands. What can be done without them goes on where that is refused."""
        try:
            return await self._tree.sync()
        except discord.HTTPException as problem:
            if problem.status >= SERVERS_FAULT:
                raise
            log.error("Discord refuses the commands: those of before stay, if any: %s", problem)
        try:
            return await self._tree.fetch_commands()
        except discord.HTTPException as problem:
            log.warning("the commands that Discord has cannot be read: %s", problem)
            return []

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """A button, a menu or a form; slash commands go to the tree without us."""
        with working_on(f"Discord's interaction {interaction.id}"):
            await self._interact(interaction)

    async def _interact(self, interaction: discord.Interaction) -> None:
        data: dict[str, Any] = dict(interaction.data or {})
        is_form = interaction.type is discord.InteractionType.modal_submit
        try:
            if interaction.type is discord.InteractionType.component:
                await self._conversation.on_press(interaction)
            elif is_form and str(data.get("custom_id", "")).startswith(FILLED):
                await self._conversation.on_form(interaction)
        except Exception as problem:
            await self._conversation.on_trouble(interaction, problem)

    async def on_message(self, message: discord.Message) -> None:
        """A message that the bot may see, perhaps not meant for it."""
        try:
            with working_on(f"Discord's message {message.id}"):
                await self._listener.on_message(message)
        except Exception as problem:
            await self._conversation.on_lost(message, problem)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """A message that was changed; raw, because none is kept to compare it with."""
        try:
            with working_on(f"Discord's message {payload.message.id}"):
                await self._listener.on_edit(payload.message)
        except Exception as problem:
            await self._conversation.on_lost(payload.message, problem)

    async def on_connect(self) -> None:
        """A new session: sends the replies that could not be sent without one."""
        if not self._said_so:
            self._said_so = True
            print(f"Discord: connected as {self.user}", flush=True)
            # What is loaded by now stays. Looking through all of it for garbage again and again
            # would hold up acknowledgements by tenths of a second.
            gc.freeze()
        await self._tutor.jobs.resume(PLATFORM)

    async def on_resumed(self) -> None:
        """The old session goes on: sends the replies that could not be sent meanwhile."""
        await self._tutor.jobs.resume(PLATFORM)

    async def _voice_of(self, user: int) -> Translator:
        person = ChatUser(platform=PLATFORM, account=str(user), name="")
        return self._words.translator(await self._tutor.language(person))

    async def deliver(self, address: str, reply: Reply) -> None:
        """Send a reply to its address; if that fails, try undelivered replies again soon."""
        try:
            await self.post.deliver(address, reply)
        except Exception:
            if self._trying_again is None or self._trying_again.done():
                self._trying_again = asyncio.create_task(self._try_again())
            raise

    async def _try_again(self) -> None:
        await asyncio.sleep(TRY_AGAIN_S)
        await self._tutor.jobs.resume(PLATFORM)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """An event's own trouble goes into the log, and into no chat."""
        log.exception("the event %s could not be handled", event_method)


def parse_tolerantly(name: str, parse: Callable[[Any], None], data: Any) -> None:
    """Reads an event; what the library does not understand is one event less, and not the end."""
    try:
        parse(data)
    except Exception:
        if name in {"READY", "RESUMED"}:
            raise
        log.exception("an event %s could not be read", name)


def _may_read_everything(flags: discord.ApplicationFlags) -> bool:
    return flags.gateway_message_content or flags.gateway_message_content_limited


def _say_start(application: int | None, *, granted: bool) -> None:
    """Tells the operator, on standard output, how to invite the bot and what it can read."""
    url = discord.utils.oauth_url(
        application or 0, permissions=PERMISSIONS, scopes=("bot", "applications.commands")
    )
    if granted:
        reads = "on: code pasted into the bot's threads is read as well"
    else:
        reads = (
            "off: direct messages, mentions, /submit and the message menu work without it; "
            "turned on in the developer portal, it adds pasting into the bot's threads"
        )
    print(f"Discord: invite the bot with {url}", flush=True)
    print(f"Discord: message content intent {reads}", flush=True)
