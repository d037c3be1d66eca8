"""A learner's page without a browser: it reconnects, and sends again what was not received.

It records everything that it ever showed, to find a final reply that changed or appeared twice.
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

CONNECT_TIMEOUT_S = 5.0
REFUSAL = Translations().translate("en", "local-trouble")


@dataclass
class SentPaste:
    """One paste, from the moment it was sent."""

    paste: Paste
    sent_at: float
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    received: bool = False  # the bot has confirmed that it is stored
    refused: bool = False  # the bot has replied that it could not be handled
    finals: dict[str, None] = field(default_factory=dict)  # every final reply that was shown
    final_at: float = 0.0

    @property
    def reply(self) -> str:
        return f"{self.id}-reply"

    @property
    def is_unfinished(self) -> bool:
        return not self.finals and not self.refused


class LearnerPage:
    """A learner's page. `address` returns the current URL of the chat; None while there is none.

    `changed` is set after every message that the page receives.
    """

    def __init__(
        self, name: str, address: Callable[[], str | None], changed: asyncio.Event, seed: int
    ) -> None:
        self.name = name
        self.pastes: dict[str, SentPaste] = {}
        self.shown: dict[str, dict[str, Any]] = {}  # the messages on the page now, by id
        self.connections = 0
        self._by_reply: dict[str, SentPaste] = {}
        self._address = address
        self._changed = changed
        self._random = random.Random(seed)
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._is_welcomed = False

    async def paste(self, paste: Paste) -> None:
        sent = SentPaste(paste, time.monotonic())
        self.pastes[sent.id] = self._by_reply[sent.reply] = sent
        await self._send(sent)

    def unfinished(self) -> list[SentPaste]:
        return [sent for sent in self.pastes.values() if sent.is_unfinished]

    async def run(self) -> None:
        """Keep the page connected until cancelled."""
        async with aiohttp.ClientSession() as session:
            while True:
                address = self._address()
                if address is not None:
                    await self._connect(session, address)
                await asyncio.sleep(self._random.uniform(0.05, 0.3))

    async def _connect(self, session: aiohttp.ClientSession, address: str) -> None:
        parts = urlsplit(address)
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT_S):
                self._socket = await session.ws_connect(
                    f"ws://{parts.netloc}/socket?{parts.query}",
                    headers={"Origin": f"http://{parts.netloc}"},
                )
            hello = {"kind": "hello", "learner": self.name, "locale": "en-US"}
            await self._socket.send_str(json.dumps(hello))
            async for frame in self._socket:
                await self._on_message(json.loads(frame.data))
        except (aiohttp.ClientError, OSError, TimeoutError):
            pass
        finally:
            self._is_welcomed = False
            if self._socket is not None:
                await self._socket.close()

    async def _on_message(self, message: dict[str, Any]) -> None:
        match message["kind"]:
            case "welcome":
                self.connections += 1
                self._is_welcomed = True
                self.shown = {}
                for entry in message["messages"]:
                    self._show(entry)
                for sent in [each for each in self.pastes.values() if not each.received]:
                    await self._send(sent)
            case "message":
                self._show(message)
            case "received":
                self.pastes[message["id"]].received = True
            case "problem" if message["id"]:
                self._mark_refused(self.pastes[message["id"]])
        self._changed.set()

    def _show(self, entry: dict[str, Any]) -> None:
        self.shown[entry["id"]] = entry
        sent = self._by_reply.get(entry["id"])
        if sent is None or entry["pending"]:
            return
        if REFUSAL in entry["html"] and not sent.finals:
            self._mark_refused(sent)
            return
        sent.finals[entry["html"]] = None
        sent.final_at = sent.final_at or time.monotonic()

    def _mark_refused(self, sent: SentPaste) -> None:
        """Record that the bot has refused the paste, which the page then does not send again."""
        sent.refused = sent.received = True

    async def _send(self, sent: SentPaste) -> None:
        if self._socket is None or not self._is_welcomed:
            return  # sent after the next welcome
        try:
            message = {"kind": "say", "id": sent.id, "text": sent.paste.code}
            await self._socket.send_str(json.dumps(message))
        except (aiohttp.ClientError, OSError):
            pass  # sent again after the next welcome
