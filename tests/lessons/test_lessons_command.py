"""The commands of `python -m lessons`, and what they print."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from lessons import check
from lessons.catalog import load
from lessons.check_messages import CheckMessage, ChecksFailed, ChecksPlanned, ModuleMissing
from lessons.cli.parser import main


def test_list_says_as_json_what_there_is(our_tracks: Path, capsys):
    assert main(["list", "--json", "--folder", str(our_tracks)]) == 0
    tracks = json.loads(capsys.readouterr().out)["tracks"]
    assert tracks[-1] == {
        "slug": "team-basics",
        "titles": {"ja": "チームの基礎", "en": "Team basics"},
        "lessons": [
            {
                "slug": "batches",
                "titles": {"ja": "バッチを切る", "en": "Cutting batches"},
                "minutes": 1,
                "exercises": [
                    {
                        "id": "batches/first-half",
                        "function": "first_half",
                        "mistakes": ["took-columns", "second-half"],
                        "level": None,
                        "minutes": None,
                    }
                ],
                "questions": 5,
                "practice": 0,
            }
        ],
        "practice": 0,
        "checklist": [
            {
                "key": "batches",
                "texts": {"ja": "データをまとめて扱える", "en": "I can work with batches"},
                "lessons": ["batches", "loaders"],
            }
        ],
    }


def test_list_says_how_hard_an_exercise_is_where_its_author_has_said_so(spoiled, capsys):
    spoiled.change("first_half.py", "@exercise()", '@exercise(level="hard", minutes=25)')
    assert main(["list", "--json", "--folder", str(spoiled.tracks)]) == 0
    (lesson,) = json.loads(capsys.readouterr().out)["tracks"][-1]["lessons"]
    (exercise,) = lesson["exercises"]
    assert (exercise["level"], exercise["minutes"]) == ("hard", 25)


def test_list_says_it_to_people_too(capsys):
    assert main(["list"]) == 0
    assert "1. tensors  6 min, exercises: 4, questions: 6" in capsys.readouterr().out


def test_the_folder_in_the_environment_is_taken_as_well(our_tracks: Path, monkeypatch, capsys):
    monkeypatch.setenv("TENSEI_LESSONS", str(our_tracks))
    assert main(["list"]) == 0
    assert "team-basics" in capsys.readouterr().out


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, capsys):
    assert main(["list", "--folder", str(tmp_path / "none")]) == 2
    message = capsys.readouterr().err
    assert (
        message == f"lessons: there is no folder {tmp_path / 'none'}; name one that holds tracks\n"
    )


def test_an_unknown_lesson_gets_the_nearest_name(capsys):
    assert main(["check", "tensor"]) == 2
    message = capsys.readouterr().err
    assert message == 'lessons: there is no lesson or track "tensor"; did you mean "tensors"?\n'


def test_faults_in_the_files_end_with_status_1(spoiled, capsys):
    spoiled.change("lesson.toml", "minutes = 1", "minutes = 0")
    assert main(["check", "--folder", str(spoiled.tracks)]) == 1
    line = "lesson.toml:1: minutes: Input should be greater than or equal to 1\n"
    assert capsys.readouterr().out == f"{spoiled.lesson}/{line}"


def test_faults_are_also_told_as_json(spoiled, capsys):
    spoiled.change("lesson.toml", "minutes = 1", "")
    assert main(["check", "--json", "--folder", str(spoiled.tracks)]) == 1
    faults = json.loads(capsys.readouterr().out)["faults"]
    assert faults == [
        {
            "file": f"{spoiled.lesson}/lesson.toml",
            "line": 1,
            "what": "minutes is missing; add it",
            "detail": "",
        }
    ]


@pytest.fixture
def process_of_checks(monkeypatch):
    """`process_of_checks(message, status)`: replaces the process that checks code by such a one."""

    def replace(message: CheckMessage, status: int) -> None:
        program = f"print({message.model_dump_json()!r}); raise SystemExit({status})"
        monkeypatch.setattr(check, "CODE_CHECKS", (sys.executable, "-c", program))

    return replace


def test_a_check_that_cannot_be_made_ends_with_status_2(
    process_of_checks, our_tracks: Path, capsys
):
    reason = "no sandbox layer is active; python -m grader doctor says more"
    process_of_checks(ChecksFailed(reason=reason), 2)
    assert main(["check", "batches", "--folder", str(our_tracks)]) == 2
    assert capsys.readouterr().err == f"lessons: {reason}\n"


def test_a_check_that_cannot_be_made_is_also_told_as_json(
    process_of_checks, our_tracks: Path, capsys
):
    process_of_checks(ChecksFailed(reason="the jail is closed"), 2)
    assert main(["check", "batches", "--json", "--folder", str(our_tracks)]) == 2
    assert json.loads(capsys.readouterr().out) == {"error": "the jail is closed"}


def test_a_check_without_torch_ends_with_status_2_and_names_it(
    process_of_checks, our_tracks: Path, capsys
):
    process_of_checks(ModuleMissing(module="torch"), 2)
    assert main(["check", "batches", "--folder", str(our_tracks)]) == 2
    assert capsys.readouterr().err.startswith("lessons: torch is not installed here.")


def test_a_check_whose_process_dies_ends_with_status_2(process_of_checks, our_tracks: Path, capsys):
    process_of_checks(ChecksPlanned(checks=0), 1)
    assert main(["check", "batches", "--folder", str(our_tracks)]) == 2
    message = "lessons: the checks of code ended early, with exit status 1\n"
    assert capsys.readouterr().err == message


@pytest.mark.parametrize("count", ["0", "-1", "10001", "many", "²"])
def test_a_number_of_seeds_that_cannot_be_drawn_is_answered_with_the_range(count: str, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["check", f"--seeds={count}"])
    assert ended.value.code == 2
    assert f"a whole number from 1 to 10000, not '{count}'" in capsys.readouterr().err


def test_a_wrong_command_is_answered_with_the_usage():
    command = [sys.executable, "-m", "lessons", "chekc"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "invalid choice: 'chekc'" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.fixture
def begun(tmp_path: Path, capsys) -> Path:
    """Write a track, a lesson and two exercises with `new`."""
    track = tmp_path / "first-steps"
    assert main(["new", "track", str(track)]) == 0
    assert main(["new", "lesson", str(track / "hello")]) == 0
    assert main(["new", "exercise", str(track / "hello" / "twice")]) == 0
    assert main(["new", "exercise", str(track / "hello" / "twice-more")]) == 0
    capsys.readouterr()
    return track


def test_what_new_writes_can_be_loaded_at_once(begun: Path):
    lesson = load(begun, built_in=False).lesson("hello")
    assert lesson is not None
    assert [(x.id, x.function) for x in lesson.exercises] == [
        ("hello/twice", "twice"),
        ("hello/twice-more", "twice_more"),
    ]


def test_new_never_writes_over_a_file(begun: Path, capsys):
    path = begun / "hello" / "twice.py"
    path.write_text("mine", encoding="utf-8")
    table = begun / "hello" / "lesson.toml"
    table.write_text("minutes = 3\nexercises = []\n", encoding="utf-8")
    assert main(["new", "exercise", str(begun / "hello" / "twice")]) == 2
    assert "is there already; nothing was written" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == "mine"
    assert table.read_text(encoding="utf-8") == "minutes = 3\nexercises = []\n"


@pytest.mark.parametrize(
    ("kind", "place", "message"),
    [
        ("track", "First Steps", '"First Steps" is not a name for it: lower-case letters'),
        ("lesson", "nowhere/hello", "make it first: python -m lessons new track"),
        ("exercise", "nowhere/hello/twice", "make it first: python -m lessons new lesson"),
    ],
)
def test_new_says_why_it_cannot(tmp_path: Path, capsys, kind: str, place: str, message: str):
    assert main(["new", kind, str(tmp_path / place)]) == 2
    assert message in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_new_refuses_a_name_that_python_keeps_for_itself(begun: Path, capsys):
    assert main(["new", "exercise", str(begun / "hello" / "while")]) == 2
    assert '"while" cannot name a function' in capsys.readouterr().err
