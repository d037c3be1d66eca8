"""Reads what learners send, without blocking the event loop.

Python's parser takes seconds and gigabytes for some texts of 64 KiB, and cannot be interrupted
within a process. So short texts are parsed at once, and longer ones in a helper process with
limits. What a helper cannot parse in time is treated as code: the grader, whose jail has limits as
well, then reports what is wrong with it.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from bot.helper_process import HelperOverrunError, HelperPool
from common.message_reader import encodings, program, reader
from common.message_reader.part_reader import with_repairs
from common.message_reader.program import assemble, join_code
from common.message_reader.records import NotebookError, Origin, Part, Paste
from common.message_reader.syntax import MAX_CHARACTERS

INLINE = 1024
"""Characters up to which a text is parsed at once, which takes some 10 ms at most."""

CACHE_SIZE = 32
"""Texts whose parts are cached: a message is read several times before its reply."""

Starters = Mapping[str, Collection[str]]
"""Fingerprints of unchanged starters by the name of the function."""

_HELPERS = HelperPool(workers=2)
_cache: OrderedDict[tuple[str, Origin], tuple[Part, ...]] = OrderedDict()


async def read_message(text: str, origin: Origin = "message") -> tuple[Part, ...]:
    """Return the parts of a text, as `common.message_reader.reader.read_parts` does."""
    known = parts_if_quick(text, origin)
    if known is not None:
        return known
    try:
        found = _to_parts(await _HELPERS.call(parts_as_json, json.dumps([text, origin])))
    except HelperOverrunError:
        found = reader.parts_without_parsing(text, origin)
    _cache[text, origin] = found
    if len(_cache) > CACHE_SIZE:
        _cache.popitem(last=False)
    return found


def parts_if_quick(text: str, origin: Origin = "message") -> tuple[Part, ...] | None:
    """Return the parts of a text if it is short or cached; else None."""
    if len(text) <= INLINE or len(text) > MAX_CHARACTERS:
        return reader.read_parts(text, origin)
    return _cache.get((text, origin))


async def assemble_code(
    parts: Sequence[Part], wanted: Collection[str] = (), starters: Starters | None = None
) -> Paste:
    """Return the program in the code parts, as `common.message_reader.program.assemble` does."""
    code_parts = [part for part in parts if part.kind == "code"]
    length = sum(len(part.text) for part in code_parts)
    if length <= INLINE or length > MAX_CHARACTERS:
        return assemble(code_parts, wanted, starters)
    known = {name: list(each) for name, each in (starters or {}).items()}
    given = [[asdict(part) for part in code_parts], list(wanted), known]
    try:
        return _to_paste(await _HELPERS.call(assembled_as_json, json.dumps(given)))
    except HelperOverrunError:
        return program.paste_without_parsing(join_code(code_parts))


async def read_code(
    text: str, wanted: Collection[str] = (), starters: Starters | None = None
) -> Paste:
    """Return the program in a message."""
    return await assemble_code(await read_message(text), wanted, starters)


async def read_argument(text: str) -> tuple[Part, ...]:
    """Return the parts of a command's argument, which is code even if it does not look so."""
    parts = await read_message(text)
    if any(part.kind == "code" for part in parts):
        return parts
    return (Part("code", text.strip()),)


def has_code_if_quick(text: str) -> bool:
    """Return whether a text has code, if it is short or has been read before."""
    parts = parts_if_quick(text)
    return parts is not None and any(part.kind == "code" for part in parts)


async def read_file(raw: bytes, name: str, origin: Origin = "attachment") -> tuple[Part, ...]:
    """Return the parts of a file, as `common.message_reader.reader.read_file` does.

    Raise EncodingError or NotebookError where it is no text or no notebook.
    """
    if len(raw) <= INLINE:
        return reader.read_file(raw, name, origin)
    text, repairs = encodings.decode(raw)
    try:
        answer = await _HELPERS.call(file_as_json, json.dumps([text, name, origin]))
    except HelperOverrunError:
        return (Part("code", text, origin, name, repairs),)
    if "notebook" in answer:
        raise NotebookError(answer["notebook"])
    return with_repairs(_to_parts(answer["parts"]), repairs)


async def code_of_notebook(text: str) -> str | None:
    """Return the code of a message that is a Jupyter notebook; None when it is none."""
    if not text.lstrip().startswith("{"):
        return None
    try:
        parts = await read_file(text.encode("utf-8", "replace"), "pasted.ipynb", "message")
    except NotebookError:
        return None
    return join_code(parts)


def parts_as_json(arguments: str) -> list[dict[str, Any]]:
    """Return the parts of a text as JSON values; called in a helper."""
    text, origin = json.loads(arguments)
    return [asdict(part) for part in reader.read_parts(text, origin)]


def file_as_json(arguments: str) -> dict[str, Any]:
    """Return the parts of a file as JSON values, or why it is no notebook; called in a helper."""
    text, name, origin = json.loads(arguments)
    try:
        return {"parts": [asdict(part) for part in reader.read_file_text(text, name, origin)]}
    except NotebookError as problem:
        return {"notebook": problem.reason}


def assembled_as_json(arguments: str) -> dict[str, Any]:
    """Return the program in code parts as JSON values; called in a helper."""
    parts, wanted, starters = json.loads(arguments)
    return asdict(assemble(_to_parts(parts), wanted, starters))


def _to_parts(values: Sequence[dict[str, Any]]) -> tuple[Part, ...]:
    return tuple(Part(**{**each, "repairs": tuple(each["repairs"])}) for each in values)


def _to_paste(fields: dict[str, Any]) -> Paste:
    tuples = {key: tuple(each) for key, each in fields.items() if isinstance(each, list)}
    return Paste(**{**fields, **tuples})
