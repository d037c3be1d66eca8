"""The check proves that what an exercise requires refuses the code under `@slow`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lessons.catalog import load
from lessons.check import check

TRACKS = Path(__file__).parents[2] / "lessons" / "our_tracks"

SOURCE = '''\
"""The first half of a batch, whose dimension 0 is the number of examples."""

import torch

from lessons.authoring import Cases, Rng, exercise, hidden, mistake, shown, slow


@exercise(REQUIRED)
def first_half(batch: torch.Tensor):
    return batch[: len(batch) // 2]


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([[1.0, 2.0], [3.0, 4.0]]))
    yield hidden(rng.normal(6, 4), size="n")
    yield hidden(rng.normal(60, 4), size="10n")


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


@pytest.fixture
def faults(tmp_path: Path):
    """faults(required, (old, new), …) returns the faults of the exercise, changed like that."""

    def found(required: str, *changes: tuple[str, str]) -> list[str]:
        tracks = Path(shutil.copytree(TRACKS, tmp_path / "tracks"))
        text = SOURCE.replace("REQUIRED", required)
        if "operations" not in required:
            text = text.replace(', size="n"', "").replace(', size="10n"', "")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path = tracks / "team-basics" / "batches" / "first_half.py"
        path.write_text(text, encoding="utf-8")
        report = check(load(tracks, built_in=False).lessons(), [tracks])
        return [f"{each.line}: {each.message}" for each in report.faults]

    return found


@pytest.mark.parametrize(
    "required",
    [
        'operations="constant"',
        'insists=("loop-instead-of-broadcast",)',
        'forbids=("stack",)',
        'allows=("narrow", "chunk")',
    ],
)
def test_slow_code_that_is_refused_is_no_fault(faults, required):
    assert faults(required) == []


def test_slow_code_that_passes_is_named_with_what_could_refuse_it(faults):
    (none,) = faults("")
    assert none.startswith("20: this @slow code passes, because nothing is required beyond values")


def test_slow_code_that_does_what_is_required_is_named(faults):
    (found,) = faults('forbids=("sort",)')
    assert found.startswith("20: this @slow code passes; require what it does not do")


def test_slow_code_with_other_values_is_named(faults):
    found = faults('operations="constant"', ("batch[row] for", "batch[row] + 1 for"))
    assert found[0].startswith("20: the values of this @slow code are not right: value, ")


def test_a_right_answer_in_the_text_that_breaks_a_requirement_is_named_with_it(faults):
    found = faults('forbids=("narrow",)')
    assert any(
        "this other way does not pass: requirement (rule forbidden" in each for each in found
    )
