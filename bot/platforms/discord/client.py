"""The client of Discord's gateway, which passes events on to their handlers."""

from __future__ import annotations

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
from bot.platforms.discord.announcements import PERMISSIONS, DiscordAnnouncer
from bot.platforms.discord.arrival import welcome
from bot.platforms.discord.avatars import discord_avatars
from bot.platforms.discord.commands import CommandTranslator, CommandTree, mentions_of
from bot.platforms.discord.interaction_handler import InteractionHandler
from bot.platforms.discord.members import DiscordMembers
from bot.platforms.discord.message_filter import MessageFilter
from bot.platforms.discord.modals import SUBMISSION_PREFIX
from bot.platforms.discord.reply_sender import ReplySender
from bot.platforms.discord.roles import DiscordRoles
from bot.platforms.discord.thread_closing import ThreadCloser
from bot.platforms.discord.threads import ThreadOpener
from bot.platforms.discord.users import PLATFORM
from bot.platforms.redelivery import Redelivery
from bot.tutor.identity import ChatUser
from bot.tutor.platform import ReplyMode, UndeliverableError
from bot.tutor.replies.model import Reply
from bot.tutor.service import Tutor
from common.operations.watchdog import working_on
from lessons.curriculum import Language

log = logging.getLogger(__name__)

FIRST_SERVER_ERROR = 500  # of HTTP statuses; those below are errors of the request


class Client(discord.AutoShardedClient):
    """Connects to Discord's gateway, on one shard or several, and receives events.

    Buttons, forms and messages are handled here; slash commands by the command tree. An error in a
    handler is reported to the learner and affects no other event.
    """

    name = PLATFORM
    is_slow = True
    personal_data = None

    def __init__(
        self,
        tutor: Tutor,
        translations: Translations,
        language: Language,
        *,
        reply_mode: ReplyMode | None,
        shard_ids: Sequence[int] | None,
        shard_count: int | None,
        fixed_gateway: bool = False,
    ) -> None:
        """`fixed_gateway` connects to the default gateway, whatever the API names as its own."""
        # The bot does not use voice: suppress warnings about its missing libraries.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        intents = discord.Intents.none()
        intents.guilds = intents.messages = True
        super().__init__(
            intents=intents,
            shard_ids=list(shard_ids) if shard_ids else None,  # type: ignore[arg-type]
            shard_count=shard_count,
            # No caches: state in one process would be missing in the others.
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            allowed_mentions=discord.AllowedMentions.none(),
            activity=discord.CustomActivity(translations.translate(language, "discord-presence")),
        )
        parsers = self._connection.parsers
        parsers |= {name: partial(parse_tolerantly, name, parse) for name, parse in parsers.items()}
        self._requested_intents = intents
        self._fixed_gateway = fixed_gateway
        self._has_printed_invitation = False
        self._has_printed_connection = False
        self._redelivery = Redelivery(tutor, PLATFORM)
        self._translations = translations
        self._tutor = tutor
        self.default_reply_mode = reply_mode
        self.pending_editor = None  # Discord has a typing sign
        self._threads = ThreadOpener()
        self.reply_sender = ReplySender(
            self,
            self._translator_for,
            translations,
            self._threads.wait,
            ThreadCloser(self, partial(tutor.jobs.has_open, PLATFORM)),
        )
        self.announcer = DiscordAnnouncer(self, self.reply_sender)
        self.members = DiscordMembers(self)
        self.roles = DiscordRoles(self)
        self.avatars = discord_avatars(self)
        self._handler = InteractionHandler(self, tutor, self.reply_sender, translations, language)
        self._message_filter = MessageFilter(self, self._handler, tutor, self._threads)
        self._tree = CommandTree(self, self._handler, translations)

    async def close(self) -> None:
        """Close the connections; a thread that is still to be opened is not waited for."""
        await self._threads.close()
        await self.reply_sender.close()
        await super().close()

    async def setup_hook(self) -> None:
        """Determine the intents, register commands and the tutor's callbacks, before connecting."""
        granted = _has_message_content_intent(self.application_flags)
        self._requested_intents.message_content = granted  # read when the client connects
        self._handler.set_message_content(granted)
        self._message_filter.set_message_content(granted)
        if not self._has_printed_invitation:
            self._has_printed_invitation = True
            _print_invitation(self.application_id, granted=granted)
        await self._tree.set_translator(CommandTranslator(self._translations))
        await self._find_gateway()
        has_first_shard = not self.shard_ids or 0 in self.shard_ids
        commands = await (
            self._register_commands() if has_first_shard else self._tree.fetch_commands()
        )
        self._tutor.connect(self)
        self.reply_sender.pages.commands = mentions_of(commands, self._translations)

    async def _find_gateway(self) -> None:
        """Ask Discord for the gateway and the number of shards that the settings leave open.

        discord.py asks as well, but uses Discord's own gateway for a new session, and where the
        number of shards is set.
        """
        if self._fixed_gateway and self.shard_count is not None:
            return
        try:
            count, url, _ = await self.http.get_bot_gateway()
        except discord.GatewayNotFound as error:
            if not (self._fixed_gateway and isinstance(error.__cause__, discord.NotFound)):
                raise
            count = 1
        else:
            if not self._fixed_gateway:
                DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)
        self.shard_count = self.shard_count or count

    async def _register_commands(self) -> list[app_commands.AppCommand]:
        """Register the commands and return them; where Discord refuses, return the earlier ones."""
        try:
            return await self._tree.sync()
        except discord.HTTPException as error:
            if error.status >= FIRST_SERVER_ERROR:
                raise
            log.error("Discord refuses the commands; earlier ones stay, if any: %s", error)
        try:
            return await self._tree.fetch_commands()
        except discord.HTTPException as error:
            log.warning("the registered commands cannot be read: %s", error)
            return []

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Handle a button, a menu or a form; discord.py passes slash commands to the tree."""
        with working_on(f"Discord's interaction {interaction.id}"):
            await self._handle_interaction(interaction)

    async def _handle_interaction(self, interaction: discord.Interaction) -> None:
        data: dict[str, Any] = dict(interaction.data or {})
        is_form = interaction.type is discord.InteractionType.modal_submit
        try:
            if interaction.type is discord.InteractionType.component:
                await self._handler.on_action(interaction)
            elif is_form and str(data.get("custom_id", "")).startswith(SUBMISSION_PREFIX):
                await self._handler.on_form(interaction)
        except Exception as error:
            await self._handler.on_interaction_error(interaction, error)

    async def on_message(self, message: discord.Message) -> None:
        """Handle a message, which may or may not be addressed to the bot."""
        try:
            with working_on(f"Discord's message {message.id}"):
                await self._message_filter.on_message(message)
        except Exception as error:
            await self._handler.on_message_error(message, error)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Handle an edited message. The event is raw, because the client caches no messages."""
        try:
            with working_on(f"Discord's message {payload.message.id}"):
                await self._message_filter.on_edit(payload.message)
        except Exception as error:
            await self._handler.on_message_error(payload.message, error)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Say hello in a server to which the bot was added."""
        with working_on(f"Discord's new server {guild.id}"):
            await welcome(self._tutor, self.announcer, guild)

    async def on_connect(self) -> None:
        """Send undelivered replies when a new session begins."""
        if not self._has_printed_connection:
            self._has_printed_connection = True
            print(f"Discord: connected as {self.user}", flush=True)
            # Exclude what is loaded by now from garbage collection: full collections would delay
            # acknowledgements by tenths of a second.
            gc.freeze()
        await self._tutor.jobs.resume(PLATFORM)

    async def on_resumed(self) -> None:
        """Send undelivered replies when a session is resumed."""
        await self._tutor.jobs.resume(PLATFORM)

    async def _translator_for(self, user: int) -> Translator:
        chat_user = ChatUser(platform=PLATFORM, account=str(user), name="")
        return self._translations.translator(await self._tutor.language(chat_user))

    async def deliver(self, address: str, reply: Reply) -> None:
        """Send a reply to its address; if that fails, try undelivered replies again soon."""
        try:
            await self.reply_sender.deliver(address, reply)
        except UndeliverableError:
            raise
        except Exception:
            self._redelivery.schedule()
            raise

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Log an error of discord.py's event dispatch."""
        log.exception("the event %s could not be handled", event_method)


def parse_tolerantly(name: str, parse: Callable[[Any], None], data: Any) -> None:
    """Parse an event; skip one that discord.py cannot parse, except for READY and RESUMED."""
    try:
        parse(data)
    except Exception:
        if name in {"READY", "RESUMED"}:
            raise
        log.exception("an event %s could not be read", name)


def _has_message_content_intent(flags: discord.ApplicationFlags) -> bool:
    return flags.gateway_message_content or flags.gateway_message_content_limited


def _print_invitation(application: int | None, *, granted: bool) -> None:
    """Print the invitation link and whether message content can be read."""
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
