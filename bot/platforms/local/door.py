"""Who may come in: only a browser that was given the token, and asks for us by a name of ours.

Any web page that the reader has open can send requests to a loopback port. It cannot read the
token, cannot choose its Origin, and a name that it made point to 127.0.0.1 shows in Host.
"""

from __future__ import annotations

import hmac
import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web

from bot.platforms.local.address import is_own_name

HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def new_token() -> str:
    """A secret for the chat's address: 24 random bytes, as 32 characters that fit into a URL."""
    return secrets.token_urlsafe(24)


def kept_token(path: Path) -> str:
    """The token in the file at `path`, made at the first call and readable by its owner only.

    A page that is open while the bot restarts can only come back with the token it has.

    Raises:
        OSError: the file can neither be read nor written.
    """
    if path.exists():
        token = path.read_text(encoding="ascii", errors="replace").strip()
        if len(token) >= 32 and token.isascii():
            return token
        path.unlink()
    token = new_token()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(token)
    return token


def is_meant_for_us(request: web.Request, host: str) -> bool:
    """Whether Host is a name of ours, and Origin, where the browser names one, is the same.

    `host` is where we listen. The port is compared between the two and not with our own: a tunnel
    has another one.
    """
    asked = request.headers.get("Host", "")
    if not is_own_name(_name(f"http://{asked}"), host):
        return False
    origin = request.headers.get("Origin")
    if origin is None:  # browsers leave it out of a page's request, never out of a websocket's
        return request.headers.get("Upgrade") is None
    return origin == f"http://{asked}"


def has_token(request: web.Request, token: str) -> bool:
    """Whether the address carries our token, compared in constant time."""
    given = request.query.get("token", "")
    return hmac.compare_digest(given.encode(), token.encode())


def _name(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
