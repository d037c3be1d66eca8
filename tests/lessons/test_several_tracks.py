"""Several folders of tracks: their order, what they require, and glossaries of their own."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.storage.learning.progress import Achievements
from bot.tutor.learning.curriculum import is_done, lesson_before
from lessons.catalog import CatalogError, load
from lessons.folders import is_yes, split_folders
from lessons.static_checks import static_faults


def write_table(spoiled, first: str) -> None:
    """Put lines before all others of the track.toml."""
    path = spoiled.track / "track.toml"
    path.write_text(f"{first}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")


def test_a_setting_names_several_folders(tmp_path: Path, monkeypatch):
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TENSEI_LESSONS", os.pathsep.join(map(str, folders)))
    monkeypatch.setenv("TENSEI_BUILT_IN_LESSONS", "false")
    settings = Settings()
    assert (settings.lessons, settings.built_in_lessons) == (tuple(folders), False)
    monkeypatch.setenv("TENSEI_LESSONS", str(tmp_path / "none"))
    with pytest.raises(ValueError, match="there is no such folder"):
        Settings()


def test_folders_of_a_setting_are_split_as_in_path():
    assert split_folders(f"a{os.pathsep} b c {os.pathsep}") == (Path("a"), Path("b c"))
    assert split_folders(" ") == ()


@pytest.mark.parametrize(("text", "on"), [("", True), ("true", True), ("0", False), ("No", False)])
def test_an_on_off_setting_is_on_unless_it_says_no(text: str, on: bool):
    assert is_yes(text) is on


def test_the_built_in_track_can_be_left_out_and_a_track_can_come_first(spoiled):
    hidden = load(spoiled.tracks, built_in=False)
    assert [track.slug for track in hidden.tracks] == ["team-basics"]
    behind = [track.slug for track in load(spoiled.tracks).tracks]
    built_in = ["pytorch-basics", "training", "puzzles"]
    assert behind == [*built_in, "team-basics"]
    write_table(spoiled, "order = -1")
    assert [track.slug for track in load(spoiled.tracks).tracks] == ["team-basics", *built_in]


def test_the_first_lesson_of_a_track_recommends_the_last_of_the_one_that_it_requires(spoiled):
    write_table(spoiled, 'requires = ["pytorch-basics"]')
    catalog = load(spoiled.tracks)
    first = catalog.lesson("batches")
    assert first is not None
    before = lesson_before(catalog, first)
    assert before is catalog.tracks[0].lessons[-1]
    assert not is_done(before, Achievements(frozenset(), frozenset()))
    # Where the built-in tracks are left out, there is nothing to recommend.
    alone = load(spoiled.tracks, built_in=False)
    assert lesson_before(alone, alone.lessons()[0]) is None


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (
            'order = -1\nrequires = ["pytorch-basics"]',
            'track.toml:2: "pytorch-basics" is required, but does not come before; give it a lower',
        ),
        ('requires = ["team-basics"]', 'track.toml:1: "team-basics" is required, but does not'),
        ('requires = ["Py Torch"]', 'track.toml:1: "Py Torch" is not a slug of a track'),
    ],
)
def test_a_requirement_that_cannot_be_met_is_named(spoiled, lines: str, fault: str):
    write_table(spoiled, lines)
    with pytest.raises(CatalogError) as raised:
        load(spoiled.tracks)
    assert [fault in str(each) for each in raised.value.faults] == [True]


def test_a_track_has_words_of_its_own_to_avoid(spoiled):
    glossary = spoiled.track / "glossary.toml"
    term = '[[term]]\nja = "スライス"\nen = "slice"\navoid_en = ["cutting"]\n'
    glossary.write_text(term, encoding="utf-8")
    lesson = load(spoiled.tracks, built_in=False).lesson("batches")
    assert lesson is not None
    found = [each.message for each in static_faults(lesson)]
    assert found == ['the glossary says "slice", not "Cutting"']
    glossary.write_text(term.replace("cutting", "hacking"), encoding="utf-8")
    os.utime(glossary, ns=(1, 1))
    assert list(static_faults(lesson)) == []
    glossary.write_text("term = 1", encoding="utf-8")
    os.utime(glossary, ns=(2, 2))
    with pytest.raises(CatalogError, match=r"glossary\.toml:1"):
        list(static_faults(lesson))


def test_two_folders_with_a_track_each_are_both_loaded(spoiled, tmp_path: Path):
    other = Path(shutil.copytree(spoiled.track, tmp_path / "more" / "team-advanced"))
    (other / "batches").rename(other / "slices")
    table = other / "track.toml"
    text = table.read_text(encoding="utf-8").replace("team-basics", "team-advanced")
    table.write_text(text.replace('"batches"', '"slices"'), encoding="utf-8")
    for path in (other / "slices").glob("first_half.*"):
        path.write_text(path.read_text(encoding="utf-8").replace("first_half(", "first_part("))
    catalog = load(spoiled.tracks, other.parent, built_in=False)
    assert [lesson.slug for lesson in catalog.lessons()] == ["batches", "slices"]
