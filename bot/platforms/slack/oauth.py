"""The OAuth flow by which a workspace installs the bot: our page, Slack's page, our page.

https://docs.slack.dev/authentication/installing-with-oauth
"""

from __future__ import annotations

import logging
from urllib.parse import urljoin

from slack_bolt.error import BoltError
from slack_bolt.oauth.async_callback_options import (
    AsyncCallbackOptions,
    AsyncFailureArgs,
    AsyncSuccessArgs,
)
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackClientError
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient

from bot.platforms.slack.api import CONNECTION_ERRORS, Workspace
from bot.platforms.slack.oauth_pages import HEADERS, OAuthPages
from bot.platforms.slack.options import SlackOptions
from bot.platforms.slack.users import account_of
from bot.platforms.slack.workspace_store import InstalledWorkspaces
from bot.storage import Database
from bot.storage.accounts import installations
from bot.tutor.context import Clock

log = logging.getLogger(__name__)

INSTALL_PATH = "/slack/install"
REDIRECT_PATH = "/slack/oauth_redirect"

SCOPES = (
    "app_mentions:read",
    "channels:history",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "im:history",
    "im:write",
    "users:read",
)
"""The scopes that a workspace grants; the same as in slack-manifest.yaml."""


class InstallationFlow(AsyncOAuthFlow):
    """Bolt's flow with our pages and our storage; errors of Slack's end in a page too."""

    def __init__(
        self,
        options: SlackOptions,
        client: AsyncWebClient,
        workspaces: InstalledWorkspaces,
        *,
        database: Database,
        pages: OAuthPages,
        clock: Clock,
    ) -> None:
        self._pages = pages
        public = (options.public_url or "").rstrip("/")
        self.install_url = public + INSTALL_PATH
        authorization_url = (
            urljoin(options.api_url, "/oauth/v2/authorize") if options.api_url else None
        )
        super().__init__(
            client=client,
            logger=logging.getLogger("slack_bolt"),
            settings=AsyncOAuthSettings(
                client_id=options.client_id,
                client_secret=options.client_secret,
                scopes=SCOPES,
                user_scopes=(),
                redirect_uri=public + REDIRECT_PATH,
                install_path=INSTALL_PATH,
                redirect_uri_path=REDIRECT_PATH,
                authorization_url=authorization_url,
                callback_options=AsyncCallbackOptions(self._on_success, self._on_failure),
                installation_store=_InstallationStore(workspaces),
                state_store=_StateStore(database, clock),
                state_expiration_seconds=int(installations.STATE_VALID_FOR.total_seconds()),
            ),
        )

    async def build_authorize_url(self, state: str, request: AsyncBoltRequest) -> str:
        """Return the URL of Slack's consent page, which redirects back here with this state."""
        # Bolt's own method would copy the request's `team` parameter into the URL unescaped.
        return self.settings.authorize_url_generator.generate(state)

    async def build_install_page_html(self, url: str, request: AsyncBoltRequest) -> str:
        """Return our page with a button that links to `url`."""
        return self._pages.install(request, url)

    async def append_set_cookie_headers(
        self, headers: dict[str, object], set_cookie_value: str | None
    ) -> dict[str, object]:
        """Add the state cookie, and headers that keep our pages out of frames and caches."""
        all_headers: dict[str, object] = await super().append_set_cookie_headers(
            headers | HEADERS, set_cookie_value
        )
        return all_headers

    async def run_installation(self, code: str) -> Installation | None:
        """Exchange the code for an installation; None if Slack rejects it or is unreachable."""
        try:
            return await super().run_installation(code)
        except (SlackClientError, *CONNECTION_ERRORS) as problem:
            log.warning("the code of an installation could not be exchanged: %s", problem)
            return None

    async def _on_success(self, args: AsyncSuccessArgs) -> BoltResponse:
        found = args.installation
        page = self._pages.installed(
            args.request,
            team=found.team_id or "",
            app=found.app_id or "",
            name=_workspace_name(found),
        )
        return self._response(200, page)

    async def _on_failure(self, args: AsyncFailureArgs) -> BoltResponse:
        log.info("the bot was not installed: %s", args.reason)
        page = self._pages.not_installed(args.request, args.reason, self.install_url)
        return self._response(args.suggested_status_code, page)

    def _response(self, status: int, page: str) -> BoltResponse:
        expired_cookie = self.settings.state_utils.build_set_cookie_for_deletion()
        return BoltResponse(
            status=status, body=page, headers={**HEADERS, "Set-Cookie": expired_cookie}
        )


class _InstallationStore(AsyncInstallationStore):
    """Stores an installation as a workspace."""

    def __init__(self, workspaces: InstalledWorkspaces) -> None:
        self._workspaces = workspaces

    async def async_save(self, installation: Installation) -> None:
        """Store the workspace. Raise BoltError if Slack named no workspace, or no bot in it."""
        found = installation
        if not (found.team_id and found.bot_token and found.bot_user_id and found.bot_id):
            raise BoltError("Slack named no workspace, or no bot in it")
        workspace = Workspace(
            team=found.team_id,
            name=_workspace_name(found),
            bot_user=found.bot_user_id,
            bot_id=found.bot_id,
            token=found.bot_token,
            installer=account_of(found.team_id, found.user_id) if found.user_id else "",
        )
        await self._workspaces.add(workspace)


class _StateStore(AsyncOAuthStateStore):
    """Stores the OAuth states in our database; each can be used once."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def async_issue(self, *_: object, **__: object) -> str:
        async with self._database.write_session() as session:
            return await installations.create_state(session, self._clock())

    async def async_consume(self, state: str) -> bool:
        async with self._database.write_session() as session:
            return await installations.consume_state(session, state, self._clock())


def _workspace_name(installation: Installation) -> str:
    return installation.team_name or installation.team_id or ""
