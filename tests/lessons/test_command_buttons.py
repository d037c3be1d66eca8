"""A page may offer one of the tutor's commands: a link to it becomes a button."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lessons.catalog import load
from lessons.curriculum import BUTTON_COMMANDS, CommandButton
from tests.support.built_in import built_in_lessons

LINE = "A slice takes some of them."


def test_a_link_in_a_paragraph_of_its_own_becomes_a_button(our_tracks: Path, tmp_path: Path):
    copied = shutil.copytree(our_tracks, tmp_path / "tracks")
    for language in ("ja", "en"):
        path = copied / "team-basics" / "batches" / f"lesson.{language}.md"
        text = path.read_text(encoding="utf-8")
        path.write_text(text + "\n[Go (now)](command:progress)\n", encoding="utf-8")
    lesson = load(copied).lesson("batches")
    assert lesson is not None
    assert lesson.pages["en"][-1].parts[-1] == CommandButton("Go (now)", "progress")


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        (
            "[Go](command:bnech)",
            'a page cannot offer the command "bnech"; it can offer ' + " or ".join(BUTTON_COMMANDS),
        ),
        (
            "[ ](command:bench)",
            "say in words what the button does: [these words](command:…)",
        ),
        (
            "See [this](command:bench) as well.",
            "a link to a command becomes a button; give it a paragraph of its own",
        ),
    ],
)
def test_a_button_that_could_not_work_is_named_by_file_and_line(spoiled, written: str, fault: str):
    spoiled.change("lesson.en.md", LINE, written)
    assert spoiled.faults() == [f"lesson.en.md:20: {fault}"]


def test_a_button_that_only_one_language_has_is_noticed(spoiled):
    spoiled.change("lesson.en.md", LINE, "[Go](command:bench)")
    (fault,) = spoiled.faults()
    assert "shows snippet, commandbutton, snippet; in ja it shows snippet, snippet" in fault


def test_the_lesson_about_the_gpu_offers_the_measurement_in_both_languages():
    lesson = built_in_lessons().lesson("gpu")
    assert lesson is not None
    for pages in lesson.pages.values():
        offered = [part for page in pages for part in page.parts if isinstance(part, CommandButton)]
        assert [button.command for button in offered] == ["bench"]
