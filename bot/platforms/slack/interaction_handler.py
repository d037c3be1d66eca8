"""What learners do on Slack goes to the tutor, and its replies into their places.

Everything here was acknowledged before.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.models.views import View

from bot.i18n import Translations, Translator, as_language
from bot.platforms.attachments import Attachment, AttachmentError, extract_code, has_bad_fence
from bot.platforms.error_replies import log_with_error_id, trouble
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
from bot.tutor.replies.model import Reply, Text
from bot.tutor.service import Tutor
from bot.tutor.text.code_reader import read_code
from lessons.curriculum import Language

log = logging.getLogger(__name__)

LONGEST_DOWNLOAD_S = 30.0
PATIENCE_S = 0.7  # for the profile and the database, where Slack waits for a modal
MOST_AT_WORK = 2
"""Replies that are made at the same time; in a rush acknowledgements go before them."""

_OPENED = frozenset({"exchanged_trigger_id", "duplicate_external_id"})
"""What Slack says where another attempt or another process was first to open a modal."""

# Its marks are escaped, and not in a block of code, so that what is copied from it works.
_EXAMPLE = "\\`\\`\\`  \ndef double(x): return x \\* 2  \n\\`\\`\\`"

JSON = dict[str, Any]
Consult = Callable[[ChatUser, str], Awaitable[Reply]]
"""Asks the tutor, given who asks and the `reply_to` of the place."""


class InteractionHandler:
    """Takes commands, presses, forms and messages to the tutor, at most MOST_AT_WORK at once."""

    def __init__(
        self,
        api: Api,
        tutor: Tutor,
        people: UserDirectory,
        post: ReplySender,
        *,
        words: Translations,
        language: Language,
    ) -> None:
        self._api = api
        self._tutor = tutor
        self._people = people
        self._post = post
        self._words = words
        self._language = language
        self._at_work = asyncio.Semaphore(MOST_AT_WORK)

    async def on_command(
        self, who: SlackUser, place: InteractionTarget, name: str, text: str, trigger: str
    ) -> None:
        """A slash command; `trigger` opens a modal for the next three seconds."""
        if name in CODE_COMMANDS and not (await read_code(_without_name(text))).is_code:
            purpose = self._purpose(f"command:{name}:{text}" if text else f"command:{name}", place)
            await self._open(
                who,
                place,
                trigger,
                lambda t, language: code_modal(t, f"/{name}", purpose(language)),
            )
            return
        said = resolve_mentions(text, who.team)

        async def ask_tutor(person: ChatUser, reply_to: str) -> Reply:
            reply = await self._limited(self._tutor.command(person, name, said, reply_to))
            return await self._with_ways(reply, person) if name == "help" else reply

        await self._answer(who, place, ask_tutor)

    async def on_shortcut(
        self, who: SlackUser, place: InteractionTarget, command: str, message: JSON
    ) -> None:
        """Grades or runs the code in somebody's message, for whoever opened its menu."""

        async def ask_tutor(person: ChatUser, reply_to: str) -> Reply:
            t = await self._voice(person)
            text = await self._text(who.team, message_text(message), parse_attachments(message), t)
            if not text.strip():
                return _sentence(t("slack-menu-nothing"), _EXAMPLE)
            return await self._limited(self._tutor.command(person, command, text, reply_to))

        await self._answer(who, place, ask_tutor)

    async def on_press(
        self, who: SlackUser, place: InteractionTarget, action: str, chosen: str
    ) -> Reply | None:
        """A button or a menu, of whatever age and whichever process sent it."""

        async def ask_tutor(person: ChatUser, reply_to: str) -> Reply:
            return await self._limited(self._tutor.act(person, action, chosen, reply_to))

        return await self._answer(who, place, ask_tutor)

    async def on_form_button(
        self, who: SlackUser, place: InteractionTarget, form: FormButton, trigger: str
    ) -> None:
        """Opens the modal that a button stands for; `trigger` allows it for three seconds."""
        purpose = self._purpose(form.action, place)
        draw = code_modal if form.is_code else answer_modal
        await self._open(
            who,
            place,
            trigger,
            lambda t, language: draw(t, form.title, purpose(language), form.value),
        )

    def faults(self, filled: ModalSubmission) -> dict[str, str]:
        """What to say at which field of a modal, so that it stays open; empty where all is well."""
        if not filled.is_code or filled.text.strip() or filled.files:
            return {}
        t = self._words.translator(filled.purpose.language)
        return {"text": t("slack-nothing-given")}

    async def on_form(
        self, who: SlackUser, place: InteractionTarget, filled: ModalSubmission
    ) -> None:
        """A modal that was sent."""

        async def ask_tutor(person: ChatUser, reply_to: str) -> Reply:
            t = await self._voice(person)
            text = await self._text(who.team, filled.text, filled.files, t)
            action = filled.purpose.action
            kind, _, rest = action.partition(":")
            if kind != "command":
                return await self._limited(self._tutor.act(person, action, text, reply_to))
            name, _, argument = rest.partition(":")
            given = f"{argument}\n{text}" if argument else text
            return await self._limited(self._tutor.command(person, name, given, reply_to))

        await self._answer(who, place, ask_tutor)

    async def on_message(
        self, who: SlackUser, place: MessageTarget, text: str, files: tuple[Attachment, ...]
    ) -> None:
        """A message that is meant for the tutor; `text` is what it says to it."""

        async def ask_tutor(person: ChatUser, reply_to: str) -> Reply:
            t = await self._voice(person)
            code = await self._text(who.team, text, files, t)
            if await has_bad_fence(code):
                return _sentence(t("slack-bad-fence"), _EXAMPLE)
            return await self._limited(self._tutor.message(person, code, reply_to))

        await self._answer(who, place, ask_tutor, first=not place.edit)

    async def leave_aside(self, who: SlackUser, place: MessageTarget) -> None:
        """Says of a message that it is not read: each try to read it ended a process of ours."""
        t = self._words.translator(await self._quick_language(who))
        await self._post.send_or_edit(place, _sentence(t("left-aside")), first=not place.edit)

    async def _answer(
        self, who: SlackUser, place: ReplyTarget, consult: Consult, *, first: bool = True
    ) -> Reply | None:
        """Has the tutor answer, and puts the reply in its place."""
        try:
            person = await self._people.fetch(who)
            reply = await consult(person, place.address)
        except AttachmentError as problem:
            reply = _sentence(str(problem))
        except Exception as problem:
            reply = self._trouble(who, problem)
        try:
            await self._post.send_or_edit(place, reply, first=first)
        except Exception as problem:
            is_slacks = isinstance(problem, (SlackClientError, *CONNECTION_ERRORS))
            if is_slacks and not is_rejected(problem):
                raise  # Slack itself is out of reach
            await self._post.send_or_edit(place, self._trouble(who, problem), first=False)
        return reply

    def _trouble(self, who: SlackUser, problem: Exception) -> Reply:
        """Logs an error of ours, and tells the learner its number."""
        number = log_with_error_id(f"user {who.id} could not be answered", problem)
        person = self._people.cached(who)
        t = self._words.translator(as_language(person.locale) or self._language)
        return trouble(t, number)

    async def _limited(self, answer: Coroutine[Any, Any, Reply]) -> Reply:
        async with self._at_work:
            return await answer

    async def _open(
        self,
        who: SlackUser,
        place: InteractionTarget,
        trigger: str,
        draw: Callable[[Translator, Language], View],
    ) -> None:
        """Opens a modal; where it is too late for one, says so."""
        language = await self._quick_language(who)
        view = draw(self._words.translator(language), language)
        try:
            client = await self._api.client_for(who.team)
            await with_retries(lambda: client.views_open(trigger_id=trigger, view=view))
        except (SlackApiError, *CONNECTION_ERRORS) as problem:
            if isinstance(problem, SlackApiError) and error_code(problem) in _OPENED:
                log.info("the form for user %s was open already", who.id)
                return
            await self._post.send_or_edit(place, self._trouble(who, problem), first=True)

    def _purpose(self, action: str, place: InteractionTarget) -> Callable[[Language], Purpose]:
        return lambda language: Purpose(
            action, language, place.channel, place.thread, place.url, place.began
        )

    async def _text(
        self, team: str, text: str, files: tuple[Attachment, ...], t: Translator
    ) -> str:
        async def fetch(url: str) -> bytes:
            return await with_retries(lambda: self._api.download(team, url))

        async with asyncio.timeout(LONGEST_DOWNLOAD_S):
            return await extract_code(text, files, fetch, t)

    async def _voice(self, person: ChatUser) -> Translator:
        return self._words.translator(await self._tutor.language(person))

    async def _quick_language(self, who: SlackUser) -> Language:
        """The learner's language; their profile's, or the default, where that takes too long."""

        async def language() -> Language:
            return await self._tutor.language(await self._people.fetch(who))

        asked = asyncio.ensure_future(language())
        done, _ = await asyncio.wait({asked}, timeout=PATIENCE_S)
        if asked in done and asked.exception() is None:
            return asked.result()
        return as_language(self._people.cached(who).locale) or self._language

    async def _with_ways(self, reply: Reply, person: ChatUser) -> Reply:
        """Help, with the ways in which code can be given here."""
        ways = Text(markdown=(await self._voice(person))("slack-ways"))
        return reply.model_copy(update={"blocks": (*reply.blocks, ways)})


def _sentence(*markdown: str) -> Reply:
    return Reply(threadable=True, blocks=tuple(Text(markdown=each) for each in markdown))


def _without_name(text: str) -> str:
    """What follows an exercise's name, such as the code in `/submit tensors/evens def evens…`."""
    first, _, rest = text.strip().partition(" ")
    return rest if "/" in first else text
