"""Passes commands, buttons, forms and messages from Slack to the tutor.

Each interaction has been acknowledged before it reaches the handler.
"""

from __future__ import annotations

import logging
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.models.views import View

from bot.i18n import Translations
from bot.platforms.addressing import ADDRESSED, FindOther, find_nothing
from bot.platforms.attachments import Attachment, FileGoneError
from bot.platforms.form_fields import takes_file
from bot.platforms.interaction_handler import (
    BaseInteractionHandler,
    PlatformTexts,
    text_reply,
)
from bot.platforms.slack.api import CONNECTION_ERRORS, Api, error_code, is_rejected, with_retries
from bot.platforms.slack.message_parser import message_text, parse_attachments
from bot.platforms.slack.modals import (
    CODE_COMMANDS,
    ModalSubmission,
    Purpose,
    answer_modal,
    code_modal,
)
from bot.platforms.slack.rendering import FormButton
from bot.platforms.slack.reply_sender import ReplySender
from bot.platforms.slack.reply_targets import InteractionTarget, MessageTarget, ReplyTarget
from bot.platforms.slack.users import SlackUser, UserDirectory, resolve_mentions
from bot.tutor.identity import ChatUser
from bot.tutor.replies.actions import OpensCodeForm, encode, encode_code_form
from bot.tutor.replies.model import Reply
from bot.tutor.service import Tutor
from bot.tutor.text.code_reader import read_code
from bot.tutor.text.wants import Situation
from lessons.curriculum import Language

DEAD_LINK = frozenset({403, 404, 410})
"""HTTP statuses of a file that Slack does not serve, or not any more."""

log = logging.getLogger(__name__)

_ALREADY_OPENED = frozenset({"exchanged_trigger_id", "duplicate_external_id"})
"""Slack's errors where another attempt or another process has opened the modal."""

_TOO_LATE = frozenset({"expired_trigger_id", "trigger_expired"})
"""Slack's errors where more than three seconds have passed since the press."""

JSON = dict[str, Any]


class InteractionHandler(BaseInteractionHandler[SlackUser, ReplyTarget]):
    """Answers Slack's interactions and messages."""

    _texts = PlatformTexts(
        bad_fence="slack-bad-fence",
        no_code_in_message="slack-menu-nothing",
        no_code_in_form="slack-nothing-given",
        fence_example="\\`\\`\\`  \ndef double(x): return x \\* 2  \n\\`\\`\\`",
    )

    def __init__(
        self,
        api: Api,
        tutor: Tutor,
        users: UserDirectory,
        sender: ReplySender,
        *,
        translations: Translations,
        language: Language,
    ) -> None:
        super().__init__(tutor, sender, translations, language)
        self._api = api
        self._users = users

    async def on_command(
        self, actor: SlackUser, target: InteractionTarget, name: str, text: str, trigger: str
    ) -> None:
        """Answer a slash command; a command for code that came without any opens a modal.

        `trigger` allows a modal for three seconds.
        """
        if name in CODE_COMMANDS and not (await read_code(_without_exercise(text))).is_code:
            write = self._draft_of_command(name, text)
            if write is not None:
                await self.on_write_button(actor, target, write, trigger)
                return
            action = encode_code_form(name, text)
            t = await self._quick_translator(actor)
            modal = code_modal(t, f"/{name}", _purpose(action, t.language, target))
            await self._open(actor, target, trigger, modal)
            return
        argument = resolve_mentions(text, actor.team)

        async def ask_tutor(user: ChatUser, reply_to: str) -> Reply:
            return await self._command(user, name, argument, reply_to)

        await self._answer(actor, target, ask_tutor)

    async def on_shortcut(
        self, actor: SlackUser, target: InteractionTarget, command: str, message: JSON
    ) -> None:
        """Grade or run the code in anybody's message, for the user who opened its menu."""
        await self._answer_message_menu(
            actor,
            target,
            command,
            message_text(message),
            parse_attachments(message),
            is_own=message.get("user") == actor.id and "bot_id" not in message,
        )

    async def on_action(
        self, actor: SlackUser, target: InteractionTarget, action: str, value: str
    ) -> None:
        """Answer a button or a menu, also of a message from before a restart."""
        await self._answer_action(actor, target, action, value)

    async def on_form_button(
        self, actor: SlackUser, target: InteractionTarget, form: FormButton, trigger: str
    ) -> None:
        """Open the modal of a button; `trigger` allows it for three seconds."""
        t = await self._quick_translator(actor)
        purpose = _purpose(form.action, t.language, target)
        if form.is_multiline and takes_file(form.action):
            modal = code_modal(t, form.title, purpose, form.value)
        else:
            modal = answer_modal(
                t,
                form.title,
                purpose,
                form.value,
                label=form.label,
                is_multiline=form.is_multiline,
            )
        await self._open(actor, target, trigger, modal)

    async def on_write_button(
        self, actor: SlackUser, target: InteractionTarget, action: OpensCodeForm, trigger: str
    ) -> None:
        """Open the form for code to grade or to run; `trigger` allows it for three seconds."""
        t = await self._quick_translator(actor)
        draft = await self._find_draft(actor, action, t)
        if draft is None:
            await self._answer_action(actor, target, encode(action), "")
            return
        purpose = _purpose(draft.action, t.language, target)
        await self._open(actor, target, trigger, code_modal(t, draft.title, purpose, draft.code))

    def validate_form(self, form: ModalSubmission) -> dict[str, str]:
        """Return error messages by the modal's fields; with any, the modal stays open."""
        if not form.is_code or form.text.strip() or form.files:
            return {}
        t = self._translations.translator(form.purpose.language)
        return {"text": t(self._texts.no_code_in_form)}

    async def on_form(
        self, actor: SlackUser, target: InteractionTarget, form: ModalSubmission
    ) -> None:
        """Answer a modal that was submitted."""
        await self._answer_form(actor, target, form.purpose.action, form.text, form.files)

    async def on_message(
        self,
        actor: SlackUser,
        target: MessageTarget,
        text: str,
        files: tuple[Attachment, ...],
        *,
        situation: Situation = ADDRESSED,
        find_other: FindOther = find_nothing,
    ) -> None:
        """Answer a message to the tutor; `text` is the message without the bot's mention."""
        await self._answer_message(
            actor,
            target,
            text,
            files,
            is_edit=bool(target.edit),
            situation=situation,
            find_other=find_other,
        )

    async def on_skipped_message(self, actor: SlackUser, target: MessageTarget) -> None:
        """Reply that a message is skipped: each attempt to handle it ended a process of ours."""
        t = await self._quick_translator(actor)
        reply = text_reply(t("left-aside")).model_copy(update={"trouble": True})
        await self._sender.send_or_edit(target, reply)

    async def _open(
        self,
        actor: SlackUser,
        target: InteractionTarget,
        trigger: str,
        view: View,
    ) -> None:
        """Open a modal; reply with the error where Slack refuses, as for a late request."""
        try:
            client = await self._api.client_for(actor.team)
            await with_retries(lambda: client.views_open(trigger_id=trigger, view=view))
        except (SlackApiError, *CONNECTION_ERRORS) as error:
            if isinstance(error, SlackApiError) and error_code(error) in _ALREADY_OPENED:
                log.info("the form for user %s was open already", actor.id)
                return
            if isinstance(error, SlackApiError) and error_code(error) in _TOO_LATE:
                log.warning("the form for user %s came too late", actor.id)
                reply = text_reply((await self._quick_translator(actor))("slack-form-late"))
            else:
                reply = await self._error_reply(actor, error)
            await self._sender.send_or_edit(target, reply, first=True)

    async def _to_user(self, actor: SlackUser) -> ChatUser:
        return await self._users.fetch(actor)

    def _known_user(self, actor: SlackUser) -> ChatUser:
        return self._users.cached(actor)

    async def _download(self, actor: SlackUser, url: str) -> bytes:
        try:
            return await with_retries(lambda: self._api.download(actor.team, url))
        except aiohttp.ClientResponseError as error:
            if error.status not in DEAD_LINK:
                raise
            raise FileGoneError(f"the file cannot be downloaded: {error.status}") from error

    def _is_out_of_reach(self, error: Exception) -> bool:
        return isinstance(error, (SlackClientError, *CONNECTION_ERRORS)) and not is_rejected(error)

    def _input_help_key(self) -> str:
        return "slack-ways"


def _purpose(action: str, language: Language, target: InteractionTarget) -> Purpose:
    return Purpose(
        action,
        language,
        target.channel,
        target.thread,
        target.url,
        target.began,
        target.message,
        target.ephemeral,
    )


def _without_exercise(text: str) -> str:
    """Return a command's text without the exercise before the code.

    `/submit tensors/evens def evens(n): …` has one; without a slash the first word is code.
    """
    first, _, rest = text.strip().partition(" ")
    return rest if "/" in first else text
