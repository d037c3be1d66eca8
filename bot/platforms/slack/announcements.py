"""What the tutor says unasked: the daily prompt in a channel, reminders in direct messages."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from bot.i18n import Translations
from bot.platforms.slack.api import UnknownWorkspaceError
from bot.platforms.slack.message_client import (
    FilesRefusedError,
    MessageClient,
    SentMessage,
    UnreachableUserError,
)
from bot.platforms.slack.rendering import Page, files_as_text, render
from bot.platforms.slack.reply_sender import files_refused_text
from bot.platforms.slack.users import parse_account
from bot.tutor.daily.announcements import Post as Message
from bot.tutor.replies.model import Reply

log = logging.getLogger(__name__)


class SlackAnnouncer:
    """Each page of a post carries its name in its metadata, so that it is known again."""

    def __init__(self, outgoing: MessageClient, words: Translations) -> None:
        self._out = outgoing
        self._words = words

    async def post(self, message: Message) -> str:
        """Posts into a channel. What is said about it is said in the post's own thread.

        Raises:
            SlackClientError, OSError, Unreachable: it was not posted, or not all of it.
            UnknownWorkspace: the bot is not installed there, or not any more.
        """
        team, channel = parse_account(message.channel)
        drawn = render(message.reply)
        first, *others = [*drawn.pages, *drawn.spoilers]
        again = message.again
        (top,) = await self._send(team, channel, "", {message.nonce: first}, again=again)
        below = top.message
        await self._send(team, channel, below, _named(message.nonce, others), again=again)
        if drawn.files and not (again and await self._out.has_files(team, channel, below)):
            try:
                await self._out.upload(team, channel, below, drawn.files)
            except FilesRefusedError as problem:
                log.warning("a post goes without its files: %s", problem)
                why = files_refused_text(self._words.translator(message.language), problem)
                instead = {f"{message.nonce}.files": files_as_text(drawn.files, why)}
                await self._send(team, channel, below, instead, again=again)
        return below

    async def send_dm(self, account: str, reply: Reply, nonce: str, *, again: bool) -> None:
        """Sends a direct message once; whoever takes none is left in peace."""
        team, user = parse_account(account)
        try:
            channel = await self._out.open_dm(team, user)
            first, *others = render(reply).pages
            pages = {nonce: first} | _named(nonce, others)
            await self._send(team, channel, "", pages, again=again)
        except (UnreachableUserError, UnknownWorkspaceError) as problem:
            log.warning("user %s takes no direct messages: %s", user, problem)

    async def _send(
        self, team: str, channel: str, thread: str, pages: Mapping[str, Page], *, again: bool
    ) -> list[SentMessage]:
        """Sends pages by their names, or those that are missing; where each of them is."""
        there = await self._out.find_all(team, channel, pages, thread=thread) if again else {}
        return [
            there.get(name) or await self._out.post(team, channel, thread, page, key=name)
            for name, page in pages.items()
        ]


def _named(nonce: str, others: Sequence[Page]) -> dict[str, Page]:
    """The pages behind a post's first one, each by a name of its own."""
    return {f"{nonce}.{number}": page for number, page in enumerate(others, start=1)}
