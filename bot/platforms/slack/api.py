"""Slack's Web API, for each workspace with its own token, over one pool of connections."""

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
"""Only these, their subdomains and the configured API get a token or an answer of ours."""

MOST_REDIRECTS = 3
MOST_RATE_LIMIT_RETRIES = 5  # for a request that was one too many; Slack says each time how long
_TIMEOUT_S = 30

CONNECTION_ERRORS = (aiohttp.ClientError, OSError, asyncio.TimeoutError)
"""What is raised where Slack cannot be heard; whether it has heard us is not known then."""


class RequestRejectedError(SlackClientError):
    """Slack has heard us, and does not take what we sent."""


class UnknownWorkspaceError(Exception):
    """Nobody has installed the bot in that workspace, or it was removed since."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace in which the bot is installed."""

    team: str
    name: str
    bot_user: str
    bot_id: str
    token: str = field(repr=False)
    installer: str = ""  # account of whoever has installed it, where that is known


class Workspaces(Protocol):
    """Where the bot is installed."""

    async def find(self, team: str) -> Workspace | None:
        """The workspace of that id; None where the bot is not installed."""

    async def remove(self, team: str, left_at: datetime) -> None:
        """Takes note that a workspace has removed the bot."""


class OneWorkspace:
    """The workspace that SLACK_BOT_TOKEN belongs to."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace

    async def find(self, team: str) -> Workspace | None:
        """Ours; None for any other."""
        return self.workspace if team == self.workspace.team else None

    async def remove(self, team: str, left_at: datetime) -> None:
        """Says in the log what to do: its token stands in the settings, out of our reach."""
        log.warning(
            "the bot was removed from %s: install the app there again (docs/slack.md), and put "
            "its new token into SLACK_BOT_TOKEN",
            self.workspace.name,
        )


class Api:
    """`async with Api(base_url) as api`; `workspaces` is set once it is known."""

    def __init__(self, base_url: str | None = None) -> None:
        self._base_url = f"{base_url.rstrip('/')}/" if base_url else DEFAULT_API_URL
        self.workspaces: Workspaces
        self._session: aiohttp.ClientSession

    async def __aenter__(self) -> Api:
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    def client(self, token: str | None = None) -> AsyncWebClient:
        """A client that waits as Slack asks it to; without a token, for what needs none."""
        # Nothing but a refusal for haste is sent again by itself: what had arrived after all
        # would be posted twice.
        waits = AsyncRateLimitErrorRetryHandler(max_retry_count=MOST_RATE_LIMIT_RETRIES)
        return AsyncWebClient(
            token=token,
            base_url=self._base_url,
            timeout=_TIMEOUT_S,
            session=self._session,
            retry_handlers=[waits],
        )

    def add_default_path(self, problem: SlackApiError) -> bool:
        """Puts /api/ behind an address without any path where nothing was found.

        Returns whether it did.
        """
        status = getattr(problem.response, "status_code", 200)
        found_nothing = status == 404 or error_code(problem) == "unknown_method"
        if not found_nothing or urlsplit(self._base_url).path != "/":
            return False
        self._base_url = f"{self._base_url}api/"
        log.info("trying %s", self._base_url)
        return True

    async def get_workspace(self, team: str) -> Workspace:
        """Raises UnknownWorkspace."""
        found = await self.workspaces.find(team)
        if found is None:
            raise UnknownWorkspaceError(f"the bot is not installed in workspace {team}")
        return found

    async def client_for(self, team: str) -> AsyncWebClient:
        """Raises UnknownWorkspace."""
        return self.client((await self.get_workspace(team)).token)

    async def respond(self, url: str, body: JSON) -> bool:
        """Send to the response URL of an interaction. Return False where it is used up, too old or
        cannot be reached. Raise RequestRejectedError where Slack rejects the content.

        Nothing is sent to a URL that is not Slack's own.
        """
        if not self._is_slacks_own(url):
            log.warning("a response URL is not Slack's own; nothing was sent to it")
            return False
        waits = AsyncRateLimitErrorRetryHandler(max_retry_count=MOST_RATE_LIMIT_RETRIES)
        webhook = AsyncWebhookClient(
            url, timeout=_TIMEOUT_S, session=self._session, retry_handlers=[waits]
        )

        async def ask() -> WebhookResponse:
            answer = await webhook.send_dict(body)
            if answer.status_code >= 500:
                raise SlackClientError(f"response URL: {answer.status_code}")
            return answer

        try:
            # Whether a lost one had arrived cannot be found out: better twice than not at all.
            answer = await retry(ask, _pause_after_any)
        except (SlackClientError, *CONNECTION_ERRORS) as problem:
            log.warning("no answer by response URL: %s", problem)
            return False
        if answer.status_code == 200:
            return True
        if answer.status_code in {403, 404, 410}:
            return False
        raise RequestRejectedError(f"response URL: {answer.status_code} {answer.body[:200]}")

    async def download(self, team: str, url: str) -> bytes:
        """A file of a workspace, as far as it is not too large to be read.

        The token goes to Slack's own servers only, also where one of them redirects.

        Raises UnknownWorkspace, ForeignAddressError where another server would be asked,
        SlackClientError where Slack gives none, or one of OutOfReach.
        """
        token = (await self.get_workspace(team)).token
        for _ in range(MOST_REDIRECTS):
            if not self._is_slacks_own(url):
                raise ForeignAddressError("the file is not on a server of Slack's")
            content = await self._read_file(url, token)
            if isinstance(content, bytes):
                return content
            url = content
        raise SlackClientError("Slack redirects without end")

    def _is_slacks_own(self, url: str) -> bool:
        configured = None if self._base_url == DEFAULT_API_URL else self._base_url
        return belongs_to(url, SLACK_DOMAINS, configured)

    async def _read_file(self, url: str, token: str) -> bytes | str:
        """Return the file at a URL of Slack's, or the URL that it redirects to."""
        headers = {"Authorization": f"Bearer {token}"}
        async with self._session.get(url, headers=headers, allow_redirects=False) as response:
            if 300 <= response.status < 400:
                return urljoin(url, response.headers.get("Location", ""))
            response.raise_for_status()
            if response.content_type == "text/html":  # a page to log in by
                raise SlackClientError("Slack gave no file: the scope files:read may be missing")
            content = bytearray()
            async for chunk in response.content.iter_chunked(64 * 1024):
                content += chunk
                if len(content) > LARGEST_FILE:
                    break
            return bytes(content)


def error_code(problem: SlackApiError) -> str:
    """Slack's own word for what went wrong."""
    said = getattr(problem.response, "data", None)  # a page of HTML where a proxy has spoken
    return str(said.get("error", "")) if isinstance(said, dict) else ""


def may_have_succeeded(problem: Exception) -> bool:
    """Whether a request that failed may have been carried out all the same."""
    if isinstance(problem, SlackApiError):
        status = getattr(problem.response, "status_code", 200)
        return status >= 500 or error_code(problem) in _PASSING
    return isinstance(problem, CONNECTION_ERRORS)


async def with_retries(ask: Callable[[], Awaitable[Result]]) -> Result:
    """What Slack answers to a request that may arrive twice; raises what `ask` raises."""
    return await retry(ask, _pause_after)


def _pause_after(problem: Exception, usual: float) -> float | None:
    return usual if may_have_succeeded(problem) else None


def _pause_after_any(problem: Exception, usual: float) -> float | None:
    return usual if isinstance(problem, (SlackClientError, *CONNECTION_ERRORS)) else None


def is_rejected(problem: Exception) -> bool:
    """Whether Slack has heard us and finds fault with what we said, so that other words may do."""
    if not isinstance(problem, SlackApiError):
        return isinstance(problem, RequestRejectedError)
    error = error_code(problem)
    return bool(error) and error not in _NOT_LET_IN | _PASSING | {"ratelimited", "rate_limited"}


_PASSING = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
"""Slack's words for troubles of its own."""

_NOT_LET_IN = frozenset(
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


def auth_error(problem: SlackApiError, setting: str, advice: str) -> SlackError | None:
    """What to tell the operator where Slack refuses a token for good."""
    error = error_code(problem)
    if error not in _NOT_LET_IN:
        return None
    return SlackError(f"Slack does not take this {setting} ({error}). {advice}")
