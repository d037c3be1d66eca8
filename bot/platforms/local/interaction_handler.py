"""Passes what learners do on their pages to the tutor, and puts its replies into their logs.

A learner's message is stored before it is answered, together with a placeholder for the reply. If
the bot stops in between, the message is answered when the learner's next page connects.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import uuid
from collections import defaultdict
from typing import Any

from bot.i18n import Translations, parse_language
from bot.platform_names import LOCAL
from bot.platforms.attachments import Attachment, AttachmentError, read_contents
from bot.platforms.local.account_keys import UNNAMED, account_of, is_presentable
from bot.platforms.local.announcements import CHANNEL, LocalAnnouncer
from bot.platforms.local.connections import PageConnection
from bot.platforms.local.controls import turns_in_place
from bot.platforms.local.page_template import page_texts
from bot.platforms.local.protocol import (
    ButtonPressed,
    CodeFile,
    Command,
    Complete,
    Completions,
    Example,
    Hello,
    LanguageChosen,
    LearnerMessage,
    MessageSent,
    NameRefused,
    Problem,
    Received,
    Upload,
    Welcome,
)
from bot.platforms.local.transcript import Transcript, reply_id, unanswered_messages
from bot.storage.engine.tries import MAX_TRIES
from bot.storage.local_chat.messages import LocalMessages
from bot.tutor.courses.course_file import COURSE_EXTENSION
from bot.tutor.identity import ChatUser
from bot.tutor.replies.model import Reply, Text
from bot.tutor.service import Tutor
from bot.tutor.text.code_reader import code_of_notebook, read_message
from common.lru_dict import LruDict
from common.message_reader.part_reader import with_repairs
from common.message_reader.records import Part
from common.operations.watchdog import working_on
from lessons.curriculum import Language

log = logging.getLogger(__name__)

PLATFORM = LOCAL
MOST_EXPORTED = 100_000  # messages
PASTED_NOTEBOOK = "notebook.ipynb"  # the name of a notebook that was pasted

EXAMPLES = {
    "lesson": "/lesson",
    "exercise": "/exercise",
    "run": "/run\nimport torch\n\ntorch.arange(6) ** 2",
    "help": "/help",
}
"""Examples for a learner who has sent nothing yet; their labels are `local-example-…`."""

_COMMAND = re.compile(r"\s*/([^\s/]+)\s*(.*)", re.DOTALL)


class InteractionHandler:
    """Handles the messages of pages, one at a time for each learner."""

    name = PLATFORM
    is_slow = False
    default_reply_mode = None
    pending_editor = None  # the page moves dots below a pending reply
    members = None
    roles = None
    avatars = None

    def __init__(
        self,
        tutor: Tutor,
        history: LocalMessages,
        translations: Translations,
        language: Language,
        *,
        preview: str = "",
    ) -> None:
        self._preview = preview  # slug of the lesson that every page opens
        self.transcript = Transcript(history, translations)
        self._tutor = tutor
        self._translations = translations
        self._language = language
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._turned: LruDict[str, None] = LruDict()  # ids of presses that were answered in place
        self._history = history
        self.announcer = LocalAnnouncer(self.transcript, history, self._language_of)
        self.personal_data = self
        tutor.connect(self)

    async def deliver(self, address: str, reply: Reply, /) -> None:
        """Replace the reply of that id. A pending one never replaces a final one."""
        await self.transcript.put(address, reply)

    async def on_hello(self, page: PageConnection, hello: Hello) -> None:
        """Show a learner's log on a page, and answer its unanswered messages.

        Refuse a name that is not presentable; the page has no learner then.
        """
        if hello.learner is not None and not is_presentable(_tidy(hello.learner)):
            self.transcript.detach(page)
            page.person = None
            language = parse_language(hello.locale) or self._language
            page.enqueue(
                NameRefused(text=self._translations.translate(language, "local-name-refused"))
            )
            return
        person = self._chat_user(hello)
        async with self._locks[person.account]:
            await self.transcript.open(person.account)
            messages = self.transcript.messages(person.account)
            unanswered = unanswered_messages(messages)
            retryable = [each for each in unanswered if await self._may_retry(person, each)]
            await self._send_welcome(page, person)
            for message in unanswered:
                await self.transcript.add_learner_message(person.account, message)
                if message in retryable:
                    await self._answer(person, message)
                else:
                    await self._answer_skipped_message(person, message)
            if self._preview:
                await self._open_preview(person, is_first=not messages)
            elif not messages:
                await self._start_conversation(person)
            elif not unanswered:
                await self._welcome_back(person)

    async def on_message(self, page: PageConnection, message: LearnerMessage) -> None:
        """Store a learner's message and answer it, once for each id."""
        person = page.person
        if person is None:
            return
        if isinstance(message, MessageSent):
            code = await code_of_notebook(message.text)
            if code is not None:
                message = CodeFile(id=message.id, name=PASTED_NOTEBOOK, text=code)
        async with self._locks[person.account]:
            if isinstance(message, ButtonPressed) and self._is_turn(person, message):
                await self._turn(person, message)
                page.enqueue(Received(id=message.id))
                return
            is_new = await self.transcript.add_learner_message(person.account, message)
            page.enqueue(Received(id=message.id))
            if self.transcript.is_unanswered(person.account, message.id):
                if is_new or await self._may_retry(person, message):
                    reply = await self._answer(person, message)
                    if reply.pending:  # a submission, which changes no language
                        return
                else:
                    await self._answer_skipped_message(person, message)
            language = await self._tutor.language(person)
            for each in {page, *self.transcript.connections_of(person.account)}:
                if each.language != language:  # also the learner's other tabs
                    await self._send_welcome(each, person)

    def _is_turn(self, person: ChatUser, press: ButtonPressed) -> bool:
        """Return whether the reply takes the place of the message with the pressed button."""
        return turns_in_place(press.action) and self.transcript.has_reply(
            person.account, press.message
        )

    async def _turn(self, person: ChatUser, press: ButtonPressed) -> None:
        """Put the reply in the place of the message with the button, once for each press."""
        if not self._turned.add_if_new(press.id, None):
            return
        try:
            reply = await self._tutor.act(person, press.action, press.text, press.message)
        except Exception:
            log.exception("The tutor could not answer.")
            language = await self._tutor.language(person)
            trouble = self._trouble(language, "local-trouble")
            await self.transcript.add_reply(person.account, reply_id(press.id), trouble)
        else:
            await self.transcript.put(press.message, reply)

    async def on_upload(self, page: PageConnection, upload: Upload) -> None:
        """Handle a file with code as a message; send the page a problem if it has none."""
        file = Attachment(upload.name, len(upload.content), url="")

        async def content(_: str) -> bytes:
            return upload.content

        try:
            contents = await read_contents(
                "", [file], content, self._translations.translator(page.language)
            )
        except AttachmentError as problem:
            page.enqueue(Problem(text=_plain(str(problem)), id=upload.id))
            return
        repairs = tuple(dict.fromkeys(key for part in contents.files for key in part.repairs))
        code = await contents.code()
        await self.on_message(
            page, CodeFile(id=upload.id, name=upload.name, text=code, repairs=repairs)
        )

    async def on_complete(self, page: PageConnection, request: Complete) -> None:
        """Send completions of a command's argument to a page, if it has a learner."""
        if page.person is not None:
            choices = await self._tutor.completion.argument(
                page.person, request.command, request.prefix
            )
            page.enqueue(Completions(request_id=request.request_id, choices=choices))

    async def held(self, account: str) -> list[dict[str, Any]]:
        """Return a learner's whole log, for an export."""
        messages = await self._history.history(account, MOST_EXPORTED)
        return [
            {
                "at": each.created_at.isoformat(),
                "author": each.author,
                "said": json.loads(each.content),
            }
            for each in messages
        ]

    async def forget(self, account: str) -> None:
        """Delete a learner's log, also from the pages that show it."""
        await self.transcript.forget(account)
        await self._redraw(account)

    async def follow_changes(self) -> None:
        """Show what other bots write to the logs on the pages here, until cancelled."""
        await self._history.listen(self._on_change, self._on_reconnect)

    async def _on_change(self, message_id: str) -> None:
        deleted = await self.transcript.refresh_message(message_id)
        if deleted is not None:
            await self._redraw(deleted)

    async def _on_reconnect(self) -> None:
        for deleted in await self.transcript.refresh_all():
            await self._redraw(deleted)

    async def _redraw(self, account: str) -> None:
        for page in self.transcript.connections_of(account):
            if page.person is not None:
                await self._send_welcome(page, page.person)

    async def _language_of(self, account: str) -> Language:
        return await self._tutor.language(ChatUser(PLATFORM, account, name=""))

    def _chat_user(self, hello: Hello) -> ChatUser:
        language = parse_language(hello.locale) or self._language
        name = _tidy(hello.learner) if hello.learner is not None else None
        return ChatUser(
            platform=PLATFORM,
            account=UNNAMED if name is None else account_of(name),
            name=self._translations.translate(language, "local-unnamed") if name is None else name,
            locale=hello.locale,
            zone=hello.zone or None,
            place=PLATFORM,
            channel=CHANNEL,
            is_admin=True,  # everyone with the token
            has_name=name is not None,
        )

    async def _send_welcome(self, page: PageConnection, person: ChatUser) -> None:
        language = await self._tutor.language(person)
        commands = tuple(
            Command(name=command.name, argument=command.argument, description=command.description)
            for command in self._tutor.commands(language)
        )
        examples = tuple(
            Example(label=self._translations.translate(language, f"local-example-{key}"), text=text)
            for key, text in EXAMPLES.items()
        )
        page.enqueue(
            Welcome(
                name=person.name,
                language=language,
                words=page_texts(self._translations, language),
                commands=commands,
                examples=examples,
                messages=await self.transcript.attach(page, person, language),
            )
        )

    async def _start_conversation(self, person: ChatUser) -> None:
        message_id = reply_id(str(uuid.uuid4()))
        reply = await self._tutor.command(person, "start", "", message_id)
        await self.transcript.add_reply(person.account, message_id, reply)

    async def _welcome_back(self, person: ChatUser) -> None:
        """Greet a learner who opens the chat on another day than that of the last message."""
        last = await self._history.history(person.account, 1)
        if not last:
            return
        message_id = reply_id(str(uuid.uuid4()))
        reply = await self._tutor.welcome_back(person, last[-1].created_at, message_id)
        if reply is not None:
            await self.transcript.add_reply(person.account, message_id, reply)

    async def _open_preview(self, person: ChatUser, *, is_first: bool) -> None:
        """Show the lesson of a preview; later the page that was read last, as it is now."""
        message_id = reply_id(str(uuid.uuid4()))
        argument = self._preview if is_first else ""
        reply = await self._tutor.command(person, "lesson", argument, message_id)
        await self.transcript.add_reply(person.account, message_id, reply)

    async def _may_retry(self, person: ChatUser, message: LearnerMessage) -> bool:
        return await self.transcript.count_try(person.account, message.id)

    async def _answer_skipped_message(self, person: ChatUser, message: LearnerMessage) -> None:
        """Reply to a message that crashes its handler that it is skipped, without parsing it."""
        log.error("message %s is skipped: %d tries were never finished", message.id, MAX_TRIES)
        language = await self._tutor.language(person)
        await self.transcript.put(reply_id(message.id), self._trouble(language, "left-aside"))

    async def _answer(self, person: ChatUser, message: LearnerMessage) -> Reply:
        with working_on(f"the local chat's message {message.id}"):
            return await self._put_answer(person, message)

    async def _put_answer(self, person: ChatUser, message: LearnerMessage) -> Reply:
        reply_to = reply_id(message.id)
        try:
            reply = await self._ask_tutor(person, message, reply_to)
        except Exception:
            log.exception("The tutor could not answer.")
            language: Language = await self._tutor.language(person)
            reply = self._trouble(language, "local-trouble")
        if not reply.pending:
            await self.transcript.put(reply_to, reply)
        # The verdict may have arrived already; then the pending reply is outdated.
        elif self.transcript.is_unanswered(person.account, message.id):
            try:
                await self.transcript.put(reply_to, reply)
            except Exception:  # the submission is stored, and its verdict replaces the placeholder
                log.exception("A pending reply could not be stored.")
        return reply

    def _trouble(self, language: Language, key: str) -> Reply:
        text = Text(markdown=self._translations.translate(language, key))
        return Reply(blocks=(text,), trouble=True)

    async def _ask_tutor(self, person: ChatUser, message: LearnerMessage, reply_to: str) -> Reply:
        match message:
            case LanguageChosen(language=language):
                return await self._tutor.command(person, "language", language, reply_to)
            case ButtonPressed(action=action, text=text):
                return await self._tutor.act(person, action, text, reply_to)
            case CodeFile(text=text, name=name) if name.casefold().endswith(COURSE_EXTENSION):
                course = (Part("code", text, "attachment", name),)
                return await self._tutor.message(person, "", reply_to, files=course)
            case CodeFile(text=text, name=name, repairs=repairs):
                parts = await read_message(text, "attachment") if repairs else ()
                files = with_repairs(parts, repairs)
                return await self._tutor.message(
                    person, "" if files else text, reply_to, files=files
                )
            case MessageSent(text=text):
                command = _COMMAND.fullmatch(text)
                if command is None:
                    return await self._tutor.message(person, text, reply_to)
                name, argument = command[1], command[2].strip()
                return await self._tutor.command(person, name, argument, reply_to)


def _tidy(name: str) -> str:
    """Return a name with single spaces between its words."""
    return " ".join(name.split())


def _plain(markdown: str) -> str:
    """Return text for a line of the page that renders no Markdown."""
    return markdown.replace("`", "")
