"""Fixtures of the tests of the bot's operation."""

from __future__ import annotations

import re
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.bot_process import Bot
from tests.support.called_command import call
from tests.support.operated_bot import Operated, StartOperated
from tests.support.study_fixtures import (
    curriculum,
    database,
    postgres_url,
    study,
    words,
    worn_postgres,
)

__all__ = ["call", "curriculum", "database", "postgres_url", "study", "words", "worn_postgres"]


@pytest.fixture
async def operated(tmp_path: Path) -> AsyncIterator[StartOperated]:
    """`await operated(**settings)` starts a bot with JSON logs on this test's database."""
    bots: list[Bot] = []

    async def start(**settings: str) -> Operated:
        bot = Bot(tmp_path, {"TENSEI_HEALTH_PORT": "0", "TENSEI_LOG_FORMAT": "json", **settings})
        bots.append(bot)
        await bot.start()
        found = re.findall(
            r"http://127\.0\.0\.1:\d+(?=/healthz)", (tmp_path / "bot.log").read_text()
        )
        return Operated(bot, found[-1])

    yield start
    for bot in bots:
        await bot.end(signal.SIGKILL)
