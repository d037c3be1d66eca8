"""The bot's start, in this process: what it does while the event loop is to attend to others."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.app import lifespan
from bot.i18n import Translations
from bot.platforms import PlatformError
from bot.settings import Settings
from bot.tutor.text.wants import known_by
from common.tasks import cancel_and_wait
from tests.support.built_in import built_in_lessons


@dataclass
class Turns:
    """The turns of an event loop."""

    longest_s: float = 0.0  # processor time of its thread, so that other programs do not matter

    async def measure(self) -> None:
        """Measure the turns until cancelled."""
        before = time.thread_time()
        while True:
            await asyncio.sleep(0.001)
            now = time.thread_time()
            self.longest_s = max(self.longest_s, now - before)
            before = now


@asynccontextmanager
async def watched() -> AsyncIterator[Turns]:
    """Measure the turns of the event loop while the body runs, without the garbage collector.

    In whichever thread it runs, it visits the objects of all tests before.
    """
    gc.collect()
    gc.disable()
    turns = Turns()
    measuring = asyncio.create_task(turns.measure())
    try:
        yield turns
        await asyncio.sleep(0.01)  # so that the last turn is measured as well
    finally:
        gc.enable()
        await cancel_and_wait(measuring)


@pytest.fixture(scope="module")
def indexing_s() -> float:
    """The processor time of indexing all that can be asked."""
    translations, catalog = Translations(), built_in_lessons()
    before = time.thread_time()
    known_by(translations, catalog)
    return time.thread_time() - before


@pytest.fixture
def settings(postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    return Settings(database_url=postgres_url, local_port=0, health_port=0)


async def test_the_event_loop_turns_while_a_starting_bot_indexes_what_can_be_asked(
    settings: Settings, indexing_s: float
) -> None:
    failures: list[PlatformError] = []
    catalog = built_in_lessons()
    async with watched() as turns, lifespan(settings, catalog, failures.append):
        pass
    assert not failures
    assert 0 < turns.longest_s < indexing_s / 2


async def test_the_event_loop_turns_while_changed_lessons_are_taken_in(
    settings: Settings, indexing_s: float
) -> None:
    reloads: list[Callable[[], Awaitable[bool]]] = []
    failures: list[PlatformError] = []
    async with (
        lifespan(settings, built_in_lessons(), failures.append, reloads.append),
        watched() as turns,
    ):
        assert await reloads[0]()
    assert not failures
    assert 0 < turns.longest_s < indexing_s / 2
