"""Frames between the worker and the jail: a JSON head followed by raw bytes, never pickle.

A frame is a magic number (4 bytes), the length of the head (4 bytes, big-endian), the length of
all blobs together (8 bytes), the head as UTF-8 JSON, and the blobs. The head's "blobs" gives the
size of each.
"""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Sequence

_LENGTHS = struct.Struct(">4sIQ")
_MAGIC = b"TSJ1"
HEAD_CAP = 1 << 20
_CHUNK, _LARGEST_CHUNK = 1 << 16, 1 << 18


class FrameError(ValueError):
    """The bytes are not a frame."""


class FrameTooLargeError(FrameError):
    """The frame announces more bytes than allowed."""


def pack(head: dict[str, object], blobs: Sequence[bytes] = ()) -> bytes:
    """Return one frame."""
    head = {**head, "blobs": [len(blob) for blob in blobs]}
    text = json.dumps(head).encode()
    lengths = _LENGTHS.pack(_MAGIC, len(text), sum(len(blob) for blob in blobs))
    return b"".join((lengths, text, *blobs))


class Reader:
    """Collects the bytes of one frame, with blobs of at most `blob_cap` bytes.

    `feed` raises FrameError as soon as the announced lengths are too large, before anything else is
    stored, and if the head is invalid.
    """

    def __init__(self, blob_cap: int, head_cap: int = HEAD_CAP) -> None:
        self.head: dict[str, object] = {}
        self.blobs: tuple[bytes, ...] = ()
        self.done = False
        self.has_surplus = False  # bytes came after the frame
        self._caps = (head_cap, blob_cap)
        self._buffer = bytearray()
        self._total = _LENGTHS.size
        self._head_bytes: int | None = None

    @property
    def wanted(self) -> int:
        """How many bytes to read next: those missing, or enough for a small frame."""
        return _CHUNK if self._head_bytes is None else self._total - len(self._buffer)

    def feed(self, chunk: bytes) -> bool:
        """Add bytes; return whether the frame is complete. Bytes after it are dropped."""
        self._buffer += chunk
        if self._head_bytes is None and len(self._buffer) >= _LENGTHS.size:
            magic, head, blobs = _LENGTHS.unpack_from(self._buffer)
            if magic != _MAGIC:
                raise FrameError("these bytes are not a frame")
            if head > self._caps[0] or blobs > self._caps[1]:
                raise FrameTooLargeError(f"a frame of {head} and {blobs} bytes is over the cap")
            self._head_bytes = head
            self._total = _LENGTHS.size + head + blobs
        if self._head_bytes is not None and len(self._buffer) >= self._total:
            self._finish(self._head_bytes)
        return self.done

    def _finish(self, head_bytes: int) -> None:
        start = _LENGTHS.size + head_bytes
        try:
            head = json.loads(self._buffer[_LENGTHS.size : start])
        except (ValueError, RecursionError) as error:
            raise FrameError("the head of the frame is not JSON") from error
        sizes = head.get("blobs") if isinstance(head, dict) else None
        if not isinstance(sizes, list) or any(type(s) is not int or s < 0 for s in sizes):
            raise FrameError("the head of the frame does not say what follows")
        if start + sum(sizes) != self._total:
            raise FrameError("the blobs are not as long as the frame says")
        blobs = []
        for size in sizes:
            blobs.append(bytes(self._buffer[start : start + size]))
            start += size
        self.has_surplus = len(self._buffer) > self._total
        self.head, self.blobs, self.done = head, tuple(blobs), True
        self._buffer.clear()


def read_frame(descriptor: int, blob_cap: int) -> Reader:
    """Wait for one frame and return it. Raise FrameError, or EOFError if the stream ends."""
    reader = Reader(blob_cap)
    while not reader.done:
        chunk = os.read(descriptor, min(_LARGEST_CHUNK, reader.wanted))
        if not chunk:
            raise EOFError
        reader.feed(chunk)
    return reader


def write_all(descriptor: int, data: bytes) -> None:
    """Write everything, blocking if needed. Raise OSError."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
