"""Fixtures for the real bot with its real grader."""

from __future__ import annotations

import shutil
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.support.bot_process import Bot, StartBot
from tests.support.browser import HOW_TO_INSTALL, find_chromium, launched
from tests.support.study_fixtures import (
    curriculum,
    database,
    postgres_url,
    study,
    words,
    worn_postgres,
)

__all__ = ["curriculum", "database", "postgres_url", "study", "words", "worn_postgres"]

ANSWERED_MS = 120_000  # the first answer waits for the grader to warm up


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    program = find_chromium()
    if program is None:
        pytest.skip(HOW_TO_INSTALL)
    expect.set_options(timeout=ANSWERED_MS)
    async with launched(program) as browser:
        yield browser


@pytest.fixture
async def start_new_bot(tmp_path: Path) -> AsyncIterator[StartBot]:
    """Return `start_new_bot(**settings)`, which starts the bot without a database at first."""
    started: list[Bot] = []

    async def start(**settings: str) -> Bot:
        bot = Bot(tmp_path, settings)
        started.append(bot)
        return await bot.start()

    yield start
    for bot in started:
        if bot.process is not None:
            await bot.end(signal.SIGKILL)


@pytest.fixture
def start_bot(start_new_bot: StartBot, tmp_path: Path, sqlite_template: Path) -> StartBot:
    """Return `start_bot(**settings)`: it starts the bot, each time on the same database.

    The tables exist, because to create them takes a quarter of the time of a start.
    """
    database = shutil.copy(sqlite_template, tmp_path / "tensei.db")
    Path(database).chmod(0o600)
    return start_new_bot
