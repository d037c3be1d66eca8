"""Bytes of files: what is certain is read, what was assumed is said, and the rest is an error."""

from __future__ import annotations

import codecs

import pytest

from common.message_reader.encodings import decode
from common.message_reader.reader import read_file
from common.message_reader.records import EncodingError

CODE = "# 偶数だけを返す関数です。\ndef evens(stop):\n    return '値：ｶﾞ'\n"
PLAIN = "# 偶数だけを返す関数です。\ndef evens(stop):\n    return 1\n"


@pytest.mark.parametrize(
    ("raw", "text", "repairs"),
    [
        (CODE.encode(), CODE, ()),
        (codecs.BOM_UTF8 + CODE.encode(), CODE, ()),
        (CODE.encode("utf-16"), CODE, ("encoding-utf-16",)),
        (codecs.BOM_UTF16_BE + CODE.encode("utf-16-be"), CODE, ("encoding-utf-16",)),
        (b"x = 1\n".decode().encode("utf-16-le"), "x = 1\n", ("encoding-utf-16",)),
        (b"x = 1\n".decode().encode("utf-16-be"), "x = 1\n", ("encoding-utf-16",)),
        (CODE.encode("utf-32"), CODE, ("encoding-utf-16",)),
        (CODE.encode("cp932"), CODE, ("encoding-shift-jis",)),
        (PLAIN.encode("shift_jis"), PLAIN, ("encoding-shift-jis",)),
        ("値 = 1".encode("shift_jis"), "値 = 1", ("encoding-shift-jis",)),
        (PLAIN.encode("euc_jp"), PLAIN, ("encoding-euc-jp",)),
        (PLAIN.encode("iso2022_jp"), PLAIN, ("encoding-jis",)),
        (
            b"# -*- coding: euc-jp -*-\n" + "値 = 1".encode("euc_jp"),
            "# -*- coding: euc-jp -*-\n値 = 1",
            ("encoding-euc-jp",),
        ),
        ("x = 1  # café\n".encode("latin-1"), "x = 1  # caf\ufffd\n", ("encoding-comments",)),
    ],
)
def test_what_is_certain_is_read_and_what_was_assumed_is_said(
    raw: bytes, text: str, repairs: tuple[str, ...]
) -> None:
    assert decode(raw) == (text, repairs)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"x = '\xff'", "unknown"),
        ("x = 'café'".encode("latin-1"), "unknown"),
        (bytes(range(256)), "binary"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"%PDF-1.7", "binary"),
        (b"PK\x03\x04", "binary"),
        (b"\n<!DOCTYPE html><html>", "web-page"),
    ],
)
def test_what_is_no_text_says_why(raw: bytes, reason: str) -> None:
    with pytest.raises(EncodingError) as problem:
        decode(raw)
    assert problem.value.reason == reason


def test_the_code_of_a_file_says_how_it_was_read() -> None:
    (part,) = read_file(PLAIN.encode("cp932"), "a.py")
    assert (part.text, part.repairs) == (PLAIN.strip("\n"), ("encoding-shift-jis",))
    assert (part.origin, part.name) == ("attachment", "a.py")


def test_a_text_file_may_have_prose_around_its_code() -> None:
    parts = read_file(b"Here it is:\n```python\nx = 1\n```\n", "message.txt")
    assert [part.kind for part in parts] == ["prose", "code"]
    parts = read_file("# 見出し\n\nこれです。\n\n```python\nx = 1\n```\n".encode(), "answer.md")
    assert [part.text for part in parts if part.kind == "code"] == ["x = 1"]


def test_an_empty_file_has_no_parts() -> None:
    assert read_file(b"", "a.py") == ()
