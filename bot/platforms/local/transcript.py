"""The learners' logs of messages: stores them, and shows them on the open pages."""

from __future__ import annotations

import asyncio
import functools
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from pydantic import ValidationError

from bot.i18n import Translations
from bot.platforms.local.attachments import extract_attachments
from bot.platforms.local.connections import PageConnection
from bot.platforms.local.highlighting import prepare_highlighting
from bot.platforms.local.language_detection import language_of_message
from bot.platforms.local.memory import MOST_SHOWN, ChatMessage, LogCache
from bot.platforms.local.protocol import (
    LEARNER_MESSAGE,
    ButtonPressed,
    CodeFile,
    LanguageChosen,
    LearnerMessage,
    Message,
    MessageSent,
)
from bot.platforms.local.rendering import (
    python_blocks,
    render_button_press,
    render_code_file,
    render_message,
    render_plain_text,
    render_reply,
)
from bot.storage.accounts.attachments import Content
from bot.storage.engine.tries import MAX_TRIES
from bot.storage.local_chat.messages import LocalMessage, LocalMessages
from bot.tutor.identity import ChatUser
from bot.tutor.replies.model import Code, Reply
from bot.tutor.text.code_reader import read_code
from grader.queues.isolation import Isolation
from lessons.curriculum import Language

log = logging.getLogger(__name__)

PLACEHOLDER = Reply(blocks=(), pending=True)
"""The reply to a learner's message until the tutor has answered."""


def reply_id(message_id: str) -> str:
    """Return the id of the one reply to a learner's message."""
    return f"{message_id}-reply"


class Transcript:
    """The logs of the learners with open pages, consistent with the database.

    A message is stored first, and then shown on all pages of its learner.
    """

    def __init__(self, history: LocalMessages, translations: Translations) -> None:
        self._history = history
        self._translations = translations
        self._pages: defaultdict[str, set[PageConnection]] = defaultdict(set)  # by account
        self._logs = LogCache(lambda account: bool(self.connections_of(account)))
        # Keeps database, memory and pages consistent: messages are written at the same time, in
        # the order of their arrival, but not while a whole log is read or deleted.
        self._isolation = Isolation()

    async def open(self, account: str) -> None:
        """Load a learner's log from the database, unless it is in memory."""
        if account in self._logs:
            return
        async with self._isolation.exclusive():
            if account in self._logs:
                return
            history = await self._history.history(account, MOST_SHOWN)
            self._logs.open(account)
            for message in filter(None, map(_parse, history)):
                self._logs.put(account, message)

    async def attach(
        self, page: PageConnection, person: ChatUser, language: Language
    ) -> tuple[Message, ...]:
        """Show a learner's log on a page from now on; return its messages."""
        rendered: dict[str, tuple[ChatMessage, Message]] = {}
        # While this yields to other tasks, they may add messages, which are rendered as well.
        while missing := [
            message
            for message in self.messages(person.account)
            if message.id not in rendered or rendered[message.id][0] != message
        ]:
            for message in missing:
                await _prepare(message)
                rendered[message.id] = message, self._render(message, language)
                await asyncio.sleep(0)
        self.detach(page)
        page.person, page.language = person, language
        self._pages[person.account].add(page)
        return tuple(rendered[each.id][1] for each in self.messages(person.account))

    def detach(self, page: PageConnection) -> None:
        """Stop showing messages on a page; its learner's log may stay in memory."""
        account = page.person.account if page.person else ""
        self._pages[account].discard(page)
        if not self._pages[account]:
            del self._pages[account]

    def messages(self, account: str) -> tuple[ChatMessage, ...]:
        """Return the latest messages of a learner whose log is open, oldest first."""
        return self._logs.messages(account)

    def has_reply(self, account: str, message_id: str) -> bool:
        """Return whether a learner's log has that reply of the tutor's, and it is final."""
        return self._is_final(account, message_id)

    def is_unanswered(self, account: str, message_id: str) -> bool:
        """Return whether the message is stored, and its reply is still the placeholder."""
        reply = self._logs.find(account, reply_id(message_id))
        return reply is not None and reply.content == PLACEHOLDER

    async def add_learner_message(self, account: str, message: LearnerMessage) -> bool:
        """Add a message and the placeholder of its reply, each once; return whether it is new."""
        is_new = self._logs.find(account, message.id) is None
        contents: tuple[tuple[str, LearnerMessage | Reply], ...] = (
            (message.id, message),
            (reply_id(message.id), PLACEHOLDER),
        )
        added, rows = [], []
        for message_id, content in contents:
            if self._logs.find(account, message_id) is None:
                json = content.model_dump_json()
                added.append(ChatMessage(message_id, content, len(json)))
                rows.append((message_id, added[-1].author, json))
        for each in added:
            await _prepare(each)
        if added:
            async with self._isolation.shared():
                await self._history.append_all(account, rows)
                for each in added:
                    self._show(account, each)
        return is_new

    async def count_try(self, account: str, message_id: str) -> bool:
        """Count another try to answer a message; return False if there were too many.

        The count is stored before the message is rendered or answered, as either may crash this
        process. A message with too many tries is rendered as plain text.
        """
        async with self._isolation.exclusive():
            tries = await self._history.count_try(message_id)
            message = self._logs.find(account, message_id)
            if message is not None:
                self._logs.put(account, replace(message, tries=tries))
        return tries <= MAX_TRIES

    async def add_reply(self, account: str, message_id: str, reply: Reply) -> None:
        """Add a reply at the end; do nothing if there is a message with that id."""
        reply, contents = extract_attachments(reply)
        await self._add(account, message_id, reply, contents)

    async def put(self, message_id: str, reply: Reply) -> bool:
        """Replace a reply, and return whether there is one with that id that may be replaced.

        A pending one, or one about trouble, never replaces a final one.
        """
        await _prepare(ChatMessage(message_id, reply, 0))
        reply, contents = extract_attachments(reply)
        replaces_final = not (reply.pending or reply.trouble)
        async with self._isolation.shared():
            account = self._logs.owner(message_id)
            if account is not None and not replaces_final and self._is_final(account, message_id):
                return False
            content = reply.model_dump_json()
            is_replaced = await self._history.update(
                message_id, content, not reply.pending, contents, replaces_final=replaces_final
            )
            # Where the log is not open, there is nothing to show.
            account = self._logs.owner(message_id)
            if account is not None and (is_replaced or replaces_final):
                self._show(account, ChatMessage(message_id, reply, len(content)))
            return is_replaced

    async def forget(self, account: str) -> None:
        """Delete a learner's log, except for placeholders of replies in progress."""
        async with self._isolation.exclusive():
            await self._history.delete_log(account)
            self._clear(account)

    async def refresh_message(self, message_id: str) -> str | None:
        """Show a message that another bot may have written, if its log is open here.

        Messages are deleted only with their whole log: if a known one is not in the database, clear
        the log and return its account.
        """
        if not self._logs.accounts:
            return None

        async def fetch() -> list[LocalMessage]:
            stored = await self._history.find_message(message_id)
            return [] if stored is None else [stored]

        if stored := await fetch():
            if stored[0].account in self._logs:
                await self._refresh(stored[0].account, fetch)
            return None
        async with self._isolation.exclusive():
            account = self._logs.owner(message_id)
            if account is not None:
                self._clear(account)
        return account

    async def refresh_all(self) -> tuple[str, ...]:
        """Show what other bots may have written while no notifications arrived.

        Clear the logs that they deleted, and return their accounts.
        """
        deleted = []
        for account in self._logs.accounts:
            if await self._clear_if_deleted(account):
                deleted.append(account)
            await self._refresh(
                account, functools.partial(self._history.history, account, MOST_SHOWN)
            )
        return tuple(deleted)

    def connections_of(self, account: str) -> tuple[PageConnection, ...]:
        """Return the learner's open pages."""
        return tuple(self._pages.get(account, ()))

    def _clear(self, account: str) -> None:
        if account not in self._logs:
            return
        placeholders = [each for each in self._logs.close(account) if each.content == PLACEHOLDER]
        self._logs.open(account)
        for message in placeholders:
            self._logs.put(account, message)

    async def _clear_if_deleted(self, account: str) -> bool:
        """Clear a log that is no longer in the database, and return whether it is so."""
        async with self._isolation.exclusive():
            known = self._logs.messages(account)
            if not known or await self._history.find_message(known[-1].id) is not None:
                return False
            self._clear(account)
            return True

    async def _refresh(
        self, account: str, fetch: Callable[[], Awaitable[Sequence[LocalMessage]]]
    ) -> None:
        for message in filter(None, map(_parse, await fetch())):
            await _prepare(message)  # outside of the lock, as it may be slow
        async with self._isolation.exclusive():
            if account in self._logs:
                for message in filter(None, map(_parse, await fetch())):
                    if self._logs.find(account, message.id) != message:
                        self._show(account, message)

    async def _add(
        self,
        account: str,
        message_id: str,
        content: LearnerMessage | Reply,
        attachments: Sequence[Content] = (),
    ) -> None:
        json = content.model_dump_json()
        message = ChatMessage(message_id, content, len(json))
        await _prepare(message)
        async with self._isolation.shared():
            await self._history.append(account, message.author, json, message.id, attachments)
            self._show(account, message)

    def _is_final(self, account: str, message_id: str) -> bool:
        message = self._logs.find(account, message_id)
        if message is None or not isinstance(message.content, Reply):
            return False
        return not message.content.pending

    def _show(self, account: str, message: ChatMessage) -> None:
        self._logs.put(account, message)
        for page in self.connections_of(account):
            page.enqueue(self._render(message, page.language))

    def _render(self, message: ChatMessage, language: Language) -> Message:
        written_in = language_of_message(message.content) or language
        t = self._translations.translator(written_in)
        match message.content:
            case Reply() as reply:
                html, pending = render_reply(reply, t), reply.pending
            case MessageSent(text=text) | CodeFile(text=text) if message.tries > MAX_TRIES:
                html, pending = render_plain_text(text), False
            case MessageSent(text=text):
                html, pending = render_message(text, t), False
            case CodeFile(name=name, text=text):
                html, pending = render_code_file(name, text, t), False
            case ButtonPressed(label=label, text=text):
                html, pending = render_button_press(label, text), False
            case LanguageChosen(language=chosen):
                name = self._translations.language_name(chosen)
                html, pending = render_button_press(name, ""), False
        return Message(
            id=message.id, author=message.author, language=written_in, html=html, pending=pending
        )


async def _prepare(message: ChatMessage) -> None:
    """Parse and highlight code in helper processes, so that rendering finds the results."""
    if message.tries > MAX_TRIES:
        return  # it is rendered as plain text
    match message.content:
        case Reply(blocks=blocks):
            codes = [each.text for each in blocks if isinstance(each, Code)]
        case MessageSent(text=text):
            await read_code(text)
            codes = python_blocks(text)
        case CodeFile(text=text):
            codes = [text.strip("\n")]
        case _:
            return
    for code in codes:
        await prepare_highlighting(code)


def unanswered_messages(messages: Sequence[ChatMessage]) -> tuple[LearnerMessage, ...]:
    """Return the learner's messages without a reply, which are left if the bot was stopped."""
    answered = {each.id for each in messages if each.content != PLACEHOLDER}
    return tuple(
        each.content
        for each in messages
        if not isinstance(each.content, Reply) and reply_id(each.id) not in answered
    )


def _parse(stored: LocalMessage) -> ChatMessage | None:
    """Parse a message from the database; None for one of an incompatible version."""
    try:
        if stored.author == "tutor":
            return ChatMessage(
                stored.id, Reply.model_validate_json(stored.content), len(stored.content)
            )
        return ChatMessage(
            stored.id,
            LEARNER_MESSAGE.validate_json(stored.content),
            len(stored.content),
            stored.tries,
        )
    except ValidationError as problem:
        log.warning("Message %s of the history cannot be read: %s", stored.id, problem)
        return None
