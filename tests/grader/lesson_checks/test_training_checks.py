"""The check says how often a trained reference would fail, and that slow code is slow enough."""

from __future__ import annotations

import pytest

from lessons.check import CheckReport
from tests.support.changed_exercises import changed, check_each, faults_of

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


VARIANTS = {
    "wide-margin": changed(TRAINED, ("MARGIN", "0.2")),
    "narrow-margin": changed(TRAINED, ("MARGIN", "0.02")),
    "few-rows": changed(TIMED, ("ROWS", "6")),
    "many-rows": changed(TIMED, ("ROWS", "80_000")),
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> CheckReport:
    """The report on all variants, whose texts do not matter here."""
    return check_each(tmp_path_factory.mktemp("variants"), VARIANTS)


def faults_of_code(report: CheckReport, variant: str) -> list[str]:
    return [each.message for each in faults_of(report, variant) if each.path.suffix == ".py"]


@pytest.mark.parametrize(("variant", "never"), [("wide-margin", True), ("narrow-margin", False)])
def test_it_says_under_how_many_seeds_a_trained_reference_fails(
    report: CheckReport, variant: str, never: bool
) -> None:
    exercise = f"{variant}/first-half-{variant}"
    (training,) = [each for each in report.trainings if each.exercise == exercise]
    assert training.seeds == 20
    assert (training.failures == 0) is never
    said = [each for each in faults_of_code(report, variant) if "of 20 seeds" in each]
    assert bool(said) is not never


def test_only_exercises_that_train_have_a_report_of_their_training(report: CheckReport) -> None:
    trained = [each.exercise.partition("/")[0] for each in report.trainings]
    assert trained == ["narrow-margin", "wide-margin"]


@pytest.mark.parametrize(("variant", "is_enough"), [("few-rows", False), ("many-rows", True)])
def test_slow_code_has_to_be_told_from_the_reference_by_its_cpu_time(
    report: CheckReport, variant: str, is_enough: bool
) -> None:
    found = faults_of_code(report, variant)

    assert any("times the reference's CPU time; make them larger" in each for each in found) is (
        not is_enough
    )
    assert any("this @slow code passes" in each for each in found) is not is_enough
