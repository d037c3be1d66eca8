"""Send replies without the files that Discord or the channel refuses, and with the reason."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import discord

from bot.i18n import Translator
from bot.platforms.discord.limits import LARGEST_FILE
from bot.platforms.discord.pages import FileRefusal, Page

log = logging.getLogger(__name__)

Result = TypeVar("Result")

_FORBIDDEN = 50013  # also where the bot may not write at all
_TOO_LARGE = frozenset({40005, 50045})
_REFUSED = frozenset({20009, 50046, 50138})  # explicit content, an invalid file, one too complex


@dataclass(frozen=True, slots=True)
class UploadLimit:
    """The upload limit of a channel, and the translator for files that exceed it."""

    t: Translator
    max_bytes: int

    def fit(self, pages: Sequence[Page]) -> list[Page]:
        """Return the pages; those with a file that is too large have descriptions in its place."""
        for page in pages:
            page.explain = self._explain
        return [
            page.without_files(self._explain("too-large"))
            if page.largest_file > self.max_bytes
            else page
            for page in pages
        ]

    def _explain(self, reason: FileRefusal) -> str:
        return self.t(f"discord-files-{reason}", most=self.max_bytes // (1 << 20))


async def send_with_fallback(page: Page, send: Callable[[Page], Awaitable[Result]]) -> Result:
    """Send a page, or the page without its files where they are refused.

    Raise what `send` raises for other reasons.
    """
    try:
        return await send(page)
    except discord.HTTPException as error:
        reason = _refusal_of(error)
        if reason is None or page.explain is None or not page.has_files:
            raise
        log.warning("files were refused; the reply is sent without them: %s", error)
    return await send(page.without_files(page.explain(reason)))


def find_upload_limit(client: discord.Client, channel: int) -> int:
    """Return the largest file of a channel in bytes; for an unknown channel, the lowest limit."""
    cached = client.get_channel(channel)
    guild = getattr(cached, "guild", None)
    return guild.filesize_limit if isinstance(guild, discord.Guild) else LARGEST_FILE


def _refusal_of(error: discord.HTTPException) -> FileRefusal | None:
    if error.status == 413 or error.code in _TOO_LARGE:
        return "too-large"
    if error.code == _FORBIDDEN:
        return "forbidden"
    return "refused" if error.code in _REFUSED else None
