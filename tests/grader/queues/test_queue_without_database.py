"""During an outage of the database, bots and graders wait for it, and nothing is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from lessons.curriculum import Catalog
from tests.support.grader_fleet import BotHarness, Graders, GraderSpawner
from tests.support.postgres_server import OwnPostgres


@pytest.fixture(scope="module")
def one_server() -> Iterator[OwnPostgres]:
    started = OwnPostgres()
    yield started
    started.end()


@pytest.fixture
def server(one_server: OwnPostgres) -> OwnPostgres:
    if not one_server.is_running():  # a test has killed it
        one_server.start()
    return one_server


@pytest.fixture
def url(server: OwnPostgres) -> str:
    """A new database on a server that may be killed."""
    return server.new_database()


@pytest.fixture
async def bot(url: str, catalog: Catalog) -> AsyncIterator[BotHarness]:
    opened = await BotHarness(url, catalog).open()
    yield opened
    await opened.close()


@pytest.fixture
def graders(spawner: GraderSpawner, url: str, tmp_path: Path) -> Iterator[Graders]:
    started = Graders(spawner, url, tmp_path / "notes")
    yield started
    started.end()


async def test_jobs_that_wait_or_run_while_postgres_dies_all_come_to_their_end_uncounted(
    server: OwnPostgres, bot: BotHarness, graders: Graders
) -> None:
    graders.start(at_once=1)
    await bot.wait_for_graders()
    running = await bot.paste("nap 2", "aki")
    await graders.until_noted("began")
    waiting = [await bot.paste("nap 0.1", f"learner-{n}") for n in range(5)]
    server.kill()
    await graders.until_noted("ended")  # its answer cannot be sent now
    await asyncio.to_thread(server.start)
    for reply_to in (running, *waiting):
        await bot.final_reply(reply_to)
        row = await bot.row(reply_to)
        assert (row.status, row.attempts) == ("passed", 0)
        assert len(bot.final_replies(reply_to)) == 1
    assert graders.processes[0].lives
    assert len(graders.notes("began")) == 6


async def test_a_database_that_dies_again_and_again_is_found_again_each_time(
    server: OwnPostgres, bot: BotHarness, graders: Graders
) -> None:
    graders.start()
    for _ in range(3):
        await bot.final_reply(await bot.paste())
        server.kill()
        await asyncio.to_thread(server.start)


async def test_a_grader_stops_in_order_while_the_database_is_away(
    server: OwnPostgres, bot: BotHarness, graders: Graders
) -> None:
    leaving = graders.start()
    await bot.wait_for_graders()
    server.kill()
    leaving.terminate()
    assert await asyncio.to_thread(leaving.wait) == 0


async def test_a_grader_that_starts_before_its_database_waits_for_it(
    server: OwnPostgres, bot: BotHarness, graders: Graders
) -> None:
    server.kill()
    graders.start()
    await asyncio.to_thread(server.start)
    await bot.final_reply(await bot.paste())
