"""Where things are on the page, and how a learner sends something."""

from __future__ import annotations

import socket

from playwright.async_api import Locator, Page

TOKEN = "a-token-of-at-least-thirty-two-letters"
TIMEOUT_MS = 120_000  # for a busy machine; nothing waits longer than it must

NETWORK_ADDRESS = "127.0.0.2"
"""An address that the page takes for one in a network, and that only this machine reaches."""

LOCAL_HOSTNAME = f"{socket.gethostname().partition('.')[0].casefold()}.local"
"""By which others in a network may call this machine; no secure context to a browser."""


def message_box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Message", exact=True)


def log(page: Page) -> Locator:
    return page.get_by_role("log")


def last_reply(page: Page) -> Locator:
    return log(page).get_by_role("article", name="Tensei").last


async def send(page: Page, words: str) -> None:
    await message_box(page).fill(words)
    await message_box(page).press("Enter")
