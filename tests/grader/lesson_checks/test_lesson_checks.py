"""The process that checks the code of lessons: what it compares, and what it writes."""

from __future__ import annotations

import shutil
from pathlib import Path
from unittest.mock import create_autospec

import pytest

from grader.jail import Jail, JailError, Warmup
from grader.lesson_checks.command import main, warmup_for
from grader.lesson_checks.outputs import output_matches
from lessons.catalog import load
from lessons.check_messages import (
    CheckFinished,
    CheckMessage,
    ChecksFailed,
    ChecksPlanned,
    ModuleMissing,
    parse_message,
)

TRACKS = Path(__file__).parents[2] / "lessons" / "our_tracks"


def written(capsys: pytest.CaptureFixture[str]) -> list[CheckMessage]:
    return [parse_message(line) for line in capsys.readouterr().out.splitlines()]


def test_it_writes_how_many_checks_there_are_and_then_a_message_for_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tracks = Path(shutil.copytree(TRACKS, tmp_path / "tracks"))
    exercise = tracks / "team-basics" / "batches" / "first_half.py"
    exercise.write_text(exercise.read_text() + '\n\nprint("this is no message")\n')

    assert main(["--folder", str(tracks), "--", "batches"]) == 0

    planned, *finished = written(capsys)
    assert planned == ChecksPlanned(checks=20)
    assert finished == [CheckFinished(faults=())] * 20


def test_few_lessons_get_a_jail_that_opens_sooner_unless_their_code_draws(tmp_path: Path) -> None:
    tracks = Path(shutil.copytree(TRACKS, tmp_path / "tracks"))
    lessons = load(tracks, built_in=False).lessons()
    assert warmup_for(lessons) is Warmup.TORCH
    assert warmup_for(lessons * 3) is Warmup.FULL
    page = tracks / "team-basics" / "batches" / "lesson.en.md"
    page.write_text(page.read_text() + "\n```python\nplt.plot([1, 2])\n```\n")
    assert warmup_for(lessons) is Warmup.FULL


def test_it_writes_why_the_jail_cannot_be_opened(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    refusal = create_autospec(Jail.open, side_effect=JailError("no sandbox layer is active"))
    monkeypatch.setattr(Jail, "open", refusal)

    assert main(["--", "tensors"]) == 2

    reason = "no sandbox layer is active; python -m grader doctor says more"
    assert written(capsys) == [ChecksFailed(reason=reason)]


def test_it_writes_which_package_is_not_installed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = ModuleNotFoundError("No module named 'torch'", name="torch")
    monkeypatch.setattr(Jail, "open", create_autospec(Jail.open, side_effect=missing))

    assert main(["--", "tensors"]) == 2

    assert written(capsys) == [ModuleMissing(module="torch")]


@pytest.mark.parametrize(
    ("expected", "actual", "is_match"),
    [
        ("tensor([1])", "tensor([1])\n", True),
        ("tensor([1])", "tensor([2])", False),
        ("a\nb", "a", False),
        ("", "", True),
        ("", "1", False),
        ("Error: long …", "Error: long and on\nand on", True),
        ("Error: long …", "Error: short", False),
        ("a …\nb", "a 1\nb", True),
        ("a …\nb", "a 1\nc", False),
    ],
)
def test_an_output_matches_line_by_line_and_dots_stand_for_the_rest(
    expected: str, actual: str, is_match: bool
):
    assert output_matches(expected, actual) is is_match
