"""An HTTP server that belongs to no platform, and records its requests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web


@dataclass
class ForeignServer:
    """The server's URL and the requests that it received."""

    url: str = ""
    asked: list[tuple[str, str | None]] = field(default_factory=list)  # path and Authorization


@asynccontextmanager
async def serve_foreign(content: bytes) -> AsyncIterator[ForeignServer]:
    """Run a server that answers every request with the content."""
    found = ForeignServer()

    async def answer(request: web.Request) -> web.Response:
        found.asked.append((request.path, request.headers.get("Authorization")))
        return web.Response(body=content)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    found.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield found
    finally:
        await runner.cleanup()
