"""Sends replies to their targets: edits the message there, or falls back to another way.

No state is needed after a restart: each message has the key of what it replies to in its metadata,
by which it is found in its channel.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace

from slack_sdk.errors import SlackClientError

from bot.platforms.confidential import confidential_notice
from bot.platforms.error_replies import error_reply, log_with_error_id
from bot.platforms.not_posted import NotPostedError
from bot.platforms.reply_ordering import ReplyGate
from bot.platforms.slack.api import Api, UnknownWorkspaceError, is_rejected
from bot.platforms.slack.message_client import (
    FilesNotSentError,
    MessageClient,
    SentMessage,
    UnreachableUserError,
)
from bot.platforms.slack.pending_editor import SlackPendingEditor
from bot.platforms.slack.pictures import Pictures
from bot.platforms.slack.rendering import RenderedReply, render
from bot.platforms.slack.reply_poster import ReplyPoster, TranslatorFor
from bot.platforms.slack.reply_targets import (
    InteractionTarget,
    MessageTarget,
    ReplyTarget,
    is_ephemeral,
    parse_target,
)
from bot.tutor.platform import UndeliverableError
from bot.tutor.replies.buttons import with_share_button
from bot.tutor.replies.model import Reply, Text
from common.lru_dict import LruDict
from common.tasks import cancel_and_wait

log = logging.getLogger(__name__)

HOLD_BACK_S = 2.0
"""How long an ephemeral pending reply is held back, as it cannot be edited afterwards. The verdict
mostly arrives sooner, and is then the only reply."""


class ReplySender:
    """Posts and edits replies, one at a time for each target."""

    def __init__(
        self,
        api: Api,
        messages: MessageClient,
        pictures: Pictures,
        translator_for: TranslatorFor,
        *,
        hold_back_s: float = HOLD_BACK_S,
    ) -> None:
        self._messages = messages
        self._pictures = pictures
        self._translator_for = translator_for
        self._hold_back_s = hold_back_s
        self._gate = ReplyGate()
        self.pending_editor = SlackPendingEditor(self._gate, messages, pictures)
        self._poster = ReplyPoster(api, messages, translator_for, self._gate, self.pending_editor)
        self._latest_edits: LruDict[str, str] = LruDict()  # message -> its latest known edit
        self._held_back: set[asyncio.Task[None]] = set()

    async def deliver(self, reply_to: str, reply: Reply) -> None:
        """Send a reply to an address, which may have been stored before a restart.

        Raise SlackClientError or one of CONNECTION_ERRORS if Slack is unreachable; a retry may
        succeed. Raise UndeliverableError if a reply that can be shown again reaches its learner
        nowhere.
        """
        target = parse_target(reply_to)
        self._gate.mark_updated(target.version)
        try:
            await self.send_or_edit(target, reply, is_update=True)
        except UnreachableUserError as problem:
            log.warning("the reply to user %s goes nowhere: %s", target.user, problem)
            if reply.shown_again_by:
                raise UndeliverableError from None
        except SlackClientError as problem:
            if not is_rejected(problem) or isinstance(problem, FilesNotSentError):
                raise
            # Slack would reject it on every retry: send an error reply instead, and stop.
            number = log_with_error_id(f"the reply to user {target.user} was refused", problem)
            t = await self._translator_for(target.team, target.user)
            await self.send_or_edit(target, error_reply(t, number), is_update=True)

    async def send_or_edit(
        self, target: ReplyTarget, reply: Reply, *, first: bool = False, is_update: bool = False
    ) -> None:
        """Send a reply to its target, or edit the one that is there.

        A pending reply never replaces a final one, and the first pending reply never replaces an
        update (`is_update`) that arrived earlier; a reply about trouble never replaces an answer.
        `first` says that the target has no reply yet, so that none is searched for.

        Raise SlackClientError or one of CONNECTION_ERRORS if Slack is unreachable; a retry may
        succeed.
        """
        if reply.pending and isinstance(target, InteractionTarget) and is_ephemeral(target, reply):
            self._hold_back(target, reply, is_update=is_update)
            return
        await self._send_in_order(target, reply, first=first, is_update=is_update)

    async def close(self) -> None:
        """Drop the pending replies that are held back; their verdicts are delivered later."""
        await cancel_and_wait(*self._held_back)

    def _hold_back(self, target: ReplyTarget, reply: Reply, *, is_update: bool) -> None:
        async def send_later() -> None:
            await asyncio.sleep(self._hold_back_s)
            try:
                await self._send_in_order(target, reply, first=False, is_update=is_update)
            except Exception as problem:  # the verdict is delivered independently
                log.warning("a pending reply could not be sent: %s", problem)

        task = asyncio.create_task(send_later())
        self._held_back.add(task)
        task.add_done_callback(self._held_back.discard)

    async def _send_in_order(
        self, target: ReplyTarget, reply: Reply, *, first: bool, is_update: bool
    ) -> None:
        async with self._gate.acquire(
            target.key, target.version, reply, is_update=is_update, first=first
        ) as placement:
            if placement == "nowhere":
                return

            async def send(shown: Reply) -> None:
                if placement == "beside":
                    await self._send_beside(target, shown)
                elif isinstance(target, InteractionTarget):
                    await self._reply_to_interaction(target, shown, first=first)
                else:
                    await self._reply_to_message(target, shown, first=first)

            # Nothing says who sees a private file in an ephemeral message: those go to a DM.
            is_unseen = isinstance(target, InteractionTarget) and (
                target.ephemeral or is_ephemeral(target, reply)
            )
            try:
                if is_unseen:
                    await send(reply)
                else:
                    await self._pictures.send(target.team, reply, send)
            except UnknownWorkspaceError as problem:  # the workspace removed the bot
                log.warning("no reply: %s", problem)

    async def _send_beside(self, target: ReplyTarget, reply: Reply) -> None:
        """Send a reply as a message of its own, and leave what the target shows as it is."""
        rendered = render(reply)
        if isinstance(target, InteractionTarget) and is_ephemeral(target, reply):
            await self._send_ephemeral(target, reply)
            return
        if isinstance(target, InteractionTarget) or target.placement == "direct":
            await self._poster.post_to_dm(target, rendered, reply)
            return
        try:
            for page in rendered.pages:
                await self._messages.post(target.team, target.channel, target.thread, page)
        except UnreachableUserError:
            await self._poster.post_to_dm(target, rendered, reply)

    async def _reply_to_message(self, target: MessageTarget, reply: Reply, *, first: bool) -> None:
        if target.edit < self._latest_edits.get(target.key, ""):
            return  # the learner has edited the message, and the edit has a reply of its own
        self._latest_edits[target.key] = target.edit
        is_confidential = target.is_public and reply.is_confidential
        if is_confidential:
            reply = await self._send_confidential(target, reply, first=first)
        rendered = render(reply)
        thread = target.thread
        channel = target.channel
        try:
            if target.placement == "direct":
                channel, thread = await self._messages.open_dm(target.team, target.user), ""
            await self._poster.post_or_edit(target, channel, thread, rendered, reply, first=first)
        except UnreachableUserError as problem:
            log.warning("the reply to message %s goes to a DM: %s", target.message, problem)
            if not is_confidential:  # else it is there already, and its notice is not needed
                await self._reply_by_dm(target, reply, first=first)

    async def _reply_by_dm(self, target: MessageTarget, reply: Reply, *, first: bool) -> None:
        """Send a reply that its channel refuses as a direct message, or edit the one sent before.

        It says why it is there. Where there can be no direct message, the first reply is a notice
        in the channel, which its learner alone sees.
        """
        t = await self._translator_for(target.team, target.user)
        why = Text(markdown=t("slack-refused-there"))
        reply = reply.model_copy(update={"blocks": (why, *reply.blocks)})
        try:
            channel = await self._messages.open_dm(target.team, target.user)
            await self._poster.post_or_edit(target, channel, "", render(reply), reply, first=False)
        except UnreachableUserError as problem:
            log.warning("user %s accepts no direct messages: %s", target.user, problem)
            if first:
                notice = confidential_notice(t, reply, is_delivered=False)
                await self._tell_of_closed_dms(target, notice)
            if reply.shown_again_by:
                raise UndeliverableError from None

    async def _tell_of_closed_dms(self, target: MessageTarget, notice: Reply) -> None:
        # Slack shows an ephemeral message only in a thread that has been opened already.
        thread = target.thread if target.thread != target.message else ""
        page = render(notice).pages[0]
        try:
            await self._messages.post_ephemeral(
                target.team, target.channel, thread, target.user, page
            )
        except UnreachableUserError as problem:
            log.warning("user %s is not told of closed direct messages: %s", target.user, problem)

    async def _send_confidential(
        self, target: MessageTarget, reply: Reply, *, first: bool
    ) -> Reply:
        """Send a confidential reply as a direct message; return a notice for the channel."""
        try:
            channel = await self._messages.open_dm(target.team, target.user)
            await self._poster.post_or_edit(target, channel, "", render(reply), reply, first=first)
        except UnreachableUserError as problem:
            log.warning("user %s accepts no direct messages: %s", target.user, problem)
            is_sent = False
        else:
            is_sent = True
        t = await self._translator_for(target.team, target.user)
        return confidential_notice(t, reply, is_delivered=is_sent)

    async def _reply_to_interaction(
        self, target: InteractionTarget, reply: Reply, *, first: bool
    ) -> None:
        is_in_place = target.message and not reply.trouble  # it would take the buttons away
        if is_in_place and await self._edit_in_place(target, render(reply), reply):
            return
        if target.is_dm:
            await self._reply_in_dm(target, reply, first=first)
        elif is_ephemeral(target, reply):
            await self._send_ephemeral(target, reply)
        else:
            rendered = render(reply)
            channel, thread = target.channel, target.thread
            try:
                await self._poster.post_or_edit(
                    target, channel, thread, rendered, reply, first=first
                )
            except UnreachableUserError:  # the bot is no member there; the URL works nevertheless
                if rendered.spoilers:  # they need a thread, which the URL cannot write to
                    raise NotPostedError("share-unjoined") from None
                if not await self._poster.respond(
                    target, rendered, {"response_type": "in_channel"}
                ):
                    await self._poster.post_to_dm(target, rendered, reply)

    async def _reply_in_dm(self, target: InteractionTarget, reply: Reply, *, first: bool) -> None:
        rendered = render(reply)
        channel = target.channel or await self._messages.open_dm(target.team, target.user)
        try:
            await self._poster.post_or_edit(
                target, channel, target.thread, rendered, reply, first=first
            )
        except UnreachableUserError:  # a DM between other users
            await self._send_ephemeral(replace(target, channel=""), reply)

    async def _edit_in_place(
        self, target: InteractionTarget, rendered: RenderedReply, reply: Reply
    ) -> bool:
        """Replace the message whose button was pressed. Return False if that is impossible."""
        if target.ephemeral:
            if not await self._poster.respond(target, rendered, {"replace_original": True}):
                return False
            await self._poster.send_files_to_dm(target, rendered)
            return True
        sent = SentMessage(target.channel, target.message)
        if not await self._messages.edit(target.team, sent, target.key, rendered.pages[0]):
            return False
        self._gate.mark_shown(target.key)
        self.pending_editor.note(target, sent, reply)
        thread = target.thread or target.message
        await self._poster.send_rest(target, sent, thread, rendered, reply)
        return True

    async def _send_ephemeral(self, target: InteractionTarget, reply: Reply) -> None:
        """Send an ephemeral reply in a channel, with its files as a direct message."""
        reply = await self._with_sharing(target, reply)
        rendered = render(reply)
        if rendered.files and not reply.pending:
            t = await self._translator_for(target.team, target.user)
            is_reachable = await self._poster.accepts_dms(target)
            hint = Text(markdown=t("slack-files-direct" if is_reachable else "slack-files-closed"))
            rendered.pages = render(Reply(blocks=(*reply.blocks, hint))).pages
            rendered.files = rendered.files if is_reachable else []
        options = {"response_type": "ephemeral", "replace_original": False}
        if not await self._poster.respond(target, rendered, options):
            await self._poster.post_to_dm(target, rendered, reply)
            return
        if not reply.pending:
            await self._poster.send_files_to_dm(target, rendered)

    async def _with_sharing(self, target: InteractionTarget, reply: Reply) -> Reply:
        """Return the reply with a button to share the exercise that has passed, if any."""
        if not reply.shareable_exercise or not target.channel:
            return reply
        t = await self._translator_for(target.team, target.user)
        return with_share_button(reply, t("slack-button-share"))
