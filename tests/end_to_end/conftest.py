"""Fixtures for the real bot with its real grader.

All tests of this folder run in one event loop, so that they can share a browser, and a bot where
each of them only needs a learner of its own.
"""

from __future__ import annotations

import shutil
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, expect

from tests.support.bot_process import Bot, StartBot
from tests.support.browser import HOW_TO_INSTALL, find_chromium, launched
from tests.support.event_loops import share_one_loop
from tests.support.study_fixtures import postgres_url, worn_postgres

__all__ = ["postgres_url", "worn_postgres"]

ANSWERED_MS = 120_000  # the first answer waits for the grader to warm up

PageOf = Callable[..., Awaitable[Page]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    share_one_loop(items, Path(__file__).parent)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    program = find_chromium()
    if program is None:
        pytest.skip(HOW_TO_INSTALL)
    async with launched(program) as browser:
        yield browser


NewContext = Callable[..., Awaitable[BrowserContext]]


@pytest_asyncio.fixture(loop_scope="session")
async def new_context(browser: Browser) -> AsyncIterator[NewContext]:
    """Return `new_context(locale, …)`: a browser that has never been on the page.

    It waits long for what it expects, and shows no animations.
    """
    expect.set_options(timeout=ANSWERED_MS)
    async with AsyncExitStack() as stack:

        async def new_context(locale: str, **options: object) -> BrowserContext:
            settings = {"locale": locale, "reduced_motion": "reduce", **options}
            context = await browser.new_context(**settings)  # type: ignore[arg-type]
            stack.push_async_callback(context.close)
            context.set_default_timeout(ANSWERED_MS)
            return context

        yield new_context


@asynccontextmanager
async def bots(folder: Path) -> AsyncIterator[StartBot]:
    """Yield `start(**settings)`, whose bots share a folder and are killed in the end."""
    started: list[Bot] = []

    async def start(**settings: str) -> Bot:
        bot = Bot(folder, settings)
        started.append(bot)
        return await bot.start()

    yield start
    for bot in started:
        if bot.process is not None:
            await bot.end(signal.SIGKILL)


@pytest_asyncio.fixture(loop_scope="session")
async def start_new_bot(tmp_path: Path) -> AsyncIterator[StartBot]:
    """Return `start_new_bot(**settings)`, which starts the bot without a database at first."""
    async with bots(tmp_path) as start:
        yield start


@pytest.fixture
def start_bot(start_new_bot: StartBot, tmp_path: Path, sqlite_template: Path) -> StartBot:
    """Return `start_bot(**settings)`: it starts the bot, each time on the same database.

    The tables exist, because to create them takes a quarter of the time of a start.
    """
    copy_tables(sqlite_template, tmp_path)
    return start_new_bot


def copy_tables(template: Path, folder: Path) -> None:
    shutil.copy(template, folder / "tensei.db")
    (folder / "tensei.db").chmod(0o600)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared_bot(
    tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path
) -> AsyncIterator[Bot]:
    """Return a bot with the built-in lessons, whose learners may send as fast as they can."""
    folder = tmp_path_factory.mktemp("bot")
    copy_tables(sqlite_template, folder)
    async with bots(folder) as start:
        yield await start(TENSEI_MOST_PER_MINUTE="1000")


@pytest.fixture
def page_of(shared_bot: Bot, new_context: NewContext) -> PageOf:
    """Return `page_of(learner, locale, …)`: the page of the shared bot, in a learner's browser.

    Without a name, the learner is the one who has told none.
    """

    async def page_of(learner: str, locale: str, **options: object) -> Page:
        address = urlsplit(shared_bot.url)
        storage = [{"name": "tensei-learner", "value": learner}] if learner else []
        origin = {"origin": f"{address.scheme}://{address.netloc}", "localStorage": storage}
        context = await new_context(locale, storage_state={"origins": [origin]}, **options)
        page = await context.new_page()
        await page.goto(shared_bot.url)
        return page

    return page_of
