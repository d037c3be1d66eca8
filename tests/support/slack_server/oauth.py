"""Slack's side of the OAuth flow: the consent page, and tokens for codes."""

from __future__ import annotations

import secrets
from base64 import b64decode
from urllib.parse import urlencode

from aiohttp import web

from tests.support.slack_server.workspace import JSON, ApiError, FakeWorkspace

CLIENT_ID, CLIENT_SECRET = "123.456", "secret-for-tests"


class Installations:
    """The consent page and the code exchange."""

    def __init__(self) -> None:
        self.chosen: FakeWorkspace | None = None  # the workspace that the browser is logged in to
        self.installer = ""
        self.scopes = ""  # of the latest request
        self._codes: dict[str, JSON] = {}

    async def authorize(self, request: web.Request) -> web.Response:
        """Respond as if Allow was pressed, or Cancel if no workspace is chosen."""
        asked = request.query
        assert asked["client_id"] == CLIENT_ID
        self.scopes = asked["scope"]
        answer = {"state": asked["state"], "error": "access_denied"}
        if self.chosen is not None:
            code = secrets.token_hex(8)
            self._codes[code] = {"workspace": self.chosen, "redirect_uri": asked["redirect_uri"]}
            answer = {"state": asked["state"], "code": code}
        raise web.HTTPFound(f"{asked['redirect_uri']}?{urlencode(answer)}")

    def exchange(self, given: JSON, authorization: str) -> JSON:
        """Exchange a code, once, for a token. Raise ApiError with Slack's error code."""
        client = b64decode(authorization.removeprefix("Basic ")).decode()
        if client != f"{CLIENT_ID}:{CLIENT_SECRET}":
            raise ApiError("bad_client_secret")
        code = self._codes.pop(given["code"], None)
        if code is None:
            raise ApiError("invalid_code")
        if code["redirect_uri"] != given["redirect_uri"]:
            raise ApiError("bad_redirect_uri")
        workspace: FakeWorkspace = code["workspace"]
        workspace.token = f"xoxb-{secrets.token_hex(8)}"
        return {
            "access_token": workspace.token,
            "token_type": "bot",
            "scope": self.scopes,
            "bot_user_id": workspace.bot,
            "app_id": "A0",
            "team": {"id": workspace.team, "name": workspace.name},
            "enterprise": None,
            "is_enterprise_install": False,
            "authed_user": {"id": self.installer},
        }
