"""The websocket connections of open pages."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field

from aiohttp import WSCloseCode, web

from bot.platforms.local.protocol import ToPage
from bot.tutor.identity import ChatUser
from lessons.curriculum import Language

log = logging.getLogger(__name__)

MOST_QUEUED = 500
"""Messages that are queued for a page which does not read them."""


@dataclass(eq=False)
class PageConnection:
    """One open page. Messages are sent to it in order, and a slow page delays no other."""

    socket: web.WebSocketResponse
    person: ChatUser | None = None  # None until the page has sent its Hello
    language: Language = "en"
    _outgoing: asyncio.Queue[ToPage] = field(default_factory=lambda: asyncio.Queue(MOST_QUEUED))
    _closing: asyncio.Task[None] | None = None

    def enqueue(self, message: ToPage) -> None:
        """Queue a message for `send_all`.

        A page that does not read its messages is disconnected. It reconnects by itself and gets the
        whole log.
        """
        try:
            self._outgoing.put_nowait(message)
        except asyncio.QueueFull:
            if self._closing is None:
                log.warning("A page does not read its messages, and is disconnected.")
                self._closing = asyncio.create_task(self.close())

    async def send_all(self) -> None:
        """Send the queued messages until the connection is closed."""
        while not self.socket.closed:
            try:
                await self._send(await self._outgoing.get())
            except ConnectionError:
                log.debug("A page disconnected with messages queued.")
                return

    async def _send(self, message: ToPage) -> None:
        # A method of its own, so that no message stays in memory while the next one is awaited.
        await self.socket.send_str(message.model_dump_json())

    async def close(self) -> None:
        """Close the websocket with code 1001 (going away): the bot is stopping."""
        await self.socket.close(code=WSCloseCode.GOING_AWAY, message=b"the bot is stopping")
