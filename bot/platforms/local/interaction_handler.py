"""What learners do on their pages goes to the tutor, and its replies into their logs.

An ask is kept before it is answered, together with the place for its reply. Whatever stops the
bot in between, that learner's next page finds the place empty and has the ask answered.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import uuid
from collections import defaultdict
from typing import Any

from bot.i18n import Translations, as_language
from bot.platforms.attachments import Attachment, AttachmentError, extract_code
from bot.platforms.local.account_keys import UNNAMED, account_of, is_presentable
from bot.platforms.local.announcements import CHANNEL, LocalAnnouncer
from bot.platforms.local.connections import PageConnection
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
from bot.storage.engine.tries import MOST_TRIES
from bot.storage.local_chat.messages import LocalMessages
from bot.tutor.identity import ChatUser
from bot.tutor.replies.model import Reply, Text
from bot.tutor.service import Tutor
from bot.tutor.text.code_reader import code_of_notebook
from common.operations.watchdog import working_on
from lessons.curriculum import Language

log = logging.getLogger(__name__)

PLATFORM = "local"
MOST_EXPORTED = 100_000  # messages
PASTED_NOTEBOOK = "notebook.ipynb"  # what a notebook is called that came without a name

EXAMPLES = {
    "lesson": "/lesson",
    "exercise": "/exercise",
    "run": "/run\nimport torch\n\ntorch.arange(6) ** 2",
    "help": "/help",
}
"""What whoever has never sent anything is offered to send; labels are `local-example-…`."""

_COMMAND = re.compile(r"\s*/([^\s/]+)\s*(.*)", re.DOTALL)


class InteractionHandler:
    """Takes what pages send to the tutor, one ask of each learner's after the other."""

    def __init__(
        self, tutor: Tutor, history: LocalMessages, translations: Translations, language: Language
    ) -> None:
        self.transcript = Transcript(history, translations)
        self._tutor = tutor
        self._words = translations
        self._language = language
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._history = history
        tutor.on_delivery(PLATFORM, self.transcript.put)
        tutor.on_keeping(PLATFORM, self)
        tutor.on_posting(PLATFORM, LocalAnnouncer(self.transcript, history))

    async def on_hello(self, seat: PageConnection, hello: Hello) -> None:
        """Shows a learner's log on a page, and answers what was left unanswered in it.

        A name that nobody could read is refused instead, and the page has no learner then.
        """
        if hello.learner is not None and not is_presentable(_tidy(hello.learner)):
            self.transcript.detach(seat)
            seat.person = None
            language = as_language(hello.locale) or self._language
            seat.enqueue(NameRefused(text=self._words.say(language, "local-name-refused")))
            return
        person = self._person(hello)
        async with self._turns[person.account]:
            await self.transcript.open(person.account)
            lines = self.transcript.messages(person.account)
            unanswered = unanswered_messages(lines)
            to_be_tried = [ask for ask in unanswered if await self._may_try_again(person, ask)]
            await self._show_all(seat, person)
            for ask in unanswered:
                await self.transcript.add_learner_message(person.account, ask)
                if ask in to_be_tried:
                    await self._answer(person, ask)
                else:
                    await self._leave_aside(person, ask)
            if not lines:
                await self._open(person)

    async def on_message(self, seat: PageConnection, ask: LearnerMessage) -> None:
        """Keeps what the learner did, and has it answered; the same ask again changes nothing."""
        person = seat.person
        if person is None:
            return
        if isinstance(ask, MessageSent) and (code := await code_of_notebook(ask.text)) is not None:
            ask = CodeFile(id=ask.id, name=PASTED_NOTEBOOK, text=code)
        async with self._turns[person.account]:
            is_new = await self.transcript.add_learner_message(person.account, ask)
            seat.enqueue(Received(id=ask.id))
            if self.transcript.is_unanswered(person.account, ask.id):
                if is_new or await self._may_try_again(person, ask):
                    await self._answer(person, ask)
                else:
                    await self._leave_aside(person, ask)
            if await self._tutor.language(person) != seat.language:
                await self._show_all(seat, person)

    async def on_upload(self, seat: PageConnection, sent: Upload) -> None:
        """Takes the code out of a file; of one that holds none, the page is told why."""
        file = Attachment(sent.name, len(sent.content), url="")

        async def content(_: str) -> bytes:
            return sent.content

        try:
            code = await extract_code("", [file], content, self._words.translator(seat.language))
        except AttachmentError as refusal:
            seat.enqueue(Problem(text=_plain(str(refusal)), id=sent.id))
            return
        await self.on_message(seat, CodeFile(id=sent.id, name=sent.name, text=code))

    async def on_complete(self, seat: PageConnection, asked: Complete) -> None:
        """Tells the page how a command may go on; nothing to a page without a learner."""
        if seat.person is not None:
            choices = await self._tutor.complete(seat.person, asked.command, asked.prefix)
            seat.enqueue(Completions(request_id=asked.request_id, choices=choices))

    async def held(self, account: str) -> list[dict[str, Any]]:
        """A learner's whole log, for their export."""
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
        """Deletes a learner's log, also from the pages that show it."""
        await self.transcript.forget(account)
        await self._show_anew(account)

    async def follow_changes(self) -> None:
        """Until it is cancelled, shows on the pages here what other bots write for them."""
        await self._history.listen(self._heard, self.transcript.refresh_all)

    async def _heard(self, message_id: str) -> None:
        forgotten = await self.transcript.refresh_message(message_id)
        if forgotten is not None:
            await self._show_anew(forgotten)

    async def _show_anew(self, account: str) -> None:
        for seat in self.transcript.connections_of(account):
            if seat.person is not None:
                await self._show_all(seat, seat.person)

    def _person(self, hello: Hello) -> ChatUser:
        language = as_language(hello.locale) or self._language
        name = _tidy(hello.learner) if hello.learner is not None else None
        return ChatUser(
            platform=PLATFORM,
            account=UNNAMED if name is None else account_of(name),
            name=self._words.say(language, "local-unnamed") if name is None else name,
            locale=hello.locale,
            place=PLATFORM,
            channel=CHANNEL,
            is_admin=True,  # whoever is at this machine
        )

    async def _show_all(self, seat: PageConnection, person: ChatUser) -> None:
        language = await self._tutor.language(person)
        commands = tuple(
            Command(name=command.name, argument=command.argument, description=command.description)
            for command in self._tutor.commands(language)
        )
        examples = tuple(
            Example(label=self._words.say(language, f"local-example-{key}"), text=text)
            for key, text in EXAMPLES.items()
        )
        seat.enqueue(
            Welcome(
                name=person.name,
                language=language,
                words=page_texts(self._words, language),
                commands=commands,
                examples=examples,
                messages=await self.transcript.attach(seat, person, language),
            )
        )

    async def _open(self, person: ChatUser) -> None:
        message_id = reply_id(str(uuid.uuid4()))
        reply = await self._tutor.command(person, "start", "", message_id)
        await self.transcript.add_reply(person.account, message_id, reply)

    async def _may_try_again(self, person: ChatUser, ask: LearnerMessage) -> bool:
        return await self.transcript.count_try(person.account, ask.id)

    async def _leave_aside(self, person: ChatUser, ask: LearnerMessage) -> None:
        """Answers an ask that has no end, without looking into it."""
        log.error("message %s is left aside: %d tries had no end", ask.id, MOST_TRIES)
        language = await self._tutor.language(person)
        reply = Reply(blocks=(Text(markdown=self._words.say(language, "left-aside")),))
        await self.transcript.put(reply_id(ask.id), reply)

    async def _answer(self, person: ChatUser, ask: LearnerMessage) -> None:
        with working_on(f"the local chat's message {ask.id}"):
            await self._answer_named(person, ask)

    async def _answer_named(self, person: ChatUser, ask: LearnerMessage) -> None:
        reply_to = reply_id(ask.id)
        try:
            reply = await self._consult(person, ask, reply_to)
        except Exception:
            log.exception("The tutor could not answer.")
            language: Language = await self._tutor.language(person)
            reply = Reply(blocks=(Text(markdown=self._words.say(language, "local-trouble")),))
        # A verdict can be quicker than the word that it will come; then that word is late.
        if not reply.pending or self.transcript.is_unanswered(person.account, ask.id):
            await self.transcript.put(reply_to, reply)

    async def _consult(self, person: ChatUser, ask: LearnerMessage, reply_to: str) -> Reply:
        match ask:
            case LanguageChosen(language=language):
                return await self._tutor.command(person, "language", language, reply_to)
            case ButtonPressed(action=action, text=text):
                return await self._tutor.act(person, action, text, reply_to)
            case CodeFile(text=text):
                return await self._tutor.message(person, text, reply_to)
            case MessageSent(text=text):
                command = _COMMAND.fullmatch(text)
                if command is None:
                    return await self._tutor.message(person, text, reply_to)
                name, argument = command[1], command[2].strip()
                return await self._tutor.command(person, name, argument, reply_to)


def _tidy(name: str) -> str:
    """Return a name with single spaces between its words, as everybody will see it."""
    return " ".join(name.split())


def _plain(markdown: str) -> str:
    """A short sentence for a line of the page that draws no Markdown."""
    return markdown.replace("`", "")
