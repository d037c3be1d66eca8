from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from lessons.catalog import load
from lessons.curriculum import Catalog
from tests.support.grader_fleet import BotHarness, Graders, GraderSpawner, OpenBot


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load()


@pytest.fixture
async def open_house(postgres_url: str, catalog: Catalog) -> AsyncIterator[OpenBot]:
    """`await open_house()`: a bot on this test's database, without a chat; again for another."""
    houses: list[BotHarness] = []

    async def open_one() -> BotHarness:
        house = BotHarness(postgres_url, catalog)
        houses.append(house)
        return await house.open()

    yield open_one
    for house in houses:
        await house.close()


@pytest.fixture
async def house(open_house: OpenBot) -> BotHarness:
    return await open_house()


@pytest.fixture(scope="session")
def nursery() -> Iterator[GraderSpawner]:
    opened = GraderSpawner()
    yield opened
    opened.close()


@pytest.fixture
def graders(nursery: GraderSpawner, postgres_url: str, tmp_path: Path) -> Iterator[Graders]:
    """Starts cheap graders on this test's database, and ends them after it."""
    started = Graders(nursery, postgres_url, tmp_path / "notes")
    yield started
    started.end()
