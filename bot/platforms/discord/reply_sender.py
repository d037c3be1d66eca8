"""Puts replies in their places: edits what stands there, and finds another way where it cannot.

Nothing here is needed after a restart. A place tells which message a reply belongs to, and the
reply that was sent before it is found in the channel itself.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

import discord

from bot.i18n import Translations, Translator
from bot.platforms.confidential import notice
from bot.platforms.discord.errors import is_out_of_reach
from bot.platforms.discord.rendering import Page, draw
from bot.platforms.discord.reply_targets import InteractionTarget, MessageTarget, Place, read_place
from bot.platforms.discord.retry import with_retries
from bot.platforms.discord.uploads import Uploads, limit_in, sent_or_words
from bot.platforms.error_replies import log_with_error_id, trouble
from bot.platforms.lru_dict import LruDict
from bot.platforms.reply_ordering import ReplyGate
from bot.tutor.daily.announcements import Post as Message
from bot.tutor.replies.buttons import with_share_button
from bot.tutor.replies.model import Reply, Text

log = logging.getLogger(__name__)

LONGEST_NONCE = 25
LOOKED_THROUGH = 50  # messages behind the learner's in which an earlier reply is looked for
TOKEN_IS_DEAD = 50027

NOT_HERE = frozenset({40058, 50008, 50083, 160005, 200000, 200001})
"""Codes of refusals that are the place's: a thread is archived or locked, or opened by another's
first message; a channel takes no text; automatic moderation stands before it."""

ORIGINAL: Any = "@original"
"""Stands for the id of the message that an interaction's token belongs to. By its id Discord may
not find one that only a learner sees."""

Sent = tuple[int, int]
"""A channel, and a message in it."""


VoiceOf = Callable[[int], Awaitable[Translator]]
"""The words of the language that a user reads."""


class ReplySender:
    """Sends and edits the bot's messages, one at a time for each place."""

    def __init__(self, client: discord.Client, voice_of: VoiceOf, words: Translations) -> None:
        self._voice_of = voice_of
        self._words = words
        self.commands: Mapping[str, str] = {}
        self._client = client
        self._turns = ReplyGate()
        self._sent: LruDict[int, Sent] = LruDict()  # a learner's message -> our reply
        self._edits: LruDict[int, int] = LruDict()  # message -> its latest wording that we know of
        self._out_of_reach: LruDict[int, None] = LruDict()  # messages whose senders were told so

    async def deliver(self, reply_to: str, reply: Reply) -> None:
        """Puts a reply in the place written down, perhaps before a restart."""
        place = read_place(reply_to)
        self._turns.mark_updated(str(place))
        try:
            await self.send_or_edit(place, reply, news=True)
        except Exception as problem:
            if is_out_of_reach(problem):
                raise
            # Discord would reject it on every retry: send an error reply instead, and stop.
            number = log_with_error_id(f"the reply in {place.channel} was refused", problem)
            await self.send_or_edit(
                place, trouble(await self._voice_of(place.user), number), news=True
            )

    async def send_or_edit(
        self, place: Place, reply: Reply, *, first: bool = False, news: bool = False
    ) -> None:
        """Puts a reply in its place. What is pending never replaces what is final.

        Nor does the first word on what is pending replace `news` of it that were quicker.
        `first` says that no reply can stand there yet, so that none is looked for.

        Raises:
            discord.HTTPException, OSError: Discord is out of reach; trying again may help.
        """
        key = place.message or place.user
        async with self._turns.turn(key, str(place), reply, news=news) as may_stand:
            if not may_stand:
                return
            if isinstance(place, InteractionTarget):
                if place.is_public and reply.private:
                    await self._put_aside(place, reply)
                    return
                if place.ephemeral:
                    reply = await self._with_sharing(place, reply)
                pages = await self._drawn(place.user, place.channel, reply)
                await self._put_of_interaction(place, pages)
            elif place.is_public and reply.is_confidential:
                await self._put_directly(place, reply, first=first)
            else:
                pages = await self._drawn(place.user, place.channel, reply)
                await self._put_of_message(place, pages, first=first)

    async def _put_aside(self, place: InteractionTarget, reply: Reply) -> None:
        """Shows a reply to the learner alone, in a place that others see as well."""
        pages = await self._drawn(place.user, place.channel, reply)
        webhook = self._webhook(place)
        is_ours_alone = place.message > place.interaction  # it stands there for this reply only
        try:
            if is_ours_alone:
                await webhook.delete_message(ORIGINAL)
            for page in pages:
                await sent_or_words(page, partial(_sent_by_token, webhook, ephemeral=True))
        except discord.HTTPException as problem:
            if not isinstance(problem, discord.NotFound) and problem.code != TOKEN_IS_DEAD:
                raise
            await self._tell(place.user, pages, place.interaction)

    async def _put_directly(self, place: MessageTarget, reply: Reply, *, first: bool) -> None:
        """Sends a confidential reply as a direct message; below what was asked, only says so."""
        if place.edit < self._edits.get(place.message, 0):
            return
        nonce = f"{place.message}.alone"
        told = await self._tell(place.user, await self._drawn(place.user, 0, reply), nonce)
        t = await self._voice_of(place.user)
        instead = notice(t, reply, told=told is not None)
        await self._put_of_message(place, draw(instead, self.commands), first=first)

    async def _drawn(self, user: int, channel: int, reply: Reply) -> list[Page]:
        """Draw a reply for a user, with nothing that is too large for the channel."""
        pages = draw(reply, self.commands)
        if not any(page.has_files for page in pages):
            return pages
        return Uploads(await self._voice_of(user), limit_in(self._client, channel)).fitting(pages)

    def drawn_for_all(self, message: Message) -> list[Page]:
        """Draw what is posted for everyone in a channel, as `_drawn` does."""
        uploads = Uploads(
            self._words.translator(message.language), limit_in(self._client, int(message.channel))
        )
        return uploads.fitting(draw(message.reply, self.commands))

    async def drawn_for(self, user: int, reply: Reply) -> list[Page]:
        """Draw a direct message, as `_drawn` does."""
        return await self._drawn(user, 0, reply)

    async def _with_sharing(self, place: InteractionTarget, reply: Reply) -> Reply:
        if not reply.shareable_exercise:
            return reply
        t = await self._voice_of(place.user)
        return with_share_button(reply, t("discord-button-share"))

    async def _put_of_interaction(self, place: InteractionTarget, pages: list[Page]) -> None:
        if place.is_young(datetime.now(UTC)) and await self._edit_by_token(place, pages):
            return
        reachable = place.message and not place.ephemeral
        if reachable and await self._edit(place.channel, place.message, pages[0]):
            await self._send(place.channel, pages, place.message, start=1)
            return
        await self._tell(place.user, pages, place.interaction)

    async def _edit_by_token(self, place: InteractionTarget, pages: list[Page]) -> bool:
        webhook = self._webhook(place)
        first, *others = pages
        try:
            await sent_or_words(first, partial(_edited_by_token, webhook))
        except discord.HTTPException as problem:
            if isinstance(problem, discord.NotFound) or problem.code == TOKEN_IS_DEAD:
                return False
            raise
        for page in others:
            await sent_or_words(page, partial(_sent_by_token, webhook, ephemeral=place.ephemeral))
        return True

    def _webhook(self, place: InteractionTarget) -> discord.Webhook:
        application = self._client.application_id
        assert application is not None, "an interaction came before the login"
        webhook = discord.Webhook.partial(application, place.token, client=self._client)
        webhook.type = discord.WebhookType.application  # only such may speak to one alone
        return webhook

    async def _put_of_message(
        self, place: MessageTarget, pages: list[Page], *, first: bool
    ) -> None:
        if place.edit < self._edits.get(place.message, 0):
            return  # the learner has written it anew; that has a reply of its own
        self._edits[place.message] = place.edit
        sent = self._sent.get(place.message)
        if sent is None and not first:
            sent = await self._find(place)
        if sent is not None and await self._edit(*sent, pages[0]):
            await self._send(sent[0], pages, place.message, start=1)
        else:
            # What takes the place of a reply that is gone needs a nonce of its own: with the old
            # one Discord would only hand back what is not there any more.
            nonce = place.message if sent is None else sent[1]
            if place.where == "direct":
                sent = await self._tell(place.user, pages, nonce)
            else:
                sent = await self._answer(place, pages, nonce)
        if sent is not None:
            self._sent[place.message] = sent
        elif self._out_of_reach.add_if_new(place.message, None):
            await self._say_out_of_reach(place)

    async def _say_out_of_reach(self, place: MessageTarget) -> None:
        """Below the message, where all may read it: nothing of the reply, only what is needed."""
        t = await self._voice_of(place.user)
        told = Reply(threadable=True, blocks=(Text(markdown=t("discord-out-of-reach")),))
        pages, nonce = draw(told, self.commands), f"{place.message}.reach"
        try:
            await self._send(place.channel, pages, nonce, answering=place)
        except discord.HTTPException as problem:
            if not _is_closed(problem):
                raise
            log.warning("user %s cannot be told that nothing reaches them: %s", place.user, problem)

    async def _answer(self, place: MessageTarget, pages: list[Page], nonce: int) -> Sent | None:
        in_thread = place.where == "thread"
        try:
            return await self._send(
                place.message if in_thread else place.channel,
                pages,
                nonce,
                answering=None if in_thread else place,
            )
        except discord.HTTPException as problem:
            if not _is_closed(problem):
                raise
            log.warning("no reply to message %s in its place: %s", place.message, problem)
            return await self._tell(place.user, pages, nonce)

    async def _send(
        self,
        channel: int,
        pages: list[Page],
        nonce: int | str,
        *,
        start: int = 0,
        answering: MessageTarget | None = None,
    ) -> Sent | None:
        """Sends the pages from `start` on; where the first of them stands.

        With its nonce Discord drops a message that it has just been given.
        """
        to = self._client.get_partial_messageable(channel)
        first: Sent | None = None
        for number, page in enumerate(pages[start:], start):
            options: dict[str, Any] = {"nonce": f"{nonce}.{number}"[-LONGEST_NONCE:]}
            if answering is not None and first is None:
                options["reference"] = discord.MessageReference(
                    message_id=answering.message,
                    channel_id=answering.channel,
                    fail_if_not_exists=False,
                )
            message = await sent_or_words(page, partial(_sent_to, to, options))
            first = first or (channel, message.id)
        return first

    async def _tell(self, user: int, pages: list[Page], nonce: int | str) -> Sent | None:
        """Sends a direct message; None where whoever it is for takes none."""
        try:
            channel = await with_retries(lambda: self._client.create_dm(discord.Object(user)))
            return await self._send(channel.id, pages, nonce)
        except (discord.Forbidden, discord.NotFound) as problem:
            log.warning("user %s takes no direct messages: %s", user, problem)
            return None

    async def _find(self, place: MessageTarget) -> Sent | None:
        """Our reply to a message, from the channel's history."""
        if place.where == "direct":
            return None
        own = self._client.user
        in_thread = place.where == "thread"
        channel_id = place.message if in_thread else place.channel
        channel = self._client.get_partial_messageable(channel_id)
        try:
            async for message in channel.history(
                after=discord.Object(place.message), limit=LOOKED_THROUGH, oldest_first=True
            ):
                answered = message.reference.message_id if message.reference else None
                wanted = None if in_thread else place.message
                if own is not None and message.author.id == own.id and answered == wanted:
                    return channel_id, message.id
        except (discord.Forbidden, discord.NotFound):
            pass
        return None

    async def _edit(self, channel: int, message: int, page: Page) -> bool:
        """Edits a message of ours as the bot; False where it is gone or out of reach."""
        reply = self._client.get_partial_messageable(channel).get_partial_message(message)
        try:
            await sent_or_words(page, partial(_edited, reply))
        except discord.HTTPException as problem:
            if not _is_closed(problem):
                raise
            return False
        return True


async def _sent_to(
    to: discord.PartialMessageable, options: Mapping[str, Any], page: Page
) -> discord.Message:
    return await with_retries(lambda: to.send(view=page.view(), files=page.files(), **options))


async def _edited(message: discord.PartialMessage, page: Page) -> None:
    await with_retries(lambda: message.edit(view=page.view(), attachments=page.files()))


async def _edited_by_token(webhook: discord.Webhook, page: Page) -> None:
    await with_retries(
        lambda: webhook.edit_message(ORIGINAL, view=page.view(), attachments=page.files())
    )


async def _sent_by_token(webhook: discord.Webhook, page: Page, *, ephemeral: bool) -> None:
    await webhook.send(view=page.view(), files=page.files(), ephemeral=ephemeral)


def _is_closed(problem: discord.HTTPException) -> bool:
    """Whether nothing can be said in a place, though it may be said in another."""
    gone = isinstance(problem, discord.Forbidden | discord.NotFound)
    return gone or problem.code in NOT_HERE
