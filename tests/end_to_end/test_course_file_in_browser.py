"""An organiser drops course.toml on the page, reads the preview and starts the course."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page, expect

from tests.support.documents import COURSE_EXAMPLE
from tests.support.local_page import drop, last_reply, log, send

pytestmark = pytest.mark.browser

PageOf = Callable[..., Awaitable[Page]]

PHONE = {"width": 390, "height": 844}
LINES_OF_DAYS = """cells => Math.max(...cells.map(cell => {
  const range = document.createRange();
  range.selectNodeContents(cell);
  return new Set([...range.getClientRects()].map(each => Math.round(each.top))).size;
}))"""
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


async def test_a_course_file_dropped_on_the_page_is_previewed_and_started_by_one_button(
    page_of: PageOf,
) -> None:
    page = await page_of("Organiser", "en-US", viewport=PHONE)
    await send(page, "/group create Owls")
    await expect(log(page)).to_contain_text("Owls")
    await drop(page, "course.toml", COURSE_EXAMPLE.encode())
    preview = last_reply(page)
    await expect(preview).to_contain_text("Preview: Deep learning together")
    await expect(preview).to_contain_text("Nothing has started")
    await expect(preview.get_by_role("row")).to_have_count(13)
    await expect(preview.locator("button.primary:not([type=submit])")).to_have_text(
        "Start it in Owls"
    )
    days = preview.locator("td:nth-child(2)")
    assert await days.evaluate_all(LINES_OF_DAYS) <= 3, "a word a line is hard to read"
    assert await page.evaluate(TOO_WIDE) <= 0, "a phone shows the calendar without moving the page"
    await preview.get_by_role("button", name="Start it in Owls").click()
    await expect(log(page)).to_contain_text("Owls now has the course")
    await send(page, "/course")
    await expect(last_reply(page)).to_contain_text("Seeing with a small window")
