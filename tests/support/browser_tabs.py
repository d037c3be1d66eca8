"""Tabs that tests use one after another: to begin one takes most of the time of a short test."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urljoin

from playwright.async_api import Browser, Page

from tests.support.local_page import TIMEOUT_MS

Listener = Callable[[Any], None]

_CHANGEABLE: dict[str, Any] = {
    "viewport": {"width": 1280, "height": 720},
    "color_scheme": "light",
    "reduced_motion": "no-preference",
    "forced_colors": "none",
    "permissions": [],
}
"""Options that also an open tab takes, with their defaults."""


class Tabs:
    """Lends tabs of a browser, each with a context of its own in which nothing is stored."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[str, list[Page]] = {}  # by the other options of their contexts

    @asynccontextmanager
    async def lend(
        self, options: Mapping[str, Any], listeners: Mapping[str, Listener]
    ) -> AsyncIterator[Page]:
        """Yield an empty tab with these listeners, whose context has these options."""
        fixed = {each: value for each, value in options.items() if each not in _CHANGEABLE}
        free = self._free.setdefault(repr(sorted(fixed.items())), [])
        page = free.pop() if free else await self._opened(fixed)
        await _change(page, {**_CHANGEABLE, **options})
        for event, listener in listeners.items():
            page.on(event, listener)  # type: ignore[call-overload]
        yield page
        await _leave(page)
        await page.context.clear_cookies()
        for event, listener in listeners.items():
            page.remove_listener(event, listener)
        free.append(page)

    async def _opened(self, options: Mapping[str, Any]) -> Page:
        context = await self._browser.new_context(**options)
        page = await context.new_page()
        page.set_default_timeout(TIMEOUT_MS)
        return page


async def _change(page: Page, options: Mapping[str, Any]) -> None:
    await page.set_viewport_size(options["viewport"])
    await page.emulate_media(
        color_scheme=options["color_scheme"],
        reduced_motion=options["reduced_motion"],
        forced_colors=options["forced_colors"],
    )
    await page.context.clear_permissions()
    await page.context.grant_permissions(options["permissions"])


async def _leave(page: Page) -> None:
    """Leave the page, and delete what it has stored.

    An empty page takes its place that has the same origin: any other would need a new process.
    """
    await page.route("**/*", lambda route: route.fulfill(body=""))
    await page.goto(urljoin(page.url, "/left"))
    await page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    await page.unroute_all()
