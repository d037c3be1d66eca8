"""Fetches the small pictures that users have chosen for themselves, and caches them."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable, Collection

import aiohttp

from bot.platforms.allowed_hosts import belongs_to
from common.lru_dict import LruDict

log = logging.getLogger(__name__)

AVATAR_SIZE = 64
"""Pixels of a side, at most."""

LARGEST_AVATAR = 64 * 1024  # bytes
MOST_AVATARS = 256
"""Avatars that are remembered: 16 MiB if all were as large as possible, and usually 1 MiB."""

TTL_S = 6 * 3600.0
TIMEOUT_S = 5.0

Locate = Callable[[str], Awaitable[str]]
"""Returns the address of an account's avatar; empty where it has none."""


class Avatars:
    """Fetches avatars from the servers of one platform alone."""

    def __init__(
        self, locate: Locate, domains: Collection[str], configured: Callable[[], str | None]
    ) -> None:
        """`configured` returns the address of the API in the settings, as for `belongs_to`."""
        self._locate = locate
        self._domains = domains
        self._configured = configured
        self._known: LruDict[str, tuple[bytes, float]] = LruDict(MOST_AVATARS)

    async def fetch(self, account: str) -> bytes:
        """Return the avatar of an account as a PNG or JPEG file; empty where it has none.

        Raise any exception where the platform does not say.
        """
        known = self._known.get(account)
        if known is not None and known[1] > time.monotonic():
            return known[0]
        url = await self._locate(account)
        content = b""
        if url and belongs_to(url, self._domains, self._configured()):
            content = await _download(url)
        elif url:
            log.info("an avatar is not on a server of the platform, and is not requested")
        self._known[account] = content, time.monotonic() + TTL_S
        return content


async def _download(url: str) -> bytes:
    """Return a file; empty where there is none, where it is too large or somewhere else.

    Raise aiohttp.ClientError or OSError where the server is out of reach.
    """
    limit = aiohttp.ClientTimeout(total=TIMEOUT_S)
    async with (
        # Nothing is unpacked, so that the number of bytes is that of the file.
        aiohttp.ClientSession(timeout=limit, auto_decompress=False) as session,
        session.get(url, allow_redirects=False) as response,
    ):
        if response.status != 200:
            return b""
        content = bytearray()
        async for part in response.content.iter_chunked(8192):
            content += part
            if len(content) > LARGEST_AVATAR:
                return b""
    return bytes(content)
