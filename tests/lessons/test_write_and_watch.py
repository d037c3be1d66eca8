"""`check --write` puts outputs into the Markdown, and `check --watch` checks again what changes."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from lessons.cli.parser import main
from lessons.diagnostics import Fault
from lessons.output_writer import write_outputs
from lessons.watch import changes, take_snapshot

RIGHT = "```output\ntorch.Size([4, 3])\n4\n```"


def test_outputs_that_are_wrong_or_missing_are_written_in_each_language(spoiled, capsys):
    before = {
        path: path.read_text(encoding="utf-8") for path in sorted(spoiled.lesson.glob("*.md"))
    }
    spoiled.change("lesson.en.md", "Size([4, 3])\n4\n", "Size([4, 9])\n")
    spoiled.change("lesson.ja.md", f"{RIGHT}\n\n", "")
    spoiled.change("first_half.ja.md", "tensor([[1, 2]])\n", "")
    (spoiled.lesson / "lesson.en.md").chmod(0o640)
    assert (
        main(["check", "--write", "--seeds", "1", "batches", "--folder", str(spoiled.tracks)]) == 0
    )
    assert {path: path.read_text(encoding="utf-8") for path in before} == before
    shown = capsys.readouterr().out
    assert "-torch.Size([4, 9])\n+torch.Size([4, 3])\n+4\n" in shown
    assert shown.endswith("All is well (lessons: 1, trials: 20).\n")
    assert (spoiled.lesson / "lesson.en.md").stat().st_mode & 0o777 == 0o640
    assert not list(spoiled.lesson.glob(".*"))


@pytest.fixture
def snippet(tmp_path: Path) -> Path:
    path = tmp_path / "lesson.en.md"
    path.write_text("# T\n\n## P\n\n```python\n1\n```\n", encoding="utf-8")
    return path


def test_an_output_is_written_only_below_the_folders_that_are_given(snippet: Path):
    fault = Fault(snippet, 6, "no output", actual="1")
    text = snippet.read_text(encoding="utf-8")
    assert write_outputs([fault], [snippet.parent / "other"]) == ([fault], "")
    assert snippet.read_text(encoding="utf-8") == text
    assert write_outputs([fault], [snippet.parent])[0] == []
    assert snippet.read_text(encoding="utf-8") == f"{text}\n```output\n1\n```\n"


@pytest.mark.parametrize(("line", "output"), [(5, "1"), (99, "1"), (6, "a\n```\nb")])
def test_a_file_that_does_not_fit_the_fault_is_left_alone(snippet: Path, line: int, output: str):
    fault = Fault(snippet, line, "no output", actual=output)
    text = snippet.read_text(encoding="utf-8")
    assert write_outputs([fault], [snippet.parent]) == ([fault], "")
    assert snippet.read_text(encoding="utf-8") == text


def test_an_output_of_code_that_shows_nothing_is_taken_out(snippet: Path):
    text = snippet.read_text(encoding="utf-8")
    snippet.write_text(f"{text}\n```output\n1\n```\n\nAfter.\n", encoding="utf-8")
    write_outputs([Fault(snippet, 6, "other output", actual="")], [snippet.parent])
    assert snippet.read_text(encoding="utf-8").split() == f"{text} After.".split()


def test_changes_are_named_once_they_are_written(tmp_path: Path):
    for name in ("kept.md", "changed.md", "removed.md"):
        (tmp_path / name).write_text("a", encoding="utf-8")
    known = take_snapshot([tmp_path])
    (tmp_path / "changed.md").write_text("ab", encoding="utf-8")
    (tmp_path / "removed.md").unlink()
    (tmp_path / "added.md").write_text("a", encoding="utf-8")
    (tmp_path / ".changed.md.swp").write_text("a", encoding="utf-8")
    found = next(changes([tmp_path], known, interval_s=0.01))
    assert {path.name for path in found} == {"changed.md", "removed.md", "added.md"}


def test_somebody_who_watches_sees_each_change_checked_and_a_broken_file_named(spoiled):
    command = [sys.executable, "-m", "lessons", "check", "--watch", "--seeds", "1", "batches"]
    command += ["--folder", str(spoiled.tracks)]
    spoiled.change("lesson.en.md", "# Cutting", "Cutting")
    author = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert author.stdout is not None
    assert author.stderr is not None
    waiting = "Waiting for a change (Ctrl-C ends it).\n"
    named = 'the first line must be the title: "# Title"\n'
    try:
        assert author.stdout.readline().endswith(named)
        assert author.stderr.readline() == "1 to put right.\n"
        assert author.stderr.readline() == waiting
        spoiled.change("lesson.en.md", "Cutting", "# Cutting")
        assert author.stdout.readline() == "All is well (lessons: 1, trials: 20).\n"
        assert author.stderr.readline() == waiting
        spoiled.change("lesson.en.md", "# Cutting", "Cutting")
        assert author.stdout.readline().endswith(named)
        author.send_signal(signal.SIGINT)
        assert author.wait(timeout=120) == 130
    finally:
        author.kill()
        author.communicate()
