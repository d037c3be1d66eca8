"""The pipes of a child's stdout and stderr, at the worker's end."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable

_CHUNK = 1 << 16
_WATCH_DELAY = 0.02  # seconds


class OutputPipes:
    """Collects what a child prints, up to a limit for stdout and stderr together.

    `child_fds` are the child's ends.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.stdout = bytearray()
        self.stderr = bytearray()
        self._loop = loop
        self._stdout_fd, child_stdout = os.pipe()
        self._stderr_fd, child_stderr = os.pipe()
        os.set_blocking(self._stdout_fd, False)
        os.set_blocking(self._stderr_fd, False)
        self.child_fds = (child_stdout, child_stderr)
        self._cap = 0  # bytes
        self._on_exceeded: Callable[[], None] | None = None
        self._watch: asyncio.TimerHandle | None = None
        self._watched_fds: set[int] = set()

    @property
    def is_closed(self) -> bool:
        """Whether `close` was called."""
        return self._stdout_fd < 0

    def start(self, cap: int, on_exceeded: Callable[[], None]) -> None:
        """Read from now on; call `on_exceeded` where there are more than `cap` bytes."""
        self._cap, self._on_exceeded = cap, on_exceeded
        # Most tasks end before the delay; what they printed is then still in the pipes.
        self._watch = self._loop.call_later(_WATCH_DELAY, self._begin)

    def stop(self) -> None:
        """Stop reading."""
        self._on_exceeded = None
        if self._watch is not None:
            self._watch.cancel()
        for descriptor in tuple(self._watched_fds):
            self._unwatch(descriptor)

    def drain(self) -> bool:
        """Read what is left in the pipes. Return whether the output is within its limit."""
        for descriptor, into in self._ends():
            while not self._is_exceeded() and (chunk := _read(descriptor)):
                into.extend(chunk)
        return not self._is_exceeded()

    def read_stderr(self) -> bytes:
        """Return what stderr holds now."""
        return _read(self._stderr_fd)

    def close(self) -> None:
        """Stop reading, and close the pipes."""
        self.stop()
        if not self.is_closed:
            os.close(self._stdout_fd)
            os.close(self._stderr_fd)
        self._stdout_fd = self._stderr_fd = -1

    def _begin(self) -> None:
        for descriptor, into in self._ends():
            self._loop.add_reader(descriptor, self._on_output, descriptor, into)
            self._watched_fds.add(descriptor)

    def _ends(self) -> tuple[tuple[int, bytearray], ...]:
        return (self._stdout_fd, self.stdout), (self._stderr_fd, self.stderr)

    def _unwatch(self, descriptor: int) -> None:
        self._loop.remove_reader(descriptor)
        self._watched_fds.discard(descriptor)

    def _on_output(self, descriptor: int, into: bytearray) -> None:
        chunk = _read(descriptor)
        if not chunk:
            self._unwatch(descriptor)
            return
        into.extend(chunk)
        if self._is_exceeded() and self._on_exceeded is not None:
            self._on_exceeded()

    def _is_exceeded(self) -> bool:
        return len(self.stdout) + len(self.stderr) > self._cap


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, _CHUNK)
    except BlockingIOError:
        return b""
