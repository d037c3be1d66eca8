"""What the page in a real browser shows of a log that is longer than the screen."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from bot.tutor.replies.model import Reply
from tests.support.local_page import last_reply_id, log, message_box, send
from tests.support.scripted_tutor import PENDING, ScriptedTutor, text

pytestmark = pytest.mark.browser


async def test_a_long_reply_is_read_from_its_beginning(
    url: str, page_of, tutor: ScriptedTutor
) -> None:
    tutor.replies["long"] = text("# Beginning\n\n" + "\n\n".join(f"Line {n}" for n in range(90)))
    page = await page_of(url)
    await send(page, "long")
    await expect(log(page).get_by_role("heading", name="Beginning")).to_be_in_viewport()
    await expect(log(page).get_by_text("Line 89", exact=True)).not_to_be_in_viewport()


async def test_a_first_greeting_that_does_not_fit_is_read_from_its_beginning(
    url: str, page_of, tutor: ScriptedTutor
) -> None:
    tutor.replies["start"] = text("Hello!\n\n" + "\n\n".join(f"Line {n}" for n in range(9)))
    page = await page_of(url, viewport={"width": 800, "height": 480})
    await expect(log(page).get_by_text("Line 8")).to_be_attached()
    await message_box(page).fill("x = 1\n" * 3)  # the log shrinks
    await expect(log(page).get_by_text("Hello!")).to_be_in_viewport(ratio=1)
    await expect(log(page).get_by_text("Line 8")).not_to_be_in_viewport()


async def test_a_log_that_is_opened_again_shows_its_end(
    url: str, page_of, tutor: ScriptedTutor
) -> None:
    start = text("\n\n".join(f"Line {n}" for n in range(9))).blocks + tutor.replies["start"].blocks
    tutor.replies["start"] = Reply(blocks=start)
    page = await page_of(url, viewport={"width": 640, "height": 400})
    await expect(log(page).get_by_text("Line 0")).to_be_in_viewport(ratio=1)
    await page.reload()
    first_step = log(page).get_by_role("button", name="First lesson")
    await expect(first_step).to_be_in_viewport(ratio=1)
    await expect(page.get_by_role("group", name="Things to try:")).to_be_visible()


async def test_a_verdict_further_up_does_not_move_what_is_being_read(
    url: str, page_of, tutor: ScriptedTutor
) -> None:
    tutor.replies["def f(): ..."] = PENDING
    tutor.replies["long"] = text("\n\n".join(f"Line {n}" for n in range(30)))
    page = await page_of(url)
    await send(page, "def f(): ...")
    await expect(log(page).get_by_text("Grading…")).to_be_visible()
    pending = await last_reply_id(page)
    await send(page, "long")
    await expect(log(page).get_by_text("Line 29", exact=True)).to_be_attached()
    await log(page).evaluate("log => { log.scrollTop = log.scrollHeight; }")
    await tutor.deliver(pending, tutor.replies["long"])
    await expect(log(page).get_by_text("Grading…")).to_have_count(0)
    await expect(log(page).get_by_text("Line 29", exact=True).last).to_be_in_viewport()


async def test_a_growing_message_does_not_cover_the_last_reply(
    url: str, page_of, tutor: ScriptedTutor
) -> None:
    tutor.replies["long"] = text("\n\n".join(f"Line {n}" for n in range(30)))
    page = await page_of(url)
    await send(page, "long")
    await expect(log(page).get_by_text("Line 29", exact=True)).to_be_attached()
    await log(page).evaluate("log => { log.scrollTop = log.scrollHeight; }")
    await expect(log(page).get_by_text("Line 29", exact=True)).to_be_in_viewport()
    await message_box(page).fill("x = 1\n" * 12)
    await expect(log(page).get_by_text("Line 29", exact=True)).to_be_in_viewport()
