"""Verdicts that depend on the inputs that are drawn are found, with file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lessons.catalog import load
from lessons.check import check

TRACKS = Path(__file__).parents[2] / "lessons" / "our_tracks"

ALSO = """@also
def _(batch):
    half = batch[: len(batch) // 2]
    return half + 1 if batch.sum() > 3 and len(batch) == 8 else half


@mistake("took-columns")"""


def faults_of_the_exercise(tracks: Path, seeds: int) -> list[str]:
    report = check(load(tracks, built_in=False).lessons(), [tracks], seeds=seeds)
    assert {each.path.suffix for each in report.faults} <= {".py"}
    return [f"{each.line}: {each.message}" for each in report.faults]


@pytest.fixture
def change(tmp_path: Path):
    """change(old, new) copies the small track and returns its folder, the exercise changed."""

    def copied(*changes: tuple[str, str]) -> Path:
        tracks = Path(shutil.copytree(TRACKS, tmp_path / "tracks"))
        path = tracks / "team-basics" / "batches" / "first_half.py"
        text = path.read_text(encoding="utf-8").replace(
            "import Cases, Rng,", "import Cases, Rng, also,"
        )
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path.write_text(text, encoding="utf-8")
        return tracks

    return copied


def test_a_right_answer_that_fails_by_luck_is_named(change):
    tracks = change(('@mistake("took-columns")', ALSO))
    found = [each for each in faults_of_the_exercise(tracks, 40) if "seeds" in each]
    assert len(found) == 1
    assert found[0].startswith("20: this right answer does not pass on the inputs of ")
    assert " of 40 seeds (first " in found[0]


def test_a_mistake_that_passes_by_luck_is_named(change):
    tracks = change(
        ("return batch[len(batch) // 2 :]", "return batch[: len(batch) // 2] + (rare(batch))"),
        ("+ (rare(batch))", "+ (batch.sum() > 3 and len(batch) == 8)"),
    )
    found = [each for each in faults_of_the_exercise(tracks, 40) if "seeds" in each]
    assert len(found) == 1
    assert 'the mistake "second-half" is not what it should be on the inputs of ' in found[0]
    assert found[0].endswith(": it passes")


def test_an_exercise_without_luck_has_no_faults(change):
    assert faults_of_the_exercise(change(), 40) == []


def test_an_alternative_that_never_passes_is_named_once(change):
    never = '@also\ndef _(batch):\n    return batch\n\n\n@mistake("took-columns")'
    tracks = change(('@mistake("took-columns")', never))
    (found,) = faults_of_the_exercise(tracks, 5)
    assert found.startswith("20: this other way does not pass: shape")


def test_inputs_that_some_seeds_do_not_give_are_named(change):
    tracks = change(("for rows in (2, 5, 8)", "for rows in (2, 5, 8 // (rng.integer(0, 9) % 8))"))
    found = faults_of_the_exercise(tracks, 40)
    assert "15: cases(rng) raised ZeroDivisionError('integer division or modulo by zero')" in found
