"""What the interaction handlers of Discord and Slack share.

A platform's handler receives commands, buttons, forms and messages, and knows where the reply to
each belongs. The methods here ask the tutor, send its reply and turn errors into replies.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from bot.i18n import Translations, Translator, parse_language
from bot.platforms.addressing import ADDRESSED, FindOther, find_nothing
from bot.platforms.attachments import (
    Attachment,
    AttachmentError,
    Contents,
    has_bad_fence,
    read_contents,
)
from bot.platforms.error_replies import error_reply, log_with_error_id
from bot.platforms.not_posted import NotPostedError
from bot.tutor.grading.code_drafts import CodeDraft
from bot.tutor.identity import ChatUser
from bot.tutor.replies.actions import OpensCodeForm, RunCommand, ShareCode, WriteCode, find_action
from bot.tutor.replies.model import Reply, Text
from bot.tutor.service import Tutor
from bot.tutor.text.code_reader import read_message
from bot.tutor.text.quoted import QuotedMessage
from bot.tutor.text.wants import Situation
from common.lru_dict import LruDict
from lessons.curriculum import Language

LANGUAGE_TIMEOUT_S = 0.7
"""For the learner's language, where it is needed before a modal opens: a platform waits 3 s."""

MAX_CONCURRENT_CALLS = 2
"""Calls of the tutor at the same time. More would delay acknowledgements under load."""


class ReplyTarget(Protocol):
    """Where a reply belongs."""

    @property
    def address(self) -> str:
        """The target as text, which the tutor stores as `reply_to` and passes to deliveries."""


Actor = TypeVar("Actor")
"""A user as an event of the platform names them."""

Target = TypeVar("Target", bound=ReplyTarget)
Target_contra = TypeVar("Target_contra", contravariant=True)

AskTutor = Callable[[ChatUser, str], Awaitable[Reply | None]]
"""Asks the tutor for a user; the second argument is the `reply_to` of the target. None where the
tutor stays silent."""


class ReplySender(Protocol[Target_contra]):
    """Sends replies to targets of a platform."""

    async def send_or_edit(
        self, target: Target_contra, reply: Reply, /, *, first: bool = False
    ) -> None:
        """Send a reply, or edit the one that the target has; with `first` it has none yet."""


@dataclass(frozen=True, slots=True)
class PlatformTexts:
    """The platform's own texts, by their keys in the catalogues, and its example of a fence."""

    bad_fence: str
    no_code_in_message: str
    no_code_in_form: str
    fence_example: str  # Markdown with its marks escaped: in a code block they could not be copied


class BaseInteractionHandler(ABC, Generic[Actor, Target]):
    """Passes interactions to the tutor, at most MAX_CONCURRENT_CALLS at once, and replies."""

    _texts: PlatformTexts

    def __init__(
        self,
        tutor: Tutor,
        sender: ReplySender[Target],
        translations: Translations,
        language: Language,
    ) -> None:
        """`language` is for learners whose language is not known."""
        self._tutor = tutor
        self._sender = sender
        self._translations = translations
        self._language = language
        self._shared: LruDict[str, None] = LruDict()  # code that learners have shared, by place
        self._call_slots = asyncio.Semaphore(MAX_CONCURRENT_CALLS)

    @abstractmethod
    async def _to_user(self, actor: Actor) -> ChatUser:
        """Return the user for the tutor; may ask the platform for a profile."""

    @abstractmethod
    def _known_user(self, actor: Actor) -> ChatUser:
        """Return the user as far as known without a request."""

    @abstractmethod
    async def _download(self, actor: Actor, url: str) -> bytes:
        """Return a file of the platform.

        Raise ForeignAddressError for any other address, and FileGoneError for a dead link.
        """

    @abstractmethod
    def _is_out_of_reach(self, error: Exception) -> bool:
        """Return whether the platform cannot be reached, so that no other reply would arrive."""

    @abstractmethod
    def _input_help_key(self) -> str:
        """Return the key of the text that lists the ways to send code on this platform."""

    async def _answer_action(self, actor: Actor, target: Target, action: str, value: str) -> None:
        """Answer a button, or a menu with the value that was chosen from it.

        The same code is shared once in a place.
        """
        is_sharing = isinstance(find_action(action), ShareCode)
        shared: list[str] = []

        async def ask_tutor(user: ChatUser, reply_to: str) -> Reply:
            reply = await self._act(user, action, value, reply_to)
            if not is_sharing or reply.private:
                return reply
            key = f"{user.account} {user.place} {user.channel} {reply.model_dump_json()}"
            if not self._shared.add_if_new(key, None):
                return text_reply((await self._translator(user))("share-once"))
            shared.append(key)
            return reply

        try:
            await self._answer(actor, target, ask_tutor)
        except NotPostedError as reason:
            t = await self._quick_translator(actor)
            await self._sender.send_or_edit(target, text_reply(t(str(reason))))
            for key in shared:
                self._shared.pop(key, None)

    async def _answer_message_menu(
        self,
        actor: Actor,
        target: Target,
        command: str,
        text: str,
        files: Sequence[Attachment],
        *,
        is_own: bool,
    ) -> None:
        """Grade or run the code in anybody's message, for the user who opened its menu.

        There are points only for a message that `is_own`, written by that user.
        """

        async def ask_tutor(user: ChatUser, reply_to: str) -> Reply:
            t = await self._translator(user)
            contents = await self._read_contents(actor, text, files, t)
            code = await contents.code()
            if not code.strip():
                return text_reply(t(self._texts.no_code_in_message), self._texts.fence_example)
            if command == "submit" and not is_own:
                async with self._call_slots:
                    reply = await self._tutor.grade_others(user, code, reply_to)
            else:
                reply = await self._command(user, command, code, reply_to)
            return with_notes(reply, contents)

        await self._answer(actor, target, ask_tutor)

    async def _answer_form(
        self,
        actor: Actor,
        target: Target,
        action: str,
        text: str,
        files: Sequence[Attachment],
    ) -> None:
        """Answer a form, whose content belongs to a command or to another action."""

        async def ask_tutor(user: ChatUser, reply_to: str) -> Reply:
            t = await self._translator(user)
            contents = await self._read_contents(actor, text, files, t)
            content = await contents.code()
            is_command = isinstance(find_action(action), RunCommand)
            if is_command and not content.strip():
                return text_reply(t(self._texts.no_code_in_form))
            return with_notes(await self._act(user, action, content, reply_to), contents)

        await self._answer(actor, target, ask_tutor)

    async def _answer_message(
        self,
        actor: Actor,
        target: Target,
        text: str,
        files: Sequence[Attachment],
        *,
        is_edit: bool,
        situation: Situation = ADDRESSED,
        find_other: FindOther = find_nothing,
    ) -> None:
        """Answer a message to the tutor; `text` is the message without the bot's mention.

        Where the bot was not addressed, nothing is answered to files without code for it. A
        message that means the one that it replies to or forwards is answered with that.
        """

        async def ask_tutor(user: ChatUser, reply_to: str) -> Reply | None:
            t = await self._translator(user)
            try:
                contents = await self._read_contents(actor, text, files, t)
            except AttachmentError:
                if not situation.addressed and situation.thread_of != "me":
                    return None
                raise
            if not situation.addressed:
                decision = await self._tutor.decide(text, situation, files=contents.files)
                if decision.intent == "silent":
                    return None
            if not contents.files and await has_bad_fence(text):
                return text_reply(t(self._texts.bad_fence), self._texts.fence_example)
            quoted = None
            if situation.addressed and not contents.files and await self._tutor.wants_quoted(text):
                quoted = await self._read_quoted(actor, find_other, t)
            async with self._call_slots:
                reply = await self._tutor.message(
                    user, text, reply_to, files=contents.files, quoted=quoted
                )
            return with_notes(reply, contents)

        await self._answer(actor, target, ask_tutor, first=not is_edit)

    async def _answer(
        self, actor: Actor, target: Target, ask_tutor: AskTutor, *, first: bool = True
    ) -> None:
        """Ask the tutor and send its reply. An error becomes a reply with the error's number.

        `first` is false where an earlier reply may exist, which is then edited. Raise what the
        sender raises while the platform is out of reach.
        """
        try:
            reply = await ask_tutor(await self._to_user(actor), target.address)
        except AttachmentError as refusal:
            reply = text_reply(str(refusal))
        except Exception as error:
            reply = await self._error_reply(actor, error)
        if reply is None:
            return
        try:
            await self._sender.send_or_edit(target, reply, first=first)
        except NotPostedError:
            raise
        except Exception as error:
            if self._is_out_of_reach(error):
                raise
            # Part of the reply may have been sent, so an earlier message is looked for.
            reply = await self._error_reply(actor, error)
            await self._sender.send_or_edit(target, reply, first=False)

    async def _command(self, user: ChatUser, name: str, argument: str, reply_to: str) -> Reply:
        """Run a command. The help also lists the ways to send code on this platform."""
        async with self._call_slots:
            reply = await self._tutor.command(user, name, argument, reply_to)
        if name != "help":
            return reply
        input_help = Text(markdown=(await self._translator(user))(self._input_help_key()))
        return reply.model_copy(update={"blocks": (*reply.blocks, input_help)})

    async def _act(self, user: ChatUser, action: str, text: str, reply_to: str) -> Reply:
        async with self._call_slots:
            return await self._tutor.act(user, action, text, reply_to)

    async def _read_contents(
        self, actor: Actor, text: str, files: Sequence[Attachment], t: Translator
    ) -> Contents:
        return await read_contents(text, files, lambda url: self._download(actor, url), t)

    async def _read_quoted(
        self, actor: Actor, find_other: FindOther, t: Translator
    ) -> QuotedMessage | None:
        """Return the parts of what a message replies to or forwards, if it does."""
        other = await find_other()
        if other is None:
            return None
        try:
            contents = await self._read_contents(actor, other.text, other.files, t)
        except AttachmentError:
            return QuotedMessage(is_own=other.is_own, is_readable=False)
        files = (replace(part, origin=other.origin) for part in contents.files)
        parts = (*await read_message(other.text, other.origin), *files)
        return QuotedMessage(other.text, parts, other.is_own, other.is_readable)

    async def _error_reply(
        self, actor: Actor, error: Exception, description: str | None = None
    ) -> Reply:
        """Log an error of ours; return the reply that gives its number to the learner."""
        what = description or f"{self._known_user(actor).account} could not be answered"
        error_id = log_with_error_id(what, error)
        return error_reply(await self._quick_translator(actor), error_id)

    async def _find_draft(
        self, actor: Actor, action: OpensCodeForm, t: Translator
    ) -> CodeDraft | None:
        """Return the form that an action opens; None where its exercise has gone.

        It begins with the starter, or empty, where the database is slow or fails: a platform
        opens no form that comes late.
        """

        async def stored() -> CodeDraft | None:
            return await self._tutor.drafts.find(await self._to_user(actor), action, t)

        task = asyncio.ensure_future(stored())
        done, _ = await asyncio.wait({task}, timeout=LANGUAGE_TIMEOUT_S)
        if done and task.exception() is None:
            return task.result()
        return self._tutor.drafts.starter(action, t)

    def _draft_of_command(self, name: str, argument: str) -> WriteCode | None:
        """Return the form of `/submit EXERCISE`; None for another command or no exercise."""
        catalog = self._tutor.catalog
        exercise = catalog.exercise(argument) or catalog.exercise_for(argument)
        return WriteCode(exercise.id) if name == "submit" and exercise else None

    async def _translator(self, user: ChatUser) -> Translator:
        return self._translations.translator(await self._tutor.language(user))

    async def _quick_translator(self, actor: Actor) -> Translator:
        """Return the translator to the learner's language.

        Where the database or the platform is slow or fails, the language is that of the known
        profile, or the default.
        """

        async def stored_language() -> Language:
            return await self._tutor.language(await self._to_user(actor))

        task = asyncio.ensure_future(stored_language())
        done, _ = await asyncio.wait({task}, timeout=LANGUAGE_TIMEOUT_S)
        if done and task.exception() is None:
            return self._translations.translator(task.result())
        language = parse_language(self._known_user(actor).locale) or self._language
        return self._translations.translator(language)


def with_notes(reply: Reply, contents: Contents) -> Reply:
    """Return the reply with a sentence for each file that was left aside."""
    if not contents.notes:
        return reply
    notes = tuple(Text(markdown=note) for note in contents.notes)
    return reply.model_copy(update={"blocks": (*reply.blocks, *notes)})


def text_reply(*markdown: str) -> Reply:
    """Return a reply of text blocks."""
    return Reply(threadable=True, blocks=tuple(Text(markdown=each) for each in markdown))
