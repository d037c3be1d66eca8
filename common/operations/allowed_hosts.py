"""Which Host headers a server accepts.

A web page can make a name of its own resolve to 127.0.0.1, or to a server in the reader's network,
and then read that server's answers (DNS rebinding). The Host header still has the page's name.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Collection
from urllib.parse import urlsplit

LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})

HTTP_PORT = 80
"""The port of a Host header without one."""


def is_allowed_host(
    name: str | None,
    host: str,
    *,
    extra_names: Collection[str] = (),
    allow_any_ip: bool = False,
) -> bool:
    """Return whether a request for `name` was meant for a server that listens on `host`.

    `extra_names`, in lower case, are accepted too. IP addresses are accepted if the server listens
    beyond loopback, or if `allow_any_ip` is set: DNS cannot point an address elsewhere.
    """
    if name is None:
        return False
    requested = name.casefold().removesuffix(".")
    if requested in LOOPBACK_NAMES or requested in extra_names:
        return True
    if allow_any_ip and parse_ip_address(requested) is not None:
        return True
    if host in LOOPBACK_NAMES:
        return False
    machine = socket.gethostname().casefold()
    own_names = {host.casefold(), machine, f"{machine.partition('.')[0]}.local"}
    return requested in own_names or parse_ip_address(requested) is not None


def parse_host_name(header: str) -> str | None:
    """Return the name or address in a Host header, without the port, or None."""
    try:
        return urlsplit(f"http://{header}").hostname
    except ValueError:
        return None


def parse_port(header: str) -> int:
    """Return the port in a Host header."""
    try:
        return urlsplit(f"http://{header}").port or HTTP_PORT
    except ValueError:
        return HTTP_PORT


def parse_ip_address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return the IP address in the text, or None if it is a name."""
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None
