"""The check says how often a trained reference would fail, and that slow code is slow enough."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lessons.catalog import load
from lessons.check import CheckReport, check

TRACKS = Path(__file__).parents[2] / "lessons" / "our_tracks"

TRAINED = '''\
"""A function that adds the mean of the batch that it was made with."""

import torch

from lessons.authoring import Cases, Rng, call, exercise, hidden, mistake, shown, then


@exercise(tolerance=(0.0, MARGIN))
def first_half(batch: torch.Tensor):
    offset = batch.mean() + 0.1 * (torch.rand(()) - 0.5)
    return lambda new: new + offset


def cases(rng: Rng) -> Cases:
    yield shown(call(torch.tensor([[1.0, 2.0], [3.0, 4.0]])), then(torch.ones(2)))
    yield hidden(call(rng.normal(6, 4)), then(rng.normal(3)))


@mistake("took-columns")
def _(batch):
    return lambda new: new * 100 + 1000


@mistake("second-half")
def _(batch):
    return lambda new: new - 5000
'''

TIMED = '''\
"""The first half of a batch."""

import torch

from lessons.authoring import Cases, Rng, exercise, hidden, mistake, shown, slow


@exercise()
def first_half(batch: torch.Tensor):
    return batch[: len(batch) // 2]


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([[1.0, 2.0], [3.0, 4.0]]))
    yield hidden(rng.normal(6, 4))


def timed(rng: Rng) -> Cases:
    yield hidden(rng.normal(ROWS, 2))


@slow
def _(batch):
    return torch.stack([batch[row] for row in range(len(batch) // 2)])


@mistake("took-columns")
def _(batch):
    return batch[:, : batch.shape[1] // 2]


@mistake("second-half")
def _(batch):
    return batch[len(batch) // 2 :]
'''


def report_on(tmp_path: Path, source: str) -> CheckReport:
    """Check the lesson with this exercise, whose texts do not matter here."""
    tracks = Path(shutil.copytree(TRACKS, tmp_path / "tracks"))
    path = tracks / "team-basics" / "batches" / "first_half.py"
    path.write_text(source, encoding="utf-8")
    return check(load(tracks, built_in=False).lessons(), [tracks])


def faults_of_file(report: CheckReport) -> list[str]:
    return [each.message for each in report.faults if each.path.name == "first_half.py"]


@pytest.mark.parametrize(("margin", "never"), [("0.2", True), ("0.02", False)])
def test_it_says_under_how_many_seeds_a_trained_reference_fails(
    tmp_path: Path, margin: str, never: bool
) -> None:
    report = report_on(tmp_path, TRAINED.replace("MARGIN", margin))

    (training,) = report.trainings
    assert training.exercise == "batches/first-half"
    assert training.seeds == 20
    assert (training.failures == 0) is never
    said = [each for each in faults_of_file(report) if "of 20 seeds" in each]
    assert bool(said) is not never


@pytest.mark.parametrize(("rows", "is_enough"), [("6", False), ("80_000", True)])
def test_slow_code_has_to_be_told_from_the_reference_by_its_cpu_time(
    tmp_path: Path, rows: str, is_enough: bool
) -> None:
    found = faults_of_file(report_on(tmp_path, TIMED.replace("ROWS", rows)))

    assert any("times the reference's CPU time; make them larger" in each for each in found) is (
        not is_enough
    )
    assert any("this @slow code passes" in each for each in found) is not is_enough
