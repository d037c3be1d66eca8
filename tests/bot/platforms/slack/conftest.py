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
from tests.support.platform_fixtures import (
    catalog,
    database,
    new_tutor,
    patience,
    queue,
    sqlite_url,
    tutor,
    words,
    worn_sqlite_file,
)
from tests.support.serving import Life
from tests.support.slack_server.learner import Learner
from tests.support.slack_server.server import SlackServer
from tests.support.slack_server.workspace import APP_TOKEN, BOT_TOKEN

__all__ = [
    "catalog",
    "database",
    "new_tutor",
    "patience",
    "queue",
    "sqlite_url",
    "tutor",
    "words",
    "worn_sqlite_file",
]


StartChat = Callable[..., Awaitable[Life[SlackChat]]]


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
