"""Discord as a platform: login, connection and shutdown."""

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
from bot.platforms.discord.connection_log_filter import SHARD_LOG, shorten_connection_loss
from bot.platforms.discord.errors import SEND_ERRORS
from bot.platforms.retry import CONNECT_BACKOFF
from bot.tutor.platform import ReplyMode
from bot.tutor.service import Tutor
from lessons.curriculum import Language

log = logging.getLogger(__name__)

DEFAULT_PATH = "/api/v10"  # of Discord's API, on its own server and on proxies


class DiscordChat:
    """Serves the tutor to learners on Discord."""

    def __init__(
        self,
        tutor: Tutor,
        translations: Translations,
        token: str,
        *,
        language: Language = "en",
        reply_mode: ReplyMode = "thread",
        shard_ids: Sequence[int] | None = None,
        shard_count: int | None = None,
        api_url: str | None = None,
        gateway_url: str | None = None,
    ) -> None:
        _set_addresses(api_url, gateway_url)
        logging.getLogger(SHARD_LOG).addFilter(shorten_connection_loss)
        self._token = token
        self.client = Client(
            tutor,
            translations,
            language,
            reply_mode=reply_mode,
            shard_ids=shard_ids,
            shard_count=shard_count,
            fixed_gateway=bool(gateway_url),
        )

    async def serve(self) -> None:
        """Serve until cancelled. While Discord is out of reach, retry.

        Raises:
            DiscordError: Discord refuses the bot, and a retry would not help.
        """
        try:
            await self._log_in()
            await self.client.connect()
        except discord.LoginFailure as error:
            raise DiscordError(
                "Discord does not know this DISCORD_TOKEN. Copy the token anew: Developer Portal, "
                "your application, Bot, Reset Token. Or leave DISCORD_TOKEN out."
            ) from error
        except discord.PrivilegedIntentsRequired as error:
            raise DiscordError(
                "Discord took the message content intent away while the bot was starting. "
                "Start it again: it then goes on without."
            ) from error
        except discord.ConnectionClosed as error:
            raise DiscordError(f"Discord closed the connection for good: {error}") from error
        finally:
            await self.client.close()

    async def _log_in(self) -> None:
        for wait in CONNECT_BACKOFF.delays():
            try:
                await self.client.login(self._token)
            except discord.LoginFailure:
                raise
            except (*SEND_ERRORS, discord.GatewayNotFound) as error:
                await self._close_http()
                if isinstance(error, discord.NotFound) and _append_default_path():
                    log.info("trying %s", Route.BASE)
                    continue
                log.warning("Discord is out of reach (%s); trying again in %s s", error, wait)
                await asyncio.sleep(wait)
            except (TypeError, LookupError, ValueError) as error:
                log.warning("an answer to the login could not be read: %r", error)
                raise DiscordError(
                    f"What answers at {Route.BASE} does not answer as Discord does. "
                    "Look at TENSEI_DISCORD_API_URL, or leave it out."
                ) from error
            else:
                return

    async def _close_http(self) -> None:
        """Close the HTTP session of a failed login; the next attempt opens its own."""
        await self.client.http.close()
        self.client.http.connector = discord.utils.MISSING


def _append_default_path() -> bool:
    """Append the API's default path to an address without a path; return whether it had none."""
    if yarl.URL(Route.BASE).path != "/":
        return False
    Route.BASE = f"{Route.BASE}{DEFAULT_PATH}"
    return True


def _set_addresses(api_url: str | None, gateway_url: str | None) -> None:
    """Use other servers than Discord's own, such as a proxy for its API."""
    if api_url:
        Route.BASE = api_url.rstrip("/")
    if gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)
