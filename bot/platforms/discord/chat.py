"""Discord as one of the bot's chats: started with a token, and ended in order."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.i18n import Words
from bot.platforms.discord import DiscordProblem
from bot.platforms.discord.client import Answers, Client
from bot.tutor.tutor import Tutor
from lessons.records import Language

log = logging.getLogger(__name__)

TRY_AGAIN_S = (1, 2, 5, 10, 30, 60)


class DiscordChat:
    """Serves the tutor to learners on Discord.

    Discord out of reach is waited for; only what waiting cannot mend ends it, with a
    DiscordProblem for `on_problem`.
    """

    def __init__(
        self,
        tutor: Tutor,
        words: Words,
        token: str,
        *,
        language: Language = "en",
        answers: Answers = "thread",
        shard_ids: Sequence[int] | None = None,
        shard_count: int | None = None,
        api_url: str | None = None,
        gateway_url: str | None = None,
        on_problem: Callable[[DiscordProblem], None] = lambda problem: log.error("%s", problem),
    ) -> None:
        _point_to(api_url, gateway_url)
        self._token = token
        self._on_problem = on_problem
        self._running: asyncio.Task[None] | None = None
        self._client = Client(
            tutor,
            words,
            language,
            answers=answers,
            shard_ids=shard_ids,
            shard_count=shard_count,
            fixed_gateway=bool(gateway_url),
        )

    async def start(self) -> None:
        """Begins to connect, and returns at once."""
        self._running = asyncio.create_task(self._run(), name="discord")

    async def stop(self) -> None:
        await self._client.close()
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)

    async def _run(self) -> None:
        try:
            await self._log_in()
            await self._client.connect()
        except discord.LoginFailure:
            self._on_problem(
                DiscordProblem(
                    "Discord does not know this DISCORD_TOKEN. Copy the token anew: Developer "
                    "Portal, your application, Bot, Reset Token. Or leave DISCORD_TOKEN out."
                )
            )
        except discord.PrivilegedIntentsRequired:
            self._on_problem(
                DiscordProblem(
                    "Discord took the message content intent away while the bot was starting. "
                    "Start it again: it then goes on without."
                )
            )
        except Exception as problem:
            log.exception("the connection to Discord ended")
            self._on_problem(DiscordProblem(f"The connection to Discord ended: {problem}"))

    async def _log_in(self) -> None:
        for wait in (*TRY_AGAIN_S, None):
            try:
                await self._client.login(self._token)
            except (OSError, aiohttp.ClientError, discord.HTTPException) as problem:
                if isinstance(problem, discord.LoginFailure) or wait is None:
                    raise
                log.warning("Discord is out of reach (%s); trying again in %s s", problem, wait)
                await asyncio.sleep(wait)
            else:
                return


def _point_to(api_url: str | None, gateway_url: str | None) -> None:
    """Speaks to another server than Discord's own, such as a proxy for its API."""
    if api_url:
        Route.BASE = api_url.rstrip("/")
    if gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)
