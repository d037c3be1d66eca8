"""Render replies as pages whose files the channel of the reply accepts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

import discord

from bot.i18n import Translations, Translator
from bot.platforms.discord.pages import Page
from bot.platforms.discord.rendering import render
from bot.platforms.discord.uploads import UploadLimit, find_upload_limit
from bot.tutor.daily.announcements import Post
from bot.tutor.replies.model import Reply

TranslatorOf = Callable[[int], Awaitable[Translator]]
"""Returns the translator to a user's language."""


class PageRenderer:
    """Renders replies, without the files that are too large for their channel."""

    def __init__(
        self, client: discord.Client, translator_of: TranslatorOf, translations: Translations
    ) -> None:
        self._client = client
        self._translator_of = translator_of
        self._translations = translations
        self.commands: Mapping[str, str] = {}  # mentions of the commands, by their names

    def render(self, reply: Reply) -> list[Page]:
        """Render a reply of the bot's own that has no files."""
        return render(reply, self.commands)

    async def render_for(self, user: int, channel: int, reply: Reply) -> list[Page]:
        """Render a reply for a user; channel 0 is their direct messages."""
        pages = render(reply, self.commands)
        if not any(page.has_files for page in pages):
            return pages
        limit = find_upload_limit(self._client, channel)
        return UploadLimit(await self._translator_of(user), limit).fit(pages)

    def render_announcement(self, announcement: Post) -> list[Page]:
        """Render an announcement in the channel's language."""
        t = self._translations.translator(announcement.language)
        limit = find_upload_limit(self._client, int(announcement.channel))
        return UploadLimit(t, limit).fit(render(announcement.reply, self.commands))
