"""Messages of the bot's: posted once, found again by what they answer, edited, and with files."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError, SlackClientError, SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.platforms.lru_dict import LruDict
from bot.platforms.retry import retry
from bot.platforms.slack.api import (
    CONNECTION_ERRORS,
    JSON,
    Api,
    RequestRejectedError,
    error_code,
    is_rejected,
    may_have_succeeded,
    with_retries,
)
from bot.platforms.slack.limits import MOST_FILES
from bot.platforms.slack.rendering import OutgoingFile, Page

log = logging.getLogger(__name__)

METADATA_EVENT = "tensei_answer"
"""The event type of a message's metadata; its payload says what the message answers."""

HISTORY_WINDOW_S = 25 * 60 * 60.0  # what a day's post may be late by, and a bit more
MOST_SEARCHED = 1000  # messages in which an earlier one is looked for
PAGE_SIZE = 200  # of them, as Slack advises; it may give fewer
FIND_DELAY_S = 1.0  # before Slack is asked again what has arrived

_OUT_OF_BOUNDS = frozenset(
    {
        "channel_not_found",
        "not_in_channel",
        "is_archived",
        "thread_not_found",
        "is_inactive",
        "thread_locked",
        "cannot_reply_to_message",
        "cannot_dm_bot",
        "user_not_found",
        "user_not_visible",
        "user_disabled",
        "users_not_found",
        "account_inactive",
        "messages_tab_disabled",
    }
)
_NOT_ALLOWED = frozenset({"missing_scope", "no_permission"})
_TOO_LARGE = frozenset({"file_upload_size_restricted", "file_too_large", "storage_limit_reached"})
_PASSING = frozenset({408, 429})
_STATUS = re.compile(r"\(status: (\d{3})")
_GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})


class UnreachableUserError(Exception):
    """The bot may not write there, or there is nobody there; trying again would not help."""


class FilesRefusedError(RequestRejectedError):
    """Slack does not take these files, however often they are sent."""

    def __init__(self, problem: Exception, *, too_large: bool) -> None:
        super().__init__(f"files were refused: {problem}")
        self.too_large = too_large


class FilesNotSentError(RequestRejectedError):
    """Files did not arrive; they may when they are sent again."""


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message of ours."""

    channel: str
    message: str  # its time stamp


class MessageClient:
    """The bot's own messages, in every workspace.

    What a message answers goes with it as metadata, so that it is found again after a restart.
    All of it raises UnknownWorkspace where the bot is not installed, or not any more.
    """

    def __init__(self, api: Api) -> None:
        self._api = api
        self._sent: LruDict[tuple[str, str, str], SentMessage] = (
            LruDict()
        )  # by what they answer, and where
        self._direct: LruDict[tuple[str, str], str] = LruDict()  # user -> direct messages

    async def open_dm(self, team: str, user: str) -> str:
        """The channel of the direct messages with a user. Raises Unreachable."""
        key = (team, user)
        if key not in self._direct:
            client = await self._api.client_for(team)
            try:
                opened = await with_retries(lambda: client.conversations_open(users=user))
            except SlackApiError as problem:
                raise _as_unreachable(problem) from problem
            self._direct[key] = str(opened["channel"]["id"])
        return self._direct[key]

    async def post_or_edit(
        self,
        team: str,
        channel: str,
        thread: str,
        key: str,
        page: Page,
        *,
        since: float,
        is_first: bool,
    ) -> SentMessage:
        """Posts a message under a name, or edits the one of that name. Raises Unreachable.

        `since` is the time (in seconds since 1970) before which it cannot have been posted;
        `is_first` says that it was not posted yet.
        """
        known = self._sent.get((team, channel, key))
        if known is None and not is_first:
            known = await self.find(team, channel, thread, key, since)
        if known is not None and await self.edit(team, known, key, page):
            return known
        try:
            sent = await self.post(team, channel, thread, page, key=key)
        except (SlackApiError, *CONNECTION_ERRORS) as problem:
            if not may_have_succeeded(problem):
                raise
            await asyncio.sleep(FIND_DELAY_S)
            found = await self.find(team, channel, thread, key, since)
            sent = found or await self.post(team, channel, thread, page, key=key)
        self._sent[team, channel, key] = sent
        return sent

    async def post(
        self, team: str, channel: str, thread: str, page: Page, *, key: str = ""
    ) -> SentMessage:
        """Posts a message. Raises Unreachable."""
        client = await self._api.client_for(team)
        try:
            answer = await client.chat_postMessage(
                channel=channel,
                thread_ts=thread or None,
                text=page.text,
                blocks=page.blocks,
                metadata=metadata(key) if key else None,
                unfurl_links=False,
                unfurl_media=False,
            )
        except SlackApiError as problem:
            raise _as_unreachable(problem) from problem
        return SentMessage(str(answer["channel"]), str(answer["ts"]))

    async def edit(self, team: str, sent: SentMessage, key: str, page: Page) -> bool:
        """Edits a message of ours; False where it is gone or out of reach."""
        client = await self._api.client_for(team)
        try:
            await with_retries(
                lambda: client.chat_update(
                    channel=sent.channel,
                    ts=sent.message,
                    text=page.text,
                    blocks=page.blocks,
                    metadata=metadata(key),
                )
            )
        except SlackApiError as problem:
            if error_code(problem) in _GONE or _is_out_of_bounds(problem):
                return False
            raise
        return True

    async def find(
        self, team: str, channel: str, thread: str, key: str, since: float
    ) -> SentMessage | None:
        """The message of that name, among those that were posted since then."""
        try:
            named = await self.find_all(team, channel, [key], thread=thread, since=since)
        except UnreachableUserError:
            return None
        return named.get(key)

    async def find_all(
        self,
        team: str,
        channel: str,
        names: Collection[str],
        *,
        thread: str = "",
        since: float | None = None,
    ) -> dict[str, SentMessage]:
        """Our messages there that have one of these names. Raises Unreachable.

        Those before `since` (in seconds since 1970) are not looked at; by default, before a day
        ago.
        """
        found: dict[str, SentMessage] = {}
        if not names:
            return found
        async for message in self._ours(team, channel, thread, since):
            name = _name(message)
            if name in names:
                found.setdefault(name, SentMessage(channel, message["ts"]))
            if len(found) == len(names):
                break
        return found

    async def has_files(self, team: str, channel: str, thread: str) -> bool:
        """Whether a message of ours in that thread has files. Raises Unreachable."""
        async for message in self._ours(team, channel, thread, None):
            if message.get("files"):
                return True
        return False

    async def _ours(
        self, team: str, channel: str, thread: str, since: float | None
    ) -> AsyncIterator[JSON]:
        """Our messages in a channel or a thread; there are as many questions as are needed."""
        workspace = await self._api.get_workspace(team)
        client = self._api.client(workspace.token)
        if since is None:
            since = time.time() - HISTORY_WINDOW_S
        looked_at, cursor = 0, ""
        while looked_at < MOST_SEARCHED:
            try:
                answer = await _a_page(client, channel, thread, f"{since - 1:.6f}", cursor)
            except SlackApiError as problem:
                raise _as_unreachable(problem) from problem
            for message in answer["messages"]:
                looked_at += 1
                if message.get("bot_id") == workspace.bot_id:
                    yield message
            cursor = (answer.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return

    async def upload(
        self, team: str, channel: str, thread: str, files: Sequence[OutgoingFile]
    ) -> None:
        """Sends files into a channel or one of its threads.

        Raises:
            FilesRefusedError: Slack does not take them; trying again would not help.
            FilesNotSentError: it may take them later, or is out of reach.
        """
        client = await self._api.client_for(team)
        for at in range(0, len(files), MOST_FILES):
            uploads = [
                {
                    "filename": each.name,
                    "title": each.description or each.name,
                    "content": each.content,
                    "alt_txt": each.description or None,
                }
                for each in files[at : at + MOST_FILES]
            ]
            try:
                await retry(
                    lambda: client.files_upload_v2(
                        file_uploads=uploads,  # noqa: B023  # it is over before the next round
                        channel=channel,
                        thread_ts=thread or None,
                    ),
                    _pause_after_upload,
                )
            except (SlackClientError, *CONNECTION_ERRORS) as problem:
                if _is_refusal(problem):
                    raise FilesRefusedError(problem, too_large=_is_too_large(problem)) from problem
                raise FilesNotSentError(f"files were not taken: {problem}") from problem


def _pause_after_upload(problem: Exception, usual: float) -> float | None:
    """Until an upload is completed nobody sees anything of it, and it may be done anew."""
    if isinstance(problem, SlackRequestError):
        return None if _is_refusal(problem) else usual
    if not isinstance(problem, SlackApiError) or not may_have_succeeded(problem):
        return None
    return None if str(problem.response.api_url).endswith("completeUploadExternal") else usual


def _is_refusal(problem: Exception) -> bool:
    """Whether the same files would be refused again."""
    if isinstance(problem, SlackApiError):
        return is_rejected(problem) or error_code(problem) in _NOT_ALLOWED
    return 400 <= _status(problem) < 500 and _status(problem) not in _PASSING


def _is_too_large(problem: Exception) -> bool:
    error = error_code(problem) if isinstance(problem, SlackApiError) else ""
    return _status(problem) == 413 or error in _TOO_LARGE


def _status(problem: Exception) -> int:
    """Return the status that an upload was answered with; the library only has it in words."""
    if not isinstance(problem, SlackRequestError):
        return 0
    found = _STATUS.search(str(problem))
    return int(found[1]) if found else 0


def metadata(key: str) -> dict[str, Any]:
    """What a message carries by which it is found again: the key of what it answers."""
    return {"event_type": METADATA_EVENT, "event_payload": {"to": key}}


async def _a_page(
    client: AsyncWebClient, channel: str, thread: str, oldest: str, cursor: str
) -> AsyncSlackResponse:
    where: JSON = {"channel": channel, "oldest": oldest, "limit": PAGE_SIZE}
    where |= {"cursor": cursor} if cursor else {}
    if thread:
        return await client.conversations_replies(ts=thread, include_all_metadata=True, **where)
    return await client.conversations_history(include_all_metadata=True, **where)


def _name(message: dict[str, Any]) -> str:
    said = message.get("metadata") or {}
    if said.get("event_type") != METADATA_EVENT:
        return ""
    return str(said.get("event_payload", {}).get("to", ""))


def _as_unreachable(problem: SlackApiError) -> Exception:
    return UnreachableUserError(error_code(problem)) if _is_out_of_bounds(problem) else problem


def _is_out_of_bounds(problem: SlackApiError) -> bool:
    """Whether nothing can be said there; Slack has several words for what is restricted."""
    error = error_code(problem)
    return error in _OUT_OF_BOUNDS or error.startswith("restricted_action")
