"""An author who follows docs/writing-lessons.md gets a lesson without faults."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from lessons.catalog import load
from lessons.cli.parser import main
from lessons.markdown import Fence, TextBlock, parse_blocks
from tests.support.built_in import built_in_lessons

GUIDE = Path(__file__).parents[2] / "docs" / "writing-lessons.md"
FILE_FENCE = re.compile(r"(toml|markdown|python) (?P<place>our-track/\S+)")


@pytest.fixture
def followed(tmp_path: Path, monkeypatch) -> Path:
    """Follow the guide step by step, and return the folder of tracks that results."""
    monkeypatch.chdir(tmp_path)
    guide = list(parse_blocks(GUIDE.read_text(encoding="utf-8")))
    commands = next(x for x in guide if isinstance(x, TextBlock) and "mkdir" in x.markdown)
    for line in commands.markdown.splitlines():
        words = shlex.split(line)
        if words[0] == "mkdir":
            Path(words[1]).mkdir()
        elif words[:4] == ["python", "-m", "lessons", "new"]:
            assert main(words[3:]) == 0
        elif words[0] == "export":
            monkeypatch.setenv(*words[1].split("="))
    written = {path for path in Path("our-lessons").rglob("*") if path.is_file()}
    for block in guide:
        if isinstance(block, Fence) and (placed := FILE_FENCE.fullmatch(block.info)):
            path = Path("our-lessons", placed["place"])
            path.write_text(f"{block.content}\n", encoding="utf-8")
            written.remove(path)
    assert written == set(), "the guide leaves out files that `new` has written"
    return tmp_path / "our-lessons"


def test_the_guide_leads_to_a_lesson_in_which_the_check_finds_nothing(followed: Path, capsys):
    capsys.readouterr()
    assert main(["check", "sums"]) == 0, capsys.readouterr().out
    assert capsys.readouterr().out == "All is well (lessons: 1, trials: 15).\n"


def test_the_guides_lesson_is_offered_beside_the_built_in_ones(followed: Path):
    built_in = [track.slug for track in built_in_lessons().tracks]
    assert [track.slug for track in load(followed).tracks] == [*built_in, "our-track"]
