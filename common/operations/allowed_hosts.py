"""Which Host headers mean a server of ours.

A web page can make a name of its own resolve to 127.0.0.1, or to a server in the reader's network,
and then read what that server answers (DNS rebinding). Its Host header still has the page's name.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Collection
from urllib.parse import urlsplit

LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})

HTTP_PORT = 80
"""The port of a Host header that names none."""


def is_allowed_host(
    name: str | None,
    host: str,
    *,
    extra_names: Collection[str] = (),
    allow_any_ip: bool = False,
) -> bool:
    """Return whether a client that asked for `name` meant us, who listen on `host`.

    Names in `also`, in lower case, are ours as well. IP addresses are accepted where we listen
    beyond loopback, or where `allow_any_ip` is set: nobody can make an address point elsewhere.
    """
    if name is None:
        return False
    asked = name.casefold().removesuffix(".")
    if asked in LOOPBACK_NAMES or asked in extra_names:
        return True
    if allow_any_ip and parse_ip_address(asked) is not None:
        return True
    if host in LOOPBACK_NAMES:
        return False
    machine = socket.gethostname().casefold()
    own = {host.casefold(), machine, f"{machine.partition('.')[0]}.local"}
    return asked in own or parse_ip_address(asked) is not None


def parse_host_name(header: str) -> str | None:
    """Return the name or address in a Host header, without the port; None where there is none."""
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
    """Return the IP address that is written there; None for a name."""
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None
