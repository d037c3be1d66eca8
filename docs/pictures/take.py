"""`make screenshots`: take the README's pictures of the running program in headless Chromium.

Start `python -m bot` on empty databases, open its page as a learner would, and write PNG files into
this folder.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright, expect

HERE = Path(__file__).parent
TIMEOUT_MS = 60_000  # the first verdict waits until the grader has warmed up
DESKTOP = {"width": 1000, "height": 800}
REPLY_HEIGHT = {"en": 756, "ja": 800}  # so that the reply fills the picture
PHONE = {"width": 390, "height": 780}
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
INTEGERS = """```python
import torch


def to_float(values):
    return torch.tensor(values)
```"""
RIGHT = INTEGERS.replace("(values)\n```", "(values, dtype=torch.float32)\n```")


@asynccontextmanager
async def bot() -> AsyncIterator[str]:
    """Run a bot with an empty database; yield its address."""
    folder = Path(tempfile.mkdtemp(prefix="tensei-pictures-"))
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        env={
            **os.environ,
            "TENSEI_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'tensei.db'}",
            "TENSEI_LOCAL_PORT": "0",
            "TENSEI_HEALTH_PORT": "0",
            "TENSEI_LOG_LEVEL": "WARNING",
        },
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        line = (await process.stdout.readline()).decode()
        yield line.removeprefix("Chat: ").strip()
    finally:
        process.send_signal(signal.SIGINT)
        await process.wait()
        shutil.rmtree(folder)


@asynccontextmanager
async def visitor(
    browser: Browser, url: str, size: dict[str, int], locale: str, scheme: str
) -> AsyncIterator[Page]:
    """Yield the page of a new learner."""
    context = await browser.new_context(
        locale=locale,
        viewport=size,  # type: ignore[arg-type]
        color_scheme=scheme,  # type: ignore[arg-type]
        device_scale_factor=2,
    )
    page = await context.new_page()
    page.set_default_timeout(TIMEOUT_MS)
    await page.goto(url)
    await page.get_by_role("article", name="Tensei").first.wait_for()  # the greeting
    yield page
    await context.close()


async def say(page: Page, text: str) -> None:
    """Send a message and wait for its final reply."""
    replies = page.get_by_role("article", name="Tensei")
    before = await replies.count()
    box = page.locator("#message")
    await box.fill(text)
    await page.locator("#send").click()
    await expect(replies).to_have_count(before + 1, timeout=TIMEOUT_MS)
    await expect(replies.last).to_have_attribute("aria-busy", "false", timeout=TIMEOUT_MS)


async def take(page: Page, name: str) -> None:
    """Write a screenshot of the page."""
    await page.mouse.move(0, 0)
    await page.wait_for_timeout(400)  # until animations have ended
    await page.screenshot(path=HERE / f"{name}.png", animations="disabled")
    print(f"docs/pictures/{name}.png")


async def main() -> int:
    """Take all pictures; return the exit code."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("There is no Chromium here. Install it: apt-get install chromium", file=sys.stderr)
        return 1
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        for language, locale in (("en", "en-US"), ("ja", "ja-JP")):
            async with bot() as url, visitor(browser, url, DESKTOP, locale, "light") as page:
                await take(page, f"arrival-{language}")
                await say(page, INTEGERS)
                await page.set_viewport_size(
                    {"width": DESKTOP["width"], "height": REPLY_HEIGHT[language]}
                )
                await take(page, f"wrong-answer-{language}")
        async with bot() as url, visitor(browser, url, PHONE, "ja-JP", "dark") as page:
            await say(page, "/lesson tensors")
            await take(page, "lesson-on-a-phone")
            await say(page, RIGHT)
            await say(page, "/leaderboard")
            await take(page, "leaderboard-on-a-phone")
        await browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
