"""A new learner opens the page and passes the first exercise, without typing any command."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import BrowserContext, Locator, Page, expect

from tests.support.bot_process import StartBot

pytestmark = pytest.mark.browser

NewContext = Callable[..., Awaitable[BrowserContext]]
PageOf = Callable[..., Awaitable[Page]]

NAMELESS = ""  # no other test is this learner of the shared bot

GRADED_MS = 120_000  # the first answer waits for the grader to warm up
MAX_TAB_STOPS = 80
WORDS_A_MINUTE, LETTERS_A_MINUTE = 200, 500  # that people read, in English and in Japanese
CLICK_MIN = 3 / 60  # for a click, and for a paste

BODY = "return torch.tensor(values)"
WRONG = f"import torch\n\n\ndef to_float(values):\n    {BODY}"
RIGHT = WRONG.replace(BODY, "return torch.tensor(values, dtype=torch.float32)")


def in_log(page: Page, name: str) -> Locator:
    """Return the newest button whose name starts with `name`."""
    return page.get_by_role("log").get_by_role("button", name=re.compile(f"^{name}")).last


async def minutes_to_read(page: Page) -> float:
    """Return how long it takes to read all that the tutor has said so far."""
    said = " ".join(await page.get_by_role("log").locator(".tutor").all_inner_texts())
    japanese = re.findall(r"[\u3040-\u30ff\u4e00-\u9fff]", said)
    words = re.findall(r"[A-Za-z_.()]+", said)
    return len(japanese) / LETTERS_A_MINUTE + len(words) / WORDS_A_MINUTE


async def paste(page: Page, text: str) -> None:
    await page.evaluate("text => navigator.clipboard.writeText(text)", text)
    await page.keyboard.press("Control+V")


async def press_by_keyboard(button: Locator) -> None:
    """Move the focus to a button with Tab, forwards or backwards, and press it."""
    await expect(button).to_be_visible(timeout=GRADED_MS)
    page = button.page
    element = await button.element_handle()  # to find it by its role takes long, at every stop
    is_ahead = "button => !!(document.activeElement.compareDocumentPosition(button) & 4)"
    key = "Tab" if await element.evaluate(is_ahead) else "Shift+Tab"
    await page.keyboard.press("Escape")  # else Tab indents in a message box that has code
    for _ in range(MAX_TAB_STOPS):
        if await element.evaluate("button => button === document.activeElement"):
            await page.keyboard.press("Enter")
            return
        await page.keyboard.press(key)
    pytest.fail(f"The keyboard does not lead to {button}.")


async def test_a_stranger_without_a_mouse_comes_to_a_first_pass_and_the_next_step(
    new_context: NewContext, start_new_bot: StartBot
) -> None:
    page = await (await new_context("en-US")).new_page()
    await page.goto((await start_new_bot()).url)
    log = page.get_by_role("log")
    await press_by_keyboard(in_log(page, "Lesson 1. Meet the tensor"))
    await press_by_keyboard(in_log(page, "▶ Run"))
    await expect(log.get_by_text("Value of the last line")).to_be_visible(timeout=GRADED_MS)
    for number in range(2, 7):
        await press_by_keyboard(in_log(page, "Next page"))
        await expect(log).to_contain_text(f"page {number} of 6")

    await press_by_keyboard(in_log(page, "Exercise: Integers"))
    starter = log.get_by_role("figure").filter(has_text="Begin with this")
    await press_by_keyboard(starter.get_by_role("button", name="Edit"))
    await page.keyboard.type(BODY)
    await page.keyboard.press("Control+Enter")
    await expect(log).to_contain_text("Not yet: to_float", timeout=GRADED_MS)
    await expect(log).to_contain_text("PyTorch chose int64 for you")

    own = log.locator(".learner").get_by_role("button", name="Edit").last
    await press_by_keyboard(own)
    await page.keyboard.press("ArrowLeft")
    await page.keyboard.type(", dtype=torch.float32")
    await page.keyboard.press("Control+Enter")
    await expect(log).to_contain_text("Passed: to_float", timeout=GRADED_MS)
    await press_by_keyboard(in_log(page, "Exercise: Even numbers"))
    await expect(log.get_by_role("heading", name="Exercise: Even numbers")).to_be_visible()


async def test_a_stranger_who_clicks_and_pastes_comes_to_a_first_pass_in_japanese(
    page_of: PageOf,
) -> None:
    clipboard = ["clipboard-read", "clipboard-write"]
    page = await page_of(NAMELESS, "ja-JP", permissions=clipboard)
    log = page.get_by_role("log")
    await page.get_by_role("button", name="最初の演習").click()
    await expect(log.get_by_role("heading", name=re.compile("演習："))).to_be_visible()
    message = page.get_by_role("textbox", name="メッセージ")

    await message.click()
    await paste(page, WRONG)
    await page.keyboard.press("Enter")
    await expect(log).to_contain_text("to_float を見直してみましょう", timeout=GRADED_MS)
    await expect(log).to_contain_text("どこで何を渡せばよいでしょうか")
    await in_log(page, "ヒント 1").click()
    await expect(log).to_contain_text("のヒント 1 / 3")

    await message.click()
    await paste(page, RIGHT)
    await page.get_by_role("button", name="送信", exact=True).click()
    await expect(log).to_contain_text("合格です！ to_float", timeout=GRADED_MS)
    steps = 7  # the clicks and pastes above
    assert await minutes_to_read(page) + steps * CLICK_MIN < 5
    await in_log(page, "演習：偶数を並べる").click()
    await expect(log.get_by_role("heading", name="演習：偶数を並べる")).to_be_visible()
