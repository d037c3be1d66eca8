"""The open pages, each with the learner in front of it."""

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
"""Messages that wait for a page to read them."""


@dataclass(eq=False)
class PageConnection:
    """One open page. What is said to it goes out in order, and a slow page holds up nobody."""

    socket: web.WebSocketResponse
    person: ChatUser | None = None  # none until the page has said whose it is
    language: Language = "en"
    _outgoing: asyncio.Queue[ToPage] = field(default_factory=lambda: asyncio.Queue(MOST_QUEUED))
    _closing: asyncio.Task[None] | None = None

    def enqueue(self, message: ToPage) -> None:
        """Puts a message into line; `send_all` sends it.

        A page that does not read is cut off. It comes back by itself and gets the whole log.
        """
        try:
            self._outgoing.put_nowait(message)
        except asyncio.QueueFull:
            if self._closing is None:
                log.warning("A page does not read what it is told, and is cut off.")
                self._closing = asyncio.create_task(self.close())

    async def send_all(self) -> None:
        """Sends what is told, until the page has gone."""
        while not self.socket.closed:
            message = await self._outgoing.get()
            try:
                await self.socket.send_str(message.model_dump_json())
            except ConnectionError:
                log.debug("A page went away before it was told everything.")
                return

    async def close(self) -> None:
        """Ends the websocket with code 1001: it is the bot that goes away."""
        await self.socket.close(code=WSCloseCode.GOING_AWAY, message=b"the bot is stopping")
