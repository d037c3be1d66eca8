"""Files that a place does not take: the reply arrives without them, and says why."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import discord

from bot.i18n import Translator
from bot.platforms.discord.limits import LARGEST_FILE
from bot.platforms.discord.rendering import FileRefusal, Page

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")

_FORBIDDEN = 50013  # also what is said where the bot may not write at all
_TOO_LARGE = frozenset({40005, 50045})
_REFUSED = frozenset({20009, 50046, 50138})  # explicit content, an invalid file, one too complex


@dataclass(frozen=True, slots=True)
class UploadLimit:
    """The upload limit of a channel, and the translator for files that exceed it."""

    t: Translator
    most_bytes: int

    def fit(self, pages: Sequence[Page]) -> list[Page]:
        """Return the pages, those with a file that is too large in words."""
        for page in pages:
            page.explain = self._why
        return [
            page.without_files(self._why("too-large"))
            if page.largest_file > self.most_bytes
            else page
            for page in pages
        ]

    def _why(self, reason: FileRefusal) -> str:
        return self.t(f"discord-files-{reason}", most=self.most_bytes // (1 << 20))


async def send_with_fallback(page: Page, send: Callable[[Page], Awaitable[Answer]]) -> Answer:
    """Send a page, or its words where its files are refused.

    Raises what `send` raises where the files are not the reason.
    """
    try:
        return await send(page)
    except discord.HTTPException as problem:
        reason = _reason(problem)
        if reason is None or page.explain is None or not page.has_files:
            raise
        log.warning("files were not taken, so that a reply goes without: %s", problem)
    return await send(page.without_files(page.explain(reason)))


def find_upload_limit(client: discord.Client, channel: int) -> int:
    """Return how large a file may be in a channel; in one that is unknown, what all take."""
    known = client.get_channel(channel)
    guild = getattr(known, "guild", None)
    return guild.filesize_limit if isinstance(guild, discord.Guild) else LARGEST_FILE


def _reason(problem: discord.HTTPException) -> FileRefusal | None:
    if problem.status == 413 or problem.code in _TOO_LARGE:
        return "too-large"
    if problem.code == _FORBIDDEN:
        return "forbidden"
    return "refused" if problem.code in _REFUSED else None
