"""Attached files: what is read, what is left aside, and each reason in its own words."""

from __future__ import annotations

import asyncio
import json

import pytest

from bot.platforms import attachments
from bot.platforms.allowed_hosts import ForeignAddressError
from bot.platforms.attachments import (
    FILE_EXTENSIONS,
    LARGEST_FILE,
    MOST_FILES_READ,
    Attachment,
    AttachmentError,
    Contents,
    FileGoneError,
    read_contents,
)
from lessons.curriculum import LANGUAGES, Language
from tests.support.built_in import strict_translations

EVENS = "def evens(stop):\n    return stop"
T = strict_translations()

Files = dict[str, bytes | Exception]


async def read(text: str, files: Files, language: Language = "en") -> Contents:
    async def fetch(url: str) -> bytes:
        content = files[url]
        if isinstance(content, Exception):
            raise content
        return content

    attached = [
        Attachment(name, 1 if isinstance(content, Exception) else len(content), url=name)
        for name, content in files.items()
    ]
    return await read_contents(text, attached, fetch, T.translator(language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["file-unknown", "file-ignored", "local-drop"])
def test_every_kind_of_file_that_is_read_is_named(key: str, language: Language) -> None:
    said = T.translator(language)(key, name="`a.zip`")
    assert [each for each in FILE_EXTENSIONS if each not in said] == []


def notebook(*cells: str) -> bytes:
    return json.dumps({"cells": [{"cell_type": "code", "source": each} for each in cells]}).encode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.py", b"", "empty"),
        ("a.ipynb", b"", "empty"),
        ("a.py", b" \n", "empty"),
        ("a.py", b"\x89PNG\r\n", "picture"),
        ("a.py", b"PK\x03\x04", "binary"),
        ("a.py", b"<!DOCTYPE html>\n<html>", "web-page"),
        ("a.py", b"x = '\xff'", "unreadable"),
        ("a.py", b"#" * (LARGEST_FILE + 1), "large"),
        ("a.py", FileGoneError(), "gone"),
        ("a.py", TimeoutError(), "slow"),
        ("a.py", ForeignAddressError(), "elsewhere"),
        ("a.ipynb", b"{", "notebook"),
        ("a.ipynb", b"[]", "notebook"),
        ("a.ipynb", notebook(), "notebook-no-code"),
        ("a.zip", b"PK", "unknown"),
        ("a.png", b"\x89PNG", "picture"),
        ("A.JPG", b"\xff\xd8", "picture"),
    ],
)
async def test_a_file_that_cannot_be_read_says_why(
    name: str, content: bytes | Exception, reason: str, language: Language
) -> None:
    with pytest.raises(AttachmentError) as problem:
        await read("", {name: content}, language)
    assert problem.value.reason == reason
    assert f"`{name}`" in str(problem.value)
    assert str(problem.value) == T.translate(
        language, f"file-{reason}", name=f"`{name}`", most=LARGEST_FILE // 1024
    )


async def test_a_platform_that_does_not_know_the_size_is_not_trusted_with_it() -> None:
    async def fetch(_: str) -> bytes:
        return b"#" * (LARGEST_FILE + 1)

    with pytest.raises(AttachmentError) as problem:
        await read_contents("", [Attachment("a.py", 0, "a")], fetch, T.translator("en"))
    assert problem.value.reason == "large"


async def test_a_download_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "DOWNLOAD_TIMEOUT_S", 0.0)

    async def fetch(_: str) -> bytes:
        await asyncio.Event().wait()
        return b""

    with pytest.raises(AttachmentError) as problem:
        await read_contents("", [Attachment("a.py", 1, "a")], fetch, T.translator("en"))
    assert problem.value.reason == "slow"


@pytest.mark.parametrize("others", [{"screen.png": b"\x89PNG"}, {"data.csv": b"1,2"}])
async def test_what_is_no_code_beside_code_is_left_aside_and_said(others: Files) -> None:
    (name,) = others
    for text, files in ((EVENS, others), ("", {"a.py": EVENS.encode(), **others})):
        contents = await read(text, dict(files))
        assert await contents.code() == EVENS
        assert len(contents.notes) == 1
        assert f"`{name}`" in contents.notes[0]
        assert "did not look" in contents.notes[0] or "left out" in contents.notes[0]


async def test_a_picture_beside_words_is_said_with_what_to_do() -> None:
    contents = await read("hint please", {"screen.png": b"\x89PNG"})
    assert contents.text == "hint please"
    assert "cannot read pictures" in contents.notes[0]


async def test_several_files_are_one_program_and_one_that_fails_is_said() -> None:
    contents = await read("", {"a.py": b"import torch", "b.py": EVENS.encode(), "c.py": b""})
    assert [part.text for part in contents.files] == ["import torch", EVENS]
    assert [part.name for part in contents.files] == ["a.py", "b.py"]
    assert contents.notes == (T.translate("en", "file-empty", name="`c.py`"),)


async def test_more_files_than_are_read_are_said() -> None:
    files: Files = {f"{n}.py": b"x = 1" for n in range(MOST_FILES_READ + 1)}
    contents = await read("", files)
    assert len(contents.files) == MOST_FILES_READ
    assert contents.notes == (T.translate("en", "file-more", most=MOST_FILES_READ),)


@pytest.mark.parametrize("name", ["a.py", "message.txt", "answer.md", "A.PY"])
async def test_code_in_a_file_of_any_kind_is_read(name: str) -> None:
    contents = await read("これです", {name: f"```python\n{EVENS}\n```".encode()})
    assert await contents.code() == EVENS


async def test_the_text_of_a_file_without_code_is_kept() -> None:
    contents = await read("", {"error.txt": b"ValueError: no"})
    assert [part.kind for part in contents.files] == ["traceback"]
    assert await contents.code() == "ValueError: no"


async def test_a_message_without_files_is_its_text() -> None:
    contents = await read("hello `there`", {})
    assert (await contents.code(), contents.files, contents.notes) == ("hello `there`", (), ())


async def test_an_error_of_the_platform_is_not_hidden() -> None:
    with pytest.raises(ConnectionError):
        await read("", {"a.py": ConnectionError()})
