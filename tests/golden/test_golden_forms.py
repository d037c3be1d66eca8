"""Easier forms: every answer that works passes, and a wrong one is the mistake that it is."""

from __future__ import annotations

import pytest
import torch

from bot.tutor.learning.blank_fills import parse_fills
from grader import probe
from grader.judge.questions import answer_exam
from grader.judge.requirements import rules_of
from grader.judge.style_hints import OUT_OF_PLACE
from grader.syntax.summary import summarize
from grader.judge import Judge
from grader.protocol import Status
from lessons.curriculum import Catalog
from lessons.forms import fill_blanks
from tests.support.built_in import built_in_lessons
from tests.support.graded_in_process import exam_of, mistakes_of

PASSES = "passes"

ORDERS = {
    # Numbers are indices: those of the reference come first, then the distractors.
    ("tensors/frame", (0, 1, 2)): PASSES,
    ("tensors/frame", (0, 1, 2, 3)): PASSES,  # what stands below "return" is not run
    ("tensors/frame", (4, 3, 2)): "filled-inside",
    ("autograd/slope", (0, 1, 2, 3)): PASSES,
    ("autograd/slope", (4, 1, 2, 3)): "fixed-point",
    ("autograd/slope", (0, 5, 2, 3)): "left-graph",
    ("autograd/slope", (0, 1, 2, 6)): "returned-y",
    ("autograd/partials", (0, 1, 2, 3, 4)): PASSES,
    ("autograd/partials", (1, 0, 2, 3, 4)): PASSES,  # another order that works as well
    ("autograd/partials", (0, 1, 2, 3, 5)): "returned-tensor",
    ("network/bce", (0, 1, 2)): PASSES,
    ("network/bce", (1, 0, 2)): PASSES,
    ("network/bce", (0, 1, 3)): "missing-minus",
    ("gradients/descend", (0, 1, 2, 3, 4, 5, 6, 7)): PASSES,
    ("gradients/descend", (0, 1, 6, 2, 3, 4, 5, 7)): "error",  # no gradient to reset yet
    ("gradients/descend", (0, 1, 2, 3, 4, 8, 6, 7)): "uphill",
    ("gradients/descend", (0, 9, 2, 3, 4, 5, 6, 7)): "one-step-short",
    ("gradients/descend", (0, 1, 10, 3, 4, 5, 6, 7)): "summed-instead",
}

FILLS = {
    ("tensors/frame", "1:-1, 1:-1"): PASSES,
    ("tensors/frame", "1 : height - 1, 1 : width - 1"): PASSES,
    ("tensors/frame", "picture[1:-1, 1:-1] = 0"): PASSES,
    ("tensors/frame", "１:-１， １:-１"): PASSES,  # full-width, as a Japanese keyboard writes
    ("tensors/frame", "1:-2, 1:-2"): "inside-too-small",
    ("operations/row-means", "dim=1"): PASSES,
    ("operations/row-means", "1"): PASSES,
    ("operations/row-means", "`-1`"): PASSES,
    ("operations/row-means", "return x.mean(axis=1)"): PASSES,
    ("operations/row-means", "dim=0"): "averaged-columns",
    ("operations/row-means", "dim=1, keepdim=True"): "kept-dimension",
    ("operations/pairwise-distances", ":, None, :\nNone, :, :"): PASSES,
    ("operations/pairwise-distances", ":, None\nNone"): PASSES,
    ("operations/pairwise-distances", "None, :, :\n:, None, :"): "table-transposed",
    ("gradients/descend", "lr * w.grad\nzero_"): PASSES,
    ("gradients/descend", "w.grad * lr\nzero_"): PASSES,
    ("gradients/descend", "w -= lr * w.grad\nw.grad.zero_()"): PASSES,
    ("gradients/descend", "w.grad\nzero_"): "rate-forgotten",
    ("network/forward", "X @ W1 + b1\nh @ W2 + b2"): PASSES,
    ("network/forward", "b1 + X.matmul(W1)\ntorch.mm(h, W2) + b2"): PASSES,
    ("network/forward", "X @ W1\nh @ W2 + b2"): "bias-forgotten",
    ("numpy/standardize", "x.std(dim=0, correction=0)"): PASSES,
    ("numpy/standardize", "x.var(dim=0, correction=0).sqrt()"): PASSES,
    ("numpy/standardize", "x.std(dim=0)"): "bessel-correction",
    ("numpy/standardize", "x.var(dim=0, correction=0)"): "variance-instead",
}


def outcome(judge: Judge, exercise: str, code: str) -> str:
    """Return PASSES, the key of the mistake, or the status of any other failure."""
    torch.manual_seed(0)
    exam = exam_of(judge, exercise)
    names: dict[str, object] = {}
    exec(compile(code, probe.FILE_NAME, "exec"), names)
    summary = summarize(code, exam.entry, OUT_OF_PLACE, rules_of(exam.expectations))
    answer = answer_exam(names[exam.entry], exam, code)
    finding = judge.grade(exam, answer, summary, mistakes_of(judge, exercise))
    if finding.status is Status.PASSED:
        return PASSES
    return (finding.problem.mistake if finding.problem else None) or finding.status.value


@pytest.fixture(scope="module")
def curriculum() -> Catalog:
    return built_in_lessons()


@pytest.fixture(scope="module")
def examiner(curriculum: Catalog) -> Judge:
    return Judge(curriculum)


@pytest.mark.parametrize(("exercise", "chosen"), ORDERS)
def test_lines_in_any_order_that_works_pass_and_a_distractor_is_its_mistake(
    curriculum: Catalog, examiner: Judge, exercise: str, chosen: tuple[int, ...]
) -> None:
    order = curriculum.exercise(exercise).forms.order
    code = order.assemble(chosen)
    assert outcome(examiner, exercise, code) == ORDERS[exercise, chosen], code
    assert order.disassemble(code) == chosen


@pytest.mark.parametrize(("exercise", "typed"), FILLS)
def test_blanks_are_filled_in_any_right_way_and_a_wrong_one_is_its_mistake(
    curriculum: Catalog, examiner: Judge, exercise: str, typed: str
) -> None:
    for template in curriculum.exercise(exercise).forms.blanks.values():
        code = fill_blanks(template, parse_fills(typed, template))
        assert outcome(examiner, exercise, code) == FILLS[exercise, typed], code


def test_each_bug_to_mend_is_the_mistake_that_it_is(curriculum: Catalog, examiner: Judge) -> None:
    bugs = [(each.id, bug) for each in curriculum.exercises() for bug in each.forms.repairs]
    found = {(id, bug.mistake): outcome(examiner, id, bug.code) for id, bug in bugs}
    assert len(found) >= 6
    assert found == {key: key[1] for key in found}
