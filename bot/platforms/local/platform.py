"""The local platform: a page and a websocket, served to this machine only by default."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable

from aiohttp import WSMsgType, web
from pydantic import ValidationError

from bot.i18n import Translations, parse_language
from bot.platforms import PlatformError
from bot.platforms.local.attachments import CONTENT_PATH, DIGEST
from bot.platforms.local.auth import (
    HEADERS,
    PREVIEW_HEADERS,
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
    render_preview_page,
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
from common.tasks import cancel_and_wait
from lessons.curriculum import Language

log = logging.getLogger(__name__)

CLOSE_TIMEOUT_S = 2.0  # for open pages to be disconnected when the bot stops

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class LocalChatError(PlatformError):
    """The local chat cannot be served; the message says what to do."""


class LocalChat:
    """Serves the tutor to learners on this machine, each with a name of their own.

    A `host` that is not a loopback address serves its network as well. Open pages reconnect after a
    restart if `port` and `token` are the same as before; without a token a new one is created. With
    `preview`, the slug of a lesson, the page shows it to a learner of each language, side by side.
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
        preview: str = "",
    ) -> None:
        self._translations = translations or Translations()
        self._history = history
        self._interactions = InteractionHandler(
            tutor, history, self._translations, language, preview=preview
        )
        self._is_preview = bool(preview)
        self._host = host
        self._port = port
        self._token = token or new_token()
        self._language = language
        self._runner: web.AppRunner | None = None
        self._follower: asyncio.Task[None] | None = None
        self._pages: set[PageConnection] = set()

    async def start(self) -> str:
        """Start the server; return the page's URL with its token.

        Raise LocalChatError if the address or the port is not available.
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
        self._follower = asyncio.create_task(self._interactions.follow_changes())
        return page_url(self._host, runner.addresses[0][1], self._token)

    async def stop(self) -> None:
        """Stop the server and disconnect all pages, which try to reconnect by themselves."""
        if self._follower is not None:
            await cancel_and_wait(self._follower)
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def _application(self) -> web.Application:
        application = web.Application(middlewares=[self._authorize])
        application.router.add_get("/", self._page)
        application.router.add_get("/socket", self._socket)
        application.router.add_get(f"{CONTENT_PATH}/{{digest}}", self._content)
        application.router.add_static("/static", STATIC)
        application.on_response_prepare.append(self._add_headers)
        application.on_shutdown.append(self._close_pages)
        return application

    @web.middleware
    async def _authorize(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        # Styles and scripts have no secrets; everything else needs the token.
        if is_own_origin(request, self._host) and (
            request.path.startswith("/static/")
            or has_query_token(request, self._token)
            or has_cookie(request, self._token)
        ):
            return await handler(request)
        language, token_given = self._language_for(request), bool(request.query.get("token"))
        refusal = render_refused_page(self._translations, language, token_given=token_given)
        return _html(refusal, status=403)

    async def _page(self, request: web.Request) -> web.StreamResponse:
        language = self._language_for(request)
        if "token" not in request.query:
            response = _html(self._chat_page(request, language))
        elif is_cross_site(request):
            response = _html(render_redirect_page(self._translations, language))
        else:
            response = web.Response(status=303, headers={"Location": "/"})
        set_cookie(request, response, self._token)
        return response

    def _chat_page(self, request: web.Request, language: Language) -> str:
        if not self._is_preview:
            return render_page(self._translations, language)
        pane = parse_language(request.query.get("pane"))
        if pane is None:
            return render_preview_page()
        name = self._translations.language_name(pane)
        return render_page(self._translations, pane, learner=name)

    async def _add_headers(self, request: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(PREVIEW_HEADERS if self._is_preview else HEADERS)

    async def _content(self, request: web.Request) -> web.StreamResponse:
        """Serve a picture or a file by its digest, which is known only from the reply with it."""
        digest = request.match_info["digest"]
        content = None
        if DIGEST.fullmatch(digest):
            content = await self._history.find_attachment(digest)
        if content is None:
            text = self._translations.translate(
                self._language_for(request), "local-content-expired"
            )
            return web.Response(text=text, status=404)
        disposition = "inline" if content.media_type == PNG else "attachment"
        return web.Response(
            body=content.data,
            content_type=content.media_type,
            headers={"Content-Disposition": disposition},
        )

    def _language_for(self, request: web.Request) -> Language:
        """Return the browser's preferred language, for pages without a learner."""
        accepted = re.split(r"[,;]", request.headers.get("Accept-Language", ""))
        return next(
            filter(None, (parse_language(each.strip()) for each in accepted)), self._language
        )

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        # Compressed, each page would take 300 KiB of memory for zlib's windows, to save little: the
        # browser is on this machine, or behind a proxy on a network that is fast enough.
        socket = web.WebSocketResponse(heartbeat=20, max_msg_size=LARGEST_MESSAGE, compress=False)
        await socket.prepare(request)
        page = PageConnection(socket, language=self._language)
        self._pages.add(page)
        sending = asyncio.create_task(page.send_all())
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    with working_on("a page's message"):
                        await self._on_page_message(page, message.data)
        finally:
            self._interactions.transcript.detach(page)
            self._pages.discard(page)
            sending.cancel()
        return socket

    async def _on_page_message(self, page: PageConnection, text: str) -> None:
        try:
            message = FROM_PAGE.validate_json(text)
        except ValidationError as problem:
            errors = problem.errors(include_input=False, include_url=False)  # log no input
            log.warning("A page sent an invalid message: %s", errors)
            page.enqueue(
                Problem(text=self._translations.translate(page.language, "local-unreadable"))
            )
            return
        try:
            match message:
                case Hello():
                    await self._interactions.on_hello(page, message)
                case Complete():
                    await self._interactions.on_complete(page, message)
                case Upload():
                    await self._interactions.on_upload(page, message)
                case _:
                    await self._interactions.on_message(page, message)
        except Exception:
            log.exception("A page's message could not be handled.")
            text = self._translations.translate(page.language, "local-trouble")
            page.enqueue(Problem(text=text, id=getattr(message, "id", None)))

    async def _close_pages(self, application: web.Application) -> None:
        await asyncio.gather(*(page.close() for page in self._pages), return_exceptions=True)


def _html(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, status=status, content_type="text/html")
