"""Locators of the page's elements, and how to send a message."""

from __future__ import annotations

import base64
import socket

from playwright.async_api import Locator, Page, expect

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


async def last_reply_id(page: Page) -> str:
    """Return the id of the last reply, without the prefix of its element."""
    element = await last_reply(page).get_attribute("id")
    assert element is not None
    return element.removeprefix("message-")


async def send(page: Page, text: str) -> None:
    await message_box(page).fill(text)
    await message_box(page).press("Enter")


async def stop_timers(page: Page) -> None:
    """Let the page show for ever what it shows for a moment only, until it is loaded again."""
    await page.evaluate("() => { window.setTimeout = () => 0; }")


async def drop(page: Page, name: str, content: bytes) -> None:
    """Dispatch the browser's events for a file that is dropped on the page."""
    data = await page.evaluate_handle(
        """([name, content]) => {
            const data = new DataTransfer();
            const bytes = Uint8Array.from(atob(content), (each) => each.charCodeAt(0));
            data.items.add(new File([bytes], name));
            return data;
        }""",
        [name, base64.b64encode(content).decode()],
    )
    await page.dispatch_event("header", "dragover", {"dataTransfer": data})
    overlay = page.get_by_text("Drop a file here")
    await expect(overlay).to_be_visible()
    await page.dispatch_event("header", "drop", {"dataTransfer": data})
    await expect(overlay).to_be_hidden()
