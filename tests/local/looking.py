"""Where things are on the page, and how a learner sends something."""

from __future__ import annotations

from playwright.async_api import Locator, Page


def box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Message", exact=True)


def log(page: Page) -> Locator:
    return page.get_by_role("log")


def last_reply(page: Page) -> Locator:
    return log(page).get_by_role("article", name="Tensei").last


async def send(page: Page, words: str) -> None:
    await box(page).fill(words)
    await box(page).press("Enter")
