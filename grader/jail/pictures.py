"""Selects the pictures of a child that are passed on, and removes everything but their pixels."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence

from .inside.code_runner import ALL_FIGURES, LARGEST_FIGURE, LONGEST_SIDE, MOST_FIGURES, MOST_PIXELS

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEPT_TYPES = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
_MAX_CHUNKS = 1024  # matplotlib writes one for each 64 KiB
_CHUNK_OVERHEAD = 12  # bytes of length, type and checksum


def select_figures(blobs: Sequence[bytes]) -> tuple[tuple[bytes, ...], int]:
    """Return the pictures within the limits, in their order, and how many were left out."""
    figures: list[bytes] = []
    total = 0
    for blob in blobs[:MOST_FIGURES]:
        png = strip_png(blob)
        if png is not None and total + len(png) <= ALL_FIGURES:
            figures.append(png)
            total += len(png)
    return tuple(figures), len(blobs) - len(figures)


def strip_png(blob: bytes) -> bytes | None:
    """Return a PNG reduced to its pixels; None if it is no PNG or too large.

    The pixels are not decoded here: a small file may decompress to gigabytes. Only the size in the
    first chunk is used, as every viewer does. Chunks of text and colour profiles may be compressed
    as well and are not needed, so they are dropped.
    """
    if not blob.startswith(_SIGNATURE) or len(blob) > LARGEST_FIGURE:
        return None
    try:
        chunks = list(_chunks(blob))
    except ValueError:
        return None
    types = [kind for kind, _ in chunks]
    if not types or types[0] != b"IHDR" or types[-1] != b"IEND" or types.count(b"IHDR") != 1:
        return None
    if b"IDAT" not in types or not _has_allowed_size(chunks[0][1]):
        return None
    return _SIGNATURE + b"".join(chunk for kind, chunk in chunks if kind in _KEPT_TYPES)


def _chunks(blob: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield each chunk's type and the whole chunk, up to IEND. Raise ValueError."""
    offset = len(_SIGNATURE)
    for _ in range(_MAX_CHUNKS):
        if offset + _CHUNK_OVERHEAD > len(blob):
            raise ValueError("the picture is cut off")
        (length,) = struct.unpack_from(">I", blob, offset)
        chunk = blob[offset : offset + _CHUNK_OVERHEAD + length]
        if len(chunk) != _CHUNK_OVERHEAD + length:
            raise ValueError("a chunk is cut off")
        if zlib.crc32(chunk[4:-4]) != int.from_bytes(chunk[-4:], "big"):
            raise ValueError("a chunk is damaged")
        kind = chunk[4:8]
        yield kind, chunk
        if kind == b"IEND":
            return
        offset += len(chunk)
    raise ValueError("the picture has too many chunks")


def _has_allowed_size(header: bytes) -> bool:
    if len(header) != _CHUNK_OVERHEAD + 13:
        return False
    sides: tuple[int, int] = struct.unpack_from(">II", header, 8)
    width, height = sides
    return 0 < width * height <= MOST_PIXELS and max(width, height) <= LONGEST_SIDE
