"""A fake Slack on loopback: Web API, Socket Mode, response URLs and files; it fails on demand."""

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
from tests.support.slack_server.workspace import (
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
    """Makes the next requests of a method fail with a status.

    RESPONSE_URL and UPLOAD stand for requests that are no API method. The status
    CONNECTION_DROPPED closes the connection without a response.
    """

    method: str
    status: int
    times: int
    after: bool  # whether the request is carried out, and only its response is lost
    skip: int  # requests before it that succeed
    error: str = ""  # Slack's error code
    page: str = ""  # plain text, as of another server

    @property
    def answer(self) -> web.Response:
        if self.page:
            return web.Response(text=self.page, status=self.status)
        code = self.error or ("ratelimited" if self.status == 429 else "fatal_error")
        headers = {"Retry-After": "1"} if self.status == 429 else {}
        body = {"ok": False, "error": code}
        return web.json_response(body, status=self.status or 500, headers=headers)


class SlackServer:
    """A fake Slack: `async with SlackServer() as slack`.

    `violations` has what the real Slack would reject; it has to be empty at the end.
    """

    def __init__(self) -> None:
        self.workspace = FakeWorkspace()
        self.workspaces = [self.workspace]
        self.installations = Installations()
        self.requests: list[tuple[str, JSON]] = []  # method and arguments
        self.acknowledged: dict[str, JSON] = {}  # by envelope
        self.blocked_methods: dict[str, asyncio.Event] = {}  # they wait for it to respond
        self.waiting_methods: set[str] = set()  # blocked methods that have a request
        self.acknowledged_at: dict[str, float] = {}  # by envelope, on the monotonic clock
        self.sent_at: dict[str, float] = {}
        self.connections = 0
        self.signed_requests: SignedRequests | None = None  # instead of a socket
        self.app_token = APP_TOKEN
        self.redirects: dict[str, str] = {}  # targets of /redirect/…, by name
        self.avatars: dict[str, bytes] = {}  # files of /avatars/…, by name
        self.avatar_tokens: list[str | None] = []  # those that came with requests for avatars
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
        app.router.add_get("/avatars/{name}", self._avatar)
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
        return [each for workspace in self.workspaces for each in workspace.violations]

    def add_workspace(self, team: str, name: str) -> FakeWorkspace:
        """Add a workspace in which the bot is not installed yet."""
        workspace = FakeWorkspace(team, name, bot=f"U0BOT{team}", bot_id=f"B0BOT{team}", token="")
        self.workspaces.append(workspace)
        return workspace

    def files_of(self, workspace: FakeWorkspace) -> str:
        return f"{self.base}/{workspace.team}"

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
        return [arguments for name, arguments in self.requests if name == method]

    async def until(self, happened: Callable[[], Any]) -> Any:
        """Wait until a condition is true; return its value."""
        return await until(happened, describe=self._recent_activity)

    def _recent_activity(self) -> str:
        messages = [m for w in self.workspaces for each in w.messages.values() for m in each]
        ephemerals = [each for workspace in self.workspaces for each in workspace.ephemerals]
        latest = [text_of(each)[:300] for each in (*messages[-4:], *ephemerals[-3:])]
        return "\n".join([str([method for method, _ in self.requests[-10:]]), *latest])

    async def send(self, kind: str, payload: JSON, *, retry: int = 0, envelope: str = "") -> str:
        """Send an envelope through the newest socket, or by HTTP; return its id."""
        envelope = envelope or uuid.uuid4().hex
        if self.signed_requests is not None:
            answer = await self.signed_requests.post(kind, payload, retry=retry)
            assert answer.status == 200
            self.acknowledged[envelope] = json.loads(answer.text) if answer.text else {}
            return envelope
        message: JSON = {"type": kind, "envelope_id": envelope, "payload": payload}
        message["accepts_response_payload"] = kind != "events_api"
        if retry:
            message |= {"retry_attempt": retry, "retry_reason": "timeout"}
        socket = await self.until(self._open_socket)
        self.sent_at[envelope] = time.monotonic()
        await socket.send_json(message)
        return envelope

    async def request_reconnect(self) -> None:
        """Ask the bot to reconnect, as Slack does every few hours."""
        await self._open_socket().send_json({"type": "disconnect", "reason": "refresh_requested"})

    async def drop_connections(self) -> None:
        """Close every connection."""
        for socket in self._sockets:
            await socket.close()

    def is_connected(self) -> bool:
        return self._open_socket() is not None

    def new_response_url(
        self, workspace: FakeWorkspace, user: str, *, message: JSON | None = None
    ) -> str:
        name = uuid.uuid4().hex
        workspace.urls[name] = {"user": user, "uses": 0, "expired": False, "message": message}
        return f"{self.base}/{workspace.team}/respond/{name}"

    def _open_socket(self) -> Any:
        return next((each for each in reversed(self._sockets) if not each.closed), None)

    async def _api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        arguments = await _read(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if method in self.blocked_methods:
            self.waiting_methods.add(method)
            await self.blocked_methods[method].wait()
        fault = self._fault(method, request)
        if fault is None or fault.after:
            answer = web.json_response(self._carry_out(method, arguments, token))
        self.requests.append((method, {"failed": fault.status} if fault else arguments))
        return fault.answer if fault else answer

    def _fault(self, method: str, request: web.Request) -> Fault | None:
        """Return the fault that this request has, if any."""
        fault = next((f for f in self._faults if f.method == method and f.times), None)
        if fault is not None and fault.skip:
            fault.skip -= 1
            return None
        if fault is not None:
            fault.times -= 1
            if fault.status == CONNECTION_DROPPED and request.transport is not None:
                request.transport.close()
        return fault

    def _carry_out(self, method: str, arguments: JSON, token: str) -> JSON:
        try:
            if method == "apps.connections.open":
                if token != self.app_token:
                    raise ApiError("invalid_auth")
                return {"ok": True, "url": self.base.replace("http", "ws") + "/socket"}
            if method == "oauth.v2.access":
                return {"ok": True, **self.installations.exchange(arguments, token)}
            if token in self.revoked:
                raise ApiError("account_inactive")
            workspace = next(
                (each for each in self.workspaces if token and each.token == token), None
            )
            if workspace is None:
                raise ApiError("invalid_auth")
            if method not in SCOPES:
                raise ApiError("unknown_method")
            return {
                "ok": True,
                **Methods(workspace, self.files_of(workspace)).answer(method, arguments),
            }
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
                reply = json.loads(frame.data)
                self.acknowledged[reply["envelope_id"]] = reply.get("payload") or {}
                self.acknowledged_at[reply["envelope_id"]] = time.monotonic()
        return socket

    async def _respond(self, request: web.Request) -> web.Response:
        workspace = self._workspace(request)
        url = workspace.urls[request.match_info["name"]]
        body = await request.json()
        fault = self._fault(RESPONSE_URL, request)
        if fault is not None:
            return fault.answer
        url["uses"] += 1
        if url["expired"] or url["uses"] > MOST_USES:
            error = "expired_url" if url["expired"] else "used_url"
            return web.json_response({"ok": False, "error": error}, status=404)
        if "blocks" in body or not body.get("text"):
            workspace.check_blocks(body["blocks"])
        if body.get("replace_original"):
            if url["message"] is None:
                workspace.violations.append("a command has no message that could be replaced")
                return web.Response(text="ok")
            url["message"].update(blocks=body["blocks"], text=body["text"])
        else:
            workspace.ephemerals.append({**body, "user": url["user"], "ts": workspace.new_ts()})
        return web.Response(text="ok")

    async def _upload(self, request: web.Request) -> web.Response:
        body = await request.read()
        fault = self._fault(UPLOAD, request)
        if fault is not None:
            return fault.answer
        self._workspace(request).files[request.match_info["file"]]["content"] = body
        return web.Response(text="OK")

    async def _file(self, request: web.Request) -> web.Response:
        workspace = self._workspace(request)
        if request.headers.get("Authorization") != f"Bearer {workspace.token}":
            return web.Response(text="<html>log in</html>", content_type="text/html")
        file = workspace.files[request.match_info["file"]]
        status = workspace.withdrawn.get(file["name"], 200)
        return web.Response(body=file["content"] if status == 200 else b"", status=status)

    async def _avatar(self, request: web.Request) -> web.Response:
        self.avatar_tokens.append(request.headers.get("Authorization"))
        return web.Response(body=self.avatars[request.match_info["name"]])

    async def _redirect(self, request: web.Request) -> web.Response:
        return web.Response(
            status=302, headers={"Location": self.redirects[request.match_info["name"]]}
        )

    def _workspace(self, request: web.Request) -> FakeWorkspace:
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
