"""Edits pending replies while their jobs wait and run, as Slack shows no typing sign of an app."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from bot.platforms.reply_ordering import ReplyGate
from bot.platforms.slack.message_client import MessageClient, SentMessage
from bot.platforms.slack.pictures import Pictures
from bot.platforms.slack.rendering import render
from bot.platforms.slack.reply_targets import (
    InteractionTarget,
    ReplyTarget,
    is_ephemeral,
    parse_target,
)
from bot.tutor.replies.model import Reply
from common.lru_dict import LruDict

EDIT_TIMEOUT_S = 5.0
"""For an edit that is not retried: the verdict may wait for it."""

_ANY_PENDING = Reply(blocks=(), pending=True)


class SlackPendingEditor:
    """Implements `bot.tutor.platform.PendingEditor` for messages that this process has sent.

    Ephemeral messages cannot be edited.
    """

    def __init__(self, gate: ReplyGate, messages: MessageClient, pictures: Pictures) -> None:
        self._gate = gate
        self._messages = messages
        self._pictures = pictures
        self._sent: LruDict[str, tuple[str, SentMessage]] = LruDict()
        """By key: the version of the request whose pending reply was sent, and its message."""
        self._unsure: LruDict[str, None] = LruDict()
        """Versions with an edit of which it is not known whether it overwrote a final reply."""

    def note(self, target: ReplyTarget, sent: SentMessage, reply: Reply) -> None:
        """Remember the message of a pending reply."""
        if reply.pending:
            self._sent[target.key] = target.version, sent

    def rate_key(self, address: str) -> str:
        """Return the workspace: Slack limits how often an app edits messages in each."""
        return parse_target(address).team

    async def update(self, address: str, read_reply: Callable[[], Awaitable[Reply | None]]) -> bool:
        """As `PendingEditor.update`. Raise SlackClientError or an error of the connection."""
        target = parse_target(address)
        if isinstance(target, InteractionTarget) and is_ephemeral(target, _ANY_PENDING):
            return False
        version, sent = self._sent.get(target.key, ("", None))
        if sent is not None and version == target.version:
            async with self._gate.acquire(
                target.key, target.version, _ANY_PENDING, is_update=True
            ) as placement:
                if placement == "here":
                    await self._edit_pending(target, sent, await read_reply())
        reply = await read_reply()
        if reply is not None and reply.pending:
            self._unsure.pop(target.version, None)
            return True
        if reply is not None and sent is not None and target.version in self._unsure:
            await self._restore(target, sent, reply)
        self._unsure.pop(target.version, None)
        return False

    async def _edit_pending(
        self, target: ReplyTarget, sent: SentMessage, reply: Reply | None
    ) -> None:
        if reply is None or not reply.pending:
            return
        self._unsure[target.version] = None
        page = render(reply).pages[0]
        async with asyncio.timeout(EDIT_TIMEOUT_S):
            await self._messages.edit(target.team, sent, target.key, page, has_retries=False)

    async def _restore(self, target: ReplyTarget, sent: SentMessage, reply: Reply) -> None:
        """Put a final reply back, of which what follows its first message is there already."""

        async def edit(shown: Reply) -> None:
            await self._messages.edit(target.team, sent, target.key, render(shown).pages[0])

        async with self._gate.acquire(target.key, target.version, reply, is_update=True) as place:
            if place == "here":
                await self._pictures.send(target.team, reply, edit)
