"""The local chat: one page and a websocket, served to this machine only unless told otherwise."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable

from aiohttp import WSMsgType, web
from pydantic import ValidationError

from bot.i18n import Translations, as_language
from bot.platforms import PlatformError
from bot.platforms.local.attachments import CONTENT_PATH, DIGEST
from bot.platforms.local.auth import (
    HEADERS,
    has_cookie,
    has_query_token,
    is_cross_site,
    is_own_origin,
    new_token,
    set_cookie,
)
from bot.platforms.local.connections import PageConnection
from bot.platforms.local.interaction_handler import InteractionHandler
from bot.platforms.local.page_template import (
    STATIC,
    render_page,
    render_redirect_page,
    render_refused_page,
)
from bot.platforms.local.protocol import (
    FROM_PAGE,
    LARGEST_MESSAGE,
    Complete,
    Hello,
    Problem,
    Upload,
)
from bot.platforms.local.urls import LOOPBACK, bind_error_text, page_url
from bot.storage.accounts.attachments import PNG
from bot.storage.local_chat.messages import LocalMessages
from bot.tutor.service import Tutor
from common.operations.watchdog import working_on
from lessons.curriculum import Language

log = logging.getLogger(__name__)

CLOSE_TIMEOUT_S = 2.0  # how long open pages may take to hear that the bot stops

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class LocalChatError(PlatformError):
    """The local chat cannot be served; the message says what to do."""


class LocalChat:
    """Serves the tutor to learners on this machine, who are told apart by their names; with a
    `host` of another kind, to those in its network as well.

    A page that is open while the bot restarts comes back by itself where `port` and `token`
    are the same as before; without a token a new one is made.
    """

    def __init__(
        self,
        tutor: Tutor,
        history: LocalMessages,
        *,
        port: int,
        host: str = LOOPBACK,
        token: str | None = None,
        language: Language = "en",
        translations: Translations | None = None,
    ) -> None:
        self._words = translations or Translations()
        self._history = history
        self._conversation = InteractionHandler(tutor, history, self._words, language)
        self._host = host
        self._port = port
        self._token = token or new_token()
        self._language = language
        self._runner: web.AppRunner | None = None
        self._hearing: asyncio.Task[None] | None = None
        self._pages: set[PageConnection] = set()

    async def start(self) -> str:
        """Starts serving, and returns the page's address with its token.

        Raises:
            LocalChatProblem: the address or its port cannot be had.
        """
        runner = web.AppRunner(
            self._application(), shutdown_timeout=CLOSE_TIMEOUT_S, access_log=None
        )
        await runner.setup()
        try:
            await web.TCPSite(runner, self._host, self._port).start()
        except OSError as problem:
            await runner.cleanup()
            raise LocalChatError(bind_error_text(self._host, self._port, problem)) from problem
        self._runner = runner
        self._hearing = asyncio.create_task(self._conversation.follow_changes())
        return page_url(self._host, runner.addresses[0][1], self._token)

    async def stop(self) -> None:
        """Closes every page's connection and the port; pages try to come back by themselves."""
        if self._hearing is not None:
            self._hearing.cancel()
            await asyncio.gather(self._hearing, return_exceptions=True)
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def _application(self) -> web.Application:
        application = web.Application(middlewares=[self._door])
        application.router.add_get("/", self._page)
        application.router.add_get("/socket", self._socket)
        application.router.add_get(f"{CONTENT_PATH}/{{digest}}", self._content)
        application.router.add_static("/static", STATIC)
        application.on_response_prepare.append(_add_headers)
        application.on_shutdown.append(self._say_goodbye)
        return application

    @web.middleware
    async def _door(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        # Styles and scripts hold nothing secret; what shows or does anything needs the token.
        if is_own_origin(request, self._host) and (
            request.path.startswith("/static/")
            or has_query_token(request, self._token)
            or has_cookie(request, self._token)
        ):
            return await handler(request)
        language, token_given = self._language_for(request), bool(request.query.get("token"))
        refusal = render_refused_page(self._words, language, token_given=token_given)
        return _html(refusal, status=403)

    async def _page(self, request: web.Request) -> web.StreamResponse:
        language = self._language_for(request)
        if "token" not in request.query:
            response = _html(render_page(self._words, language))
        elif is_cross_site(request):
            response = _html(render_redirect_page(self._words, language))
        else:
            response = web.Response(status=303, headers={"Location": "/"})
        set_cookie(request, response, self._token)
        return response

    async def _content(self, request: web.Request) -> web.StreamResponse:
        """Serve a picture or a file by its digest, which only a reply that shows it reveals."""
        digest = request.match_info["digest"]
        content = None
        if DIGEST.fullmatch(digest):
            content = await self._history.attachment(digest)
        if content is None:
            words = self._words.say(self._language_for(request), "local-content-expired")
            return web.Response(text=words, status=404)
        disposition = "inline" if content.media_type == PNG else "attachment"
        return web.Response(
            body=content.data,
            content_type=content.media_type,
            headers={"Content-Disposition": disposition},
        )

    def _language_for(self, request: web.Request) -> Language:
        """What the browser asks for first, before it is known who sits in front of it."""
        wanted = re.split(r"[,;]", request.headers.get("Accept-Language", ""))
        return next(filter(None, (as_language(each.strip()) for each in wanted)), self._language)

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(heartbeat=20, max_msg_size=LARGEST_MESSAGE)
        await socket.prepare(request)
        seat = PageConnection(socket, language=self._language)
        self._pages.add(seat)
        sending = asyncio.create_task(seat.send_all())
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    with working_on("a page's message"):
                        await self._hear(seat, message.data)
        finally:
            self._conversation.transcript.detach(seat)
            self._pages.discard(seat)
            sending.cancel()
        return socket

    async def _hear(self, seat: PageConnection, text: str) -> None:
        try:
            said = FROM_PAGE.validate_json(text)
        except ValidationError as problem:
            faults = problem.errors(include_input=False, include_url=False)  # never what was typed
            log.warning("A page sent what cannot be read: %s", faults)
            seat.enqueue(Problem(text=self._words.say(seat.language, "local-unreadable")))
            return
        try:
            match said:
                case Hello():
                    await self._conversation.on_hello(seat, said)
                case Complete():
                    await self._conversation.on_complete(seat, said)
                case Upload():
                    await self._conversation.on_upload(seat, said)
                case _:
                    await self._conversation.on_message(seat, said)
        except Exception:
            log.exception("A page's message could not be handled.")
            trouble = self._words.say(seat.language, "local-trouble")
            seat.enqueue(Problem(text=trouble, id=getattr(said, "id", None)))

    async def _say_goodbye(self, application: web.Application) -> None:
        await asyncio.gather(*(page.close() for page in self._pages), return_exceptions=True)


def _html(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, status=status, content_type="text/html")


async def _add_headers(request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)
