from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Page, Request, expect

from bot.i18n import Translations
from bot.platforms.local import LocalChat
from bot.storage.engine.database import Database, open_database
from bot.storage.local_chat.messages import LocalMessages
from tests.support.browser import HOW_TO_INSTALL, find_chromium, launched
from tests.support.browser_tabs import Tabs
from tests.support.built_in import strict_translations
from tests.support.event_loops import share_one_loop
from tests.support.local_page import LOCAL_HOSTNAME, NETWORK_ADDRESS, TIMEOUT_MS, TOKEN
from tests.support.scripted_tutor import ScriptedTutor

expect.set_options(timeout=TIMEOUT_MS)

PageOf = Callable[..., Awaitable[Page]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One event loop for all tests in this folder, so that they can share one browser."""
    share_one_loop(items, Path(__file__).parent)


@pytest_asyncio.fixture(loop_scope="session")
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    database = await open_database(sqlite_url)
    yield database
    await database.close()


@pytest.fixture
def history(database: Database) -> LocalMessages:
    return LocalMessages(database)


@pytest.fixture(scope="session")
def words() -> Translations:
    return strict_translations()


@pytest.fixture
def tutor() -> ScriptedTutor:
    return ScriptedTutor()


@pytest.fixture
def serve(history: LocalMessages, words: Translations):
    """`async with serve(tutor, port=0) as url`: serve the chat, and yield its page's URL."""

    @asynccontextmanager
    async def serve(tutor: ScriptedTutor, port: int = 0) -> AsyncIterator[str]:
        chat = LocalChat(tutor, history, port=port, token=TOKEN, translations=words)
        url = await chat.start()
        try:
            yield url
        finally:
            await chat.stop()

    return serve


@pytest_asyncio.fixture(loop_scope="session")
async def url(serve, tutor: ScriptedTutor) -> AsyncIterator[str]:
    async with serve(tutor) as url:
        yield url


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    program = find_chromium()
    if program is None:
        pytest.skip(HOW_TO_INSTALL)
    network = f"--host-resolver-rules=MAP {LOCAL_HOSTNAME} {NETWORK_ADDRESS}"
    async with launched(program, network) as browser:
        yield browser


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def tabs(browser: Browser) -> Tabs:
    return Tabs(browser)


@pytest_asyncio.fixture(loop_scope="session")
async def page_of(tabs: Tabs) -> AsyncIterator[PageOf]:
    """`await page_of(url, **context_options)`: open a page and wait until its log is shown.

    The test fails if the page logs an error or requests anything from another origin.
    """
    errors: list[str] = []
    async with AsyncExitStack() as stack:

        async def page_of(url: str, **options: object) -> Page:
            origin = url.split("/?", maxsplit=1)[0]
            own = ("about:", origin, origin.replace("http", "ws"))

            def requested(request: Request) -> None:
                if not request.url.startswith(own):
                    errors.append(f"requested {request.url}")

            def logged(message: ConsoleMessage) -> None:
                if "Content Security Policy" in message.text:
                    errors.append(message.text)

            listeners = {
                "pageerror": lambda error: errors.append(str(error)),
                "request": requested,
                "console": logged,
            }
            lent = tabs.lend({"locale": "en-US", **options}, listeners)
            page = await stack.enter_async_context(lent)
            await page.goto(url)
            await page.locator("body[data-ready]").wait_for()
            return page

        yield page_of
    assert errors == []
