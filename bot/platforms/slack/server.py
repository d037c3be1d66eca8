"""The HTTP server, for Slack's requests and for browsers that install the bot."""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow

from bot.platforms.slack import SlackError

log = logging.getLogger(__name__)

EVENTS_PATH = "/slack/events"

_SIGNATURE = re.compile("v0=[0-9a-f]{64}")
_SECONDS = re.compile("[0-9]{1,12}")


def web_app(events: AsyncApp | None, oauth: AsyncOAuthFlow | None) -> web.Application:
    """Return a server for Slack's requests, whose signatures `events` verifies, and for OAuth.

    Either is left out if None is given.
    """
    app = web.Application()

    async def on_event(request: web.Request) -> web.Response:
        assert events is not None
        if not _has_signature_format(request):
            return web.Response(status=401)
        try:
            # Errors of handlers are caught and logged by the handlers' guard: what is raised here
            # is about a body that Bolt cannot read.
            response = await events.async_dispatch(await to_bolt_request(request))
        except Exception as problem:
            log.warning("a request in place of Slack's could not be read: %r", problem)
            return web.Response(status=400)
        return await to_aiohttp_response(response)

    async def install(request: web.Request) -> web.Response:
        assert oauth is not None
        return await to_aiohttp_response(
            await oauth.handle_installation(await to_bolt_request(request))
        )

    async def on_redirect(request: web.Request) -> web.Response:
        assert oauth is not None
        return await to_aiohttp_response(
            await oauth.handle_callback(await to_bolt_request(request))
        )

    if events is not None:
        app.router.add_post(EVENTS_PATH, on_event)
    if oauth is not None:
        app.router.add_get(oauth.install_path, install, allow_head=False)
        app.router.add_get(oauth.redirect_uri_path, on_redirect, allow_head=False)
    return app


def _has_signature_format(request: web.Request) -> bool:
    """Return whether the headers are well-formed; Bolt raises an exception if they are not."""
    signature = request.headers.get("X-Slack-Signature", "")
    signed_at = request.headers.get("X-Slack-Request-Timestamp", "")
    return bool(_SIGNATURE.fullmatch(signature) and _SECONDS.fullmatch(signed_at))


@asynccontextmanager
async def serve_app(app: web.Application, host: str, port: int) -> AsyncIterator[str]:
    """Serve the app and yield its address. Raise SlackError if the port cannot be opened."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as problem:
            raise SlackError(
                f"{host}:{port} cannot be listened on ({problem.strerror}). "
                "Name another port with TENSEI_SLACK_PORT."
            ) from problem
        bound_host, bound_port = runner.addresses[0][:2]
        yield f"http://{bound_host}:{bound_port}"
    finally:
        await runner.cleanup()
