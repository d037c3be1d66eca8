"""Slack's Web API: each workspace has its own token, and all share one pool of connections."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar
from urllib.parse import urljoin, urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook import WebhookResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.platforms.allowed_hosts import ForeignAddressError, belongs_to
from bot.platforms.attachments import LARGEST_FILE
from bot.platforms.retry import retry
from bot.platforms.slack import SlackError

log = logging.getLogger(__name__)

JSON = dict[str, Any]
Result = TypeVar("Result")

DEFAULT_API_URL = "https://slack.com/api/"
SLACK_DOMAINS = ("slack.com", "slack-gov.com")
"""Tokens and replies are sent only to these, their subdomains and the configured API."""

MOST_REDIRECTS = 3
MOST_RATE_LIMIT_RETRIES = 5  # each after the pause that Slack asks for
_TIMEOUT_S = 30

CONNECTION_ERRORS = (aiohttp.ClientError, OSError, asyncio.TimeoutError)
"""Errors of the connection, after which it is unknown whether Slack received the request."""


class RequestRejectedError(SlackClientError):
    """Slack rejected the request."""


class UnknownWorkspaceError(Exception):
    """The bot is not installed in that workspace, or was removed from it."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace in which the bot is installed."""

    team: str
    name: str
    bot_user: str
    bot_id: str
    token: str = field(repr=False)
    installer: str = ""  # account of the user who installed it; empty if unknown


class Workspaces(Protocol):
    """The workspaces in which the bot is installed."""

    async def find(self, team: str) -> Workspace | None:
        """Return the workspace of that id; None if the bot is not installed there."""

    async def remove(self, team: str, removed_at: datetime) -> None:
        """Record that a workspace has removed the bot."""


class OneWorkspace:
    """The workspace that SLACK_BOT_TOKEN belongs to."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    async def find(self, team: str) -> Workspace | None:
        """Return the workspace of the token; None for any other id."""
        return self.workspace if team == self.workspace.team else None

    async def remove(self, team: str, removed_at: datetime) -> None:
        """Log what to do: the token is in the settings, which the bot cannot change."""
        log.warning(
            "the bot was removed from %s: install the app there again (docs/slack.md), and put "
            "its new token into SLACK_BOT_TOKEN",
            self.workspace.name,
        )


class Api:
    """Clients of the Web API: `async with Api(base_url) as api`.

    `workspaces` has to be set before any method that takes a team is called.
    """

    def __init__(self, base_url: str | None = None) -> None:
        self._base_url = f"{base_url.rstrip('/')}/" if base_url else DEFAULT_API_URL
        self.workspaces: Workspaces
        self._session: aiohttp.ClientSession

    async def __aenter__(self) -> Api:
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    def client(self, token: str | None = None, *, obeys_limits: bool = True) -> AsyncWebClient:
        """Return a client that waits where Slack limits the rate; else it raises an error at once.

        Without a token it is for methods that need none.
        """
        # Only rate-limited requests are retried here: a retry of any other might post twice.
        rate_limit_retries = AsyncRateLimitErrorRetryHandler(
            max_retry_count=MOST_RATE_LIMIT_RETRIES
        )
        return AsyncWebClient(
            token=token,
            base_url=self._base_url,
            timeout=_TIMEOUT_S,
            session=self._session,
            retry_handlers=[rate_limit_retries] if obeys_limits else [],
        )

    def add_default_path(self, problem: SlackApiError) -> bool:
        """Append /api/ to a configured address that has no path, if nothing was found there.

        Return whether the address has changed, so that the request is worth another attempt.
        """
        status = getattr(problem.response, "status_code", 200)
        is_not_found = status == 404 or error_code(problem) == "unknown_method"
        if not is_not_found or urlsplit(self._base_url).path != "/":
            return False
        self._base_url = f"{self._base_url}api/"
        log.info("trying %s", self._base_url)
        return True

    async def get_workspace(self, team: str) -> Workspace:
        """Return the workspace of that id. Raise UnknownWorkspaceError if there is none."""
        found = await self.workspaces.find(team)
        if found is None:
            raise UnknownWorkspaceError(f"the bot is not installed in workspace {team}")
        return found

    async def client_for(self, team: str, *, obeys_limits: bool = True) -> AsyncWebClient:
        """Return a client for a workspace. Raise UnknownWorkspaceError if there is none."""
        return self.client((await self.get_workspace(team)).token, obeys_limits=obeys_limits)

    async def respond(self, url: str, body: JSON) -> bool:
        """Send to the response URL of an interaction.

        Return False if the URL is used up, expired, unreachable or not Slack's own; nothing is sent
        in the last case. Raise RequestRejectedError if Slack rejects the content.
        """
        if not self._is_slack_url(url):
            log.warning("a response URL is not Slack's own; nothing was sent to it")
            return False
        rate_limit_retries = AsyncRateLimitErrorRetryHandler(
            max_retry_count=MOST_RATE_LIMIT_RETRIES
        )
        webhook = AsyncWebhookClient(
            url, timeout=_TIMEOUT_S, session=self._session, retry_handlers=[rate_limit_retries]
        )

        async def send() -> WebhookResponse:
            response = await webhook.send_dict(body)
            if response.status_code >= 500:
                raise SlackClientError(f"response URL: {response.status_code}")
            return response

        try:
            # Nothing tells whether a lost request arrived: a duplicate is better than no reply.
            response = await retry(send, _pause_after_any)
        except (SlackClientError, *CONNECTION_ERRORS) as problem:
            log.warning("no reply by response URL: %s", problem)
            return False
        if response.status_code == 200:
            return True
        if response.status_code in {403, 404, 410}:
            return False
        raise RequestRejectedError(f"response URL: {response.status_code} {response.body[:200]}")

    async def download(self, team: str, url: str) -> bytes:
        """Return a file of a workspace, cut off shortly after LARGEST_FILE bytes.

        The token is sent to Slack's own servers only, also after a redirect.

        Raise UnknownWorkspaceError if the bot is not installed there, ForeignAddressError if the
        file is on another server, SlackClientError if Slack returns no file, or one of
        CONNECTION_ERRORS.
        """
        token = (await self.get_workspace(team)).token
        for _ in range(MOST_REDIRECTS):
            if not self._is_slack_url(url):
                raise ForeignAddressError("the file is not on a server of Slack's")
            content = await self._read_file(url, token)
            if isinstance(content, bytes):
                return content
            url = content
        raise SlackClientError("Slack redirects without end")

    @property
    def configured_url(self) -> str | None:
        """The address of the API in the settings; None for Slack's own."""
        return None if self._base_url == DEFAULT_API_URL else self._base_url

    def _is_slack_url(self, url: str) -> bool:
        return belongs_to(url, SLACK_DOMAINS, self.configured_url)

    async def _read_file(self, url: str, token: str) -> bytes | str:
        """Return the file at a URL of Slack's, or the URL to which that redirects."""
        headers = {"Authorization": f"Bearer {token}"}
        async with self._session.get(url, headers=headers, allow_redirects=False) as response:
            if 300 <= response.status < 400:
                return urljoin(url, response.headers.get("Location", ""))
            response.raise_for_status()
            if response.content_type == "text/html":  # a login page
                raise SlackClientError(
                    "Slack returned no file: the scope files:read may be missing"
                )
            content = bytearray()
            async for chunk in response.content.iter_chunked(64 * 1024):
                content += chunk
                if len(content) > LARGEST_FILE:
                    break
            return bytes(content)


def error_code(problem: SlackApiError) -> str:
    """Return Slack's error code; empty if the response has none."""
    data = getattr(problem.response, "data", None)  # a string of HTML if a proxy responded
    return str(data.get("error", "")) if isinstance(data, dict) else ""


def may_have_succeeded(problem: Exception) -> bool:
    """Return whether a request that failed may have been carried out nevertheless."""
    if isinstance(problem, SlackApiError):
        status = getattr(problem.response, "status_code", 200)
        return status >= 500 or error_code(problem) in _TRANSIENT_ERRORS
    return isinstance(problem, CONNECTION_ERRORS)


async def with_retries(request: Callable[[], Awaitable[Result]]) -> Result:
    """Return the result of an idempotent request, with retries. Raise what `request` raises."""
    return await retry(request, _pause_after)


def _pause_after(problem: Exception, default: float) -> float | None:
    return default if may_have_succeeded(problem) else None


def _pause_after_any(problem: Exception, default: float) -> float | None:
    return default if isinstance(problem, (SlackClientError, *CONNECTION_ERRORS)) else None


def is_rejected(problem: Exception) -> bool:
    """Return whether Slack rejected the content of a request, and may accept another one."""
    if not isinstance(problem, SlackApiError):
        return isinstance(problem, RequestRejectedError)
    error = error_code(problem)
    return bool(error) and error not in _AUTH_ERRORS | _TRANSIENT_ERRORS | {
        "ratelimited",
        "rate_limited",
    }


_TRANSIENT_ERRORS = frozenset(
    {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}
)
"""Error codes for failures inside Slack."""

_AUTH_ERRORS = frozenset(
    {
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "not_allowed_token_type",
        "missing_scope",
        "no_permission",
        "org_login_required",
        "team_access_not_granted",
        "app_missing_action_url",
    }
)
"""Error codes for a token that is wrong, revoked or lacks a permission."""


def auth_error(problem: SlackApiError, setting: str, advice: str) -> SlackError | None:
    """Return an error for the operator if Slack refuses a token for good, else None."""
    error = error_code(problem)
    if error not in _AUTH_ERRORS:
        return None
    return SlackError(f"Slack rejects this {setting} ({error}). {advice}")
