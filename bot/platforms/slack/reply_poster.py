"""Posts rendered replies: in a channel, as a direct message, or to a response URL."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from slack_sdk.errors import SlackApiError

from bot.i18n import Translator
from bot.platforms.reply_ordering import ReplyGate
from bot.platforms.slack.api import JSON, Api
from bot.platforms.slack.message_client import (
    FilesRefusedError,
    MessageClient,
    SentMessage,
    UnreachableUserError,
)
from bot.platforms.slack.pending_editor import SlackPendingEditor
from bot.platforms.slack.rendering import RenderedReply, files_as_text
from bot.platforms.slack.reply_targets import InteractionTarget, ReplyTarget
from bot.tutor.platform import UndeliverableError
from bot.tutor.replies.model import Reply

log = logging.getLogger(__name__)

TranslatorFor = Callable[[str, str], Awaitable[Translator]]
"""Returns the translator for a user, given the team and the user."""


class ReplyPoster:
    """Posts all that a rendered reply has: pages, files and spoilers."""

    def __init__(
        self,
        api: Api,
        messages: MessageClient,
        translator_for: TranslatorFor,
        gate: ReplyGate,
        pending_editor: SlackPendingEditor,
    ) -> None:
        self._api = api
        self._messages = messages
        self._translator_for = translator_for
        self._gate = gate
        self._pending_editor = pending_editor

    async def respond(
        self, target: InteractionTarget, rendered: RenderedReply, options: JSON
    ) -> bool:
        """Send a reply to the response URL. Return False if that can no longer be used.

        Pages for which the URL is used up are sent as direct messages.
        """
        if not target.has_valid_url():
            return False
        for number, page in enumerate(rendered.pages):
            body = {"text": page.text, "blocks": page.blocks, **options}
            if target.thread:
                body["thread_ts"] = target.thread
            if number:
                body["replace_original"] = False
            if not await self._api.respond(target.url, body):
                if number == 0:
                    return False
                rest = RenderedReply(rendered.pages[number:])
                await self.post_to_dm(target, rest, None)
                break
        return True

    async def accepts_dms(self, target: InteractionTarget) -> bool:
        """Return whether the bot can write to the user directly."""
        try:
            await self._messages.open_dm(target.team, target.user)
        except UnreachableUserError:
            return False
        return True

    async def send_files_to_dm(self, target: InteractionTarget, rendered: RenderedReply) -> None:
        """Send the files of an ephemeral reply, which can have none, as a direct message."""
        if rendered.files:
            channel = await self._messages.open_dm(target.team, target.user)
            await self._upload(target, channel, "", rendered)

    async def post_or_edit(
        self,
        target: ReplyTarget,
        channel: str,
        thread: str,
        rendered: RenderedReply,
        reply: Reply,
        *,
        first: bool,
    ) -> None:
        """Post a reply, or edit the one that is there.

        Raise UnreachableUserError if the bot cannot write there.
        """
        sent = await self._messages.post_or_edit(
            target.team,
            channel,
            thread,
            target.key,
            rendered.pages[0],
            since=target.began,
            is_first=first,
        )
        self._gate.mark_shown(target.key)
        self._pending_editor.note(target, sent, reply)
        await self.send_rest(target, sent, thread, rendered, reply)

    async def send_rest(
        self,
        target: ReplyTarget,
        sent: SentMessage,
        thread: str,
        rendered: RenderedReply,
        reply: Reply,
    ) -> None:
        """Send what the first message cannot hold: more pages, files and spoilers."""
        if reply.pending:
            return
        for page in rendered.pages[1:]:
            await self._messages.post(target.team, sent.channel, thread, page)
        if rendered.files:
            is_channel = not sent.channel.startswith("D")
            file_thread = thread or (sent.message if is_channel else "")
            await self._upload(target, sent.channel, file_thread, rendered)
        for page in rendered.spoilers:
            await self._messages.post(target.team, sent.channel, thread or sent.message, page)

    async def _upload(
        self, target: ReplyTarget, channel: str, thread: str, rendered: RenderedReply
    ) -> None:
        """Send a reply's files, or a message in their place if Slack rejects them."""
        try:
            await self._messages.upload(target.team, channel, thread, rendered.files)
        except FilesRefusedError as problem:
            log.warning("a reply is sent without its files: %s", problem)
            t = await self._translator_for(target.team, target.user)
            page = files_as_text(rendered.files, t, too_large=problem.too_large)
            await self._messages.post(target.team, channel, thread, page)

    async def post_to_dm(
        self, target: ReplyTarget, rendered: RenderedReply, reply: Reply | None
    ) -> None:
        """Send a reply as a direct message. Log a warning if the user accepts none."""
        try:
            channel = await self._messages.open_dm(target.team, target.user)
            for page in rendered.pages:
                await self._messages.post(target.team, channel, "", page)
            if rendered.files and not (reply and reply.pending):
                await self._upload(target, channel, "", rendered)
        except UnreachableUserError as problem:
            log.warning("user %s accepts no direct messages: %s", target.user, problem)
            if reply is not None and reply.shown_again_by:
                raise UndeliverableError from None
        except SlackApiError as problem:
            log.warning("no direct message to user %s: %s", target.user, problem)
            raise
