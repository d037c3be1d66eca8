"""The URL of the local chat, and errors about the address that it listens on."""

from __future__ import annotations

import errno
import socket

from common.operations.allowed_hosts import parse_ip_address

LOOPBACK = "127.0.0.1"

_PROBE_ADDRESSES = {4: "192.0.2.1", 6: "2001:db8::1"}
"""Addresses for documentation (RFC 5737, RFC 3849), routed as any other address is."""


def page_url(host: str, port: int, token: str) -> str:
    """Return the page's URL with its token, for browsers on this machine or in its network."""
    shown = _reachable_host(host)
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}/?token={token}"


def bind_error_text(host: str, port: int, problem: OSError) -> str:
    """Return why the port cannot be opened, and what to do."""
    if problem.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is in use, perhaps by another Tensei. Stop that one, or set "
            "TENSEI_LOCAL_PORT to another port (0 picks a free one)."
        )
    # From Python 3.13 on, asyncio raises an error without a number if it can bind no address.
    is_missing = problem.errno in (errno.EADDRNOTAVAIL, None)
    if is_missing or isinstance(problem, socket.gaierror):
        return (
            f"This machine has no address {host}. Set TENSEI_LOCAL_HOST to one that it has, or to "
            f"0.0.0.0 for all of them, or leave it out to be reached from this machine only."
        )
    return (
        f"Port {port} cannot be opened ({problem.strerror}). Set TENSEI_LOCAL_PORT to another "
        "port above 1023 (0 picks a free one)."
    )


def _reachable_host(host: str) -> str:
    """Return the host; if it means all addresses, the one at which others reach this machine."""
    address = parse_ip_address(host)
    if address is None or not address.is_unspecified:
        return host
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((_PROBE_ADDRESSES[address.version], 9))  # sends nothing
        except OSError:  # no network
            return LOOPBACK if address.version == 4 else "::1"
        return str(probe.getsockname()[0])
