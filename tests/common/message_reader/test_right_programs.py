"""Right programs come out of every wrapping unchanged: no repair may break correct code."""

from __future__ import annotations

import codecs
import json
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from common.message_reader.program import assemble
from common.message_reader.reader import read_file, read_parts
from common.message_reader.records import Part
from lessons.curriculum import Exercise
from lessons.starters import starter_fingerprints
from tests.support.built_in import built_in_lessons
from tests.support.every_case import check_every

GOLDEN = sorted((Path(__file__).parents[2] / "golden").glob("*/*/*.py"))
CATALOG = built_in_lessons()
STARTERS = starter_fingerprints(CATALOG.exercises())


def _programs() -> dict[str, str]:
    """Return the references, and the golden submissions that pass, by their name."""
    found = {f"reference of {each.id}": each.reference for each in CATALOG.exercises()}
    for path in GOLDEN:
        code = path.read_text(encoding="utf-8")
        if "# status: passed" in code:
            found[f"{path.parent.name}/{path.stem}"] = code
    return found


PROGRAMS = _programs()


def _quoted(code: str) -> str:
    return "\n".join(f"> {line}" for line in f"```python\n{code}\n```".split("\n"))


def _notebook(code: str) -> bytes:
    cell = {"cell_type": "code", "source": code.splitlines(keepends=True), "outputs": []}
    return json.dumps({"cells": [{"cell_type": "markdown", "source": "a"}, cell]}).encode()


MESSAGES: dict[str, Callable[[str], str]] = {
    "nothing": str,
    "a fence": lambda code: f"```python\n{code}\n```",
    "a fence without a tag": lambda code: f"```\n{code}\n```",
    "a fence with a file's name": lambda code: f"```python:answer.py\n{code}\n```",
    "a fence in braces": lambda code: f"```{{python}}\n{code}\n```",
    "tildes": lambda code: f"~~~python\n{code}\n~~~",
    "two backticks": lambda code: f"``\n{code}\n``",
    "a fence after text": lambda code: f"これでいい？```python\n{code}\n```どうでしょう",
    "a spoiler": lambda code: f"||```python\n{code}\n```||",
    "a quotation": _quoted,
    "a copied header": lambda code: f"python\nコードをコピーする\n{code}",
    "prose": lambda code: f"先生、できました！\n\n{code}\n\nこれで合っていますか？",
    "the output below": lambda code: f"```python\n{code}\n```\n```\ntensor([0, 2, 4])\n```",
    "the error below": lambda code: f"```python\n{code}\n```\nValueError: no",
    "other line ends": lambda code: code.replace("\n", "\r\n"),
}
FILES: dict[str, Callable[[str], tuple[str, bytes]]] = {
    "a .py file": lambda code: ("a.py", code.encode()),
    "a .txt file": lambda code: ("message.txt", code.encode()),
    "a notebook": lambda code: ("a.ipynb", _notebook(code)),
    "UTF-16": lambda code: ("a.py", code.encode("utf-16")),
    "a byte order mark": lambda code: ("a.py", codecs.BOM_UTF8 + code.encode()),
    "Windows' line ends": lambda code: ("a.py", code.replace("\n", "\r\n").encode()),
}


def _assert_unchanged(parts: tuple[Part, ...], code: str) -> None:
    wanted = tuple(STARTERS)
    paste = assemble(parts, wanted, STARTERS)
    assert paste.code == code.strip("\n").rstrip()
    assert paste.not_attempted == ()
    assert not {"characters", "indentation", "numbers", "class", "blocks"} & set(paste.repairs)


@pytest.mark.parametrize("wrapping", MESSAGES)
def test_a_right_program_in_a_message_is_graded_as_it_is(wrapping: str) -> None:
    def check(program: str) -> None:
        code = program.strip("\n")
        _assert_unchanged(read_parts(MESSAGES[wrapping](code)), code)

    check_every(PROGRAMS, check)


@pytest.mark.parametrize("wrapping", FILES)
def test_a_right_program_in_a_file_is_graded_as_it_is(wrapping: str) -> None:
    def check(program: str) -> None:
        code = program.strip("\n")
        name, raw = FILES[wrapping](code)
        _assert_unchanged(read_file(raw, name), code)

    check_every(PROGRAMS, check)


def _fits(code: str, encoding: str) -> bool:
    try:
        code.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "iso2022_jp"])
def test_a_right_program_in_an_old_encoding_is_graded_as_it_is(encoding: str) -> None:
    fitting = {name: code for name, code in PROGRAMS.items() if _fits(code, encoding)}

    def check(program: str) -> None:
        code = "# 演習の答えです。偶数だけを返します。\n" + program.strip("\n")
        _assert_unchanged(read_file(code.encode(encoding), "a.py"), code)

    check_every(fitting, check)


def test_the_starter_of_every_exercise_is_not_attempted() -> None:
    def check(exercise: Exercise) -> None:
        for starter in exercise.starters.values():
            parts = read_parts(f"```python\n{starter}\n```")
            assert assemble(parts, tuple(STARTERS), STARTERS).not_attempted == (exercise.function,)
            with_doc = starter.replace(":\n", f":\n{textwrap.indent('# 自分のメモ', '    ')}\n", 1)
            parts = read_parts(with_doc)
            assert assemble(parts, tuple(STARTERS), STARTERS).not_attempted == (exercise.function,)

    check_every({exercise.id: exercise for exercise in CATALOG.exercises()}, check)
