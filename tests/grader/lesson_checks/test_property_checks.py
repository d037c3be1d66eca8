"""The check proves what `@accepts` declares: right answers, mistakes, and that luck is no part."""

from __future__ import annotations

import pytest

from tests.support.changed_exercises import changed, check_each, faults_of, lines

SOURCE = '''\
"""A random order of the rows of a batch."""

import torch

from lessons.authoring import Cases, Rng, accepts, also, exercise, hidden, mistake, shown


@exercise()
def first_half(batch: torch.Tensor):
    return batch[torch.randperm(len(batch))]


@accepts
def _(rows, batch):
    if rows[0].sum() not in batch.sum(1):
        return "took-columns"
    return None if torch.equal(rows.sum(0), batch.sum(0)) else "second-half"


def cases(rng: Rng) -> Cases:
    yield shown(torch.tensor([[1.0, 2.0], [3.0, 4.0]]))
    yield hidden(rng.integers(6, 4, dtype=torch.float32))


@also
def _(batch):
    return batch.flip(0)


@also
def _(batch):
    return batch.roll(1, 0)


@mistake("took-columns")
def _(batch):
    return batch + 1000


@mistake("second-half")
def _(batch):
    return batch[-1:].expand(batch.shape)
'''


VARIANTS = {
    "whole": SOURCE,
    "one-other-answer": changed(
        SOURCE, ("@also\ndef _(batch):\n    return batch.roll(1, 0)\n\n\n", "")
    ),
    "refused-answer": changed(SOURCE, ("return batch.flip(0)", "return batch + 0.25")),
    "accepted-mistake": changed(SOURCE, ("return batch + 1000", "return batch.flip(0)")),
    "other-mistake": changed(SOURCE, ('return "took-columns"', 'return "second-half"')),
    "lucky": changed(
        SOURCE,
        (
            "batch[torch.randperm(len(batch))]",
            "batch[torch.randperm(len(batch))] + (torch.rand(()) < 0.3)",
        ),
    ),
    "raises": changed(
        SOURCE, ("return None if torch", "raise ValueError(7)\n    return None if torch")
    ),
    "no-name": changed(
        SOURCE, ('else "second-half"', "else False"), ("return batch.flip(0)", "return batch * 2")
    ),
}


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The faults in the Python file of each variant."""
    report = check_each(tmp_path_factory.mktemp("variants"), VARIANTS)
    return {
        name: lines([each for each in faults_of(report, name) if each.path.suffix == ".py"])
        for name in VARIANTS
    }


def test_an_exercise_with_many_right_answers_that_draws_random_numbers_has_no_faults(faults):
    assert faults["whole"] == []


def test_a_property_with_one_other_right_answer_is_not_proven(faults):
    (found,) = faults["one-other-answer"]
    assert found.startswith("14: @accepts needs 2 other right answers under @also, which prove")


def test_a_right_answer_that_a_property_refuses_is_named(faults):
    found = faults["refused-answer"]
    said = "26: this other way does not pass: @accepts refuses tensor("
    assert [each for each in found if each.startswith(said) and 'as "took-columns"' in each], found


def test_a_mistake_that_a_property_accepts_is_named(faults):
    found = faults["accepted-mistake"]
    said = '36: the mistake "took-columns" passes; let @accepts refuse it, or add a case'
    assert any(each.startswith(said) for each in found)


def test_a_mistake_that_a_property_takes_for_another_is_named(faults):
    found = faults["other-mistake"]
    assert any('the mistake "took-columns" is taken for "second-half"' in each for each in found)


def test_a_right_answer_that_fails_by_luck_of_its_own_is_counted_over_twenty_seeds(faults):
    (counted,) = [each for each in faults["lucky"] if "seeds" in each]
    assert counted.startswith("9: this right answer does not pass on the inputs of ")
    assert " of 20 seeds (first " in counted


def test_a_property_that_raises_is_named_with_its_line(faults):
    found = faults["raises"]
    assert any(
        each.startswith("17: the function under @accepts raised ValueError(7)") for each in found
    )


def test_a_property_that_names_no_mistake_is_named_with_its_line(faults):
    found = faults["no-name"]
    assert any(each.startswith("13: the function under @accepts returned False") for each in found)
