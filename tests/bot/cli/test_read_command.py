"""`python -m bot read` shows how a message is understood."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


def read(text: str, *options: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "bot", "read", "-", *options],
        input=text.encode(),
        capture_output=True,
        cwd=folder,
        timeout=120,
        check=False,
    )


def understood(text: str, *options: str, folder: Path) -> dict[str, Any]:
    found = read(text, "--json", *options, folder=folder)
    assert found.returncode == 0, found.stderr
    return dict(json.loads(found.stdout))


EVENS = "def evens(stop):\n    return torch.arange(0, stop, 2)"


def test_a_message_is_printed_with_its_parts_and_what_it_wants(tmp_path: Path) -> None:
    found = understood(EVENS + "\n", folder=tmp_path)
    assert found["parts"] == [{"kind": "code", "text": EVENS}]
    assert found["intent"] == "grade"
    assert found["exercises"] == ["tensors/evens"]
    assert found["page"] is None
    assert found["language"] == "en"
    assert list(tmp_path.iterdir()) == [], "no database is made"


def test_a_question_is_printed_with_its_page(tmp_path: Path) -> None:
    found = understood("ブロードキャストって何？", folder=tmp_path)
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
        (EVENS, ("--in-thread-of", "OTHER"), "grade"),
    ],
)
def test_where_a_message_was_sent_decides_whether_it_is_answered(
    text: str, options: tuple[str, ...], intent: str, tmp_path: Path
) -> None:
    assert understood(text, *options, folder=tmp_path)["intent"] == intent


def test_a_message_is_printed_for_people_as_well(tmp_path: Path) -> None:
    shown = read("hint for evens", folder=tmp_path).stdout.decode()
    assert "intent     command" in shown
    assert "/hint tensors/evens" in shown
    assert "prose:\n    hint for evens" in shown


def test_a_message_can_be_read_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "message.txt").write_text("ありがとう", encoding="utf-8")
    found = subprocess.run(
        [sys.executable, "-m", "bot", "read", "message.txt", "--json"],
        capture_output=True,
        cwd=tmp_path,
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
        [sys.executable, "-c", script], capture_output=True, cwd=tmp_path, timeout=120, check=True
    )
    assert ran.stdout.decode().splitlines()[-1] == "[]"
