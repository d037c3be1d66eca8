"""Verdicts that depend on the inputs that are drawn are found, with file and line."""

from __future__ import annotations

import pytest

from tests.support.changed_exercises import TRACKS, changed, check_each, faults_of, lines

SOURCE = changed(
    (TRACKS / "team-basics" / "batches" / "first_half.py").read_text(encoding="utf-8"),
    ("import Cases, Rng,", "import Cases, Rng, also,"),
)

LUCKY = """@also
def _(batch):
    half = batch[: len(batch) // 2]
    return half + 1 if batch.sum() > 3 and len(batch) == 8 else half


@mistake("took-columns")"""

NEVER = """@also
def _(batch):
    return batch


@mistake("took-columns")"""

VARIANTS = {
    "whole": SOURCE,
    "lucky-answer": changed(SOURCE, ('@mistake("took-columns")', LUCKY)),
    "lucky-mistake": changed(
        SOURCE,
        (
            "return batch[len(batch) // 2 :]",
            "return batch[: len(batch) // 2] + (batch.sum() > 3 and len(batch) == 8)",
        ),
    ),
    "rarely-passed-mistake": changed(
        SOURCE,
        (
            "return batch[len(batch) // 2 :]",
            "return batch[: len(batch) // 2] + (batch.sum() > -7 and len(batch) == 8)",
        ),
    ),
    "drawn-mistake": changed(
        SOURCE,
        (
            "return batch[len(batch) // 2 :]",
            "return batch[len(batch) // 2 :] + (torch.rand(()) < 0.1)",
        ),
    ),
    "never": changed(SOURCE, ('@mistake("took-columns")', NEVER)),
    "no-inputs": changed(
        SOURCE, ("for rows in (2, 5, 8)", "for rows in (2, 5, 8 // (rng.integer(0, 9) % 8))")
    ),
}


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The faults of each variant, of which no file but the Python file has any."""
    report = check_each(tmp_path_factory.mktemp("variants"), VARIANTS, seeds=40)
    assert {each.path.suffix for each in report.faults} == {".py"}
    return {name: lines(faults_of(report, name)) for name in VARIANTS}


def test_a_right_answer_that_fails_by_luck_is_named(faults):
    found = [each for each in faults["lucky-answer"] if "seeds" in each]
    assert len(found) == 1
    assert found[0].startswith("20: this right answer does not pass on the inputs of ")
    assert " of 40 seeds (first " in found[0]


def test_a_mistake_that_passes_by_luck_is_named(faults):
    found = [each for each in faults["lucky-mistake"] if "seeds" in each]
    assert len(found) == 1
    assert 'the mistake "second-half" is not recognised on the inputs of ' in found[0]
    assert found[0].endswith(": it passes")


def test_a_mistake_that_passes_in_one_of_twenty_exams_is_named(faults):
    (found,) = [each for each in faults["rarely-passed-mistake"] if "seeds" in each]
    times = int(found.partition("on the inputs of ")[2].split()[0])
    assert 1 <= times <= 4
    assert found.endswith(": it passes")


def test_a_mistake_that_draws_random_numbers_is_compared_with_another_run_of_it(faults):
    found = faults["drawn-mistake"]
    said = 'the mistake "second-half" is not recognised on the inputs of '
    assert any(said in each for each in found), found


def test_an_exercise_without_luck_has_no_faults(faults):
    assert faults["whole"] == []


def test_an_alternative_that_never_passes_is_named_once(faults):
    (found,) = faults["never"]
    assert found.startswith("20: this other way does not pass: shape")


def test_inputs_that_some_seeds_do_not_give_are_named(faults):
    raised = "15: cases(rng) raised ZeroDivisionError('integer division or modulo by zero')"
    assert raised in faults["no-inputs"]
