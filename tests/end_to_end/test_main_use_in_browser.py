"""The main use in a real browser: lesson, snippet, submissions, progress, leaderboard."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page, expect

pytestmark = pytest.mark.browser

PageOf = Callable[..., Awaitable[Page]]

WRONG = """```python
import torch

def to_float(values):
    return torch.tensor(values)
```"""
RIGHT = """>>> import torch
>>> def to_float(values):
...     return torch.tensor(values, dtype=torch.float32)
"""
GRADED_MS = 120_000  # the first answer waits for the grader to warm up


async def send(page: Page, text: str) -> None:
    message = page.get_by_role("textbox", name="Message")
    await message.fill(text)
    await message.press("Enter")


async def test_a_learner_reads_runs_fails_passes_and_sees_it_on_the_board(
    page_of: PageOf,
) -> None:
    page = await page_of("Beginner", "en-US")
    log = page.get_by_role("log")

    await send(page, "/lesson tensors")
    await expect(log).to_contain_text("Meet the tensor")
    await page.get_by_role("button", name="▶ Run").first.click()
    await expect(log.get_by_text("Value of the last line")).to_be_visible(timeout=GRADED_MS)
    await page.get_by_role("button", name=re.compile("Next")).last.click()
    await expect(log).to_contain_text("2 of ")

    await send(page, WRONG)
    await expect(log).to_contain_text("Not yet: to_float", timeout=GRADED_MS)
    await expect(log).to_contain_text("PyTorch chose int64 for you")

    await send(page, RIGHT)
    await expect(log).to_contain_text("+10", timeout=GRADED_MS)

    await send(page, "/progress")
    lesson = log.get_by_role("row", name=re.compile("Meet the tensor")).last
    await expect(lesson).to_contain_text("1 of 4")
    await send(page, "/leaderboard")
    await expect(log.get_by_role("row", name=re.compile(r"Beginner.*10"))).to_be_visible()


async def test_the_page_speaks_japanese_after_a_change_of_language(
    page_of: PageOf,
) -> None:
    page = await page_of("Polyglot", "en-US")
    await page.get_by_role("combobox", name="Language").select_option("ja")
    await expect(page.get_by_role("button", name="送信")).to_be_visible()
    await page.get_by_role("textbox").fill("/lesson tensors")
    await page.get_by_role("textbox").press("Enter")
    await expect(page.get_by_role("log")).to_contain_text("テンソル")
