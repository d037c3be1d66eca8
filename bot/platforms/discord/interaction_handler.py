"""What learners do on Discord goes to the tutor, and its replies into their places.

Everything is acknowledged before anything slow is done.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any, cast

import discord
from discord.http import Route

from bot.i18n import Translations, Translator, as_language
from bot.platforms.allowed_hosts import ForeignAddressError, belongs_to
from bot.platforms.attachments import Attachment, AttachmentError, extract_code, has_bad_fence
from bot.platforms.discord.defer import Seen, acknowledge, respond_idempotent
from bot.platforms.discord.errors import UNSENT, is_out_of_reach
from bot.platforms.discord.modals import (
    code_form_action,
    code_modal,
    label_of,
    modal_for_button,
    read_filled,
)
from bot.platforms.discord.options import PostChannel
from bot.platforms.discord.rendering import MANY_LINES, ONE_LINE, draw
from bot.platforms.discord.reply_sender import ReplySender
from bot.platforms.discord.reply_targets import MessageTarget, Place
from bot.platforms.discord.retry import with_retries
from bot.platforms.discord.users import (
    ChannelForbiddenError,
    accounts_in,
    into_channel,
    person_of,
    who_pressed_may_turn,
)
from bot.platforms.error_replies import log_with_error_id, trouble
from bot.tutor.identity import ChatUser
from bot.tutor.replies.actions import RunCommand, find_action
from bot.tutor.replies.model import Choice, Reply, Text
from bot.tutor.service import Tutor
from bot.tutor.text.commands import Option
from lessons.curriculum import Language

log = logging.getLogger(__name__)

LONGEST_DOWNLOAD_S = 30.0
FILE_SERVERS = ("cdn.discordapp.com", "media.discordapp.net")
"""Where Discord keeps files; nothing is fetched from elsewhere."""

PATIENCE_S = 0.7  # for the database, where Discord waits for a modal
MOST_AT_WORK = 2
"""Replies that are made at the same time; in a rush acknowledgements go before them."""

# Its marks are escaped, and not in a block of code, so that what is copied from it works.
_EXAMPLE = "\\`\\`\\`python  \ndef double(x): return x \\* 2  \n\\`\\`\\`"

Consult = Callable[[str], Awaitable[Reply]]
"""Asks the tutor, given the `reply_to` of the place."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A command as it was given, with its options already written out."""

    name: str
    argument: str
    channel: PostChannel | None = None  # the one that it is about, where one was chosen
    for_all: bool = False  # a whole server may see the reply


class InteractionHandler:
    """Takes commands, presses, forms and messages to the tutor, at most MOST_AT_WORK at once.

    What Discord delivers twice is handled once.
    """

    def __init__(
        self,
        client: discord.Client,
        tutor: Tutor,
        post: ReplySender,
        words: Translations,
        language: Language,
    ) -> None:
        self._client = client
        self._tutor = tutor
        self._post = post
        self._words = words
        self._language = language
        self._reads_everything = False
        self._seen = Seen()
        self._at_work = asyncio.Semaphore(MOST_AT_WORK)

    def reads_everything(self, granted: bool) -> None:
        """Whether messages that are not meant for the bot can be read; /help says so."""
        self._reads_everything = granted

    async def on_code_command(
        self, interaction: discord.Interaction, name: str, argument: str
    ) -> None:
        """Opens the form that takes the code: nobody types a program into an option."""
        t = self._words.translator(await self._quick_language(interaction))
        await self._open(interaction, code_modal(t, f"/{name}", code_form_action(name, argument)))

    async def on_command(self, interaction: discord.Interaction, asked: Asked) -> None:
        """Acknowledges a slash command, asks the tutor, and puts its reply in place."""
        place = await acknowledge(self._seen, interaction, ephemeral=not asked.for_all)
        if place is None:
            return
        person = person_of(interaction)
        said = accounts_in(asked.argument)

        async def ask_tutor(reply_to: str) -> Reply:
            there = person
            if asked.channel is not None:
                try:
                    there = into_channel(person, interaction, asked.channel)
                except ChannelForbiddenError as closed:
                    t = await self._voice(person)
                    return _sentence(t(str(closed), channel=asked.channel.mention))
            reply = await self._limited(self._tutor.command(there, asked.name, said, reply_to))
            return self._with_ways(reply, interaction) if asked.name == "help" else reply

        await self._answer(place, person, ask_tutor)

    async def on_menu(
        self, interaction: discord.Interaction, command: str, message: discord.Message
    ) -> None:
        """Grades or runs the code in somebody's message, for whoever opened its menu."""
        place = await acknowledge(self._seen, interaction, ephemeral=True)
        if place is None:
            return
        person = person_of(interaction)

        async def ask_tutor(reply_to: str) -> Reply:
            t = await self._voice(person)
            text = await self._text(message.content, _files_of(message), t)
            if not text.strip():
                return _sentence(t("discord-menu-nothing"), _EXAMPLE)
            return await self._limited(self._tutor.command(person, command, text, reply_to))

        await self._answer(place, person, ask_tutor)

    async def on_press(self, interaction: discord.Interaction) -> None:
        """A button or a menu, of whatever age and whichever process sent it."""
        data = cast("dict[str, Any]", interaction.data or {})
        custom_id = str(data.get("custom_id", ""))
        if custom_id.startswith((ONE_LINE, MANY_LINES)):
            t = self._words.translator(await self._quick_language(interaction))
            title = label_of(interaction.message, custom_id) or t("answer-label")
            await self._open(interaction, modal_for_button(t, custom_id, title))
            return
        chosen = next(iter(data.get("values") or ()), "")
        action = find_action(custom_id)
        edits = action is not None and action.edits_in_place
        in_place = edits and who_pressed_may_turn(interaction)
        ephemeral = action is None or not action.is_public
        place = await acknowledge(self._seen, interaction, ephemeral=ephemeral, in_place=in_place)
        if place is None:
            return
        person = person_of(interaction)
        await self._answer(
            place,
            person,
            lambda reply_to: self._limited(self._tutor.act(person, custom_id, chosen, reply_to)),
        )

    async def on_form(self, interaction: discord.Interaction) -> None:
        """A modal that was sent."""
        filled = read_filled(cast("dict[str, Any]", interaction.data or {}))
        place = await acknowledge(self._seen, interaction, ephemeral=True)
        if place is None:
            return
        person = person_of(interaction)

        async def ask_tutor(reply_to: str) -> Reply:
            t = await self._voice(person)
            text = await self._text(filled.text, filled.files, t)
            is_command = isinstance(find_action(filled.action), RunCommand)
            if is_command and not text.strip():
                return _sentence(t("discord-nothing-given"))
            return await self._limited(self._tutor.act(person, filled.action, text, reply_to))

        await self._answer(place, person, ask_tutor)

    async def on_message(self, message: discord.Message, place: Place, text: str) -> None:
        """A message that is meant for the tutor; `text` is what it says to it."""
        person = person_of(message)

        async def ask_tutor(reply_to: str) -> Reply:
            t = await self._voice(person)
            code = await self._text(text, _files_of(message), t)
            if await has_bad_fence(code):
                return _sentence(t("discord-bad-fence"), _EXAMPLE)
            return await self._limited(self._tutor.message(person, code, reply_to))

        await self._answer(place, person, ask_tutor, first=not getattr(place, "edit", 0))

    async def suggest(
        self, interaction: discord.Interaction, option: Option, prefix: str
    ) -> tuple[Choice, ...]:
        """Values that an option may be completed to; none where something goes wrong."""
        person = person_of(interaction)
        try:
            return await self._tutor.completion.option(person, option, prefix)
        except Exception as problem:
            log_with_error_id(f"nothing could be suggested to {person.account}", problem)
            return ()

    async def on_trouble(
        self, interaction: discord.Interaction, problem: Exception, *, outdated: bool = False
    ) -> None:
        """Tells the learner of an error that left an interaction without a reply."""
        t = self._words.translator(as_language(str(interaction.locale)) or self._language)
        if outdated:
            log.info("interaction %s is of an older version: %s", interaction.id, problem)
            reply = _sentence(t("discord-outdated"))
        else:
            reply = trouble(t, log_with_error_id(f"interaction {interaction.id} was lost", problem))
        if interaction.type is discord.InteractionType.autocomplete:
            return
        page = draw(reply, self._post.commands)[0]
        respond = interaction.response.send_message
        try:
            if interaction.response.is_done():
                await interaction.followup.send(view=page.view(), ephemeral=True)
            else:
                await respond_idempotent(
                    interaction, lambda: respond(view=page.view(), ephemeral=True)
                )
        except UNSENT as unsaid:
            log.warning("the learner of %s could not be told: %s", interaction.id, unsaid)

    async def on_lost(self, message: discord.Message, problem: Exception) -> None:
        """Tells the learner of an error that left a message without a reply."""
        person = person_of(message)
        number = log_with_error_id(f"message {message.id} was lost", problem)
        place = MessageTarget(
            channel=message.channel.id,
            message=message.id,
            user=message.author.id,
            where="direct" if message.guild else "below",
        )
        try:
            await self._post.send_or_edit(
                place, trouble(await self._voice_in_trouble(person), number)
            )
        except UNSENT as unsaid:
            log.warning("the learner of %s could not be told: %s", message.id, unsaid)

    async def _answer(
        self, place: Place, person: ChatUser, consult: Consult, *, first: bool = False
    ) -> None:
        """Has the tutor answer, and puts the reply in its place."""
        try:
            reply = await consult(place.address)
        except AttachmentError as problem:
            reply = _sentence(str(problem))
        except Exception as problem:
            reply = await self._trouble(person, problem)
        try:
            await self._post.send_or_edit(place, reply, first=first)
        except Exception as problem:
            if is_out_of_reach(problem):
                raise
            reply = await self._trouble(person, problem)
            await self._post.send_or_edit(place, reply, first=first)

    async def _trouble(self, person: ChatUser, problem: Exception) -> Reply:
        """Logs an error of ours, and tells the learner its number."""
        number = log_with_error_id(f"{person.account} could not be answered", problem)
        return trouble(await self._voice_in_trouble(person), number)

    async def _limited(self, answer: Coroutine[Any, Any, Reply]) -> Reply:
        async with self._at_work:
            return await answer

    async def _open(self, interaction: discord.Interaction, modal: discord.ui.Modal) -> None:
        try:
            await respond_idempotent(interaction, lambda: interaction.response.send_modal(modal))
        except UNSENT as problem:  # too late, or another process was first
            log.warning("the form for %s could not be opened: %s", interaction.id, problem)

    async def _text(self, text: str, files: tuple[Attachment, ...], t: Translator) -> str:
        async with asyncio.timeout(LONGEST_DOWNLOAD_S):
            return await extract_code(text, files, self._fetch, t)

    async def _fetch(self, url: str) -> bytes:
        """Return a file of Discord's. Raises ForeignAddressError for any other address."""
        if not belongs_to(url, FILE_SERVERS, Route.BASE):
            raise ForeignAddressError("the file is not on a server of Discord's")
        return await with_retries(lambda: self._client.http.get_from_cdn(url))

    async def _voice(self, person: ChatUser) -> Translator:
        return self._words.translator(await self._tutor.language(person))

    async def _quick_language(self, interaction: discord.Interaction) -> Language:
        return await self._language_soon(person_of(interaction))

    async def _voice_in_trouble(self, person: ChatUser) -> Translator:
        return self._words.translator(await self._language_soon(person))

    async def _language_soon(self, person: ChatUser) -> Language:
        """The learner's language, or their client's where the database is slow to tell."""
        asked = asyncio.ensure_future(self._tutor.language(person))
        done, _ = await asyncio.wait({asked}, timeout=PATIENCE_S)
        if asked in done and asked.exception() is None:
            return asked.result()
        return as_language(person.locale) or self._language

    def _with_ways(self, reply: Reply, interaction: discord.Interaction) -> Reply:
        """Help, with the ways in which code can be given here."""
        t = self._words.translator(as_language(str(interaction.locale)) or self._language)
        ways = t("discord-ways-all") if self._reads_everything else t("discord-ways")
        return reply.model_copy(update={"blocks": (*reply.blocks, Text(markdown=ways))})


def _sentence(*markdown: str) -> Reply:
    return Reply(threadable=True, blocks=tuple(Text(markdown=each) for each in markdown))


def _files_of(message: discord.Message) -> tuple[Attachment, ...]:
    return tuple(Attachment(each.filename, each.size, each.url) for each in message.attachments)
