from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from lessons.curriculum import Catalog
from tests.support.built_in import built_in_lessons
from tests.support.grader_fleet import BotHarness, Graders, GraderSpawner, OpenBot


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return built_in_lessons()


@pytest.fixture
async def open_bot(postgres_url: str, catalog: Catalog) -> AsyncIterator[OpenBot]:
    """`await open_bot()` opens a bot on this test's database; each call opens another."""
    bots: list[BotHarness] = []

    async def open_one() -> BotHarness:
        bot = BotHarness(postgres_url, catalog)
        bots.append(bot)
        return await bot.open()

    yield open_one
    for bot in bots:
        await bot.close()


@pytest.fixture
async def bot(open_bot: OpenBot) -> BotHarness:
    return await open_bot()


@pytest.fixture(scope="session")
def spawner() -> Iterator[GraderSpawner]:
    opened = GraderSpawner()
    yield opened
    opened.close()


@pytest.fixture
def graders(spawner: GraderSpawner, postgres_url: str, tmp_path: Path) -> Iterator[Graders]:
    """Cheap graders on this test's database, which are killed after it."""
    started = Graders(spawner, postgres_url, tmp_path / "notes")
    yield started
    started.end()
