"""Passes commands, buttons, forms and messages from Discord to the tutor.

Each interaction is acknowledged before anything slow is done.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import discord
from discord.http import Route

from bot.i18n import Translations, parse_language
from bot.platforms.addressing import ADDRESSED, FindOther, find_nothing
from bot.platforms.allowed_hosts import ForeignAddressError, belongs_to
from bot.platforms.attachments import Attachment, FileGoneError
from bot.platforms.discord.defer import SeenInteractions, acknowledge, respond_idempotent
from bot.platforms.discord.errors import SEND_ERRORS, is_out_of_reach
from bot.platforms.discord.modals import (
    code_form_action,
    code_modal,
    form_texts,
    modal_for_button,
    parse_submission,
)
from bot.platforms.discord.options import PostChannel
from bot.platforms.discord.rendering import LINE_FORM, TEXT_FORM
from bot.platforms.discord.reply_sender import ReplySender
from bot.platforms.discord.reply_targets import MessageTarget, ReplyTarget
from bot.platforms.discord.retry import with_retries
from bot.platforms.discord.users import (
    ChannelForbiddenError,
    in_channel,
    is_direct,
    may_edit_message,
    may_post,
    mentions_to_accounts,
    to_chat_user,
)
from bot.platforms.error_replies import error_reply, log_with_error_id
from bot.platforms.interaction_handler import (
    BaseInteractionHandler,
    PlatformTexts,
    text_reply,
)
from bot.tutor.identity import ChatUser
from bot.tutor.replies.actions import Action, OpensCodeForm, ShareCode, find_action
from bot.tutor.replies.model import Choice, Reply
from bot.tutor.service import Tutor
from bot.tutor.text.commands import Option
from bot.tutor.text.wants import Situation
from lessons.curriculum import Language

log = logging.getLogger(__name__)

FILE_SERVERS = ("cdn.discordapp.com", "media.discordapp.net")
"""Discord's file servers; nothing is downloaded from elsewhere."""


@dataclass(frozen=True, slots=True)
class CommandCall:
    """A slash command with its options written out as the tutor reads them."""

    name: str
    argument: str
    channel: PostChannel | None = None  # the channel that was chosen as an option
    for_all: bool = False  # a whole server may see the reply


class InteractionHandler(BaseInteractionHandler[ChatUser, ReplyTarget]):
    """Answers Discord's interactions and messages; an interaction received twice only once."""

    _texts = PlatformTexts(
        bad_fence="discord-bad-fence",
        no_code_in_message="discord-menu-nothing",
        no_code_in_form="discord-nothing-given",
        fence_example="\\`\\`\\`python  \ndef double(x): return x \\* 2  \n\\`\\`\\`",
    )

    def __init__(
        self,
        client: discord.Client,
        tutor: Tutor,
        sender: ReplySender,
        translations: Translations,
        language: Language,
    ) -> None:
        super().__init__(tutor, sender, translations, language)
        self._client = client
        self._reply_sender = sender
        self._has_message_content = False
        self._seen = SeenInteractions()

    def set_message_content(self, granted: bool) -> None:
        """Set whether messages without a mention can be read; /help says so."""
        self._has_message_content = granted

    async def on_code_command(
        self, interaction: discord.Interaction, name: str, argument: str
    ) -> None:
        """Open the form of a command that takes code: an option holds a single line."""
        user = self._user(interaction)
        t = await self._quick_translator(user)
        action = self._draft_of_command(name, argument)
        draft = await self._find_draft(user, action, t) if action is not None else None
        if draft is None:
            modal = code_modal(t, f"/{name}", code_form_action(name, argument))
        else:
            modal = code_modal(t, draft.title, draft.action, draft.code)
        await self._open(interaction, modal)

    async def on_command(self, interaction: discord.Interaction, call: CommandCall) -> None:
        """Acknowledge a slash command, ask the tutor and send its reply."""
        target = await acknowledge(self._seen, interaction, ephemeral=not call.for_all)
        if target is None:
            return
        argument = mentions_to_accounts(call.argument)

        async def ask_tutor(user: ChatUser, reply_to: str) -> Reply:
            if call.channel is not None:
                try:
                    user = in_channel(user, interaction, call.channel)
                except ChannelForbiddenError as forbidden:
                    t = await self._translator(user)
                    return text_reply(t(str(forbidden), channel=call.channel.mention))
            return await self._command(user, call.name, argument, reply_to)

        await self._answer(self._user(interaction), target, ask_tutor)

    async def on_message_menu(
        self, interaction: discord.Interaction, command: str, message: discord.Message
    ) -> None:
        """Grade or run the code in anybody's message, for the user who opened its menu."""
        target = await acknowledge(self._seen, interaction, ephemeral=True)
        if target is not None:
            await self._answer_message_menu(
                self._user(interaction),
                target,
                command,
                message.content,
                files_of(message.attachments),
                is_own=message.author.id == interaction.user.id,
            )

    async def on_action(self, interaction: discord.Interaction) -> None:
        """Answer a button or a menu, also of a message from before a restart."""
        data = cast("dict[str, Any]", interaction.data or {})
        custom_id = str(data.get("custom_id", ""))
        user = self._user(interaction)
        if custom_id.startswith((LINE_FORM, TEXT_FORM)):
            t = await self._quick_translator(user)
            texts = form_texts(interaction.message, custom_id)
            await self._open(interaction, modal_for_button(t, custom_id, texts))
            return
        value = " ".join(data.get("values") or ())  # of a menu, more than one where it allows it
        action = find_action(custom_id)
        if isinstance(action, OpensCodeForm):
            t = await self._quick_translator(user)
            draft = await self._find_draft(user, action, t)
            if draft is not None:
                await self._open(interaction, code_modal(t, draft.title, draft.action, draft.code))
                return
        ephemeral = action is None or not action.is_public
        in_place = _replies_in_place(interaction, action)
        target = await acknowledge(self._seen, interaction, ephemeral=ephemeral, in_place=in_place)
        if target is None:
            return
        if isinstance(action, ShareCode) and not may_post(interaction):
            t = await self._quick_translator(user)
            await self._sender.send_or_edit(target, text_reply(t("share-not-allowed")), first=True)
            return
        await self._answer_action(user, target, custom_id, value)

    async def on_form(self, interaction: discord.Interaction) -> None:
        """Answer a modal that was submitted; a quiz question turns in place."""
        form = parse_submission(cast("dict[str, Any]", interaction.data or {}))
        in_place = _replies_in_place(interaction, find_action(form.action))
        target = await acknowledge(self._seen, interaction, ephemeral=True, in_place=in_place)
        if target is not None:
            await self._answer_form(
                self._user(interaction), target, form.action, form.text, form.files
            )

    async def on_message(
        self,
        message: discord.Message,
        target: MessageTarget,
        text: str,
        situation: Situation = ADDRESSED,
        find_other: FindOther = find_nothing,
    ) -> None:
        """Answer a message to the tutor; `text` is the message without the bot's mention."""
        await self._answer_message(
            self._user(message),
            target,
            text,
            files_of(message.attachments),
            is_edit=bool(target.edit),
            situation=situation,
            find_other=find_other,
        )

    async def suggest(
        self, interaction: discord.Interaction, option: Option, prefix: str
    ) -> tuple[Choice, ...]:
        """Return completions of an option; none after an error, which is logged."""
        user = self._user(interaction)
        try:
            return await self._tutor.completion.option(user, option, prefix)
        except Exception as error:
            log_with_error_id(f"nothing could be suggested to {user.account}", error)
            return ()

    async def on_interaction_error(
        self, interaction: discord.Interaction, error: Exception, *, outdated: bool = False
    ) -> None:
        """Reply to an interaction whose handling failed.

        `outdated` says that the user's client showed a command of an older version of the bot.
        """
        t = self._translations.translator(parse_language(str(interaction.locale)) or self._language)
        if outdated:
            log.info("interaction %s is of an older version: %s", interaction.id, error)
            reply = text_reply(t("discord-outdated"))
        else:
            error_id = log_with_error_id(f"interaction {interaction.id} was lost", error)
            reply = error_reply(t, error_id)
        if interaction.type is discord.InteractionType.autocomplete:
            return
        page = self._reply_sender.pages.render(reply)[0]
        respond = interaction.response.send_message
        try:
            if interaction.response.is_done():
                await interaction.followup.send(view=page.view(), ephemeral=True)
            else:
                await respond_idempotent(
                    interaction, lambda: respond(view=page.view(), ephemeral=True)
                )
        except SEND_ERRORS as send_error:
            log.warning("no error reply to interaction %s: %s", interaction.id, send_error)

    async def on_message_error(self, message: discord.Message, error: Exception) -> None:
        """Reply to a message whose handling failed."""
        reply = await self._error_reply(
            self._user(message), error, f"message {message.id} was lost"
        )
        target = MessageTarget(
            channel=message.channel.id,
            message=message.id,
            user=message.author.id,
            edit=edit_time_ms(message),
            where="direct" if message.guild else "alone",
        )
        try:
            await self._sender.send_or_edit(target, reply)
        except SEND_ERRORS as send_error:
            log.warning("no error reply to message %s: %s", message.id, send_error)

    def _user(self, source: discord.Interaction | discord.Message) -> ChatUser:
        """Return who has sent it, with whether a paste where the reply is would be read."""
        bot, channel = self._client.user, source.channel
        if isinstance(source, discord.Interaction):
            is_private = is_direct(source)
        else:
            is_private = source.guild is None
        if is_private:
            return to_chat_user(source)
        if isinstance(channel, discord.Thread):
            is_ours = bot is not None and channel.owner_id == bot.id
        else:  # a message there is replied to in a thread of ours
            is_ours = isinstance(source, discord.Message)
        may_read = self._has_message_content
        return replace(
            to_chat_user(source), reads_pastes=is_ours and may_read, may_read_channels=may_read
        )

    async def _open(self, interaction: discord.Interaction, modal: discord.ui.Modal) -> None:
        try:
            await respond_idempotent(interaction, lambda: interaction.response.send_modal(modal))
        except SEND_ERRORS as error:  # too late, or another process was first
            log.warning("the form for %s could not be opened: %s", interaction.id, error)

    async def _to_user(self, actor: ChatUser) -> ChatUser:
        return actor

    def _known_user(self, actor: ChatUser) -> ChatUser:
        return actor

    async def _download(self, actor: ChatUser, url: str) -> bytes:
        if not belongs_to(url, FILE_SERVERS, Route.BASE):
            raise ForeignAddressError("the file is not on a server of Discord's")
        try:
            return await with_retries(lambda: self._client.http.get_from_cdn(url))
        except (discord.NotFound, discord.Forbidden) as error:
            raise FileGoneError(f"the file cannot be downloaded: {error.status}") from error

    def _is_out_of_reach(self, error: Exception) -> bool:
        return is_out_of_reach(error)

    def _input_help_key(self) -> str:
        return "discord-ways-all" if self._has_message_content else "discord-ways"


def _replies_in_place(interaction: discord.Interaction, action: Action | None) -> bool:
    """Return whether the reply to an action takes the place of the message with its button."""
    return action is not None and action.edits_in_place and may_edit_message(interaction)


def edit_time_ms(message: discord.Message) -> int:
    """Return when a message was edited, in milliseconds since 1970; 0 for its first version."""
    return int(message.edited_at.timestamp() * 1000) if message.edited_at else 0


def files_of(attachments: Sequence[discord.Attachment]) -> tuple[Attachment, ...]:
    """Return the files of a message, not downloaded yet."""
    return tuple(Attachment(each.filename, each.size, each.url) for each in attachments)
