"""A running bot as its operator sees it: health server and log."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from tests.support.bot_process import Bot


@dataclass
class Operated:
    """A running bot, with the URL of its health server."""

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
