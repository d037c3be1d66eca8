"""Pictures and files of replies, apart from the messages that show them.

The log keeps and sends only their digests, so that it stays small; a page asks for each content by
an address of its own.
"""

from __future__ import annotations

import base64
import binascii
import re
import struct

from bot.storage.accounts.attachments import PNG, Content
from bot.tutor.replies.model import AnyBlock, File, Picture, Reply

CONTENT_PATH = "/content"
"""Where contents are served, each below it by its digest."""

DIGEST = re.compile(r"[0-9a-f]{64}")
FILE_TYPE = "application/octet-stream"


def extract_attachments(reply: Reply) -> tuple[Reply, tuple[Content, ...]]:
    """Return a reply that names its pictures and files by digests, and their contents."""
    contents: list[Content] = []
    blocks = tuple(_named(block, contents) for block in reply.blocks)
    if not contents:
        return reply, ()
    return reply.model_copy(update={"blocks": blocks}), tuple(contents)


def _named(block: AnyBlock, contents: list[Content]) -> AnyBlock:
    match block:
        case Picture(digest="", png_base64=content):
            picture = Content(_decoded(content), PNG)
            contents.append(picture)
            width, height = _size(picture.data)
            named = {"digest": picture.digest, "width": width, "height": height}
            return block.model_copy(update={"png_base64": "", **named})
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
    """Return a PNG's width and height: the first two fields of the IHDR chunk, which comes first.

    https://www.w3.org/TR/png-3/#11IHDR
    """
    try:
        width, height = struct.unpack_from(">II", png, 16)
    except struct.error:
        return 0, 0
    return width, height
