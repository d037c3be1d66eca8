"""`python -m bot read` shows how a message is understood."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.called_command import Call, CommandResult
from tests.support.few_lessons import EXERCISE, FEW_LESSONS, RIGHT

Read = Callable[..., CommandResult]


@pytest.fixture
def read(call: Call) -> Read:
    """Return `read(text, *options)`, with one lesson: the built-in ones take seconds to index."""
    return lambda text, *options: call(
        "bot", "read", "-", *options, stdin=text.encode(), **FEW_LESSONS
    )


def understood(read: Read, text: str, *options: str) -> dict[str, Any]:
    found = read(text, "--json", *options)
    assert found.code == 0, found.err
    return dict(json.loads(found.out))


def test_a_message_is_printed_with_its_parts_and_what_it_wants(read: Read, tmp_path: Path) -> None:
    found = understood(read, RIGHT)
    assert found["parts"] == [{"kind": "code", "text": RIGHT.rstrip()}]
    assert found["intent"] == "grade"
    assert found["exercises"] == [EXERCISE]
    assert found["page"] is None
    assert found["language"] == "en"
    assert list(tmp_path.iterdir()) == [], "no database is made"


def test_a_question_is_printed_with_its_page(call: Call) -> None:
    said = call("bot", "read", "-", "--json", stdin="ブロードキャストって何？".encode()).out
    found = json.loads(said)
    assert (found["intent"], found["language"]) == ("ask", "ja")
    assert found["page"] == {"lesson": "operations", "page": 6}


@pytest.mark.parametrize(
    ("text", "options", "intent"),
    [
        ("class is at 9", ("--in-thread-of", "OTHER"), "silent"),
        ("what is broadcasting?", ("--in-thread-of", "ME"), "silent"),
        ("what is broadcasting?", ("--in-thread-of", "OTHER", "--mentioned"), "ask"),
        ("what is broadcasting?", ("--mentioned",), "ask"),
        ("import torch\nprint(torch.ones(3))", ("--in-thread-of", "OTHER"), "silent"),
        ("import torch\nprint(torch.ones(3))", ("--in-thread-of", "ME"), "run"),
        (RIGHT, ("--in-thread-of", "OTHER"), "grade"),
    ],
)
def test_where_a_message_was_sent_decides_whether_it_is_answered(
    read: Read, text: str, options: tuple[str, ...], intent: str
) -> None:
    assert understood(read, text, *options)["intent"] == intent


def test_a_message_is_printed_for_people_as_well(read: Read) -> None:
    shown = read("hint for first half").out
    assert "intent     command" in shown
    assert f"/hint {EXERCISE}" in shown
    assert "prose:\n    hint for first half" in shown


def test_a_message_can_be_read_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "message.txt").write_text("ありがとう", encoding="utf-8")
    found = subprocess.run(
        [sys.executable, "-m", "bot", "read", "message.txt", "--json"],
        capture_output=True,
        cwd=tmp_path,
        env=os.environ | FEW_LESSONS,
        timeout=120,
        check=True,
    )
    assert json.loads(found.stdout)["intent"] == "small-talk"


def test_neither_torch_nor_a_driver_of_a_database_is_imported(tmp_path: Path) -> None:
    script = (
        "import io, sys; sys.stdin = io.TextIOWrapper(io.BytesIO(b'hi'));"
        " from bot.cli.parser import main; main(['read', '-']);"
        " print(sorted({'torch', 'numpy', 'aiosqlite', 'psycopg', 'discord'} & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        cwd=tmp_path,
        env=os.environ | FEW_LESSONS,
        timeout=120,
        check=True,
    )
    assert ran.stdout.decode().splitlines()[-1] == "[]"
