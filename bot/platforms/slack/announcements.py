"""Messages that the tutor sends unprompted: the daily prompt in a channel, and reminders."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from functools import partial

from bot.i18n import Translations, Translator
from bot.platforms.slack.api import UnknownWorkspaceError
from bot.platforms.slack.message_client import (
    FilesRefusedError,
    MessageClient,
    SentMessage,
    UnreachableUserError,
)
from bot.platforms.slack.pages import Page
from bot.platforms.slack.pictures import Pictures
from bot.platforms.slack.rendering import files_as_text, render
from bot.platforms.slack.users import parse_account
from bot.tutor.daily.announcements import ChannelRefusedError, Post
from bot.tutor.replies.model import Reply

log = logging.getLogger(__name__)


class SlackAnnouncer:
    """Sends announcements. The metadata of each page has a key, by which a retry finds it."""

    def __init__(
        self, messages: MessageClient, pictures: Pictures, translations: Translations
    ) -> None:
        self._messages = messages
        self._pictures = pictures
        self._translations = translations

    async def post(self, post: Post) -> str:
        """Post into a channel: one message, and the rest of it in its thread.

        Return the message's time stamp. Raise SlackClientError or one of CONNECTION_ERRORS if some
        of it was not posted, and ChannelRefusedError if the bot cannot write there, or is not
        installed there.
        """
        team, channel = parse_account(post.channel)
        try:
            return await self._pictures.send(
                team, post.reply, partial(self._post, post, team, channel)
            )
        except (UnreachableUserError, UnknownWorkspaceError) as problem:
            raise _refusal(problem) from problem

    async def edit(self, post: Post, message: str) -> bool:
        """Edit a post of one message; return False if it was deleted or can no longer be edited.

        Raise SlackClientError or one of CONNECTION_ERRORS where Slack is out of reach.
        """
        team, channel = parse_account(post.channel)
        page, *_ = render(post.reply).pages
        try:
            return await self._messages.edit(team, SentMessage(channel, message), post.nonce, page)
        except UnknownWorkspaceError:
            return False

    async def check(self, channel: str) -> None:
        """Raise ChannelRefusedError if the bot is no member of the channel.

        The channel's history can be read by members alone, with scopes that the bot has anyway.
        """
        team, channel_id = parse_account(channel)
        try:
            await self._messages.check_membership(team, channel_id)
        except (UnreachableUserError, UnknownWorkspaceError) as problem:
            raise _refusal(problem) from problem

    async def missing(self, channel: str, t: Translator) -> str:
        """Return what keeps the bot out of a channel; empty if nothing does."""
        try:
            await self.check(channel)
        except ChannelRefusedError as refusal:
            return t(str(refusal), channel=self.link(channel, t))
        return ""

    def channels(self, place: str) -> tuple[str, ...]:
        """Return nothing: a list of channels would need another scope."""
        return ()

    def link(self, channel: str, t: Translator) -> str:
        """Return a link that opens the channel: rich text has no names of channels."""
        team, channel_id = parse_account(channel)
        url = f"https://slack.com/app_redirect?team={team}&channel={channel_id}"
        return f"[{t('slack-this-channel')}]({url})"

    async def _post(self, post: Post, team: str, channel: str, reply: Reply) -> str:
        rendered = render(reply)
        first_page, *other_pages = [*rendered.pages, *rendered.spoilers]
        again = post.again
        (first,) = await self._send(team, channel, "", {post.nonce: first_page}, again=again)
        thread = first.message
        pages = _by_key(post.nonce, other_pages)
        await self._send(team, channel, thread, pages, again=again)
        if rendered.files and not (again and await self._messages.has_files(team, channel, thread)):
            try:
                await self._messages.upload(team, channel, thread, rendered.files)
            except FilesRefusedError as problem:
                log.warning("a post is sent without its files: %s", problem)
                t = self._translations.translator(post.language)
                page = files_as_text(rendered.files, t, too_large=problem.too_large)
                await self._send(team, channel, thread, {f"{post.nonce}.files": page}, again=again)
        return thread

    async def send_dm(self, account: str, reply: Reply, nonce: str, *, again: bool) -> None:
        """Send a direct message once. Log a warning if the user accepts none."""
        team, user = parse_account(account)
        try:
            channel = await self._messages.open_dm(team, user)
            shown = await self._pictures.upload(team, reply)
            first_page, *other_pages = render(shown).pages
            pages = {nonce: first_page} | _by_key(nonce, other_pages)
            await self._send(team, channel, "", pages, again=again)
        except (UnreachableUserError, UnknownWorkspaceError) as problem:
            log.warning("user %s accepts no direct messages: %s", user, problem)

    async def _send(
        self, team: str, channel: str, thread: str, pages: Mapping[str, Page], *, again: bool
    ) -> list[SentMessage]:
        """Send pages by their keys, with `again` only those that are missing; return them all."""
        sent = await self._messages.find_all(team, channel, pages, thread=thread) if again else {}
        return [
            sent.get(key) or await self._messages.post(team, channel, thread, page, key=key)
            for key, page in pages.items()
        ]


def _refusal(problem: UnreachableUserError | UnknownWorkspaceError) -> ChannelRefusedError:
    """Return what to do about a channel, by Slack's error code."""
    if isinstance(problem, UnknownWorkspaceError):
        return ChannelRefusedError("slack-not-installed")
    match str(problem):
        case "not_in_channel":
            return ChannelRefusedError("slack-channel-not-joined")
        case "channel_not_found" | "is_archived":
            return ChannelRefusedError("slack-channel-gone")
    return ChannelRefusedError("slack-channel-restricted")


def _by_key(nonce: str, pages: Sequence[Page]) -> dict[str, Page]:
    """Return the pages after a post's first one, each by a key of its own."""
    return {f"{nonce}.{number}": page for number, page in enumerate(pages, start=1)}
