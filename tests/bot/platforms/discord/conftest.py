from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import pytest

from bot.i18n import Translations
from bot.platforms.discord.platform import DiscordChat
from bot.storage import Database
from bot.tutor.service import Tutor
from tests.support.discord_server.learner import Learner
from tests.support.discord_server.openapi import HOW_TO_GET, PATH, Document
from tests.support.discord_server.server import TOKEN, DiscordServer
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


StartChat = Callable[..., Awaitable[Life[DiscordChat]]]


@pytest.fixture(scope="session")
def document() -> Document:
    if not PATH.exists():
        pytest.skip(HOW_TO_GET)
    return Document()


@pytest.fixture
async def discord(document: Document) -> AsyncIterator[DiscordServer]:
    """A Discord server that fails the test after a request that Discord would refuse."""
    async with DiscordServer(document=document) as server:
        yield server
        assert server.violations == []


@pytest.fixture
async def start(
    discord: DiscordServer, words: Translations, database: Database
) -> AsyncIterator[StartChat]:
    """Return `start(tutor, **options)`, which connects the tutor to this test's Discord server."""
    async with AsyncExitStack() as stack:

        async def start(tutor: Tutor, **options: Any) -> Life[DiscordChat]:
            identified = len(discord.gateway.identified)
            addresses = {"api_url": discord.api_url, "gateway_url": discord.gateway_url}
            life = Life(DiscordChat(tutor, words, TOKEN, **addresses, **options))
            stack.push_async_callback(life.stop)
            await discord.until(
                lambda: (
                    len(discord.gateway.identified) > identified and discord.gateway.is_connected()
                )
            )
            return life

        yield start


@pytest.fixture
async def chat(start: StartChat, tutor: Tutor) -> DiscordChat:
    return (await start(tutor)).chat


@pytest.fixture
def aiko(discord: DiscordServer) -> Learner:
    return Learner(discord, "Aiko")


@pytest.fixture
def hanako(discord: DiscordServer) -> Learner:
    return Learner(discord, "花子", locale="ja")
