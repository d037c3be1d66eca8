"""Locators of the page's elements, and how to send a message."""

from __future__ import annotations

import socket

from playwright.async_api import Locator, Page

TOKEN = "a-token-of-at-least-thirty-two-letters"
TIMEOUT_MS = 120_000  # generous, for a busy machine

NETWORK_ADDRESS = "127.0.0.2"
"""A loopback address that the page treats as one in a network."""

LOCAL_HOSTNAME = f"{socket.gethostname().partition('.')[0].casefold()}.local"
"""This machine's name in its network; to a browser it is no secure context."""


def message_box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Message", exact=True)


def log(page: Page) -> Locator:
    return page.get_by_role("log")


def last_reply(page: Page) -> Locator:
    return log(page).get_by_role("article", name="Tensei").last


async def send(page: Page, text: str) -> None:
    await message_box(page).fill(text)
    await message_box(page).press("Enter")
