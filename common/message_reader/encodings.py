"""Decodes the bytes of files: what is certain is read, and what was assumed is said."""

from __future__ import annotations

import codecs
import re

from common.message_reader.records import EncodingError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", ""),
    (codecs.BOM_UTF32_LE, "utf-32-le", "encoding-utf-16"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "encoding-utf-16"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "encoding-utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "encoding-utf-16"),
)
"""Byte order marks with their encoding and the key of the repair; UTF-32 before UTF-16, whose mark
its own begins with."""

_JAPANESE = (("cp932", "encoding-shift-jis"), ("euc_jp", "encoding-euc-jp"))
_ALLOWED_COOKIES = {
    "cp932": "encoding-shift-jis",
    "shift_jis": "encoding-shift-jis",
    "euc_jp": "encoding-euc-jp",
    "iso2022_jp": "encoding-jis",
}
_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM")
_WEB_PAGE = re.compile(rb"\s*(?:<!doctype html|<html)", re.IGNORECASE)
_COMMENT = re.compile(rb"#[^\n]*")

_USUAL = re.compile("[\u3041-\u30ff\u4e00-\u9fff\u3001-\u3003\u300c\u300d\uff01-\uff5e]")
_UNUSUAL = re.compile("[\uff61-\uff9f\u2500-\u257f\u0400-\u04ff\ue000-\uf8ff]")

MAX_SCORED = 4096
"""Characters that are looked at to choose between two encodings which both fit."""


def decode(raw: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a file, and the keys of repairs that say which encoding was assumed.

    UTF-8 needs no assumption. Raise EncodingError where no reading is certain.
    """
    for mark, encoding, key in _MARKS:
        if raw.startswith(mark):
            return _decode_marked(raw[len(mark) :], encoding), (key,) if key else ()
    _check_is_text(raw)
    if b"\0" in raw:
        return _decode_wide(raw), ("encoding-utf-16",)
    if b"\x1b$" in raw:
        text = _decode_with(raw, "iso2022_jp")
        if text is not None:
            return text, ("encoding-jis",)
    text = _decode_with(raw, "utf-8")
    if text is not None:
        return text, ()
    return _decode_legacy(raw)


def _check_is_text(raw: bytes) -> None:
    """Raise EncodingError for a picture, a web page, or another format with its own mark."""
    if raw.startswith(_PICTURES):
        raise EncodingError("picture")
    if raw.startswith((b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"\x7fELF", b"MZ\x90")):
        raise EncodingError("binary")
    if _WEB_PAGE.match(raw[:1024]):
        raise EncodingError("web-page")


def _decode_marked(raw: bytes, encoding: str) -> str:
    text = _decode_with(raw, encoding)
    if text is None:
        raise EncodingError("unknown")
    return text


def _decode_wide(raw: bytes) -> str:
    """Decode UTF-16 without a byte order mark: of ASCII characters, every other byte is zero."""
    half = len(raw) // 2
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if half and raw[first::2].count(0) > half // 2 and raw[1 - first :: 2].count(0) == 0:
            return _decode_marked(raw, encoding)
    raise EncodingError("binary")


def _decode_with(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _decode_legacy(raw: bytes) -> tuple[str, tuple[str, ...]]:
    declared = _declared(raw)
    if declared is not None:
        text = _decode_with(raw, declared)
        if text is not None:
            return text, (_ALLOWED_COOKIES[declared],)
    fitting = [
        (_score(text), text, key)
        for encoding, key in _JAPANESE
        if (text := _decode_with(raw, encoding)) is not None
    ]
    fitting.sort(key=lambda each: -each[0])
    if fitting and fitting[0][0] > 0 and (len(fitting) == 1 or fitting[0][0] > fitting[1][0]):
        return fitting[0][1], (fitting[0][2],)
    if b"\0" not in raw and _COMMENT.sub(b"", raw).isascii():
        return raw.decode("ascii", "replace"), ("encoding-comments",)
    raise EncodingError("unknown")


def _declared(raw: bytes) -> str | None:
    """Return the encoding that a comment in the first two lines names, if it is read here."""
    for line in raw.split(b"\n", 2)[:2]:
        found = _COOKIE.match(line[:200])
        if found is not None:
            try:
                name = codecs.lookup(found[1].decode("ascii", "replace")).name
            except LookupError:
                return None
            return name if name in _ALLOWED_COOKIES else None
    return None


def _score(text: str) -> float:
    """Return how much the other than ASCII characters look like Japanese: at most 1."""
    foreign = [each for each in text[: 4 * MAX_SCORED] if not each.isascii()][:MAX_SCORED]
    if not foreign:
        return 0.0
    letters = "".join(foreign)
    usual, unusual = len(_USUAL.findall(letters)), len(_UNUSUAL.findall(letters))
    return (usual - 2 * unusual) / len(foreign)
