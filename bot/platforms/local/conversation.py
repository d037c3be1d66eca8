"""What learners do on their pages goes to the tutor, and its replies into their logs.

An ask is kept before it is answered, together with the place for its reply. Whatever stops the
bot in between, that learner's next page finds the place empty and has the ask answered.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import unicodedata
import uuid
from collections import defaultdict
from typing import Any

from bot.i18n import Words, as_language
from bot.platforms.local.front import words_of_page
from bot.platforms.local.noticeboard import CHANNEL, Noticeboard
from bot.platforms.local.seats import Seat
from bot.platforms.local.transcript import Transcript, reply_id, unanswered_asks
from bot.platforms.local.wire import (
    Ask,
    CodeFile,
    Command,
    Complete,
    Completions,
    Example,
    Hello,
    Press,
    Problem,
    Received,
    Say,
    Speak,
    Upload,
    Welcome,
)
from bot.platforms.pastes import FileSent, Unreadable, text_of
from bot.storage.local_chat import LocalMessages
from bot.storage.local_news import News
from bot.tutor.people import Person
from bot.tutor.replies import Reply, Text
from bot.tutor.tutor import Tutor
from lessons.paste import notebook_code
from lessons.records import Language

log = logging.getLogger(__name__)

PLATFORM = "local"
MOST_EXPORTED = 100_000  # messages
PASTED_NOTEBOOK = "notebook.ipynb"  # what a notebook is called that came without a name
UNNAMED = "learner"  # the account of whoever has given no name

EXAMPLES = {
    "lesson": "/lesson",
    "exercise": "/exercise",
    "run": "/run\nimport torch\n\ntorch.arange(6) ** 2",
    "help": "/help",
}
"""What whoever has never sent anything is offered to send; labels are `local-example-…`."""

_COMMAND = re.compile(r"\s*/([^\s/]+)\s*(.*)", re.DOTALL)


def account_of(name: str) -> str:
    """One account a name: neither capitals nor full-width letters make another learner."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\W_]+", "-", plain).strip("-") or UNNAMED


class Conversation:
    """Takes what pages send to the tutor, one ask of each learner's after the other."""

    def __init__(
        self, tutor: Tutor, history: LocalMessages, words: Words, language: Language
    ) -> None:
        self.transcript = Transcript(history, words)
        self._tutor = tutor
        self._words = words
        self._language = language
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._history = history
        tutor.on_delivery(PLATFORM, self.transcript.put)
        tutor.on_keeping(PLATFORM, self)
        tutor.on_posting(PLATFORM, Noticeboard(self.transcript, history))

    async def welcome(self, seat: Seat, hello: Hello) -> None:
        """Shows a learner's log on a page, and answers what was left unanswered in it."""
        person = self._person(hello)
        async with self._turns[person.account]:
            await self.transcript.open(person.account)
            await self._show_all(seat, person)
            lines = self.transcript.lines(person.account)
            for ask in unanswered_asks(lines):
                await self.transcript.add_ask(person.account, ask)
                await self._answer(person, ask)
            if not lines:
                await self._open(person)

    async def ask(self, seat: Seat, ask: Ask) -> None:
        """Keeps what the learner did, and has it answered; the same ask again changes nothing."""
        person = seat.person
        if person is None:
            return
        if isinstance(ask, Say) and (code := notebook_code(ask.text)) is not None:
            ask = CodeFile(id=ask.id, name=PASTED_NOTEBOOK, text=code)
        async with self._turns[person.account]:
            await self.transcript.add_ask(person.account, ask)
            seat.tell(Received(id=ask.id))
            if self.transcript.is_unanswered(person.account, ask.id):
                await self._answer(person, ask)
            if await self._tutor.language(person) != seat.language:
                await self._show_all(seat, person)

    async def upload(self, seat: Seat, sent: Upload) -> None:
        """Takes the code out of a file; of one that holds none, the page is told why."""
        file = FileSent(sent.name, len(sent.content), url="")

        async def content(_: str) -> bytes:
            return sent.content

        try:
            code = await text_of("", [file], content, self._words.voice(seat.language))
        except Unreadable as refusal:
            seat.tell(Problem(text=_plain(str(refusal)), id=sent.id))
            return
        await self.ask(seat, CodeFile(id=sent.id, name=sent.name, text=code))

    async def complete(self, seat: Seat, asked: Complete) -> None:
        """Tells the page how a command may go on; nothing to a page without a learner."""
        if seat.person is not None:
            choices = await self._tutor.complete(seat.person, asked.command, asked.prefix)
            seat.tell(Completions(turn=asked.turn, choices=choices))

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

    async def hear_others(self) -> None:
        """Until it is cancelled, shows on the pages here what other bots write for them."""
        await self._history.listen(self._heard, self.transcript.catch_up)

    async def _heard(self, news: News) -> None:
        if news.message:
            await self.transcript.written(news.account, news.message)
        else:
            await self.transcript.forgotten(news.account)
            await self._show_anew(news.account)

    async def _show_anew(self, account: str) -> None:
        for seat in self.transcript.seats_of(account):
            if seat.person is not None:
                await self._show_all(seat, seat.person)

    def _person(self, hello: Hello) -> Person:
        language = as_language(hello.locale) or self._language
        return Person(
            platform=PLATFORM,
            account=account_of(hello.learner or UNNAMED),
            name=hello.learner or self._words.say(language, "local-unnamed"),
            locale=hello.locale,
            place=PLATFORM,
            channel=CHANNEL,
            manages=True,  # whoever is at this machine
        )

    async def _show_all(self, seat: Seat, person: Person) -> None:
        language = await self._tutor.language(person)
        commands = tuple(
            Command(name=command.name, argument=command.argument, description=command.description)
            for command in self._tutor.commands(language)
        )
        examples = tuple(
            Example(label=self._words.say(language, f"local-example-{key}"), text=text)
            for key, text in EXAMPLES.items()
        )
        seat.tell(
            Welcome(
                name=person.name,
                language=language,
                words=words_of_page(self._words, language),
                commands=commands,
                examples=examples,
                messages=self.transcript.seat(seat, person, language),
            )
        )

    async def _open(self, person: Person) -> None:
        message_id = reply_id(str(uuid.uuid4()))
        reply = await self._tutor.command(person, "start", "", message_id)
        await self.transcript.add_reply(person.account, message_id, reply)

    async def _answer(self, person: Person, ask: Ask) -> None:
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

    async def _consult(self, person: Person, ask: Ask, reply_to: str) -> Reply:
        match ask:
            case Speak(language=language):
                return await self._tutor.command(person, "language", language, reply_to)
            case Press(action=action, text=text):
                return await self._tutor.act(person, action, text, reply_to)
            case CodeFile(text=text):
                return await self._tutor.message(person, text, reply_to)
            case Say(text=text):
                command = _COMMAND.fullmatch(text)
                if command is None:
                    return await self._tutor.message(person, text, reply_to)
                name, argument = command[1], command[2].strip()
                return await self._tutor.command(person, name, argument, reply_to)


def _plain(markdown: str) -> str:
    """A short sentence for a line of the page that draws no Markdown."""
    return markdown.replace("`", "")
