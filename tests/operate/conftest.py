from __future__ import annotations

import json
import re
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from running import Bot
from study_fixtures import curriculum, database, postgres_url, study, words, worn_postgres_url

__all__ = ["curriculum", "database", "postgres_url", "study", "words", "worn_postgres_url"]


@dataclass
class Operated:
    """A running bot, and what its operator sees of it."""

    bot: Bot
    address: str  # of its health server

    async def get(self, path: str) -> tuple[int, str]:
        async with aiohttp.ClientSession() as session, session.get(self.address + path) as answer:
            return answer.status, await answer.text()

    def log(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self._log_file.read_text().splitlines()]

    @property
    def port(self) -> str:
        return self.address.rpartition(":")[2]

    @property
    def _log_file(self) -> Path:
        return self.bot.folder / "bot.log"


StartOperated = Callable[..., Awaitable[Operated]]


@pytest.fixture
async def operated(tmp_path: Path) -> AsyncIterator[StartOperated]:
    """`await operated(**settings)`: a bot with JSON logs on this test's database."""
    lives: list[Bot] = []

    async def start(**settings: str) -> Operated:
        bot = Bot(tmp_path, {"TENSEI_HEALTH_PORT": "0", "TENSEI_LOG_FORMAT": "json", **settings})
        lives.append(bot)
        await bot.start()
        found = re.findall(
            r"http://127\.0\.0\.1:\d+(?=/healthz)", (tmp_path / "bot.log").read_text()
        )
        return Operated(bot, found[-1])

    yield start
    for bot in lives:
        await bot.end(signal.SIGKILL)
