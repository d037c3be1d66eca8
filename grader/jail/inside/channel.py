"""The fork server's end of its connection to the worker."""

from __future__ import annotations

import json
import os
import socket

from .fd_layout import duplicate_high


class Channel:
    """Exchanges JSON lines with the worker, and passes descriptors with them."""

    def __init__(self, descriptor: int) -> None:
        self.socket = socket.socket(fileno=duplicate_high(descriptor))
        os.close(descriptor)
        self._buffer = b""
        self._descriptors: list[int] = []

    def send(self, message: dict[str, object], *descriptors: int) -> None:
        """Send a message. The descriptors stay open here. Raise OSError if the worker is gone."""
        line = json.dumps({**message, "descriptors": len(descriptors)}).encode() + b"\n"
        socket.send_fds(self.socket, [line], list(descriptors))

    def receive(self) -> list[tuple[dict[str, object], list[int]]]:
        """Wait for messages and return them with their descriptors.

        Raise EOFError if the worker is gone.
        """
        data, descriptors, _, _ = socket.recv_fds(self.socket, 1 << 16, 64)
        if not data:
            raise EOFError
        self._descriptors += descriptors
        *lines, self._buffer = (self._buffer + data).split(b"\n")
        messages = []
        for line in lines:
            message = json.loads(line.decode())
            count = message.pop("descriptors", 0)
            messages.append((message, self._descriptors[:count]))
            del self._descriptors[:count]
        return messages
