"""A learner's page without a browser: it comes back, and sends again what was not received.

It keeps everything that it ever showed, so that a final reply which changed, or came twice, is
found.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.i18n import Translations
from tests.support.chaos.pastes import Paste

CONNECTING_S = 5.0
TROUBLE = Translations().say("en", "local-trouble")


@dataclass
class Ask:
    """One paste, from the moment it was sent."""

    paste: Paste
    sent_at: float
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    received: bool = False  # the page was told that it is kept
    troubled: bool = False  # the page was told that it could not be handled
    finals: dict[str, None] = field(default_factory=dict)  # every final reply that was shown
    final_at: float = 0.0

    @property
    def reply(self) -> str:
        return f"{self.id}-reply"

    @property
    def is_open(self) -> bool:
        return not self.finals and not self.troubled


class LearnerPage:
    """`address` gives the chat's URL as it is now; None while there is no chat."""

    def __init__(
        self, name: str, address: Callable[[], str | None], news: asyncio.Event, seed: int
    ) -> None:
        self.name = name
        self.asks: dict[str, Ask] = {}
        self.shown: dict[str, dict[str, Any]] = {}  # the log of the page as it is now
        self.connections = 0
        self._by_reply: dict[str, Ask] = {}
        self._address = address
        self._news = news
        self._random = random.Random(seed)
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._welcomed = False

    async def paste(self, paste: Paste) -> None:
        ask = Ask(paste, time.monotonic())
        self.asks[ask.id] = self._by_reply[ask.reply] = ask
        await self._send(ask)

    def open_asks(self) -> list[Ask]:
        return [ask for ask in self.asks.values() if ask.is_open]

    async def live(self) -> None:
        """Keeps a page open until it is cancelled."""
        async with aiohttp.ClientSession() as session:
            while True:
                address = self._address()
                if address is not None:
                    await self._visit(session, address)
                await asyncio.sleep(self._random.uniform(0.05, 0.3))

    async def _visit(self, session: aiohttp.ClientSession, address: str) -> None:
        parts = urlsplit(address)
        try:
            async with asyncio.timeout(CONNECTING_S):
                self._socket = await session.ws_connect(
                    f"ws://{parts.netloc}/socket?{parts.query}",
                    headers={"Origin": f"http://{parts.netloc}"},
                )
            hello = {"kind": "hello", "learner": self.name, "locale": "en-US"}
            await self._socket.send_str(json.dumps(hello))
            async for message in self._socket:
                await self._hear(json.loads(message.data))
        except (aiohttp.ClientError, OSError, TimeoutError):
            pass
        finally:
            self._welcomed = False
            if self._socket is not None:
                await self._socket.close()

    async def _hear(self, said: dict[str, Any]) -> None:
        match said["kind"]:
            case "welcome":
                self.connections += 1
                self._welcomed = True
                self.shown = {}
                for line in said["messages"]:
                    self._show(line)
                for ask in [each for each in self.asks.values() if not each.received]:
                    await self._send(ask)
            case "message":
                self._show(said)
            case "received":
                self.asks[said["id"]].received = True
            case "problem" if said["id"]:
                self._is_troubled(self.asks[said["id"]])
        self._news.set()

    def _show(self, line: dict[str, Any]) -> None:
        self.shown[line["id"]] = line
        ask = self._by_reply.get(line["id"])
        if ask is None or line["pending"]:
            return
        if TROUBLE in line["html"] and not ask.finals:
            self._is_troubled(ask)
            return
        ask.finals[line["html"]] = None
        ask.final_at = ask.final_at or time.monotonic()

    def _is_troubled(self, ask: Ask) -> None:
        """It was said in so many words that this was not taken in; the page forgets it."""
        ask.troubled = ask.received = True

    async def _send(self, ask: Ask) -> None:
        if self._socket is None or not self._welcomed:
            return  # sent with the next welcome
        try:
            said = {"kind": "say", "id": ask.id, "text": ask.paste.code}
            await self._socket.send_str(json.dumps(said))
        except (aiohttp.ClientError, OSError):
            pass  # sent again with the next welcome
