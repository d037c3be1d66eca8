"""A browser as far as installing needs one: cookies, redirects and links.

It reaches the bot's public address, of https, at the port on which the bot listens here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass

import aiohttp

from bot.platforms.slack.platform import SlackChat

MOST_REDIRECTS = 5


@dataclass(frozen=True)
class Page:
    status: int
    text: str
    headers: Mapping[str, str]

    @property
    def links(self) -> list[str]:
        return [html.unescape(each) for each in re.findall(r'<a [^>]*href="([^"]*)"', self.text)]


class Browser:
    def __init__(self, chat: SlackChat, public: str, language: str = "en") -> None:
        self._chat = chat
        self._public = public
        self._language = language
        self.cookies: dict[str, str] = {}  # of the bot's pages; nothing else gives any
        self.visited: list[str] = []

    async def open(self, url: str, *, post: bytes | None = None) -> Page:
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
            for _ in range(MOST_REDIRECTS):
                self.visited.append(url)
                is_ours = url.startswith(self._public)
                real = self._chat.address + url.removeprefix(self._public) if is_ours else url
                headers = {"Accept-Language": self._language}
                if is_ours and self.cookies:
                    headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
                method = "GET" if post is None else "POST"
                async with session.request(
                    method, real, headers=headers, data=post, allow_redirects=False
                ) as answer:
                    if is_ours:
                        self._store_cookies(answer)
                    if answer.status != 302:
                        return Page(answer.status, await answer.text(), answer.headers)
                    url = answer.headers["Location"]
        raise AssertionError(f"led on and on: {self.visited}")

    def _store_cookies(self, answer: aiohttp.ClientResponse) -> None:
        for name, cookie in answer.cookies.items():
            assert cookie["secure"]
            assert cookie["httponly"]
            if "1970" in cookie["expires"]:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = cookie.value
