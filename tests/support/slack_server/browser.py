"""A minimal browser for the OAuth flow: cookies, redirects and links.

It maps the bot's public https URL to the port on which the bot listens.
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
        self.cookies: dict[str, str] = {}  # of the bot's pages, the only ones that set any
        self.visited: list[str] = []

    async def open(self, url: str, *, post: bytes | None = None) -> Page:
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
            for _ in range(MOST_REDIRECTS):
                self.visited.append(url)
                is_ours = url.startswith(self._public)
                real_url = self._chat.address + url.removeprefix(self._public) if is_ours else url
                headers = {"Accept-Language": self._language}
                if is_ours and self.cookies:
                    headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
                method = "GET" if post is None else "POST"
                async with session.request(
                    method, real_url, headers=headers, data=post, allow_redirects=False
                ) as response:
                    if is_ours:
                        self._store_cookies(response)
                    if response.status != 302:
                        return Page(response.status, await response.text(), response.headers)
                    url = response.headers["Location"]
        raise AssertionError(f"too many redirects: {self.visited}")

    def _store_cookies(self, response: aiohttp.ClientResponse) -> None:
        for name, cookie in response.cookies.items():
            assert cookie["secure"]
            assert cookie["httponly"]
            if "1970" in cookie["expires"]:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = cookie.value
