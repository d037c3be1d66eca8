"""Stores the pictures and files of replies apart from the messages.

A message has only their digests, so that logs stay small; a page requests each content by its URL.
"""

from __future__ import annotations

import base64
import binascii
import re
import struct

from bot.storage.accounts.attachments import PNG, Content
from bot.tutor.replies.model import AnyBlock, File, Picture, Reply

CONTENT_PATH = "/content"
"""The path below which contents are served, each by its digest."""

DIGEST = re.compile(r"[0-9a-f]{64}")
FILE_TYPE = "application/octet-stream"


def extract_attachments(reply: Reply) -> tuple[Reply, tuple[Content, ...]]:
    """Return the reply with its pictures and files replaced by digests, and their contents."""
    contents: list[Content] = []
    blocks = tuple(_with_digest(block, contents) for block in reply.blocks)
    if not contents:
        return reply, ()
    return reply.model_copy(update={"blocks": blocks}), tuple(contents)


def _with_digest(block: AnyBlock, contents: list[Content]) -> AnyBlock:
    match block:
        case Picture(digest="", png_base64=content):
            picture = Content(_decoded(content), PNG)
            contents.append(picture)
            width, height = _size(picture.data)
            fields = {"digest": picture.digest, "width": width, "height": height}
            return block.model_copy(update={"png_base64": "", **fields})
        case File(digest="", base64=content):
            file = Content(_decoded(content), FILE_TYPE)
            contents.append(file)
            return block.model_copy(update={"base64": "", "digest": file.digest})
        case _:
            return block


def _decoded(content: str) -> bytes:
    try:
        return base64.b64decode(content)
    except (binascii.Error, ValueError):
        return b""


def _size(png: bytes) -> tuple[int, int]:
    """Return a PNG's width and height: the first two fields of its first chunk, IHDR.

    https://www.w3.org/TR/png-3/#11IHDR
    """
    try:
        width, height = struct.unpack_from(">II", png, 16)
    except struct.error:
        return 0, 0
    return width, height
