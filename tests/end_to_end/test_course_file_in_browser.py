"""An organiser drops course.toml on the page, reads the preview and starts the course."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, expect

from tests.support.bot_process import StartBot
from tests.support.documents import COURSE_EXAMPLE
from tests.support.local_page import drop, last_reply, log, send

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
ANSWERED_MS = 120_000
LINES_OF_DAYS = """cells => Math.max(...cells.map(cell => {
  const range = document.createRange();
  range.selectNodeContents(cell);
  return new Set([...range.getClientRects()].map(each => Math.round(each.top))).size;
}))"""
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


async def test_a_course_file_dropped_on_the_page_is_previewed_and_started_by_one_button(
    browser: Browser, start_bot: StartBot
) -> None:
    context = await browser.new_context(locale="en-US", viewport=PHONE)  # type: ignore[arg-type]
    page = await context.new_page()
    page.set_default_timeout(ANSWERED_MS)
    await page.goto((await start_bot()).url)
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
