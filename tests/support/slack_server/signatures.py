"""Slack's signed HTTP requests, in its three encodings and with its headers for retries."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from urllib.parse import urlencode

import aiohttp
from slack_sdk.signature import SignatureVerifier

from tests.support.slack_server.workspace import JSON

SECRET = "signed-for-tests"
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    status: int
    text: str


class SignedRequests:
    """Posts signed requests to the bot."""

    def __init__(self, url: str) -> None:
        self._url = url

    async def post(
        self,
        kind: str,
        payload: JSON,
        *,
        retry: int = 0,
        at: float | None = None,
        headers: dict[str, str] | None = None,
        altered: bytes = b"",
    ) -> Answer:
        """Post as Slack does; `at` is when it was signed, `altered` is appended to the body."""
        body, content_type = _encoded(kind, payload)
        signed_at = str(int(time.time() if at is None else at))
        signature = SignatureVerifier(SECRET).generate_signature(timestamp=signed_at, body=body)
        sent = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": signed_at,
            "X-Slack-Signature": signature or "",
        }
        if retry:
            sent |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
        async with (
            aiohttp.ClientSession() as session,
            session.post(
                self._url, data=body.encode() + altered, headers=sent | (headers or {})
            ) as answer,
        ):
            return Answer(answer.status, await answer.text())


def _encoded(kind: str, payload: JSON) -> tuple[str, str]:
    match kind:
        case "slash_commands":
            return urlencode(payload), _FORM
        case "interactive":
            return urlencode({"payload": json.dumps(payload)}), _FORM
        case "raw":
            return str(payload["body"]), "application/json"
        case _:
            return json.dumps(payload), "application/json"
