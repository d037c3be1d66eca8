"""A small complete track, and copies of it for tests to change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import torch

from grader.jail.inside.block_compile import stub_compiler
from lessons.catalog import CatalogError, load

torch.set_num_threads(1)  # as in the jail: more threads of tiny tensors wait for each other
stub_compiler()  # as in a grader

OUR_TRACKS = Path(__file__).with_name("our_tracks")


class SpoiledTrack:
    """A copy of the track with one lesson, whose files tests change."""

    def __init__(self, tracks: Path) -> None:
        self.tracks = tracks
        self.track = tracks / "team-basics"
        self.lesson = self.track / "batches"

    def change(self, name: str, old: str, new: str) -> None:
        """Replace the first `old` in a file of the lesson by `new`. The file must contain it."""
        path = self.lesson / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} no longer has {old!r}: the test is out of date"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def faults(self) -> list[str]:
        """Return the faults that `load` raises, with paths relative to the lesson's folder."""
        with pytest.raises(CatalogError) as raised:
            load(self.tracks, built_in=False)
        return [str(fault).replace(f"{self.lesson}/", "") for fault in raised.value.faults]


@pytest.fixture
def our_tracks() -> Path:
    return OUR_TRACKS


@pytest.fixture
def spoiled(tmp_path: Path) -> SpoiledTrack:
    return SpoiledTrack(Path(shutil.copytree(OUR_TRACKS, tmp_path / "tracks")))
