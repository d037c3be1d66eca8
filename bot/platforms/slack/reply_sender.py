"""Puts replies in their places: edits what stands there, and finds another way where it cannot.

Nothing here is needed after a restart. Each message of ours carries the name of what it answers,
and is found by it in the channel itself.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.i18n import Translator
from bot.platforms.button_rules import shareable, with_sharing
from bot.platforms.confidential import notice
from bot.platforms.error_replies import log_with_error_id, trouble
from bot.platforms.lru_dict import LruDict
from bot.platforms.reply_ordering import ReplyGate
from bot.platforms.slack.api import JSON, Api, UnknownWorkspaceError, is_rejected
from bot.platforms.slack.message_client import (
    FilesNotSentError,
    FilesRefusedError,
    MessageClient,
    SentMessage,
    UnreachableUserError,
)
from bot.platforms.slack.rendering import RenderedReply, files_as_text, render
from bot.platforms.slack.reply_targets import (
    InteractionTarget,
    MessageTarget,
    ReplyTarget,
    parse_target,
)
from bot.tutor.replies.model import Reply, Text

log = logging.getLogger(__name__)

HOLD_BACK_S = 2.0
"""How long the first word on what is pending waits where it could not be edited afterwards. The
verdict mostly comes sooner, and then stands alone."""

TranslatorFor = Callable[[str, str], Awaitable[Translator]]
"""The words of the language that a user of a workspace reads."""


class ReplySender:
    """Posts and edits replies, one at a time for each place."""

    def __init__(
        self,
        api: Api,
        outgoing: MessageClient,
        voice_of: TranslatorFor,
        *,
        hold_back_s: float = HOLD_BACK_S,
    ) -> None:
        self._api = api
        self._out = outgoing
        self._voice_of = voice_of
        self._hold_back_s = hold_back_s
        self._turns = ReplyGate()
        self._edits: LruDict[str, str] = LruDict()  # message -> its latest wording that we know of
        self._held: set[asyncio.Task[None]] = set()

    async def deliver(self, reply_to: str, reply: Reply) -> None:
        """Puts a reply in the place written down, perhaps before a restart."""
        place = parse_target(reply_to)
        self._turns.mark_updated(str(place))
        try:
            await self.send_or_edit(place, reply, news=True)
        except SlackClientError as problem:
            if not is_rejected(problem) or isinstance(problem, FilesNotSentError):
                raise
            # Slack would reject it on every retry: send an error reply instead, and stop.
            number = log_with_error_id(f"the reply to user {place.user} was refused", problem)
            t = await self._voice_of(place.team, place.user)
            await self.send_or_edit(place, trouble(t, number), news=True)

    async def send_or_edit(
        self, place: ReplyTarget, reply: Reply, *, first: bool = False, news: bool = False
    ) -> None:
        """Puts a reply in its place. What is pending never replaces what is final.

        Nor does the first word on what is pending replace `news` of it that were quicker.
        `first` says that no reply can stand there yet, so that none is looked for.

        Raises:
            SlackClientError or one of OutOfReach: Slack is out of reach; trying again may help.
        """
        whispered = isinstance(place, InteractionTarget) and _is_whispered(place, reply)
        if reply.pending and whispered:
            self._hold_back(place, reply, news=news)
            return
        await self._put_in_turn(place, reply, first=first, news=news)

    async def close(self) -> None:
        """Lets go of the first words that are held back; verdicts find their own way."""
        for task in self._held:
            task.cancel()
        await asyncio.gather(*self._held, return_exceptions=True)

    def _hold_back(self, place: ReplyTarget, reply: Reply, *, news: bool) -> None:
        async def later() -> None:
            await asyncio.sleep(self._hold_back_s)
            try:
                await self._put_in_turn(place, reply, first=False, news=news)
            except Exception as problem:  # the verdict will find its own way
                log.warning("a first word could not be said: %s", problem)

        task = asyncio.create_task(later())
        self._held.add(task)
        task.add_done_callback(self._held.discard)

    async def _put_in_turn(
        self, place: ReplyTarget, reply: Reply, *, first: bool, news: bool
    ) -> None:
        async with self._turns.turn(place.key, str(place), reply, news=news) as may_stand:
            if not may_stand:
                return
            try:
                if isinstance(place, InteractionTarget):
                    await self._put_of_interaction(place, reply, first=first)
                else:
                    await self._put_of_message(place, reply, first=first)
            except UnknownWorkspaceError as problem:  # the workspace removed the bot
                log.warning("no reply: %s", problem)

    async def _put_of_message(self, place: MessageTarget, reply: Reply, *, first: bool) -> None:
        if place.edit < self._edits.get(place.key, ""):
            return  # the learner has written it anew; that has a reply of its own
        self._edits[place.key] = place.edit
        if place.is_public and reply.is_confidential:
            reply = await self._put_in_direct(place, reply, first=first)
        drawn = render(reply)
        thread = place.thread
        channel = place.channel
        if place.placement == "direct":
            channel, thread = await self._out.open_dm(place.team, place.user), ""
        try:
            await self._say(place, channel, thread, drawn, reply, first=first)
        except UnreachableUserError as problem:
            log.warning("no reply to message %s in its place: %s", place.message, problem)
            await self._tell(place, drawn, reply)

    async def _put_in_direct(self, place: MessageTarget, reply: Reply, *, first: bool) -> Reply:
        """Sends a confidential reply as a direct message; returns what may be said of it."""
        try:
            channel = await self._out.open_dm(place.team, place.user)
            await self._say(place, channel, "", render(reply), reply, first=first)
        except UnreachableUserError as problem:
            log.warning("user %s takes no direct messages: %s", place.user, problem)
            told = False
        else:
            told = True
        return notice(await self._voice_of(place.team, place.user), reply, told=told)

    async def _put_of_interaction(
        self, place: InteractionTarget, reply: Reply, *, first: bool
    ) -> None:
        if place.message and await self._turned(place, render(reply), reply):
            return
        if place.is_dm:
            await self._put_directly(place, reply, first=first)
        elif _is_whispered(place, reply):
            await self._whisper(place, reply)
        else:
            drawn = render(reply)
            try:
                await self._say(place, place.channel, place.thread, drawn, reply, first=first)
            except UnreachableUserError:  # the bot is no member there; the URL works all the same
                if not await self._respond(place, drawn, {"response_type": "in_channel"}):
                    await self._tell(place, drawn, reply)

    async def _put_directly(self, place: InteractionTarget, reply: Reply, *, first: bool) -> None:
        drawn = render(reply)
        channel = place.channel or await self._out.open_dm(place.team, place.user)
        try:
            await self._say(place, channel, place.thread, drawn, reply, first=first)
        except UnreachableUserError:  # direct messages between others
            await self._whisper(replace(place, channel=""), reply)

    async def _turned(self, place: InteractionTarget, drawn: RenderedReply, reply: Reply) -> bool:
        """Whether the reply has taken the place of the message that its button stands in."""
        if place.ephemeral:
            if not await self._respond(place, drawn, {"replace_original": True}):
                return False
            await self._send_files(place, drawn)
            return True
        sent = SentMessage(place.channel, place.message)
        if not await self._out.edit(place.team, sent, place.key, drawn.pages[0]):
            return False
        await self._beside(place, sent, place.thread or place.message, drawn, reply)
        return True

    async def _whisper(self, place: InteractionTarget, reply: Reply) -> None:
        """Shows a reply in a channel to the user alone, and what cannot be shown so directly."""
        reply = await self._with_sharing(place, reply)
        drawn = render(reply)
        if drawn.files and not reply.pending:
            t = await self._voice_of(place.team, place.user)
            reachable = await self._takes_direct(place)
            hint = Text(markdown=t("slack-files-direct" if reachable else "slack-files-closed"))
            drawn.pages = render(Reply(blocks=(*reply.blocks, hint))).pages
            drawn.files = drawn.files if reachable else []
        as_asked = {"response_type": "ephemeral", "replace_original": False}
        if not await self._respond(place, drawn, as_asked):
            await self._tell(place, drawn, reply)
            return
        if not reply.pending:
            await self._send_files(place, drawn)

    async def _with_sharing(self, place: InteractionTarget, reply: Reply) -> Reply:
        exercise = shareable(reply)
        if exercise is None or reply.pending or not place.channel:
            return reply
        t = await self._voice_of(place.team, place.user)
        return with_sharing(reply, exercise, t("slack-button-share"))

    async def _respond(self, place: InteractionTarget, drawn: RenderedReply, how: JSON) -> bool:
        """Answers by the response URL; False where that cannot be used any more."""
        if not place.has_valid_url():
            return False
        for number, page in enumerate(drawn.pages):
            body = {"text": page.text, "blocks": page.blocks, **how}
            if place.thread:
                body["thread_ts"] = place.thread
            if number:
                body["replace_original"] = False
            if not await self._api.respond(place.url, body):
                if number == 0:
                    return False
                rest = RenderedReply(drawn.pages[number:])
                await self._tell(place, rest, None)
                break
        return True

    async def _takes_direct(self, place: InteractionTarget) -> bool:
        try:
            await self._out.open_dm(place.team, place.user)
        except UnreachableUserError:
            return False
        return True

    async def _send_files(self, place: InteractionTarget, drawn: RenderedReply) -> None:
        """Sends the files of a reply that only its user sees: none can be shown so."""
        if drawn.files:
            channel = await self._out.open_dm(place.team, place.user)
            await self._upload(place, channel, "", drawn)

    async def _say(
        self,
        place: ReplyTarget,
        channel: str,
        thread: str,
        drawn: RenderedReply,
        reply: Reply,
        *,
        first: bool,
    ) -> None:
        """Posts a reply, or edits the one that stands there. Raises Unreachable."""
        sent = await self._out.post_or_edit(
            place.team,
            channel,
            thread,
            place.key,
            drawn.pages[0],
            since=place.began,
            is_first=first,
        )
        await self._beside(place, sent, thread, drawn, reply)

    async def _beside(
        self, place: ReplyTarget, sent: SentMessage, thread: str, drawn: RenderedReply, reply: Reply
    ) -> None:
        """What does not fit into the message: more pages, files, and what is covered."""
        if reply.pending:
            return
        for page in drawn.pages[1:]:
            await self._out.post(place.team, sent.channel, thread, page)
        if drawn.files:
            is_channel = not sent.channel.startswith("D")
            below = thread or (sent.message if is_channel else "")
            await self._upload(place, sent.channel, below, drawn)
        for page in drawn.spoilers:
            await self._out.post(place.team, sent.channel, thread or sent.message, page)

    async def _upload(
        self, place: ReplyTarget, channel: str, thread: str, drawn: RenderedReply
    ) -> None:
        """Send a reply's files; where Slack refuses them, say so instead."""
        try:
            await self._out.upload(place.team, channel, thread, drawn.files)
        except FilesRefusedError as problem:
            log.warning("a reply goes without its files: %s", problem)
            t = await self._voice_of(place.team, place.user)
            words = files_as_text(drawn.files, files_refused_text(t, problem))
            await self._out.post(place.team, channel, thread, words)

    async def _tell(self, place: ReplyTarget, drawn: RenderedReply, reply: Reply | None) -> None:
        """Sends a direct message. Whoever takes none cannot be told, and that is the end of it."""
        try:
            channel = await self._out.open_dm(place.team, place.user)
            for page in drawn.pages:
                await self._out.post(place.team, channel, "", page)
            if drawn.files and not (reply and reply.pending):
                await self._upload(place, channel, "", drawn)
        except UnreachableUserError as problem:
            log.warning("user %s takes no direct messages: %s", place.user, problem)
        except SlackApiError as problem:
            log.warning("user %s could not be told: %s", place.user, problem)
            raise


def files_refused_text(t: Translator, problem: FilesRefusedError) -> str:
    """Return what readers are told in place of files."""
    return t("slack-files-too-large" if problem.too_large else "slack-files-refused")


def _is_whispered(place: InteractionTarget, reply: Reply) -> bool:
    """Whether a reply is shown in a channel to its user alone."""
    return not place.is_dm and (reply.private or not place.may_be_public)
