"""How a workspace installs the bot: a page with a button, Slack's own page, and a page again.

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
"""What a workspace is asked to allow; the same as in slack-manifest.yaml."""


class InstallationFlow(AsyncOAuthFlow):
    """Bolt's flow with our pages, whose requests never end in an error of ours."""

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
        elsewhere = urljoin(options.api_url, "/oauth/v2/authorize") if options.api_url else None
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
                authorization_url=elsewhere,
                callback_options=AsyncCallbackOptions(self._succeeded, self._failed),
                installation_store=_Store(workspaces),
                state_store=_States(database, clock),
                state_expiration_seconds=int(installations.VALID_FOR.total_seconds()),
            ),
        )

    async def build_authorize_url(self, state: str, request: AsyncBoltRequest) -> str:
        """Slack's own page of permission, which leads back here with this state."""
        # Bolt would put a `team` of the request's into the address as it stands there.
        return self.settings.authorize_url_generator.generate(state)

    async def build_install_page_html(self, url: str, request: AsyncBoltRequest) -> str:
        """Our page with a button to `url`."""
        return self._pages.install(request, url)

    async def append_set_cookie_headers(
        self, headers: dict[str, object], set_cookie_value: str | None
    ) -> dict[str, object]:
        """Adds the state's cookie, and the headers that keep our pages out of frames and caches."""
        appended: dict[str, object] = await super().append_set_cookie_headers(
            headers | HEADERS, set_cookie_value
        )
        return appended

    async def run_installation(self, code: str) -> Installation | None:
        """What Slack gives for the code; None where it does not take the code, or not now."""
        try:
            return await super().run_installation(code)
        except (SlackClientError, *CONNECTION_ERRORS) as problem:
            log.warning("Slack could not be asked about an installation: %s", problem)
            return None

    async def _succeeded(self, args: AsyncSuccessArgs) -> BoltResponse:
        done = args.installation
        page = self._pages.installed(
            args.request, team=done.team_id or "", app=done.app_id or "", name=_name(done)
        )
        return self._answer(200, page)

    async def _failed(self, args: AsyncFailureArgs) -> BoltResponse:
        log.info("the bot was not installed: %s", args.reason)
        page = self._pages.not_installed(args.request, args.reason, self.install_url)
        return self._answer(args.suggested_status_code, page)

    def _answer(self, status: int, page: str) -> BoltResponse:
        over = self.settings.state_utils.build_set_cookie_for_deletion()
        return BoltResponse(status=status, body=page, headers={**HEADERS, "Set-Cookie": over})


class _Store(AsyncInstallationStore):
    """What Bolt's flow has found out goes where our workspaces are."""

    def __init__(self, workspaces: InstalledWorkspaces) -> None:
        self._workspaces = workspaces

    async def async_save(self, installation: Installation) -> None:
        """Raises BoltError for what is no workspace with a bot."""
        found = installation
        if not (found.team_id and found.bot_token and found.bot_user_id and found.bot_id):
            raise BoltError("Slack named no workspace, or no bot in it")
        workspace = Workspace(
            team=found.team_id,
            name=_name(found),
            bot_user=found.bot_user_id,
            bot_id=found.bot_id,
            token=found.bot_token,
            installer=account_of(found.team_id, found.user_id) if found.user_id else "",
        )
        await self._workspaces.add(workspace)


class _States(AsyncOAuthStateStore):
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def async_issue(self, *_: object, **__: object) -> str:
        async with self._database.write_session() as session:
            return await installations.begin(session, self._clock())

    async def async_consume(self, state: str) -> bool:
        async with self._database.write_session() as session:
            return await installations.use_up(session, state, self._clock())


def _name(installation: Installation) -> str:
    return installation.team_name or installation.team_id or ""
