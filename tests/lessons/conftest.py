"""A small whole track of our own, and copies of it to spoil."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lessons.catalog import CatalogError, load

OUR_TRACKS = Path(__file__).with_name("our_tracks")


class Spoiled:
    """A copy of the track's one lesson, in which things are then changed."""

    def __init__(self, tracks: Path) -> None:
        self.tracks = tracks
        self.track = tracks / "team-basics"
        self.lesson = self.track / "batches"

    def change(self, name: str, old: str, new: str) -> None:
        """Puts `new` for the first `old` in a file of the lesson, where `old` must stand."""
        path = self.lesson / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} no longer has {old!r}: the test is out of date"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def faults(self) -> list[str]:
        """What the catalogue says is wrong, with paths from the lesson's folder."""
        with pytest.raises(CatalogError) as told:
            load(self.tracks, built_in=False)
        return [str(x).replace(f"{self.lesson}/", "") for x in told.value.faults]


@pytest.fixture
def our_tracks() -> Path:
    return OUR_TRACKS


@pytest.fixture
def spoiled(tmp_path: Path) -> Spoiled:
    return Spoiled(Path(shutil.copytree(OUR_TRACKS, tmp_path / "tracks")))


@pytest.fixture
def one_fault(spoiled: Spoiled) -> Callable[[str, str, str], str]:
    """Changes one thing in one file, and gives the one fault that is then found."""

    def change(name: str, old: str, new: str) -> str:
        spoiled.change(name, old, new)
        faults = spoiled.faults()
        assert len(faults) == 1, faults
        return faults[0]

    return change
