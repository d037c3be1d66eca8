"""Slack as one of the bot's chats: entered with its tokens, and left in order."""

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
from bot.platforms.slack import SlackError
from bot.platforms.slack.announcements import SlackAnnouncer
from bot.platforms.slack.api import (
    CONNECTION_ERRORS,
    Api,
    OneWorkspace,
    Workspace,
    auth_error,
)
from bot.platforms.slack.event_router import EventRouter
from bot.platforms.slack.home_tab import HomeTab
from bot.platforms.slack.inflight import InflightHandlers
from bot.platforms.slack.interaction_handler import InteractionHandler
from bot.platforms.slack.message_client import MessageClient
from bot.platforms.slack.message_filter import MessageFilter
from bot.platforms.slack.oauth import InstallationFlow
from bot.platforms.slack.oauth_pages import OAuthPages
from bot.platforms.slack.options import SlackOptions
from bot.platforms.slack.reply_sender import HOLD_BACK_S, ReplySender
from bot.platforms.slack.server import serve_app, web_app
from bot.platforms.slack.users import PLATFORM, UserDirectory, account_of
from bot.platforms.slack.workspace_store import InstalledWorkspaces
from bot.storage import Database
from bot.storage.engine.secret_box import Seal
from bot.storage.engine.tries import Tries
from bot.tutor.context import Clock, utc_now
from bot.tutor.identity import ChatUser
from bot.tutor.replies.model import Reply
from bot.tutor.service import Tutor
from common.backoff import waits

log = logging.getLogger(__name__)

REDELIVERY_DELAY_S = 30.0
"""How long after a delivery that failed all that is undelivered is tried once more."""

PING_S = 5.0
DRAIN_TIMEOUT_S = 5.0
"""How long an end waits for replies to what was acknowledged."""
Given = TypeVar("Given")


class SlackChat:
    """Serves the tutor to learners on Slack."""

    def __init__(
        self,
        tutor: Tutor,
        words: Translations,
        options: SlackOptions,
        database: Database,
        *,
        hold_back_s: float = HOLD_BACK_S,
        clock: Clock = utc_now,
    ) -> None:
        """`database` is where workspaces are kept that install the bot by themselves."""
        self._tutor = tutor
        self._words = words
        self._options = options
        self._database = database
        self._hold_back_s = hold_back_s
        self._clock = clock
        self._trying_again: asyncio.Task[None] | None = None
        self._socket: AsyncSocketModeHandler | None = None
        self._is_serving = False
        self.announcer: SlackAnnouncer  # once it is connected
        self.address = ""  # of the HTTP server, where there is one

    async def serve(self) -> None:
        """Serves until it is cancelled. Where Slack is out of reach, it waits.

        Raises:
            SlackProblem: Slack does not let the bot in, and waiting would not help.
        """
        self._options.check()
        async with AsyncExitStack() as parts:
            api = await parts.enter_async_context(Api(self._options.api_url))
            installing = await self._enter_workspaces(api)
            if isinstance(api.workspaces, InstalledWorkspaces):
                asking = asyncio.create_task(api.workspaces.prune_uninstalled(api))
                parts.push_async_callback(_ended, asking)
            out = MessageClient(api)
            post = ReplySender(api, out, self._voice_of, hold_back_s=self._hold_back_s)
            parts.push_async_callback(post.close)
            parts.push_async_callback(self._end_trying)
            underway = InflightHandlers()
            parts.push_async_callback(underway.drain, DRAIN_TIMEOUT_S)
            app = self._app(api, post, underway)
            self._tutor.on_choice_of_answers(PLATFORM, self._options.reply_mode)
            self.announcer = SlackAnnouncer(out, self._words)
            self._tutor.on_posting(PLATFORM, self.announcer)
            self._tutor.on_delivery(PLATFORM, self._delivery(post), slow=True)
            if self._options.serves_http:
                heard = app if self._options.mode == "http" else None
                await parts.enter_async_context(self._http(heard, installing))
            if self._options.mode == "socket":
                await parts.enter_async_context(self._socket_mode(api, app))
            self._is_serving = True
            parts.callback(self._stopped)
            await self._tutor.resume(PLATFORM)
            await asyncio.Event().wait()

    def is_connected(self) -> bool:
        """Whether Slack reaches us: by its open socket, or by our server."""
        if self._socket is None:
            return self._is_serving
        session = self._socket.client.current_session
        return session is not None and not session.closed and not self._socket.client.stale

    def _stopped(self) -> None:
        self._is_serving = False

    async def _enter_workspaces(self, api: Api) -> InstallationFlow | None:
        """Finds out where the bot is at home; returns how others install it, where they may."""
        if not self._options.is_multi_workspace:
            workspace = await self._log_in(api)
            print(f"Slack: connected to {workspace.name}", flush=True)
            api.workspaces = OneWorkspace(workspace)
            return None
        seal = Seal(self._options.secret_keys)
        api.workspaces = installed = InstalledWorkspaces(self._database, seal, self._clock)
        served, lost = await installed.rotate_keys()
        pages = OAuthPages(self._words, self._options.language)
        installing = InstallationFlow(
            self._options,
            api.client(),
            installed,
            database=self._database,
            pages=pages,
            clock=self._clock,
        )
        unread = f" ({lost} more cannot be: see the log)" if lost else ""
        print(f"Slack: workspaces served: {served}{unread}", flush=True)
        print(f"Slack: others install the bot at {installing.install_url}", flush=True)
        return installing

    async def _log_in(self, api: Api) -> Workspace:
        """The workspace that the token belongs to."""
        token = self._options.bot_token or ""

        async def ask() -> Workspace:
            try:
                said = await api.client(token).auth_test()
            except SlackApiError as problem:
                if not api.add_default_path(problem):
                    raise
                said = await api.client(token).auth_test()
            return Workspace(
                team=said["team_id"],
                name=said["team"],
                bot_user=said["user_id"],
                bot_id=said["bot_id"],
                token=token,
            )

        advice = "Copy the Bot User OAuth Token anew: your app, OAuth & Permissions."
        return await _once_reached(ask, "SLACK_BOT_TOKEN", advice)

    def _app(self, api: Api, post: ReplySender, underway: InflightHandlers) -> AsyncApp:
        """Bolt's app, with everything that we listen to."""
        options = self._options
        app = AsyncApp(
            logger=logging.getLogger("slack_bolt"),
            client=api.client(),
            authorize=_Authorize(api),  # type: ignore[arg-type]  # Bolt takes it all the same
            signing_secret=options.signing_secret or "",
            request_verification_enabled=options.mode == "http",
            user_facing_authorize_error_message=self._words.say(
                options.language, "slack-not-installed"
            ),
        )
        people = UserDirectory(api, options.managers)
        conversation = InteractionHandler(
            api, self._tutor, people, post, words=self._words, language=options.language
        )
        hearing = MessageFilter(api, conversation, self._tutor)
        home = HomeTab(api, self._tutor, people, conversation)
        tries = Tries(self._database, PLATFORM)
        EventRouter(app, api, conversation, hearing, home, underway=underway, tries=tries)
        return app

    @asynccontextmanager
    async def _socket_mode(self, api: Api, app: AsyncApp) -> AsyncIterator[None]:
        """A connection that Slack sends everything through; it is renewed by itself."""
        token = self._options.app_token or ""

        async def ask() -> str:
            opened = await api.client().apps_connections_open(app_token=token)
            return str(opened["url"])

        advice = (
            "Make a new App-Level Token with the scope connections:write (Basic Information), "
            "and see that Socket Mode is on."
        )
        url = await _once_reached(ask, "SLACK_APP_TOKEN", advice)
        handler = AsyncSocketModeHandler(app, token, web_client=api.client(), ping_interval=PING_S)
        handler.client.wss_uri = url
        handler.client.message_listeners.append(self._heard)
        self._socket = handler
        try:
            await handler.connect_async()  # type: ignore[no-untyped-call]
            yield
        finally:
            self._socket = None
            await handler.close_async()  # type: ignore[no-untyped-call]

    async def _heard(self, _client: Any, message: dict[str, Any], _raw: str | None) -> None:
        """What comes through the socket besides events: a hello after each connection."""
        if message.get("type") == "hello" and self._is_serving:
            await self._tutor.resume(PLATFORM)

    @asynccontextmanager
    async def _http(
        self, app: AsyncApp | None, installing: InstallationFlow | None
    ) -> AsyncIterator[None]:
        host, port = self._options.host, self._options.port
        async with serve_app(web_app(app, installing), host, port) as self.address:
            print(f"Slack: listening on {self.address}", flush=True)
            yield

    async def _voice_of(self, team: str, user: str) -> Translator:
        person = ChatUser(platform=PLATFORM, account=account_of(team, user), name="")
        return self._words.translator(await self._tutor.language(person))

    def _delivery(self, post: ReplySender) -> Callable[[str, Reply], Awaitable[None]]:
        async def deliver(reply_to: str, reply: Reply) -> None:
            try:
                await post.deliver(reply_to, reply)
            except Exception:
                if self._trying_again is None or self._trying_again.done():
                    self._trying_again = asyncio.create_task(self._try_again())
                raise

        return deliver

    async def _try_again(self) -> None:
        await asyncio.sleep(REDELIVERY_DELAY_S)
        await self._tutor.resume(PLATFORM)

    async def _end_trying(self) -> None:
        if self._trying_again is not None:
            await _ended(self._trying_again)


class _Authorize(AsyncAuthorize):
    """Tells Bolt with which token to act in the workspace that an event comes from."""

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


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def _once_reached(ask: Callable[[], Awaitable[Given]], setting: str, advice: str) -> Given:
    """What Slack answers, as soon as it does. Raises SlackProblem where it does not let us in."""
    for wait in waits():
        try:
            return await ask()
        except (SlackClientError, *CONNECTION_ERRORS) as problem:
            if isinstance(problem, SlackApiError):
                refusal = auth_error(problem, setting, advice)
                if refusal is not None:
                    raise refusal from problem
            log.warning("Slack is out of reach (%s); trying again in %s s", problem, wait)
            await asyncio.sleep(wait)
        except (AttributeError, LookupError, TypeError, ValueError) as problem:
            log.warning("what is no answer of Slack's: %r", problem)
            raise SlackError(
                "What answers does not answer as Slack does. Look at TENSEI_SLACK_API_URL, or "
                "leave it out."
            ) from problem
    raise AssertionError("there is always another time")
