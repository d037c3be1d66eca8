"""Check that an address belongs to a platform before anything is requested from it.

An event or a file can contain any address. Requests, and tokens above all, are only sent to the
platform's own servers.
"""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import SplitResult, urlsplit

_PORTS = {"https": 443, "http": 80}


class ForeignAddressError(Exception):
    """An address does not belong to the platform; nothing was sent to it."""


def belongs_to(url: str, domains: Collection[str], configured: str | None = None) -> bool:
    """Return whether the URL is https on one of the domains or a subdomain of one.

    `configured` is the address of the API in the operator's settings, such as a proxy's, which
    receives every token anyway: its scheme, host and port belong to the platform as well.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    if parts.username is not None or not parts.hostname:
        return False
    if configured and _origin(parts) == _origin(urlsplit(configured)):
        return True
    is_own = any(
        parts.hostname == domain or parts.hostname.endswith(f".{domain}") for domain in domains
    )
    return is_own and parts.scheme == "https" and port in {None, _PORTS["https"]}


def _origin(parts: SplitResult) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port or _PORTS.get(parts.scheme)
