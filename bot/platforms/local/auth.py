"""Authenticates requests: a browser needs the token, and has to use a host name of ours.

Any web page that is open in the browser can send requests to a loopback port. It cannot read the
token and cannot forge its Origin. After DNS rebinding (a name of the attacker that resolves to
127.0.0.1), that name is in the Host header.

The token is in the URL once. After that it is in a cookie, which the page's scripts cannot read and
which is not sent with requests from other sites. The websocket still requires our Origin, because a
browser sends the cookie to every port of this host.
"""

from __future__ import annotations

import hmac
import secrets
from pathlib import Path

from aiohttp import web

from common.operations.allowed_hosts import is_allowed_host, parse_host_name, parse_port
from common.private_files import create_private_file, restrict_to_owner

HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
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

PREVIEW_HEADERS = {
    **HEADERS,
    "Content-Security-Policy": HEADERS["Content-Security-Policy"].replace(
        "frame-ancestors 'none'", "frame-ancestors 'self'; frame-src 'self'"
    ),
}
"""Headers with which the page of a preview may show the chat in frames, and no other site may."""

COOKIE_MAX_AGE_S = 400 * 24 * 3600
"""The longest that browsers keep a cookie; every visit renews it."""


def new_token() -> str:
    """Return a secret for the chat's URL: 24 random bytes as 32 URL-safe characters."""
    return secrets.token_urlsafe(24)


def load_or_create_token(path: Path) -> str:
    """Return the token in the file at `path`; create it, readable by its owner only, if necessary.

    It is kept across restarts, so that open pages can reconnect.

    Raise OSError if the file can be neither read nor written.
    """
    if path.exists():
        restrict_to_owner(path)
        token = path.read_text(encoding="ascii", errors="replace").strip()
        if len(token) >= 32 and token.isascii():
            return token
        path.unlink()
    token = new_token()
    create_private_file(path, token.encode())
    return token


def is_own_origin(request: web.Request, host: str) -> bool:
    """Return whether Host is a name of ours, and Origin, if the browser sends it, is the same.

    `host` is the address that we listen on. The port in Host is compared with the one in Origin,
    not with ours: behind a tunnel they differ.
    """
    requested = request.headers.get("Host", "")
    if not is_allowed_host(parse_host_name(requested), host):
        return False
    origin = request.headers.get("Origin")
    if origin is None:  # browsers omit it for a page, never for a websocket
        return request.headers.get("Upgrade") is None
    return origin == f"http://{requested}"


def has_query_token(request: web.Request, token: str) -> bool:
    """Return whether the URL has our token."""
    return _is_same(request.query.get("token", ""), token)


def has_cookie(request: web.Request, token: str) -> bool:
    """Return whether the browser has our token from an earlier visit."""
    return _is_same(request.cookies.get(_cookie_name(request), ""), token)


def set_cookie(request: web.Request, response: web.Response, token: str) -> None:
    """Set a cookie with the token."""
    response.set_cookie(
        _cookie_name(request),
        token,
        max_age=COOKIE_MAX_AGE_S,
        path="/",
        httponly=True,
        samesite="Strict",
    )


def is_cross_site(request: web.Request) -> bool:
    """Return whether another site's page links here, as far as the browser tells.

    Then the browser would not send the cookie after a redirect either, which counts as cross-site.
    """
    return request.headers.get("Sec-Fetch-Site") == "cross-site"


def _cookie_name(request: web.Request) -> str:
    """Return a name with the port in it, because all ports of a host share its cookies."""
    return f"tensei-{parse_port(request.headers.get('Host', ''))}"


def _is_same(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode(errors="replace"), token.encode())
