"""Ports that are kept from other programs until a server of a test takes them."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator


@contextlib.contextmanager
def reserved(port: int = 0) -> Iterator[int]:
    """Yield a port of 127.0.0.1, by default any, at which only a program that names it listens.

    A socket that is bound to the port without listening keeps it from being drawn by others.
    """
    with socket.socket() as placeholder:
        placeholder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        placeholder.bind(("127.0.0.1", port))
        yield placeholder.getsockname()[1]
