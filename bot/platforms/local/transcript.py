"""Every learner's log of messages: as it is kept, and as it is shown on the open pages."""

from __future__ import annotations

import asyncio
import functools
import logging
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
from bot.storage.engine.tries import MOST_TRIES
from bot.storage.local_chat.messages import LocalMessage, LocalMessages
from bot.tutor.identity import ChatUser
from bot.tutor.replies.model import Code, Reply
from bot.tutor.text.code_reader import read_code
from lessons.curriculum import Language

log = logging.getLogger(__name__)

PLACEHOLDER = Reply(blocks=(), pending=True)
"""Stands in the log from the moment that an ask is kept until the tutor has spoken."""

LANGUAGE_NAMES: dict[Language, str] = {"ja": "日本語", "en": "English"}  # each in its own words


def reply_id(ask_id: str) -> str:
    """The id of the reply to an ask; there is only ever one."""
    return f"{ask_id}-reply"


class Transcript:
    """The logs of those learners who have pages open, in step with the database.

    What is added is kept first and shown then, on all the pages of its learner.
    """

    def __init__(self, history: LocalMessages, words: Translations) -> None:
        self._history = history
        self._words = words
        self._seats: set[PageConnection] = set()
        self._logs = LogCache(lambda account: bool(self.connections_of(account)))
        self._in_step = asyncio.Lock()  # what is kept and what is shown do not drift apart

    async def open(self, account: str) -> None:
        """Reads a learner's history, unless it is in memory already."""
        async with self._in_step:
            if account in self._logs:
                return
            history = await self._history.history(account, MOST_SHOWN)
            self._logs.open(account)
            for line in filter(None, map(_read, history)):
                self._logs.put(account, line)

    async def attach(
        self, seat: PageConnection, person: ChatUser, language: Language
    ) -> tuple[Message, ...]:
        """Gives a page to a learner; from now on it is shown what is added. Returns the log."""
        drawn: dict[str, tuple[ChatMessage, Message]] = {}
        # Drawing leaves room for others, who may add lines meanwhile; those are drawn as well.
        while missing := [
            line
            for line in self.messages(person.account)
            if line.id not in drawn or drawn[line.id][0] != line
        ]:
            for line in missing:
                await _prepare(line)
                drawn[line.id] = line, self._drawn(line, language)
                await asyncio.sleep(0)
        seat.person, seat.language = person, language
        self._seats.add(seat)
        return tuple(drawn[line.id][1] for line in self.messages(person.account))

    def detach(self, seat: PageConnection) -> None:
        """A page has gone; its learner's log stays in memory while there is room."""
        self._seats.discard(seat)

    def messages(self, account: str) -> tuple[ChatMessage, ...]:
        """The latest messages of a learner whose history is open, oldest first."""
        return self._logs.messages(account)

    def is_unanswered(self, account: str, ask_id: str) -> bool:
        """Whether the ask is kept, but the tutor has not said a word to it yet."""
        line = self._logs.find(account, reply_id(ask_id))
        return line is not None and line.content == PLACEHOLDER

    async def add_learner_message(self, account: str, ask: LearnerMessage) -> bool:
        """Keeps an ask, and the place where its reply will stand; each of them once.

        Says whether the ask is new.
        """
        is_new = self._logs.find(account, ask.id) is None
        said: tuple[tuple[str, LearnerMessage | Reply], ...] = (
            (ask.id, ask),
            (reply_id(ask.id), PLACEHOLDER),
        )
        for message_id, each in said:
            if self._logs.find(account, message_id) is None:
                await self._add(account, message_id, each)
        return is_new

    async def count_try(self, account: str, ask_id: str) -> bool:
        """Counts one more try to answer an ask; False where there were too many of them.

        The count is kept before anything is drawn or answered, either of which may end this
        process. Of an ask that was tried too often, nothing but the characters is drawn.
        """
        async with self._in_step:
            tries = await self._history.count_try(ask_id)
            line = self._logs.find(account, ask_id)
            if line is not None:
                self._logs.put(account, replace(line, tries=tries))
        return tries <= MOST_TRIES

    async def add_reply(self, account: str, message_id: str, reply: Reply) -> None:
        """Adds a reply at the end; an id that is kept already keeps what stands there."""
        reply, contents = extract_attachments(reply)
        await self._add(account, message_id, reply, contents)

    async def put(self, message_id: str, reply: Reply) -> None:
        """Puts a reply in the place of an earlier one; a pending never replaces a final one."""
        await _prepare(ChatMessage(message_id, reply, 0))
        async with self._in_step:
            account = self._logs.owner(message_id)
            if account is not None and reply.pending and self._is_final(account, message_id):
                return
            reply, contents = extract_attachments(reply)
            written = reply.model_dump_json()
            await self._history.put(message_id, written, not reply.pending, contents)
            if account is not None:  # else nobody has opened that learner's log yet
                self._show(account, ChatMessage(message_id, reply, len(written)))

    async def forget(self, account: str) -> None:
        """Deletes a learner's log, but for the place of a reply that is just being made."""
        async with self._in_step:
            await self._history.forget(account)
            self._drop(account)

    async def refresh_message(self, message_id: str) -> str | None:
        """Show what another bot may have written, where its log is open here.

        Messages are only ever deleted with their whole log: where one that is known here is gone,
        the log is dropped, and its account returned.
        """
        if not self._logs.accounts:
            return None

        async def fetch() -> list[LocalMessage]:
            kept = await self._history.message(message_id)
            return [] if kept is None else [kept]

        if kept := await fetch():
            if kept[0].account in self._logs:
                await self._take_over(kept[0].account, fetch)
            return None
        async with self._in_step:
            account = self._logs.owner(message_id)
            if account is not None:
                self._drop(account)
        return account

    async def refresh_all(self) -> None:
        """Takes over what other bots may have written while nothing was heard of them."""
        for account in self._logs.accounts:
            await self._take_over(
                account, functools.partial(self._history.history, account, MOST_SHOWN)
            )

    def connections_of(self, account: str) -> tuple[PageConnection, ...]:
        """The learner's open pages."""
        return tuple(seat for seat in self._seats if seat.person and seat.person.account == account)

    def _drop(self, account: str) -> None:
        if account not in self._logs:
            return
        waiting = [line for line in self._logs.close(account) if line.content == PLACEHOLDER]
        self._logs.open(account)
        for line in waiting:
            self._logs.put(account, line)

    async def _take_over(
        self, account: str, fetch: Callable[[], Awaitable[Sequence[LocalMessage]]]
    ) -> None:
        for line in filter(None, map(_read, await fetch())):
            await _prepare(line)  # nobody else's log waits for that
        async with self._in_step:
            if account in self._logs:
                for line in filter(None, map(_read, await fetch())):
                    if self._logs.find(account, line.id) != line:
                        self._show(account, line)

    async def _add(
        self,
        account: str,
        message_id: str,
        said: LearnerMessage | Reply,
        contents: Sequence[Content] = (),
    ) -> None:
        content = said.model_dump_json()
        line = ChatMessage(message_id, said, len(content))
        await _prepare(line)
        async with self._in_step:
            await self._history.append(account, line.author, content, line.id, contents)
            self._show(account, line)

    def _is_final(self, account: str, message_id: str) -> bool:
        line = self._logs.find(account, message_id)
        return line is not None and isinstance(line.content, Reply) and not line.content.pending

    def _show(self, account: str, line: ChatMessage) -> None:
        self._logs.put(account, line)
        for seat in self.connections_of(account):
            seat.enqueue(self._drawn(line, seat.language))

    def _drawn(self, line: ChatMessage, language: Language) -> Message:
        written_in = language_of_message(line.content) or language
        t = self._words.translator(written_in)
        match line.content:
            case Reply() as reply:
                html, pending = render_reply(reply, t), reply.pending
            case MessageSent(text=text) | CodeFile(text=text) if line.tries > MOST_TRIES:
                html, pending = render_plain_text(text), False
            case MessageSent(text=text):
                html, pending = render_message(text, t), False
            case CodeFile(name=name, text=text):
                html, pending = render_code_file(name, text, t), False
            case ButtonPressed(label=label, text=text):
                html, pending = render_button_press(label, text), False
            case LanguageChosen(language=chosen):
                html, pending = render_button_press(LANGUAGE_NAMES[chosen], ""), False
        return Message(
            id=line.id, author=line.author, language=written_in, html=html, pending=pending
        )


async def _prepare(line: ChatMessage) -> None:
    """Read and highlight what takes long, beside the event loop; drawing finds the result."""
    if line.tries > MOST_TRIES:
        return  # nothing but its characters is drawn
    match line.content:
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


def unanswered_messages(lines: Sequence[ChatMessage]) -> tuple[LearnerMessage, ...]:
    """The asks that the tutor has not replied to: something stopped the bot."""
    answered = {line.id for line in lines if line.content != PLACEHOLDER}
    return tuple(
        line.content
        for line in lines
        if not isinstance(line.content, Reply) and reply_id(line.id) not in answered
    )


def _read(kept: LocalMessage) -> ChatMessage | None:
    try:
        if kept.author == "tutor":
            return ChatMessage(kept.id, Reply.model_validate_json(kept.content), len(kept.content))
        return ChatMessage(
            kept.id, LEARNER_MESSAGE.validate_json(kept.content), len(kept.content), kept.tries
        )
    except ValidationError as problem:
        log.warning("Message %s of the history cannot be read: %s", kept.id, problem)
        return None
