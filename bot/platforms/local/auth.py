"""Who may come in: only a browser that was given the token, and asks for us by a name of ours.

Any web page that the reader has open can send requests to a loopback port. It cannot read the
token, cannot choose its Origin, and a name that it made point to 127.0.0.1 shows in Host.

The token is in the address once. From then on it is in a cookie, which the page's scripts cannot
read and which other sites' requests do not carry. The websocket is refused to any other Origin
all the same, because a browser sends the cookie to every port of this host.
"""

from __future__ import annotations

import hmac
import secrets
from pathlib import Path

from aiohttp import web

from bot.storage.engine.private_files import make_private, tighten
from common.operations.allowed_hosts import is_own_name, name_in, port_in

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


COOKIE_MAX_AGE_S = 400 * 24 * 3600
"""The longest that browsers keep a cookie; every visit begins it anew."""


def new_token() -> str:
    """A secret for the chat's address: 24 random bytes, as 32 characters that fit into a URL."""
    return secrets.token_urlsafe(24)


def load_or_create_token(path: Path) -> str:
    """The token in the file at `path`, made at the first call and readable by its owner only.

    A page that is open while the bot restarts can only come back with the token it has.

    Raises:
        OSError: the file can neither be read nor written.
    """
    if path.exists():
        tighten(path)
        token = path.read_text(encoding="ascii", errors="replace").strip()
        if len(token) >= 32 and token.isascii():
            return token
        path.unlink()
    token = new_token()
    make_private(path, token.encode())
    return token


def is_own_origin(request: web.Request, host: str) -> bool:
    """Whether Host is a name of ours, and Origin, where the browser names one, is the same.

    `host` is where we listen. The port is compared between the two and not with our own: a tunnel
    has another one.
    """
    asked = request.headers.get("Host", "")
    if not is_own_name(name_in(asked), host):
        return False
    origin = request.headers.get("Origin")
    if origin is None:  # browsers leave it out of a page's request, never out of a websocket's
        return request.headers.get("Upgrade") is None
    return origin == f"http://{asked}"


def has_query_token(request: web.Request, token: str) -> bool:
    """Return whether the address carries our token."""
    return _is_same(request.query.get("token", ""), token)


def has_cookie(request: web.Request, token: str) -> bool:
    """Return whether the browser was given our token at an earlier visit."""
    return _is_same(request.cookies.get(_cookie_name(request), ""), token)


def set_cookie(request: web.Request, response: web.Response, token: str) -> None:
    """Give the browser the token to keep."""
    response.set_cookie(
        _cookie_name(request),
        token,
        max_age=COOKIE_MAX_AGE_S,
        path="/",
        httponly=True,
        samesite="Strict",
    )


def is_cross_site(request: web.Request) -> bool:
    """Return whether another site's page led here, as far as the browser tells.

    A redirect would not carry the cookie then, as it still counts as that site's request.
    """
    return request.headers.get("Sec-Fetch-Site") == "cross-site"


def _cookie_name(request: web.Request) -> str:
    """Return a name for each port, as the browser sees it: hosts have cookies, ports have none."""
    return f"tensei-{port_in(request.headers.get('Host', ''))}"


def _is_same(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode(errors="replace"), token.encode())
