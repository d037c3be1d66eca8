"""Posts, finds and edits the bot's messages, and uploads files."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError, SlackClientError, SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

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
from bot.platforms.slack.pages import Page
from bot.platforms.slack.rendering import OutgoingFile
from common.lru_dict import LruDict

log = logging.getLogger(__name__)

METADATA_EVENT = "tensei_answer"
"""The event type of the metadata of a message; the payload has the message's key."""

HISTORY_WINDOW_S = 25 * 60 * 60.0  # a daily post may be a day late
MOST_SEARCHED = 1000  # messages that a search looks at
PAGE_SIZE = 200  # messages, as Slack advises; it may return fewer
FIND_DELAY_S = 1.0  # before a search for a message whose request may have succeeded

_UNREACHABLE_ERRORS = frozenset(
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
_PERMISSION_ERRORS = frozenset({"missing_scope", "no_permission"})
_TOO_LARGE_ERRORS = frozenset(
    {"file_upload_size_restricted", "file_too_large", "storage_limit_reached"}
)
_TRANSIENT_STATUSES = frozenset({408, 429})
_STATUS_CODE = re.compile(r"\(status: (\d{3})")
_NOT_EDITABLE_ERRORS = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})


class UnreachableUserError(Exception):
    """The bot cannot write to that channel or user; a retry would not help."""


class FilesRefusedError(RequestRejectedError):
    """Slack rejects these files for good."""

    def __init__(self, problem: Exception, *, too_large: bool) -> None:
        super().__init__(f"files were refused: {problem}")
        self.too_large = too_large


class FilesNotSentError(RequestRejectedError):
    """An upload failed; a retry may succeed."""


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message that the bot has sent."""

    channel: str
    message: str  # its time stamp, which identifies it in its channel


class MessageClient:
    """Sends, finds and edits the bot's messages, in every workspace.

    The metadata of a message has its key (what it replies to), which finds it after a restart.
    Every method raises UnknownWorkspaceError if the bot is not installed in the workspace.
    """

    def __init__(self, api: Api) -> None:
        self._api = api
        # Messages by team, channel and key; DM channels by team and user.
        self._sent: LruDict[tuple[str, str, str], SentMessage] = LruDict()
        self._dm_channels: LruDict[tuple[str, str], str] = LruDict()

    async def open_dm(self, team: str, user: str) -> str:
        """Return the DM channel of a user. Raise UnreachableUserError if there can be none."""
        key = (team, user)
        if key not in self._dm_channels:
            client = await self._api.client_for(team)
            try:
                opened = await with_retries(lambda: client.conversations_open(users=user))
            except SlackApiError as problem:
                raise _as_unreachable(problem) from problem
            self._dm_channels[key] = str(opened["channel"]["id"])
        return self._dm_channels[key]

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
        """Post a message with a key, or edit the one with that key.

        `since` is the earliest time, in seconds since 1970, at which it can have been posted;
        `is_first` says that it has not been posted yet, so that no search is needed.

        Raise UnreachableUserError if the bot cannot write there.
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
        """Post a message. Raise UnreachableUserError if the bot cannot write there."""
        client = await self._api.client_for(team)
        try:
            response = await client.chat_postMessage(
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
        return SentMessage(str(response["channel"]), str(response["ts"]))

    async def post_ephemeral(
        self, team: str, channel: str, thread: str, user: str, page: Page
    ) -> None:
        """Post a message that one user sees. Raise UnreachableUserError if that is impossible."""
        client = await self._api.client_for(team)
        try:
            await client.chat_postEphemeral(
                channel=channel,
                thread_ts=thread or None,
                user=user,
                text=page.text,
                blocks=page.blocks,
            )
        except SlackApiError as problem:
            raise _as_unreachable(problem) from problem

    async def edit(
        self, team: str, sent: SentMessage, key: str, page: Page, *, has_retries: bool = True
    ) -> bool:
        """Edit a message. Return False if it is deleted or can no longer be edited.

        An edit without retries fails at once where Slack is busy or limits the rate.
        """
        client = await self._api.client_for(team, obeys_limits=has_retries)

        async def update() -> None:
            await client.chat_update(
                channel=sent.channel,
                ts=sent.message,
                text=page.text,
                blocks=page.blocks,
                metadata=metadata(key),
            )

        try:
            await (with_retries(update) if has_retries else update())
        except SlackApiError as problem:
            if error_code(problem) in _NOT_EDITABLE_ERRORS or _is_unreachable(problem):
                return False
            raise
        return True

    async def find(
        self, team: str, channel: str, thread: str, key: str, since: float
    ) -> SentMessage | None:
        """Return the message with that key that was posted since then; None if there is none."""
        try:
            found = await self.find_all(team, channel, [key], thread=thread, since=since)
        except UnreachableUserError:
            return None
        return found.get(key)

    async def find_all(
        self,
        team: str,
        channel: str,
        keys: Collection[str],
        *,
        thread: str = "",
        since: float | None = None,
    ) -> dict[str, SentMessage]:
        """Return the bot's messages there that have one of these keys, by key.

        Messages before `since` (in seconds since 1970; by default HISTORY_WINDOW_S ago) are not
        searched. Raise UnreachableUserError if the bot cannot read there.
        """
        found: dict[str, SentMessage] = {}
        if not keys:
            return found
        async for message in self._own_messages(team, channel, thread, since):
            key = _key_of(message)
            if key in keys:
                found.setdefault(key, SentMessage(channel, message["ts"]))
            if len(found) == len(keys):
                break
        return found

    async def has_files(self, team: str, channel: str, thread: str) -> bool:
        """Return whether a message of the bot in that thread has files.

        Raise UnreachableUserError if the bot cannot read there.
        """
        async for message in self._own_messages(team, channel, thread, None):
            if message.get("files"):
                return True
        return False

    async def has_messages(self, team: str, channel: str) -> bool:
        """Return whether anybody has written there.

        Raise UnreachableUserError if the bot cannot read there.
        """
        client = await self._api.client_for(team)
        try:
            found = await with_retries(
                lambda: client.conversations_history(channel=channel, limit=1)
            )
        except SlackApiError as problem:
            raise _as_unreachable(problem) from problem
        return bool(found["messages"])

    async def check_membership(self, team: str, channel: str) -> None:
        """Raise UnreachableUserError if the bot cannot read a channel, as it is no member of it."""
        await self.has_messages(team, channel)

    async def _own_messages(
        self, team: str, channel: str, thread: str, since: float | None
    ) -> AsyncIterator[JSON]:
        """Yield the bot's messages in a channel or a thread, fetched page by page."""
        workspace = await self._api.get_workspace(team)
        client = self._api.client(workspace.token)
        if since is None:
            since = time.time() - HISTORY_WINDOW_S
        searched, cursor = 0, ""
        while searched < MOST_SEARCHED:
            try:
                response = await _fetch_page(client, channel, thread, f"{since - 1:.6f}", cursor)
            except SlackApiError as problem:
                raise _as_unreachable(problem) from problem
            for message in response["messages"]:
                searched += 1
                if message.get("bot_id") == workspace.bot_id:
                    yield message
            cursor = (response.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return

    async def upload(
        self, team: str, channel: str, thread: str, files: Sequence[OutgoingFile]
    ) -> None:
        """Upload files into a channel or one of its threads.

        Raise FilesRefusedError if Slack rejects them for good, FilesNotSentError if a retry may
        succeed.
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
                        file_uploads=uploads,  # noqa: B023  # awaited in the same iteration
                        channel=channel,
                        thread_ts=thread or None,
                    ),
                    _pause_after_upload,
                )
            except (SlackClientError, *CONNECTION_ERRORS) as problem:
                if _is_rejected_for_good(problem):
                    raise FilesRefusedError(problem, too_large=_is_too_large(problem)) from problem
                raise FilesNotSentError(f"files were not sent: {problem}") from problem


def _pause_after_upload(problem: Exception, default: float) -> float | None:
    """Allow a retry until the upload is completed: before that, nothing of it is visible."""
    if isinstance(problem, SlackRequestError):
        return None if _is_rejected_for_good(problem) else default
    if not isinstance(problem, SlackApiError) or not may_have_succeeded(problem):
        return None
    return None if str(problem.response.api_url).endswith("completeUploadExternal") else default


def _is_rejected_for_good(problem: Exception) -> bool:
    """Return whether the same files would be rejected again."""
    if isinstance(problem, SlackApiError):
        return is_rejected(problem) or error_code(problem) in _PERMISSION_ERRORS
    return 400 <= _status(problem) < 500 and _status(problem) not in _TRANSIENT_STATUSES


def _is_too_large(problem: Exception) -> bool:
    error = error_code(problem) if isinstance(problem, SlackApiError) else ""
    return _status(problem) == 413 or error in _TOO_LARGE_ERRORS


def _status(problem: Exception) -> int:
    """Return the HTTP status of an upload, which the library has only in its message; else 0."""
    if not isinstance(problem, SlackRequestError):
        return 0
    found = _STATUS_CODE.search(str(problem))
    return int(found[1]) if found else 0


def metadata(key: str) -> JSON:
    """Return the metadata by which a message is found: the key of what it replies to."""
    return {"event_type": METADATA_EVENT, "event_payload": {"to": key}}


async def _fetch_page(
    client: AsyncWebClient, channel: str, thread: str, oldest: str, cursor: str
) -> AsyncSlackResponse:
    query: JSON = {"channel": channel, "oldest": oldest, "limit": PAGE_SIZE}
    query |= {"cursor": cursor} if cursor else {}
    if thread:
        return await client.conversations_replies(ts=thread, include_all_metadata=True, **query)
    return await client.conversations_history(include_all_metadata=True, **query)


def _key_of(message: JSON) -> str:
    """Return the key of a message; empty if it has none."""
    data = message.get("metadata") or {}
    if data.get("event_type") != METADATA_EVENT:
        return ""
    return str(data.get("event_payload", {}).get("to", ""))


def _as_unreachable(problem: SlackApiError) -> Exception:
    return UnreachableUserError(error_code(problem)) if _is_unreachable(problem) else problem


def _is_unreachable(problem: SlackApiError) -> bool:
    """Return whether the bot cannot write there; Slack has several codes for restrictions."""
    error = error_code(problem)
    return error in _UNREACHABLE_ERRORS or error.startswith("restricted_action")
