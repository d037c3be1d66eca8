from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import datetime
from typing import Any

import pytest

from bot.i18n import Translations
from bot.platforms.slack.options import SlackOptions
from bot.platforms.slack.platform import SlackChat
from bot.storage import Database
from bot.tutor.context import utc_now
from bot.tutor.service import Tutor
from lessons.catalog import load
from lessons.curriculum import Catalog
from tests.support.serving import Life
from tests.support.slack_server.learner import Learner
from tests.support.slack_server.server import SlackServer
from tests.support.slack_server.workspace import APP_TOKEN, BOT_TOKEN
from tests.support.study import ScriptedQueue
from tests.support.study_fixtures import opened, sqlite_url, words, worn_sqlite_file

__all__ = ["sqlite_url", "words", "worn_sqlite_file"]


StartChat = Callable[..., Awaitable[Life[SlackChat]]]


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load()


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    async with opened(sqlite_url) as database:
        yield database


@pytest.fixture
def queue() -> ScriptedQueue:
    return ScriptedQueue()


@pytest.fixture
def new_tutor(
    database: Database, catalog: Catalog, queue: ScriptedQueue, words: Translations
) -> Callable[[], Tutor]:
    """`new_tutor()`: a new tutor on the test's database, as after a restart."""
    return lambda: Tutor(database, catalog, queue, words)


@pytest.fixture
def tutor(new_tutor: Callable[[], Tutor]) -> Tutor:
    return new_tutor()


@pytest.fixture
async def slack() -> AsyncIterator[SlackServer]:
    """A fake Slack for one test. The test fails if Slack would reject any request to it."""
    async with SlackServer() as server:
        yield server
        assert server.violations == []


@pytest.fixture
async def start(
    slack: SlackServer, words: Translations, database: Database
) -> AsyncIterator[StartChat]:
    """`await start(tutor, **options)`: start the platform, connected to the fake Slack."""
    async with AsyncExitStack() as ends:

        async def start(
            tutor: Tutor, clock: Callable[[], datetime] = utc_now, **options: Any
        ) -> Life[SlackChat]:
            connections = slack.connections
            defaults = {"bot_token": BOT_TOKEN, "app_token": APP_TOKEN, "api_url": slack.api_url}
            chat = SlackChat(
                tutor,
                words,
                SlackOptions(**(defaults | options)),
                database,
                hold_back_s=0.3,
                clock=clock,
            )
            life = Life(chat)
            ends.push_async_callback(life.stop)
            await slack.until(
                lambda: (
                    life.serving.done()
                    or (slack.connections > connections and slack.is_connected())
                )
            )
            return life

        yield start


@pytest.fixture
async def chat(start: StartChat, tutor: Tutor) -> SlackChat:
    return (await start(tutor)).chat


@pytest.fixture
def aiko(slack: SlackServer) -> Learner:
    return Learner(slack, "Aiko")


@pytest.fixture
def hanako(slack: SlackServer) -> Learner:
    return Learner(slack, "花子", locale="ja-JP")
