"""Splits the text of a message into typed parts."""

from __future__ import annotations

from common.message_reader.paste import read_paste
from common.message_reader.records import Origin, Part


def read_parts(text: str, origin: Origin = "message") -> tuple[Part, ...]:
    """Return the parts of a text in the order in which they stand; empty for blank text."""
    paste = read_paste(text)
    if not paste.is_code:
        return (Part("prose", text.strip(), origin),) if text.strip() else ()
    return (Part("code", paste.code, origin, repairs=paste.repairs),)
