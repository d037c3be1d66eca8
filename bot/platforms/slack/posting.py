"""What the tutor says unasked: the daily prompt in a channel, reminders in direct messages."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from bot.platforms.slack.api import UnknownWorkspace
from bot.platforms.slack.drawing import Page, draw
from bot.platforms.slack.outgoing import Outgoing, Unreachable
from bot.platforms.slack.people import read_account
from bot.tutor.posting import Post as Message
from bot.tutor.replies import Reply

log = logging.getLogger(__name__)


class Poster:
    """Each post carries its nonce in its metadata, so that it is known again however late."""

    def __init__(self, outgoing: Outgoing) -> None:
        self._out = outgoing

    async def post(self, message: Message) -> str:
        """Posts into a channel. What is said about it is said in the post's own thread.

        Raises:
            SlackClientError, OSError, Unreachable: it could not be posted.
        """
        team, channel = read_account(message.channel)
        drawn = draw(message.reply)
        first, *others = drawn.pages
        sent = await self._out.post(team, channel, "", first, key=message.nonce)
        for page in (*others, *drawn.covered):
            await self._out.post(team, channel, sent.message, page)
        if drawn.files:
            await self._out.upload(team, channel, sent.message, drawn.files)
        return sent.message

    async def recent(self, channel: str) -> Mapping[str, str]:
        named = await self._out.named(*read_account(channel))
        return {nonce: sent.message for nonce, sent in named.items()}

    async def tell(self, account: str, reply: Reply, nonce: str, *, again: bool) -> None:
        """Sends a direct message once; whoever takes none is left in peace."""
        team, user = read_account(account)
        try:
            channel = await self._out.direct(team, user)
            if again and nonce in await self._out.named(team, channel):
                return
            await self._send(team, channel, draw(reply).pages, nonce)
        except (Unreachable, UnknownWorkspace) as problem:
            log.warning("user %s takes no direct messages: %s", user, problem)

    async def _send(self, team: str, channel: str, pages: list[Page], nonce: str) -> None:
        for number, page in enumerate(pages):
            await self._out.post(team, channel, "", page, key="" if number else nonce)
