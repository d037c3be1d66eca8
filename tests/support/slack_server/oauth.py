"""Slack's own side of an installation: the page that asks to allow it, and codes for tokens."""

from __future__ import annotations

import secrets
from base64 import b64decode
from urllib.parse import urlencode

from aiohttp import web

from tests.support.slack_server.world import JSON, ApiError, FakeWorkspace

CLIENT_ID, CLIENT_SECRET = "123.456", "secret-for-tests"


class Installations:
    def __init__(self) -> None:
        self.chosen: FakeWorkspace | None = None  # the workspace that the browser is logged in to
        self.installer = ""
        self.scopes = ""  # that were asked for last
        self._codes: dict[str, JSON] = {}

    async def authorize(self, request: web.Request) -> web.Response:
        """The page as somebody sees it who presses Allow, or Cancel where nothing is chosen."""
        asked = request.query
        assert asked["client_id"] == CLIENT_ID
        self.scopes = asked["scope"]
        answer = {"state": asked["state"], "error": "access_denied"}
        if self.chosen is not None:
            code = secrets.token_hex(8)
            self._codes[code] = {"world": self.chosen, "redirect_uri": asked["redirect_uri"]}
            answer = {"state": asked["state"], "code": code}
        raise web.HTTPFound(f"{asked['redirect_uri']}?{urlencode(answer)}")

    def exchange(self, given: JSON, authorization: str) -> JSON:
        """A code can be exchanged once. Raises Refusal."""
        client = b64decode(authorization.removeprefix("Basic ")).decode()
        if client != f"{CLIENT_ID}:{CLIENT_SECRET}":
            raise ApiError("bad_client_secret")
        code = self._codes.pop(given["code"], None)
        if code is None:
            raise ApiError("invalid_code")
        if code["redirect_uri"] != given["redirect_uri"]:
            raise ApiError("bad_redirect_uri")
        world: FakeWorkspace = code["world"]
        world.token = f"xoxb-{secrets.token_hex(8)}"
        return {
            "access_token": world.token,
            "token_type": "bot",
            "scope": self.scopes,
            "bot_user_id": world.bot,
            "app_id": "A0",
            "team": {"id": world.team, "name": world.name},
            "enterprise": None,
            "is_enterprise_install": False,
            "authed_user": {"id": self.installer},
        }
