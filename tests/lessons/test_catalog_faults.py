"""Loading the curriculum from invalid files: each fault is reported with file and line."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from lessons.catalog import CatalogError, load

SPOILS = tomllib.loads(Path(__file__).with_name("spoiled_files.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("spoil", SPOILS["spoil"], ids=lambda spoil: spoil["faults"][0])
def test_a_mistake_in_a_file_is_named_by_file_and_line(spoiled, spoil):
    spoiled.change(spoil["file"], spoil["old"], spoil["new"])
    assert spoiled.faults() == spoil["faults"]


def test_every_fault_of_every_file_is_told_at_once(spoiled):
    spoiled.change("lesson.en.md", "# Cutting", "Cutting")
    spoiled.change("quiz.toml", "answer = true", 'answer = "yes"')
    spoiled.change("first_half.py", "def cases", "def inputs")
    assert [fault.split(":")[0] for fault in spoiled.faults()] == [
        "first_half.py",
        "lesson.en.md",
        "quiz.toml",
    ]


def test_a_missing_file_is_named(spoiled):
    (spoiled.lesson / "lesson.ja.md").unlink()
    assert spoiled.faults() == ["lesson.ja.md:1: this file is missing; write it"]


def test_a_file_that_is_not_utf_8_is_named_with_the_line(spoiled):
    path = spoiled.lesson / "first_half.ja.md"
    path.write_bytes("# 前半\n\n後半".encode() + "半".encode("shift_jis"))
    assert spoiled.faults() == ["first_half.ja.md:3: this is not UTF-8; save the file as UTF-8"]


def test_an_exercise_without_a_section_is_told_what_is_missing(spoiled):
    (spoiled.lesson / "first_half.en.md").write_text("# Title\n\nPrompt.\n", encoding="utf-8")
    assert spoiled.faults() == [
        'first_half.en.md:1: there is no "## afterwards"; add one',
        'first_half.en.md:1: there is no "## hint"; add one',
        'first_half.en.md:1: there is no "## mistake second-half"; explain it',
        'first_half.en.md:1: there is no "## mistake took-columns"; explain it',
        'first_half.en.md:1: there is no "## starter"; add one',
    ]


def test_a_page_too_few_is_noticed(spoiled):
    path = spoiled.lesson / "lesson.en.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.partition("## Shapes")[0], encoding="utf-8")
    assert spoiled.faults() == ["lesson.en.md:1: pages: 1 here, 2 in ja; write as many"]


def test_a_snippet_that_only_one_language_has_is_noticed(spoiled):
    snippet = "```python\nbatch[:1]\n```\n\n```output\ntensor([[0., 0., 0.]])\n```\n"
    spoiled.change("lesson.en.md", snippet, "")
    assert spoiled.faults() == [
        'lesson.en.md:1: page 1, "How many rows", shows snippet; in ja it shows snippet, snippet; '
        "show the same"
    ]


def test_a_function_name_is_used_only_once_in_all_tracks(spoiled):
    spoiled.change("first_half.py", "def first_half", "def to_float")
    with pytest.raises(CatalogError) as raised:
        load(spoiled.tracks)
    assert [fault.message for fault in raised.value.faults] == [
        'tensors/to-float already has a function "to_float"; choose another name'
    ]


def test_a_misspelt_exercise_is_told_which_one_is_meant(spoiled):
    spoiled.change("lesson.toml", '"first-half"', '"frist-half"')
    assert spoiled.faults() == [
        'lesson.toml:2: there is no frist_half.py for the exercise "frist-half"; '
        'did you mean "first-half"?'
    ]


def test_two_lessons_of_one_name_are_noticed(spoiled):
    (spoiled.lesson / "first_half.py").rename(spoiled.lesson / "first_half.txt")
    spoiled.change("lesson.toml", '["first-half"]', "[]")
    spoiled.lesson.rename(spoiled.track / "tensors")
    table = spoiled.track / "track.toml"
    table.write_text(table.read_text(encoding="utf-8").replace('"batches"', '"tensors"'), "utf-8")
    with pytest.raises(CatalogError, match='two lessons are called "tensors"; rename one'):
        load(spoiled.tracks)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('["batches"]', '["batchs"]', 'no folder "batchs"; write the lesson, or take it out'),
        ('["loaders"]', "[]", 'the checklist names a lesson "loaders" that is not in lessons'),
        ('"team-basics"', '"Team Basics"', '"Team Basics" is not a slug'),
    ],
)
def test_a_mistake_in_a_track_is_named(spoiled, old: str, new: str, fault: str):
    path = spoiled.track / "track.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    named = [each for each in spoiled.faults() if fault in each]
    assert [each.startswith(f"{path}:") for each in named] == [True]


def test_a_folder_without_tracks_is_named(tmp_path: Path):
    with pytest.raises(CatalogError, match="a track is a folder with a"):
        load(tmp_path, built_in=False)
