"""A Discord server on loopback: validates every request, and fails requests on demand."""

from __future__ import annotations

import json
import re
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import BodyPartReader, web

from tests.support.discord_server.checks import (
    command_faults,
    components_of,
    custom_id_faults,
    message_faults,
)
from tests.support.discord_server.gateway import Gateway
from tests.support.discord_server.openapi import Document
from tests.support.discord_server.routes import ApiError, Routes
from tests.support.discord_server.world import JSON, World, text_of
from tests.support.polling import until

TOKEN = "a-token.for.tests"
DROPPED = 0


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    body: Any
    files: dict[str, bytes]
    status: int
    at: float  # as of time.monotonic()


@dataclass
class Fault:
    """Makes the next matching requests fail with a status.

    The status DROPPED closes the connection without a response.
    """

    method: str
    path: re.Pattern[str]
    status: int
    times: int
    is_executed: bool  # whether the request is executed, and only its response lost
    skip: int  # matching requests that succeed before
    body: JSON


class DiscordServer:
    """A context manager that runs the server; `violations` lists the invalid requests."""

    def __init__(self, world: World | None = None, document: Document | None = None) -> None:
        self.world = world or World()
        self.gateway = Gateway(self.world)
        self.requests: list[Request] = []
        self.violations: list[str] = []
        self.sends_via_header = True  # in the header Via, as Discord does
        self.largest_upload = 10 << 20  # bytes of one file
        self.allows_files = True  # whether the bot may attach files
        self.most_per_second: int | None = None  # the global limit of requests; None: no limit
        self.delay_s = 0.0  # seconds until the bot receives an interaction
        self._document = document
        self._faults: list[Fault] = []
        self._allowed: deque[float] = deque()  # times of requests that the limit counts
        self.routes = Routes(self.world, self.gateway)

    async def __aenter__(self) -> DiscordServer:
        application = web.Application(client_max_size=64 * 1024 * 1024)
        application.router.add_get("/gateway/", self.gateway.handle)
        application.router.add_get("/cdn/{name:.+}", self._file)
        application.router.add_route("*", "/api/v10/{path:.*}", self._rest)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        port = self._runner.addresses[0][1]
        self.api_url = f"http://127.0.0.1:{port}/api/v10"
        self.gateway_url = f"ws://127.0.0.1:{port}/gateway/"
        self.cdn_url = f"http://127.0.0.1:{port}/cdn/"
        self.gateway.url = self.gateway_url
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.gateway.drop()
        await self._runner.cleanup()

    def fail(
        self,
        method: str,
        path: str,
        status: int,
        *,
        times: int = 1,
        is_executed: bool = False,
        skip: int = 0,
        **body: Any,
    ) -> None:
        """Make requests fail whose path matches the pattern.

        `skip` requests succeed before; `times` fail. With `is_executed` only the response is lost.
        """
        body = {"code": 0, "message": "for a test", **body}
        self._faults.append(Fault(method, re.compile(path), status, times, is_executed, skip, body))

    def clear_faults(self) -> None:
        """Remove all faults."""
        self._faults.clear()

    async def until(self, condition: Callable[[], Any]) -> Any:
        """Wait until the condition returns a true value, and return it."""
        return await until(condition, describe=self._recent_activity)

    def _recent_activity(self) -> str:
        latest = [f"{r.status} {r.method} {r.path[:50]}" for r in self.requests[-10:]]
        return "\n".join(latest + [text_of(each)[:500] for each in self.world.latest(3)])

    def uploads(self) -> list[Request]:
        """Return the requests with files, in order."""
        return [r for r in self.requests if r.files]

    def requests_to(self, method: str, path: str) -> list[Request]:
        """Return the requests whose path matches the pattern, in order."""
        return [r for r in self.requests if r.method == method and re.search(path, r.path)]

    async def _file(self, request: web.Request) -> web.Response:
        path = request.match_info["name"]
        status = self.world.withdrawn.get(path.rpartition("/")[2], 200)
        return web.Response(body=self.world.files[path] if status == 200 else b"", status=status)

    async def _rest(self, request: web.Request) -> web.Response:
        path = "/" + request.match_info["path"]
        body, files, kind = await _read(request)
        if not _is_authorized(request, path):
            return _json({"code": 0, "message": "401: Unauthorized"}, 401)
        self._check(request, path, body, files, kind)
        at, fault = time.monotonic(), self._fault(request.method, path)
        wait = self._wait_of_global_limit(path, at)
        if wait > 0:
            facts = {"message": "You are being rate limited.", "retry_after": wait, "global": True}
            answer = _json(facts, 429)
        elif fault is not None and not fault.is_executed:
            answer = self._failure(fault)
        else:
            answer = await self._execute(request, path, body, files)
            if fault is not None:
                answer = self._failure(fault)
        if fault is not None and fault.status == DROPPED and request.transport is not None:
            request.transport.close()
        self.requests.append(Request(request.method, path, body, files, answer.status, at))
        return answer

    def _wait_of_global_limit(self, path: str, now: float) -> float:
        """Return after how many seconds a request is allowed; the limit exempts interactions."""
        if self.most_per_second is None or path.startswith(("/interactions", "/webhooks")):
            return 0.0
        times = self._allowed
        while times and times[0] <= now - 1:
            times.popleft()
        if len(times) >= self.most_per_second:
            return times[0] + 1 - now
        times.append(now)
        return 0.0

    async def _execute(
        self, request: web.Request, path: str, body: Any, files: dict[str, bytes]
    ) -> web.Response:
        try:
            if any(len(file) > self.largest_upload for file in files.values()):
                raise ApiError(413, 40005, "Request entity too large")
            if files and not self.allows_files:
                raise ApiError(403, 50013, "Missing Permissions")
            status, data = await self.routes.answer(
                request.method, path, dict(request.query), body, files
            )
        except ApiError as refusal:
            return _json({"code": refusal.code, "message": str(refusal)}, refusal.status)
        return web.Response(status=204) if data is None else _json(data, status)

    def _failure(self, fault: Fault) -> web.Response:
        answer = _json(fault.body, fault.status or 500)
        if not self.sends_via_header:
            answer.headers.pop("Via", None)
        return answer

    def _fault(self, method: str, path: str) -> Fault | None:
        for fault in self._faults:
            if fault.times and fault.method == method and fault.path.search(path):
                if fault.skip:
                    fault.skip -= 1
                    return None
                fault.times -= 1
                return fault
        return None

    def _check(
        self, request: web.Request, path: str, body: Any, files: dict[str, bytes], kind: str
    ) -> None:
        faults: list[str] = []
        if self._document is not None:
            faults += self._document.faults(request.method, path, body, kind)
        faults += _check_beyond_document(request.method, path, body, list(files))
        self.violations += faults


def _is_authorized(request: web.Request, path: str) -> bool:
    by_path = path.startswith(("/interactions/", "/webhooks/"))  # a token is in the path
    return by_path or request.headers.get("Authorization") == f"Bot {TOKEN}"


def _check_beyond_document(method: str, path: str, body: Any, files: list[str]) -> list[str]:
    if path.endswith("/commands") and method == "PUT":
        return command_faults(body)
    if path.endswith("/callback"):
        data = body.get("data") or {}
        if body["type"] == 9:
            return custom_id_faults(list(components_of(data["components"])))
        return message_faults(data, files, is_edit=False) if body["type"] in {4, 7} else []
    is_message = "/messages" in path or path.startswith("/webhooks")
    if method in {"POST", "PATCH"} and is_message and not path.endswith("/threads"):
        return message_faults(body, files, is_edit=method == "PATCH")
    if method == "POST" and path.endswith("/threads") and "message" in body:  # in a forum
        return message_faults(body["message"], files, is_edit=False)
    return []


async def _read(request: web.Request) -> tuple[Any, dict[str, bytes], str]:
    """Return the body as JSON, the files by name, and the content type in the document."""
    kind = request.headers.get("Content-Type", "application/json").split(";")[0]
    if kind != "multipart/form-data":
        raw = await request.read()
        return (json.loads(raw) if raw else None), {}, "application/json"
    body: Any = None
    files: dict[str, bytes] = {}
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        content = bytes(await part.read())
        if part.name == "payload_json":
            body = json.loads(content)
        else:
            files[part.filename or ""] = content
    return body, files, "application/json"


def _json(data: Any, status: int = 200) -> web.Response:
    headers = {"Content-Type": "application/json"}  # discord.py requires exactly this value
    if status == 429:
        # Without Via discord.py takes it for a refusal of Cloudflare's and does not wait.
        headers |= {"Via": "1.1 google", "Retry-After": str(data.get("retry_after", 0))}
    return web.Response(status=status, body=json.dumps(data).encode(), headers=headers)
