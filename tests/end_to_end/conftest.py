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
    """`await start_bot(**settings)`: the bot on this test's database; again for its next life."""
    lives: list[Bot] = []

    async def start(**settings: str) -> Bot:
        bot = Bot(tmp_path, settings)
        lives.append(bot)
        return await bot.start()

    yield start
    for bot in lives:
        if bot.process is not None:
            await bot.end(signal.SIGKILL)
