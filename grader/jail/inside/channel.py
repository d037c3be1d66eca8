"""The template's side of what it and the worker say to each other."""

from __future__ import annotations

import json
import os
import socket

from .fd_layout import duplicate_high


class Channel:
    """JSON lines to and from the worker, with descriptors beside them."""

    def __init__(self, descriptor: int) -> None:
        self.socket = socket.socket(fileno=duplicate_high(descriptor))
        os.close(descriptor)
        self._bytes = b""
        self._descriptors: list[int] = []

    def send(self, message: dict[str, object], *descriptors: int) -> None:
        """Sends a line; the descriptors stay open here. Raises OSError when the worker is gone."""
        line = json.dumps({**message, "descriptors": len(descriptors)}).encode() + b"\n"
        socket.send_fds(self.socket, [line], list(descriptors))

    def receive(self) -> list[tuple[dict[str, object], list[int]]]:
        """What has come, waiting for it. Raises EOFError when the worker is gone."""
        data, descriptors, _, _ = socket.recv_fds(self.socket, 1 << 16, 64)
        if not data:
            raise EOFError
        self._descriptors += descriptors
        *lines, self._bytes = (self._bytes + data).split(b"\n")
        heard = []
        for line in lines:
            message = json.loads(line.decode())
            count = message.pop("descriptors", 0)
            heard.append((message, self._descriptors[:count]))
            del self._descriptors[:count]
        return heard
