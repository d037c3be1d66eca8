"""Fixtures for the real bot with its real grader."""

from __future__ import annotations

import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.bot_process import Bot, StartBot
from tests.support.study_fixtures import (
    curriculum,
    database,
    postgres_url,
    study,
    words,
    worn_postgres_url,
)

__all__ = ["curriculum", "database", "postgres_url", "study", "words", "worn_postgres_url"]


@pytest.fixture
async def start_bot(tmp_path: Path) -> AsyncIterator[StartBot]:
    """Return `start_bot(**settings)`: it starts the bot, each time on the same database."""
    started: list[Bot] = []

    async def start(**settings: str) -> Bot:
        bot = Bot(tmp_path, settings)
        started.append(bot)
        return await bot.start()

    yield start
    for bot in started:
        if bot.process is not None:
            await bot.end(signal.SIGKILL)
