"""The HTTP server for a process's health, readiness, status and metrics.

/healthz  200 while the event loop runs and the process is not stopping, else 503
/readyz   200 while nothing is missing, else 503; says what is missing
/status   the status of all parts as JSON
/metrics  metrics for Prometheus

It has no password: by default it listens on loopback, and it has no data of learners.
A request whose Host header is neither loopback, nor an IP address, nor a configured name is
rejected, so that no web page can read the answers (see `common.operations.allowed_hosts`).
"""

from __future__ import annotations

import asyncio
import errno
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any

from aiohttp import web

from common.operations.allowed_hosts import is_allowed_host, parse_host_name
from common.operations.health_client import base_url

log = logging.getLogger(__name__)

BOT_PORT, GRADER_PORT = 8766, 8767
"""The default ports."""

CHECK_TIMEOUT_S = 2.0
"""After this time the part of a check counts as missing."""

PROMETHEUS_CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Check = Callable[[], Awaitable[str | None]]
"""Returns None if a part is ready, else what is wrong with it."""


_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_FOREIGN_HOST = (
    "the Host header has a name that this server does not accept. Use its IP address, or add the"
    " name to TENSEI_HEALTH_NAMES and restart it."
)


class HealthServerError(Exception):
    """The server cannot listen. The message says what to do."""


class HealthServer:
    """Serves health checks. `checks` are those of /readyz, by the names of their parts."""

    def __init__(
        self,
        checks: Mapping[str, Check],
        *,
        status: Callable[[], Awaitable[Mapping[str, Any]]],
        metrics: Callable[[], Awaitable[bytes]],
    ) -> None:
        self._checks = checks
        self._status = status
        self._metrics = metrics
        self._stopping = False
        self._host = ""
        self._names: Collection[str] = ()
        self._runner: web.AppRunner | None = None

    async def start(
        self, host: str, port: int | None, default: int, *, names: Collection[str] = ()
    ) -> str:
        """Start listening, and return the URL.

        `port` 0 is any free one; None is `default`, or a free one if that is taken. `names`, in
        lower case, are accepted in Host headers.

        Raises:
            HealthServerError: the server cannot listen there.
        """
        self._host, self._names = host, names
        runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        try:
            await _listen(runner, host, port, default)
        except HealthServerError:
            await runner.cleanup()
            raise
        self._runner = runner
        address = base_url(host, runner.addresses[0][1])
        log.info("health, readiness and metrics: %s/healthz, /readyz, /metrics", address)
        return address

    def mark_stopping(self) -> None:
        """Report neither healthy nor ready from now on."""
        self._stopping = True

    async def stop(self) -> None:
        """Stop listening, after the requests in flight. Do nothing if it never started."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def missing(self) -> dict[str, str]:
        """Return what keeps this process from being ready, by the names of its parts."""
        if self._stopping:
            return {"process": "it is stopping"}
        problems = await asyncio.gather(*(_run_check(check) for check in self._checks.values()))
        return {part: why for part, why in zip(self._checks, problems, strict=True) if why}

    def _application(self) -> web.Application:
        application = web.Application(middlewares=[self._reject_foreign_hosts])
        application.router.add_get("/healthz", self._healthz)
        application.router.add_get("/readyz", self._readyz)
        application.router.add_get("/status", self._get_status)
        application.router.add_get("/metrics", self._get_metrics)
        return application

    @web.middleware
    async def _reject_foreign_hosts(
        self, request: web.Request, handler: _Handler
    ) -> web.StreamResponse:
        host = request.headers.get("Host")
        # Every browser sends this header; some load balancers' checks in HTTP/1.0 do not.
        if host is not None and not is_allowed_host(
            parse_host_name(host), self._host, extra_names=self._names, allow_any_ip=True
        ):
            log.warning("refused a request for %.100r: %s", host, _FOREIGN_HOST)
            return web.json_response({"problem": _FOREIGN_HOST}, status=403)
        return await handler(request)

    async def _healthz(self, _: web.Request) -> web.Response:
        missing = {"process": "it is stopping"} if self._stopping else {}
        return _health_response("healthy", missing)

    async def _readyz(self, _: web.Request) -> web.Response:
        return _health_response("ready", await self.missing())

    async def _get_status(self, _: web.Request) -> web.Response:
        return web.json_response({**await self._status(), "missing": await self.missing()})

    async def _get_metrics(self, _: web.Request) -> web.Response:
        metrics = await self._metrics()
        return web.Response(body=metrics, headers={"Content-Type": PROMETHEUS_CONTENT_TYPE})


def _health_response(key: str, missing: Mapping[str, str]) -> web.Response:
    return web.json_response({key: not missing, "missing": missing}, status=503 if missing else 200)


async def _run_check(check: Check) -> str | None:
    try:
        async with asyncio.timeout(CHECK_TIMEOUT_S):
            return await check()
    except TimeoutError:
        return f"no answer within {CHECK_TIMEOUT_S:g} seconds"
    except Exception as problem:  # any error means that the part is not ready
        log.warning("a check of readiness failed", exc_info=True)
        return f"its check failed ({type(problem).__name__}); the log says more"


async def _listen(runner: web.AppRunner, host: str, port: int | None, default: int) -> None:
    wanted = default if port is None else port
    try:
        await web.TCPSite(runner, host, wanted).start()
    except OSError as problem:
        if port is None and problem.errno == errno.EADDRINUSE:
            log.warning(
                "port %s is taken, so health and metrics get a free one; TENSEI_HEALTH_PORT names"
                " another",
                default,
            )
            await _listen(runner, host, 0, default)
            return
        raise HealthServerError(_describe_bind_error(host, wanted, problem)) from problem


def _describe_bind_error(host: str, port: int, problem: OSError) -> str:
    if problem.errno == errno.EADDRINUSE:
        return (
            f"port {port} on {host}, where health and metrics are served, is taken. Stop what uses"
            " it, or set TENSEI_HEALTH_PORT to another port (0 picks a free one)."
        )
    return (
        f"health and metrics cannot be served on {host}:{port} ({problem.strerror or problem}). Set"
        " TENSEI_HEALTH_HOST to an address of this machine, such as 127.0.0.1, and"
        " TENSEI_HEALTH_PORT to a port that this user may use."
    )
