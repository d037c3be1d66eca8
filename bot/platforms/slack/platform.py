"""The Slack platform: connects with its tokens, serves, and shuts down gracefully."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, TypeVar

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.i18n import Translations, Translator
from bot.platforms.avatars import Avatars
from bot.platforms.redelivery import Redelivery
from bot.platforms.retry import CONNECT_BACKOFF
from bot.platforms.slack import SlackError
from bot.platforms.slack.announcements import SlackAnnouncer
from bot.platforms.slack.api import (
    CONNECTION_ERRORS,
    Api,
    OneWorkspace,
    Workspace,
    auth_error,
)
from bot.platforms.slack.avatars import slack_avatars
from bot.platforms.slack.event_router import EventRouter
from bot.platforms.slack.home_tab import HomeTab
from bot.platforms.slack.inflight import InflightHandlers
from bot.platforms.slack.interaction_handler import InteractionHandler
from bot.platforms.slack.members import SlackMembers
from bot.platforms.slack.message_client import MessageClient
from bot.platforms.slack.message_filter import MessageFilter
from bot.platforms.slack.oauth import InstallationFlow
from bot.platforms.slack.oauth_pages import OAuthPages
from bot.platforms.slack.options import SlackOptions
from bot.platforms.slack.pending_editor import SlackPendingEditor
from bot.platforms.slack.pictures import Pictures
from bot.platforms.slack.reply_sender import HOLD_BACK_S, ReplySender
from bot.platforms.slack.server import serve_app, web_app
from bot.platforms.slack.users import PLATFORM, UserDirectory, account_of
from bot.platforms.slack.workspace_store import InstalledWorkspaces
from bot.storage import Database
from bot.storage.engine.secret_box import SecretBox
from bot.storage.engine.tries import TryCounter
from bot.tutor.context import Clock, utc_now
from bot.tutor.identity import ChatUser
from bot.tutor.platform import UndeliverableError
from bot.tutor.replies.model import Reply
from bot.tutor.service import Tutor
from common.tasks import cancel_and_wait

log = logging.getLogger(__name__)

PING_S = 5.0
DRAIN_TIMEOUT_S = 5.0
"""How long a shutdown waits for the handlers of what was acknowledged."""

Result = TypeVar("Result")


class SlackChat:
    """Serves the tutor to learners on Slack."""

    name = PLATFORM
    is_slow = True
    personal_data = None
    roles = None

    def __init__(
        self,
        tutor: Tutor,
        translations: Translations,
        options: SlackOptions,
        database: Database,
        *,
        hold_back_s: float = HOLD_BACK_S,
        clock: Clock = utc_now,
    ) -> None:
        """`database` stores the workspaces that have installed the bot."""
        self._tutor = tutor
        self._translations = translations
        self._options = options
        self._database = database
        self._hold_back_s = hold_back_s
        self._clock = clock
        self._redelivery = Redelivery(tutor, PLATFORM)
        self._socket: AsyncSocketModeHandler | None = None
        self._is_serving = False
        self._sender: ReplySender  # set once it is connected, as the announcer
        self.pending_editor: SlackPendingEditor
        self.announcer: SlackAnnouncer
        self.members: SlackMembers
        self.avatars: Avatars
        self.default_reply_mode = options.reply_mode
        self.address = ""  # of the HTTP server, if there is one

    async def serve(self) -> None:
        """Serve until cancelled. While Slack is unreachable, wait and retry.

        Raise SlackError if Slack refuses the bot for good, or its settings are invalid.
        """
        self._options.check()
        async with AsyncExitStack() as parts:
            api = await parts.enter_async_context(Api(self._options.api_url))
            oauth = await self._connect_workspaces(api)
            if isinstance(api.workspaces, InstalledWorkspaces):
                pruning = asyncio.create_task(api.workspaces.prune_uninstalled(api))
                parts.push_async_callback(cancel_and_wait, pruning)
            messages, pictures = MessageClient(api), Pictures(api)
            sender = self._sender = ReplySender(
                api, messages, pictures, self._translator_for, hold_back_s=self._hold_back_s
            )
            self.pending_editor = sender.pending_editor
            parts.push_async_callback(sender.close)
            parts.push_async_callback(self._redelivery.cancel)
            inflight = InflightHandlers()
            parts.push_async_callback(inflight.drain, DRAIN_TIMEOUT_S)
            app = self._bolt_app(api, messages, sender, inflight)
            self.members = SlackMembers(api)
            self.avatars = slack_avatars(api)
            self.announcer = SlackAnnouncer(messages, pictures, self._translations)
            self._tutor.connect(self)
            if self._options.serves_http:
                events = app if self._options.mode == "http" else None
                await parts.enter_async_context(self._http(events, oauth))
            if self._options.mode == "socket":
                await parts.enter_async_context(self._socket_mode(api, app))
            self._is_serving = True
            parts.callback(self._on_stop)
            await self._tutor.jobs.resume(PLATFORM)
            await asyncio.Event().wait()

    def is_connected(self) -> bool:
        """Return whether Slack can reach the bot: by an open socket, or by a running server."""
        if self._socket is None:
            return self._is_serving
        session = self._socket.client.current_session
        return session is not None and not session.closed and not self._socket.client.stale

    def _on_stop(self) -> None:
        self._is_serving = False

    async def _connect_workspaces(self, api: Api) -> InstallationFlow | None:
        """Set the API's workspaces; return the OAuth flow if any workspace can install the bot."""
        if not self._options.is_multi_workspace:
            workspace = await self._authenticate(api)
            print(f"Slack: connected to {workspace.name}", flush=True)
            api.workspaces = OneWorkspace(workspace)
            return None
        seal = SecretBox(self._options.secret_keys)
        api.workspaces = installed = InstalledWorkspaces(self._database, seal, self._clock)
        served, unreadable = await installed.rotate_keys()
        pages = OAuthPages(self._translations, self._options.language)
        oauth = InstallationFlow(
            self._options,
            api.client(),
            installed,
            database=self._database,
            pages=pages,
            clock=self._clock,
        )
        note = f" ({unreadable} more cannot be: see the log)" if unreadable else ""
        print(f"Slack: workspaces served: {served}{note}", flush=True)
        print(f"Slack: others install the bot at {oauth.install_url}", flush=True)
        return oauth

    async def _authenticate(self, api: Api) -> Workspace:
        """Return the workspace that the token belongs to."""
        token = self._options.bot_token or ""

        async def request() -> Workspace:
            try:
                response = await api.client(token).auth_test()
            except SlackApiError as problem:
                if not api.add_default_path(problem):
                    raise
                response = await api.client(token).auth_test()
            return Workspace(
                team=response["team_id"],
                name=response["team"],
                bot_user=response["user_id"],
                bot_id=response["bot_id"],
                token=token,
            )

        advice = "Copy the Bot User OAuth Token again: your app, OAuth & Permissions."
        return await _retry_until_reached(request, "SLACK_BOT_TOKEN", advice)

    def _bolt_app(
        self, api: Api, messages: MessageClient, post: ReplySender, inflight: InflightHandlers
    ) -> AsyncApp:
        """Return Bolt's app with all handlers registered."""
        options = self._options
        app = AsyncApp(
            logger=logging.getLogger("slack_bolt"),
            client=api.client(),
            authorize=_Authorize(api),  # type: ignore[arg-type]  # Bolt accepts it
            signing_secret=options.signing_secret or "",
            request_verification_enabled=options.mode == "http",
            user_facing_authorize_error_message=self._translations.translate(
                options.language, "slack-not-installed"
            ),
        )
        users = UserDirectory(api, options.managers)
        interactions = InteractionHandler(
            api,
            self._tutor,
            users,
            post,
            translations=self._translations,
            language=options.language,
        )
        message_filter = MessageFilter(api, interactions, self._tutor)
        home = HomeTab(api, self._tutor, users, interactions, messages)
        tries = TryCounter(self._database, PLATFORM)
        EventRouter(app, api, interactions, message_filter, home, inflight=inflight, tries=tries)
        return app

    @asynccontextmanager
    async def _socket_mode(self, api: Api, app: AsyncApp) -> AsyncIterator[None]:
        """Keep a Socket Mode connection, through which Slack sends everything; Bolt renews it."""
        token = self._options.app_token or ""

        async def request() -> str:
            opened = await api.client().apps_connections_open(app_token=token)
            return str(opened["url"])

        advice = (
            "Make a new App-Level Token with the scope connections:write (Basic Information), "
            "and see that Socket Mode is on."
        )
        url = await _retry_until_reached(request, "SLACK_APP_TOKEN", advice)
        handler = AsyncSocketModeHandler(app, token, web_client=api.client(), ping_interval=PING_S)
        handler.client.wss_uri = url
        handler.client.message_listeners.append(self._on_socket_message)
        self._socket = handler
        try:
            await handler.connect_async()  # type: ignore[no-untyped-call]
            yield
        finally:
            self._socket = None
            await handler.close_async()  # type: ignore[no-untyped-call]

    async def _on_socket_message(
        self, _client: Any, message: dict[str, Any], _raw: str | None
    ) -> None:
        """Deliver what is undelivered after each reconnection, on Slack's hello message."""
        if message.get("type") == "hello" and self._is_serving:
            await self._tutor.jobs.resume(PLATFORM)

    @asynccontextmanager
    async def _http(
        self, events: AsyncApp | None, oauth: InstallationFlow | None
    ) -> AsyncIterator[None]:
        host, port = self._options.host, self._options.port
        async with serve_app(web_app(events, oauth), host, port) as self.address:
            print(f"Slack: listening on {self.address}", flush=True)
            yield

    async def _translator_for(self, team: str, user: str) -> Translator:
        person = ChatUser(platform=PLATFORM, account=account_of(team, user), name="")
        return self._translations.translator(await self._tutor.language(person))

    async def deliver(self, address: str, reply: Reply) -> None:
        """Send a reply to its address; if that fails, try undelivered replies again soon."""
        try:
            await self._sender.deliver(address, reply)
        except UndeliverableError:
            raise
        except Exception:
            self._redelivery.schedule()
            raise


class _Authorize(AsyncAuthorize):
    """Tells Bolt which token to use in the workspace of an event."""

    def __init__(self, api: Api) -> None:
        self._api = api

    async def __call__(
        self, *, enterprise_id: str | None, team_id: str | None, **_: Any
    ) -> AuthorizeResult | None:
        workspace = await self._api.workspaces.find(team_id or "")
        if workspace is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=workspace.team,
            bot_user_id=workspace.bot_user,
            bot_id=workspace.bot_id,
            bot_token=workspace.token,
        )


async def _retry_until_reached(
    request: Callable[[], Awaitable[Result]], setting: str, advice: str
) -> Result:
    """Return the result of a request, retried while Slack is unreachable.

    Raise SlackError if Slack refuses the token, or if another server responds.
    """
    for wait in CONNECT_BACKOFF.delays():
        try:
            return await request()
        except (SlackClientError, *CONNECTION_ERRORS) as problem:
            if isinstance(problem, SlackApiError):
                error = auth_error(problem, setting, advice)
                if error is not None:
                    raise error from problem
            log.warning("Slack is unreachable (%s); retrying in %s s", problem, wait)
            await asyncio.sleep(wait)
        except (AttributeError, LookupError, TypeError, ValueError) as problem:
            log.warning("the response is not Slack's: %r", problem)
            raise SlackError(
                "The server that responds is not Slack's. Correct TENSEI_SLACK_API_URL, or leave "
                "it out."
            ) from problem
    raise AssertionError("waits() is infinite")
