"""Send replies to their targets, edit earlier ones, and fall back to direct messages.

Nothing here is needed after a restart: a target names the message that it replies to, and an
earlier reply is found in the channel's history.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import discord

from bot.i18n import Translations
from bot.platforms.confidential import confidential_notice
from bot.platforms.discord.errors import is_out_of_reach, is_refused_by_channel
from bot.platforms.discord.expiry_notices import ExpiryNotices
from bot.platforms.discord.message_client import MessageClient, OnFirst
from bot.platforms.discord.missed_replies import missed_notice, unreachable_notice
from bot.platforms.discord.page_rendering import PageRenderer, TranslatorOf
from bot.platforms.discord.page_requests import (
    ORIGINAL,
    edit_page_by_token,
    send_by_token,
    webhook_of,
)
from bot.platforms.discord.pages import Page
from bot.platforms.discord.reply_targets import (
    InteractionTarget,
    MessageTarget,
    ReplyTarget,
    parse_target,
)
from bot.platforms.discord.sent_messages import SentMessage, find_reply
from bot.platforms.discord.thread_closing import ThreadCloser
from bot.platforms.discord.threads import ThreadState
from bot.platforms.discord.typing_sign import TypingSign
from bot.platforms.discord.uploads import send_with_fallback
from bot.platforms.error_replies import error_reply, log_with_error_id
from bot.platforms.reply_ordering import ReplyGate
from bot.tutor.platform import UndeliverableError
from bot.tutor.replies.buttons import with_share_button
from bot.tutor.replies.model import Reply, Text
from common.lru_dict import LruDict

log = logging.getLogger(__name__)

TOKEN_EXPIRED = 50027  # error code

WaitForThread = Callable[[int, int], Awaitable[ThreadState]]
"""Waits for the thread on a message, given its channel and the message; see ThreadOpener."""


class ReplySender:
    """Sends and edits the bot's replies, one at a time per target."""

    def __init__(
        self,
        client: discord.Client,
        translator_of: TranslatorOf,
        translations: Translations,
        wait_for_thread: WaitForThread,
        closer: ThreadCloser,
    ) -> None:
        self.closer = closer
        self._wait_for_thread = wait_for_thread
        self._translator_of = translator_of
        self.pages = PageRenderer(client, translator_of, translations)
        self._client = client
        self._messages = MessageClient(client, closer)
        self._gate = ReplyGate()
        self._typing = TypingSign(client)
        self._expiry = ExpiryNotices()
        self._replies: LruDict[int, SentMessage] = LruDict()  # by the learner's message
        self._edits: LruDict[int, int] = LruDict()  # latest known version, by message
        self._reported_unreachable: LruDict[int, None] = LruDict()  # messages

    async def deliver(self, reply_to: str, reply: Reply) -> None:
        """Send a later reply to the target of an address, which may be from before a restart."""
        target = parse_target(reply_to)
        self._gate.mark_updated(target.version)
        try:
            await self.send_or_edit(target, reply, is_update=True)
        except UndeliverableError:
            raise
        except Exception as error:
            if is_out_of_reach(error):
                raise
            # Discord would reject it on every retry: send an error reply instead, and stop.
            number = log_with_error_id(f"the reply in {target.channel} was refused", error)
            await self.send_or_edit(
                target, error_reply(await self._translator_of(target.user), number), is_update=True
            )

    async def send_or_edit(
        self, target: ReplyTarget, reply: Reply, *, first: bool = False, is_update: bool = False
    ) -> None:
        """Send a reply, or edit the one that the target has.

        A pending reply never replaces a final one, nor an update that was sent before it; a reply
        about trouble never replaces an answer. `first` says that the target has no reply yet, so
        that none is looked for. `is_update` says that the reply comes after the first one, by
        `deliver`.

        Raises:
            discord.HTTPException, OSError: Discord is out of reach; a retry may help.
            UndeliverableError: a reply that can be shown again reaches its learner nowhere.
        """
        if isinstance(target, InteractionTarget) and target.ephemeral:
            if reply.pending:
                self._expiry.begin(target, partial(self._announce_dm, target))
            else:
                self._expiry.end(target)
        async with self._gate.acquire(
            _key(target), target.version, reply, is_update=is_update, first=first
        ) as placement:
            if placement == "nowhere":
                return
            target = await self._settle(target)
            self._typing.note(target, reply)
            in_place = isinstance(target, InteractionTarget) and target.is_in_place
            if placement == "beside" or (reply.trouble and in_place):
                await self._send_beside(target, reply)
            elif isinstance(target, InteractionTarget):
                if target.is_public and reply.private:
                    await self._send_ephemeral(target, reply)
                    return
                if target.ephemeral:
                    reply = await self._add_sharing(target, reply)
                pages = await self.pages.render_for(target.user, target.channel, reply)
                await self._send_to_interaction(target, pages, reply)
            elif target.is_public and reply.is_confidential:
                await self._send_confidential(target, reply, first=first)
            else:
                pages = await self.pages.render_for(target.user, target.channel, reply)
                is_shown = await self._send_to_message(target, pages, first=first)
                if not is_shown and reply.shown_again_by:
                    raise UndeliverableError
            self.closer.note(target, reply)

    async def _announce_dm(self, target: InteractionTarget) -> None:
        """Say, while the waiting reply can still be edited, that the answer comes directly."""
        t = await self._translator_of(target.user)
        text = Text(markdown=t("discord-still-waiting"))
        reply = Reply(tone="waiting", pending=True, blocks=(text,))
        await self.send_or_edit(target, reply, is_update=True)

    async def close(self) -> None:
        """Stop waiting for tokens to expire, and archiving threads."""
        await self._expiry.close()
        await self.closer.close()

    async def _settle(self, target: ReplyTarget) -> ReplyTarget:
        """Return the target, elsewhere if its thread is refused or not open in time."""
        if isinstance(target, InteractionTarget) or target.where != "thread":
            return target
        match await self._wait_for_thread(target.channel, target.message):
            case "refused":
                return replace(target, where="direct")
            case "late":
                return replace(target, where="below")
            case _:
                return target

    async def _send_beside(self, target: ReplyTarget, reply: Reply) -> None:
        """Send a reply as a message of its own, and leave what the target shows as it is."""
        pages = await self.pages.render_for(target.user, target.channel, reply)
        nonce = f"{target.message}.{secrets.token_hex(3)}"
        if isinstance(target, InteractionTarget):
            if target.has_valid_token(datetime.now(UTC)):
                webhook = webhook_of(self._client, target.token)
                for page in pages:
                    await send_by_token(webhook, page, ephemeral=not target.direct)
            else:
                await self._messages.send_dm(target.user, pages, nonce)
        elif target.where == "direct":
            await self._messages.send_dm(target.user, pages, nonce)
        else:
            await self._send_new(target, pages, nonce)

    async def _send_ephemeral(self, target: InteractionTarget, reply: Reply) -> None:
        """Send a private reply, which only the learner sees, to a target that others see."""
        pages = await self.pages.render_for(target.user, target.channel, reply)
        webhook = webhook_of(self._client, target.token)
        # A message newer than the interaction is its acknowledgement, which is not needed now.
        is_acknowledgement = target.message > target.interaction
        try:
            if is_acknowledgement:
                await webhook.delete_message(ORIGINAL)
            for page in pages:
                await send_with_fallback(page, partial(send_by_token, webhook, ephemeral=True))
        except discord.HTTPException as error:
            if not isinstance(error, discord.NotFound) and error.code != TOKEN_EXPIRED:
                raise
            await self._send_late(target, pages, reply)

    async def _send_confidential(self, target: MessageTarget, reply: Reply, *, first: bool) -> None:
        """Send a confidential reply as a direct message, and a notice of it to the target."""
        if target.edit < self._edits.get(target.message, 0):
            return
        nonce = f"{target.message}.alone"
        sent = await self._messages.send_dm(
            target.user, await self.pages.render_for(target.user, 0, reply), nonce
        )
        t = await self._translator_of(target.user)
        notice = confidential_notice(t, reply, is_delivered=sent is not None)
        await self._send_to_message(target, self.pages.render(notice), first=first)

    async def _add_sharing(self, target: InteractionTarget, reply: Reply) -> Reply:
        if not reply.shareable_exercise:
            return reply
        t = await self._translator_of(target.user)
        return with_share_button(reply, t("discord-button-share"))

    async def _send_to_interaction(
        self, target: InteractionTarget, pages: list[Page], reply: Reply
    ) -> None:
        if target.has_valid_token(datetime.now(UTC)) and await self._edit_by_token(target, pages):
            return
        is_editable = target.message and not target.ephemeral
        if is_editable and await self._messages.edit(target.channel, target.message, pages[0]):
            self._gate.mark_shown(_key(target))
            await self._messages.send(target.channel, pages, target.message, start=1)
            return
        await self._send_late(target, pages, reply)

    async def _send_late(self, target: InteractionTarget, pages: list[Page], reply: Reply) -> None:
        """Send a reply as a direct message, as its token has expired.

        Where the learner takes none, the channel says that there is a reply, and a button shows it.
        """
        if await self._messages.send_dm(target.user, pages, target.interaction):
            return
        if reply.pending or not reply.shown_again_by:
            return
        notice = missed_notice(await self._translator_of(target.user), target.user, reply)
        nonce = f"{target.interaction}.reach"
        if not await self._notify(target, notice, nonce, mentioned=target.user):
            raise UndeliverableError

    async def _edit_by_token(self, target: InteractionTarget, pages: list[Page]) -> bool:
        webhook = webhook_of(self._client, target.token)
        first, *others = pages
        try:
            await send_with_fallback(first, partial(edit_page_by_token, webhook))
        except discord.HTTPException as error:
            if isinstance(error, discord.NotFound) or error.code == TOKEN_EXPIRED:
                return False
            raise
        self._gate.mark_shown(_key(target))
        for page in others:
            await send_with_fallback(
                page, partial(send_by_token, webhook, ephemeral=target.ephemeral)
            )
        return True

    async def _send_to_message(
        self, target: MessageTarget, pages: list[Page], *, first: bool
    ) -> bool:
        """Send the reply to a message, or edit it; return False if that is possible nowhere."""
        if target.edit < self._edits.get(target.message, 0):
            return True  # the reply to a newer version of the message replaces this one
        self._edits[target.message] = target.edit
        sent = self._replies.get(target.message)
        if sent is None and not first:
            sent = await find_reply(self._client, target)
        if sent is not None and await self._messages.edit(*sent, pages[0]):
            self._mark_sent(target, sent)
            await self._messages.send(sent[0], pages, target.message, start=1)
        else:
            # A deleted reply is replaced with a new nonce: for the old one Discord would return
            # the deleted message and send nothing.
            nonce = target.message if sent is None else sent[1]
            on_first = partial(self._mark_sent, target)
            if target.where == "direct":
                sent = await self._messages.send_dm(target.user, pages, nonce, on_first)
            else:
                sent = await self._send_new(target, pages, nonce, on_first)
        if sent is None and self._reported_unreachable.add_if_new(target.message, None):
            notice = unreachable_notice(await self._translator_of(target.user))
            await self._notify(target, notice, f"{target.message}.reach", reply_to=target)
        return sent is not None

    def _mark_sent(self, target: MessageTarget, sent: SentMessage) -> None:
        """Note the reply of a target as soon as its first page has arrived."""
        self._replies[target.message] = sent
        self._gate.mark_shown(_key(target))

    async def _notify(
        self,
        target: ReplyTarget,
        notice: Reply,
        nonce: str,
        *,
        reply_to: MessageTarget | None = None,
        mentioned: int = 0,
    ) -> bool:
        """Send a notice to the channel of a target; return False if the bot may not write there."""
        pages = self.pages.render(notice)
        try:
            await self._messages.send(
                target.channel, pages, nonce, reply_to=reply_to, mentioned=mentioned
            )
        except discord.HTTPException as error:
            if not is_refused_by_channel(error):
                raise
            log.warning("user %s cannot be reached: %s", target.user, error)
            return False
        return True

    async def _send_new(
        self,
        target: MessageTarget,
        pages: list[Page],
        nonce: int | str,
        on_first: OnFirst | None = None,
    ) -> SentMessage | None:
        in_thread = target.where == "thread"
        try:
            return await self._messages.send(
                target.message if in_thread else target.channel,
                pages,
                nonce,
                reply_to=None if in_thread else target,
                on_first=on_first,
            )
        except discord.HTTPException as error:
            if not is_refused_by_channel(error):
                raise
            log.warning("no reply to message %s in its channel: %s", target.message, error)
            return await self._messages.send_dm(target.user, pages, nonce, on_first)


def _key(target: ReplyTarget) -> int:
    """Return where the reply is shown, for the gate."""
    return target.message or target.user
