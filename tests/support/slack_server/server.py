"""A loopback Slack: Web API, Socket Mode, response URLs and files; as unkind as asked."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import BodyPartReader, WSMsgType, web

from tests.support.polling import until
from tests.support.slack_server.methods import SCOPES, Methods
from tests.support.slack_server.oauth import Installations
from tests.support.slack_server.signatures import SignedRequests
from tests.support.slack_server.world import (
    APP_TOKEN,
    JSON,
    MOST_USES,
    ApiError,
    FakeWorkspace,
    text_of,
)

CONNECTION_DROPPED = 0
RESPONSE_URL, UPLOAD = "a response URL", "an upload"


@dataclass
class Fault:
    """Answers the next requests of a method with a status instead of what they ask for.

    RESPONSE_URL and UPLOAD stand for requests that are no method's; the status DROPPED for no
    answer at all: the connection breaks.
    """

    method: str
    status: int
    times: int
    after: bool  # whether the request is carried out all the same, and only its answer lost
    skip: int  # requests that come before and go well
    error: str = ""  # Slack's word for what went wrong
    page: str = ""  # plain text, where it is no Slack that answers

    @property
    def answer(self) -> web.Response:
        if self.page:
            return web.Response(text=self.page, status=self.status)
        word = self.error or ("ratelimited" if self.status == 429 else "fatal_error")
        headers = {"Retry-After": "1"} if self.status == 429 else {}
        body = {"ok": False, "error": word}
        return web.json_response(body, status=self.status or 500, headers=headers)


class SlackServer:
    """`async with SlackServer() as slack`; `violations` has to be empty at the end."""

    def __init__(self) -> None:
        self.workspace = FakeWorkspace()
        self.workspaces = [self.workspace]
        self.installations = Installations()
        self.requests: list[tuple[str, JSON]] = []  # method and what it was given
        self.acknowledged: dict[str, JSON] = {}  # by envelope
        self.blocked_methods: dict[
            str, asyncio.Event
        ] = {}  # methods that wait for it before they answer
        self.waiting_methods: set[str] = set()  # those that do wait now
        self.acknowledged_at: dict[str, float] = {}  # by envelope, on the monotonic clock
        self.sent_at: dict[str, float] = {}
        self.connections = 0
        self.signed_requests: SignedRequests | None = None  # where there is no socket
        self.app_token = APP_TOKEN
        self.redirects: dict[str, str] = {}  # where /redirect/… leads to, by name
        self.revoked: set[str] = set()  # tokens of workspaces that have removed the bot
        self._sockets: list[web.WebSocketResponse] = []
        self._faults: list[Fault] = []

    async def __aenter__(self) -> SlackServer:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_get("/socket", self._socket)
        app.router.add_post("/{team}/respond/{name}", self._respond)
        app.router.add_post("/{team}/upload/{file}", self._upload)
        app.router.add_get("/{team}/files/{file}", self._file)
        app.router.add_get("/redirect/{name}", self._redirect)
        app.router.add_get("/oauth/v2/authorize", self.installations.authorize)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.base = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self.api_url = f"{self.base}/api"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.drop_connections()
        await self._runner.cleanup()

    @property
    def violations(self) -> list[str]:
        return [each for world in self.workspaces for each in world.violations]

    def add_workspace(self, team: str, name: str) -> FakeWorkspace:
        """Another workspace, in which the bot is not installed yet."""
        world = FakeWorkspace(team, name, bot=f"U0BOT{team}", bot_id=f"B0BOT{team}", token="")
        self.workspaces.append(world)
        return world

    def files_of(self, world: FakeWorkspace) -> str:
        return f"{self.base}/{world.team}"

    def fail(
        self,
        method: str,
        status: int = 500,
        *,
        times: int = 1,
        after: bool = False,
        skip: int = 0,
        error: str = "",
        page: str = "",
    ) -> None:
        self._faults.append(Fault(method, status, times, after, skip, error, page))

    def calls(self, method: str) -> list[JSON]:
        return [given for name, given in self.requests if name == method]

    async def until(self, happened: Callable[[], Any]) -> Any:
        """Waits for something to be true, and returns it."""
        return await until(happened, lately=self._lately)

    def _lately(self) -> str:
        every = [m for w in self.workspaces for there in w.messages.values() for m in there]
        whispers = [each for world in self.workspaces for each in world.ephemerals]
        latest = [text_of(each)[:300] for each in (*every[-4:], *whispers[-3:])]
        return "\n".join([str([method for method, _ in self.requests[-10:]]), *latest])

    async def send(self, kind: str, payload: JSON, *, retry: int = 0, envelope: str = "") -> str:
        """Sends an envelope through the newest socket, or by HTTP; returns its id."""
        envelope = envelope or uuid.uuid4().hex
        if self.signed_requests is not None:
            answer = await self.signed_requests.post(kind, payload, retry=retry)
            assert answer.status == 200
            self.acknowledged[envelope] = json.loads(answer.text) if answer.text else {}
            return envelope
        said: JSON = {"type": kind, "envelope_id": envelope, "payload": payload}
        said["accepts_response_payload"] = kind != "events_api"
        if retry:
            said |= {"retry_attempt": retry, "retry_reason": "timeout"}
        socket = await self.until(self._open_socket)
        self.sent_at[envelope] = time.monotonic()
        await socket.send_json(said)
        return envelope

    async def request_reconnect(self) -> None:
        """Asks for a new connection, as Slack does every few hours."""
        await self._open_socket().send_json({"type": "disconnect", "reason": "refresh_requested"})

    async def drop_connections(self) -> None:
        """Closes every connection."""
        for socket in self._sockets:
            await socket.close()

    def is_connected(self) -> bool:
        return self._open_socket() is not None

    def new_response_url(
        self, world: FakeWorkspace, user: str, *, message: JSON | None = None
    ) -> str:
        name = uuid.uuid4().hex
        world.urls[name] = {"user": user, "uses": 0, "expired": False, "message": message}
        return f"{self.base}/{world.team}/respond/{name}"

    def _open_socket(self) -> Any:
        return next((each for each in reversed(self._sockets) if not each.closed), None)

    async def _api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        given = await _read(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if method in self.blocked_methods:
            self.waiting_methods.add(method)
            await self.blocked_methods[method].wait()
        fault = self._fault(method, request)
        if fault is None or fault.after:
            answer = web.json_response(self._carry_out(method, given, token))
        self.requests.append((method, {"failed": fault.status} if fault else given))
        return fault.answer if fault else answer

    def _fault(self, method: str, request: web.Request) -> Fault | None:
        """What is to go wrong with this request."""
        fault = next((f for f in self._faults if f.method == method and f.times), None)
        if fault is not None and fault.skip:
            fault.skip -= 1
            return None
        if fault is not None:
            fault.times -= 1
            if fault.status == CONNECTION_DROPPED and request.transport is not None:
                request.transport.close()
        return fault

    def _carry_out(self, method: str, given: JSON, token: str) -> JSON:
        try:
            if method == "apps.connections.open":
                if token != self.app_token:
                    raise ApiError("invalid_auth")
                return {"ok": True, "url": self.base.replace("http", "ws") + "/socket"}
            if method == "oauth.v2.access":
                return {"ok": True, **self.installations.exchange(given, token)}
            if token in self.revoked:
                raise ApiError("account_inactive")
            world = next((each for each in self.workspaces if token and each.token == token), None)
            if world is None:
                raise ApiError("invalid_auth")
            if method not in SCOPES:
                raise ApiError("unknown_method")
            return {"ok": True, **Methods(world, self.files_of(world)).answer(method, given)}
        except ApiError as refusal:
            return {"ok": False, "error": str(refusal)}

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1})
        self._sockets.append(socket)
        self.connections += 1
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                said = json.loads(frame.data)
                self.acknowledged[said["envelope_id"]] = said.get("payload") or {}
                self.acknowledged_at[said["envelope_id"]] = time.monotonic()
        return socket

    async def _respond(self, request: web.Request) -> web.Response:
        world = self._world(request)
        url = world.urls[request.match_info["name"]]
        body = await request.json()
        fault = self._fault(RESPONSE_URL, request)
        if fault is not None:
            return fault.answer
        url["uses"] += 1
        if url["expired"] or url["uses"] > MOST_USES:
            error = "expired_url" if url["expired"] else "used_url"
            return web.json_response({"ok": False, "error": error}, status=404)
        if "blocks" in body or not body.get("text"):
            world.check_blocks(body["blocks"])
        if body.get("replace_original"):
            if url["message"] is None:
                world.violations.append("a command has no message that could be replaced")
                return web.Response(text="ok")
            url["message"].update(blocks=body["blocks"], text=body["text"])
        else:
            world.ephemerals.append({**body, "user": url["user"], "ts": world.new_ts()})
        return web.Response(text="ok")

    async def _upload(self, request: web.Request) -> web.Response:
        body = await request.read()
        fault = self._fault(UPLOAD, request)
        if fault is not None:
            return fault.answer
        self._world(request).files[request.match_info["file"]]["content"] = body
        return web.Response(text="OK")

    async def _file(self, request: web.Request) -> web.Response:
        world = self._world(request)
        if request.headers.get("Authorization") != f"Bearer {world.token}":
            return web.Response(text="<html>log in</html>", content_type="text/html")
        return web.Response(body=world.files[request.match_info["file"]]["content"])

    async def _redirect(self, request: web.Request) -> web.Response:
        return web.Response(
            status=302, headers={"Location": self.redirects[request.match_info["name"]]}
        )

    def _world(self, request: web.Request) -> FakeWorkspace:
        team = request.match_info["team"]
        return next(each for each in self.workspaces if each.team == team)


async def _read(request: web.Request) -> JSON:
    if request.content_type == "application/json":
        return dict(await request.json())
    if request.content_type == "multipart/form-data":
        found = {}
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            found[part.name or ""] = (await part.read()).decode()
        return found
    return {
        key: str(value) for key, value in (*request.query.items(), *(await request.post()).items())
    }
