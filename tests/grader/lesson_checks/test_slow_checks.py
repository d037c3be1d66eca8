"""The check proves that what an exercise requires refuses the code under `@slow`."""

from __future__ import annotations

import pytest

from tests.support.changed_exercises import changed, check_each, faults_of, lines

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


def requiring(required: str) -> str:
    """Return the source with arguments of `@exercise`."""
    source = changed(SOURCE, ("REQUIRED", required))
    if "operations" in required:
        return source
    return changed(source, (', size="n"', ""), (', size="10n"', ""))


REFUSING = {
    "constant-operations": 'operations="constant"',
    "insists-on-broadcast": 'insists=("loop-instead-of-broadcast",)',
    "forbids-stack": 'forbids=("stack",)',
    "allows-narrow": 'allows=("narrow", "chunk")',
}

VARIANTS = {
    **{name: requiring(required) for name, required in REFUSING.items()},
    "nothing-required": requiring(""),
    "does-as-required": requiring('forbids=("sort",)'),
    "other-values": changed(
        requiring('operations="constant"'), ("batch[row] for", "batch[row] + 1 for")
    ),
    "text-breaks-it": requiring('forbids=("narrow",)'),
}


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The faults of each variant."""
    report = check_each(tmp_path_factory.mktemp("variants"), VARIANTS)
    return {name: lines(faults_of(report, name)) for name in VARIANTS}


@pytest.mark.parametrize("variant", REFUSING)
def test_slow_code_that_is_refused_is_no_fault(faults, variant):
    assert faults[variant] == []


def test_slow_code_that_passes_is_named_with_what_could_refuse_it(faults):
    (none,) = faults["nothing-required"]
    assert none.startswith("20: this @slow code passes, because nothing is required beyond values")


def test_slow_code_that_does_what_is_required_is_named(faults):
    (found,) = faults["does-as-required"]
    assert found.startswith("20: this @slow code passes; require what it does not do")


def test_slow_code_with_other_values_is_named(faults):
    found = faults["other-values"]
    told = "20: the values of this @slow code are not right: value: the reference gives "
    assert found[0].startswith(told)


def test_a_right_answer_in_the_text_that_breaks_a_requirement_is_named_with_it(faults):
    found = faults["text-breaks-it"]
    assert any(
        "this other way does not pass: requirement (rule forbidden" in each for each in found
    )
