"""A client of the local chat: it sends and receives a page's messages over the websocket."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from urllib.parse import urlsplit

import aiohttp

TIMEOUT_S = 120.0


def cookie_session(**options: Any) -> aiohttp.ClientSession:
    """Return a session that stores cookies, also those of a host that is an IP address."""
    return aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True), **options)


class PageClient:
    """A connected page; `messages` has the messages of its log by id.

    `problems` are those that it was told of while it received.
    """

    def __init__(self, url: str, learner: str | None = "Aiko", locale: str = "en-US") -> None:
        self._url = url
        self._hello = {"kind": "hello", "learner": learner, "locale": locale}
        self.messages: dict[str, dict[str, Any]] = {}
        self.problems: list[dict[str, Any]] = []

    async def __aenter__(self) -> PageClient:
        parts = urlsplit(self._url)
        self._session = aiohttp.ClientSession()
        self._socket = await self._session.ws_connect(
            f"ws://{parts.netloc}/socket?{parts.query}", origin=f"http://{parts.netloc}"
        )
        await self.send(**self._hello)
        self.welcome = await self.receive("welcome")
        for message in self.welcome["messages"]:
            self.messages[message["id"]] = message
        return self

    async def __aexit__(self, *problem: object) -> None:
        await self._socket.close()
        await self._session.close()

    async def send(self, **message: Any) -> None:
        await self._socket.send_str(json.dumps(message))

    async def say(self, text: str, id: str) -> None:
        await self.send(kind="say", id=id, text=text)

    async def receive(self, kind: str, **expected: Any) -> dict[str, Any]:
        """Return the next message of that kind with these values in its fields."""
        async with asyncio.timeout(TIMEOUT_S):
            while True:
                message: dict[str, Any] = json.loads(await self._socket.receive_str())
                if message["kind"] == "message":
                    self.messages[message["id"]] = message
                if message["kind"] == "problem":
                    self.problems.append(message)
                if message["kind"] == kind and expected.items() <= message.items():
                    return message

    async def receive_reply(self, id: str, containing: str) -> dict[str, Any]:
        """Return the reply to a message once it contains that text."""
        while True:
            reply = await self.receive("message", id=f"{id}-reply")
            if containing in reply["html"]:
                return reply
