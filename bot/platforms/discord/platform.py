"""Discord as one of the bot's chats: entered with a token, and left in order."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.i18n import Translations
from bot.platforms.discord import DiscordError
from bot.platforms.discord.client import Client
from bot.platforms.discord.errors import UNSENT
from bot.tutor.platform import ReplyMode
from bot.tutor.service import Tutor
from common.backoff import waits
from lessons.curriculum import Language

log = logging.getLogger(__name__)

USUAL_PATH = "/api/v10"  # of Discord's API, on its own server and on proxies


class DiscordChat:
    """Serves the tutor to learners on Discord."""

    def __init__(
        self,
        tutor: Tutor,
        words: Translations,
        token: str,
        *,
        language: Language = "en",
        answers: ReplyMode = "thread",
        shard_ids: Sequence[int] | None = None,
        shard_count: int | None = None,
        api_url: str | None = None,
        gateway_url: str | None = None,
    ) -> None:
        _point_to(api_url, gateway_url)
        self._token = token
        self.client = Client(
            tutor,
            words,
            language,
            answers=answers,
            shard_ids=shard_ids,
            shard_count=shard_count,
            fixed_gateway=bool(gateway_url),
        )

    async def serve(self) -> None:
        """Serves until it is cancelled. Where Discord is out of reach, it waits.

        Raises:
            DiscordProblem: Discord does not let the bot in, and waiting would not help.
        """
        try:
            await self._log_in()
            await self.client.connect()
        except discord.LoginFailure as problem:
            raise DiscordError(
                "Discord does not know this DISCORD_TOKEN. Copy the token anew: Developer Portal, "
                "your application, Bot, Reset Token. Or leave DISCORD_TOKEN out."
            ) from problem
        except discord.PrivilegedIntentsRequired as problem:
            raise DiscordError(
                "Discord took the message content intent away while the bot was starting. "
                "Start it again: it then goes on without."
            ) from problem
        except discord.ConnectionClosed as problem:
            raise DiscordError(f"Discord closed the connection for good: {problem}") from problem
        finally:
            await self.client.close()

    async def _log_in(self) -> None:
        for wait in waits():
            try:
                await self.client.login(self._token)
            except discord.LoginFailure:
                raise
            except (*UNSENT, discord.GatewayNotFound) as problem:
                await self._leave()
                if isinstance(problem, discord.NotFound) and _now_with_its_path():
                    log.info("trying %s", Route.BASE)
                    continue
                log.warning("Discord is out of reach (%s); trying again in %s s", problem, wait)
                await asyncio.sleep(wait)
            except (TypeError, LookupError, ValueError) as problem:
                log.warning("an answer to the login could not be read: %r", problem)
                raise DiscordError(
                    f"What answers at {Route.BASE} does not answer as Discord does. "
                    "Look at TENSEI_DISCORD_API_URL, or leave it out."
                ) from problem
            else:
                return

    async def _leave(self) -> None:
        """Closes what the attempt to log in has opened; the next one opens its own."""
        await self.client.http.close()
        self.client.http.connector = discord.utils.MISSING


def _now_with_its_path() -> bool:
    """Puts the API's usual path behind an address without any; False where it has one."""
    if yarl.URL(Route.BASE).path != "/":
        return False
    Route.BASE = f"{Route.BASE}{USUAL_PATH}"
    return True


def _point_to(api_url: str | None, gateway_url: str | None) -> None:
    """Speaks to another server than Discord's own, such as a proxy for its API."""
    if api_url:
        Route.BASE = api_url.rstrip("/")
    if gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)
