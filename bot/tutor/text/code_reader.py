"""Extracts code from what learners send, without blocking the event loop.

Python's parser takes seconds and gigabytes for some texts of 64 KiB, and cannot be interrupted
within a process. So short texts are parsed at once, and longer ones in a helper process with
limits. What a helper cannot parse in time is treated as code: the grader, whose jail has limits as
well, then reports what is wrong with it.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import asdict
from typing import Any

from bot.helper_process import HelperOverrunError, HelperPool
from common.message_reader import paste
from common.message_reader.paste import Paste
from common.message_reader.reader import read_parts
from common.message_reader.records import Origin, Part

INLINE = 1024
"""Characters up to which a text is parsed at once, which takes some 10 ms at most."""

CACHE_SIZE = 32
"""Parsed texts in the cache: a message is parsed several times before its reply."""

_HELPERS = HelperPool(workers=2)
_cache: OrderedDict[str, Paste] = OrderedDict()


async def read_code(text: str) -> Paste:
    """Return the code in a pasted message, as `common.message_reader.paste.read_paste` does."""
    known = paste_if_quick(text)
    if known is not None:
        return known
    try:
        found = _as_paste(await _HELPERS.call(paste_fields, text))
    except HelperOverrunError:
        found = paste.paste_without_parsing(text)
    _cache[text] = found
    if len(_cache) > CACHE_SIZE:
        _cache.popitem(last=False)
    return found


async def read_message(text: str, origin: Origin = "message") -> tuple[Part, ...]:
    """Return the parts of a message, as `common.message_reader.reader.read_parts` does."""
    if len(text) <= INLINE or len(text) > paste.MAX_CHARACTERS:
        return read_parts(text, origin)
    try:
        fields = await _HELPERS.call(part_fields, text)
    except HelperOverrunError:
        return (Part("code", text, origin),)
    return tuple(_as_part(each, origin) for each in fields)


def paste_if_quick(text: str) -> Paste | None:
    """Return the paste in a text if the text is short or cached; else None."""
    if len(text) <= INLINE or len(text) > paste.MAX_CHARACTERS:
        return paste.read_paste(text)
    return _cache.get(text)


async def code_of_file(raw: bytes, *, notebook: bool) -> str:
    """Return the code in a file. Raise UnicodeDecodeError where it is not UTF-8."""
    text = raw.decode("utf-8-sig")
    if len(text) <= INLINE:
        return paste.code_in_text(text, notebook=notebook)
    try:
        found = await _HELPERS.call(notebook_text if notebook else paste.code_in_text, text)
    except HelperOverrunError:
        return text
    return str(found)


async def code_of_notebook(text: str) -> str | None:
    """Return the code cells of a message that is a Jupyter notebook; None when it is none."""
    if not text.lstrip().startswith("{"):
        return None
    if len(text) <= INLINE:
        return paste.extract_notebook_code(text)
    try:
        found = await _HELPERS.call(paste.extract_notebook_code, text)
    except HelperOverrunError:
        return None
    return None if found is None else str(found)


def paste_fields(text: str) -> dict[str, Any]:
    """Return the paste in a text as JSON values; called in a helper."""
    return asdict(paste.read_paste(text))


def part_fields(text: str) -> list[dict[str, Any]]:
    """Return the parts of a text as JSON values; called in a helper."""
    return [asdict(part) for part in read_parts(text)]


def notebook_text(text: str) -> str:
    """Return the code in a file with the name of a notebook; called in a helper."""
    return paste.code_in_text(text, notebook=True)


def _as_paste(fields: dict[str, Any]) -> Paste:
    tuples = {key: tuple(fields[key]) for key in ("repairs", "names", "functions")}
    return Paste(**{**fields, **tuples})


def _as_part(fields: dict[str, Any], origin: Origin) -> Part:
    return Part(**{**fields, "origin": origin, "repairs": tuple(fields["repairs"])})
