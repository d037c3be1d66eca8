"""`make screenshots`: take the documents' pictures of the running program in headless Chromium.

Start `python -m bot` on empty databases, open its page as a learner would, and write PNG files into
this folder. The picture of Discord is a reply of the sheet (`make sheet`). With `--only phone`,
take the pictures of that scene alone.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser, Page, expect

from bot.tutor.replies.model import Details
from docs.pictures.learners import Learner, fenced, items_of
from lessons.catalog import load
from lessons.curriculum import Exercise
from tests.support.browser import HOW_TO_INSTALL, find_chromium, launched
from tests.support.local_page_client import PageClient
from tests.support.reply_sheet.played import create_database, play_all
from tests.support.reply_sheet.sheet import replies_html

HERE = Path(__file__).parent
TIMEOUT_MS = 60_000  # the first verdict waits until the grader has warmed up
DESKTOP = {"width": 1000, "height": 800}
PHONE = {"width": 390, "height": 686}
MARGIN_PX = 20  # above and below the messages of a picture
COLOURS = 256  # of a picture's palette; the files are a third as large as without one
GROUP = "Night owls"
INTEGERS = """import torch


def to_float(values):
    return torch.tensor(values)"""


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
            "TENSEI_MOST_PER_MINUTE": "1000",
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
    browser: Browser,
    url: str,
    *,
    name: str = "",
    size: dict[str, int] = DESKTOP,
    locale: str = "en-US",
    scheme: str = "light",
) -> AsyncIterator[Page]:
    """Yield the page of a learner; without a name, of a new one."""
    context = await browser.new_context(
        locale=locale,
        viewport=size,  # type: ignore[arg-type]
        color_scheme=scheme,  # type: ignore[arg-type]
        device_scale_factor=1.5 if size == PHONE else 2,
    )
    if name:
        await context.add_init_script(
            f"""localStorage.setItem('tensei-learner', '{name}');
            localStorage.setItem('tensei-learners', '["{name}"]');"""
        )
    page = await context.new_page()
    page.set_default_timeout(TIMEOUT_MS)
    await page.goto(url)
    await page.get_by_role("article", name="Tensei").first.wait_for()  # the greeting
    yield page
    await context.close()


@asynccontextmanager
async def learner(url: str, name: str) -> AsyncIterator[Learner]:
    """Yield a learner without a browser."""
    async with PageClient(url, name) as page:
        yield Learner(page, load())


async def say(page: Page, text: str) -> None:
    """Send a message and wait for its final reply."""
    box = page.locator("#message")
    await box.fill(text)
    await answered(page, "#send")


async def answered(page: Page, button: str) -> None:
    """Press a button and wait for the final reply in a new message."""
    replies = page.get_by_role("article", name="Tensei")
    before = await replies.count()
    await page.locator(button).last.click()
    await expect(replies).to_have_count(before + 1, timeout=TIMEOUT_MS)
    await expect(replies.last).to_have_attribute("aria-busy", "false", timeout=TIMEOUT_MS)


async def fit(page: Page, messages: int) -> None:
    """Make the window as high as the last messages need, and show them."""
    height = await page.evaluate(
        """([count, margin]) => {
            const log = document.querySelector("#log");
            const first = log.children[log.children.length - count];
            const last = log.lastElementChild;
            const shown = last.getBoundingClientRect().bottom - first.getBoundingClientRect().top;
            return Math.ceil(shown + 2 * margin + innerHeight - log.clientHeight);
        }""",
        [messages, MARGIN_PX],
    )
    await page.set_viewport_size({"width": DESKTOP["width"], "height": height})
    await page.evaluate(
        """([count, margin]) => {
            const log = document.querySelector("#log");
            const first = log.children[log.children.length - count];
            log.scrollTop = first.offsetTop - log.offsetTop - margin;
        }""",
        [messages, MARGIN_PX],
    )


async def take(page: Page, name: str) -> None:
    """Write a screenshot of the page."""
    await page.mouse.move(0, 0)
    await page.wait_for_timeout(400)  # until animations have ended
    write(await page.screenshot(animations="disabled"), name)


def write(png: bytes, name: str) -> None:
    """Write a picture with a palette."""
    picture = Image.open(BytesIO(png)).convert("RGB")
    picture = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    picture.save(HERE / f"{name}.png", optimize=True)
    print(f"docs/pictures/{name}.png")


async def wrong_answers(browser: Browser) -> None:
    """A wrong answer with the shapes of its steps, as in the README, in both languages."""
    for language, locale in (("en", "en-US"), ("ja", "ja-JP")):
        async with bot() as url, visitor(browser, url, locale=locale) as page:
            await say(page, fenced(INTEGERS))
            await page.locator("details summary").last.click()
            await fit(page, 2)
            await take(page, f"wrong-answer-{language}")


async def phone(browser: Browser) -> None:
    """A page of a lesson on a phone, in the dark."""
    async with bot() as url, visitor(browser, url, size=PHONE, scheme="dark") as page:
        await say(page, "/lesson tensors")
        await take(page, "lesson-on-a-phone")


async def group(browser: Browser) -> None:
    """A group's board, its teacher's overview, and the end of a track."""
    basics = load().tracks[0]
    items = list(items_of(basics))
    async with bot() as url:
        async with learner(url, "Mori") as mori:
            code = await mori.found_group(GROUP)
            await mori.start_course(f"{basics.slug} weeks=7")
        async with learner(url, "Ben") as ben:
            await ben.join(code)
            await ben.finish(iter(items[:26]))
        async with learner(url, "Chika") as chika:
            await chika.join(code)
            await chika.finish(iter(items[:14]))
            await chika.fail("operations/row-means/wrong_dimension")
        async with learner(url, "Daichi") as daichi:
            await daichi.join(code)
            await daichi.finish(iter(items[:8]))
            await daichi.fail("operations/row-means/wrong_dimension", "tensors/frame/columns_only")
            await daichi.fail("tensors/frame/columns_only", "tensors/frame/ones_inside")
        async with learner(url, "Aiko") as aiko:
            await aiko.join(code)
            await aiko.finish(iter(items[:-1]))
        async with visitor(browser, url, name="Aiko") as page:
            last = items[-1]
            assert isinstance(last, Exercise)
            await say(page, fenced(last.reference))
            await answered(page, "button[data-action^='card']")
            await fit(page, 3)
            await take(page, "end-of-track")
        async with visitor(browser, url, name="Ben", scheme="dark") as page:
            await say(page, f"/leaderboard {GROUP}")
            await fit(page, 2)
            await take(page, "leaderboard")
        async with visitor(browser, url, name="Mori") as page:
            await say(page, f"/group overview {GROUP}")
            await fit(page, 2)
            await take(page, "overview")


async def discord(browser: Browser) -> None:
    """A reply to a wrong answer on Discord, and the shapes of its steps."""
    with tempfile.TemporaryDirectory() as database:
        await asyncio.to_thread(create_database, Path(database))
        play, _ = await play_all(load(), "en", "discord", Path(database))
    replies = [scene.reply for scene in play.scenes]
    verdict = next(
        at for at, each in enumerate(replies) if any(isinstance(b, Details) for b in each.blocks)
    )
    context = await browser.new_context(viewport=PHONE, device_scale_factor=1.5)  # type: ignore[arg-type]
    page = await context.new_page()
    await page.set_content(replies_html(replies[verdict : verdict + 2], "discord", "dark", "en"))
    write(await page.screenshot(full_page=True), "discord-reply")
    await context.close()


async def main(only: str) -> int:
    """Take the pictures of the scenes whose names contain `only`; return the exit code."""
    program = find_chromium()
    if program is None:
        print(HOW_TO_INSTALL, file=sys.stderr)
        return 1
    async with launched(program) as browser:
        for scene in (wrong_answers, phone, group, discord):
            if only in scene.__name__:
                await scene(browser)
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", default="", help="scenes, such as phone")
    sys.exit(asyncio.run(main(parser.parse_args().only)))
