"""Named mistakes are recognized, also if the form of the result differs."""

import pytest

from grader import probe
from grader.protocol import GENERAL_MISTAKES, ProblemKind


def body(function: str, *lines: str) -> str:
    head = ["import numpy as np", "import torch", f"def {function}:"]
    return "\n".join([*head, *(f"    {line}" for line in lines)])


LOOSE = [
    ("slope_there(x0)", "return torch.tensor(x0**2)", "returned-value"),
    ("slope_there(x0)", "return torch.tensor([x0**2], dtype=torch.float64)", "returned-value"),
    ("slope_there(x0)", "return np.float32(x0**2)", "returned-value"),
    ("slope_there(x0)", "return torch.tensor([2 * x0], dtype=torch.float64)", "returned-tensor"),
    ("slope_there(x0)", "return torch.tensor(2 * x0, requires_grad=True)", "returned-tensor"),
    ("slope_there(x0)", "return x0", "forgot-two"),
    ("slope_there(x0)", "return x0 / 2", "forgot-two"),
    ("slope_there(x0)", "return torch.tensor(x0) / 2", "forgot-two"),
    ("row_means(x)", "return x.mean().item()", "averaged-everything"),
    ("row_means(x)", "return x.double().mean(0)", "averaged-columns"),
    ("outside(t)", "return t + 0", "graph-kept"),
]


@pytest.mark.parametrize(("head", "line", "key"), LOOSE)
def test_a_thought_is_known_by_its_values_in_whatever_form_they_come(grade, head, line, key):
    toy = head.partition("(")[0].replace("_", "-")
    assert grade(toy, body(head, line)).problem.mistake == key


NEAR_THE_REFERENCE = [
    ("slope_there(x0)", "return str(2 * x0)"),  # the right value belongs to no mistake
    ("slope_there(x0)", "return [2 * x0]"),
    ("as_floats(x)", "return x.double()"),  # not float32, but no integers either
    ("as_floats(x)", "return x.float().requires_grad_().clone().double()"),
    ("outside(t)", "t.requires_grad_(False)\n    return t"),
    ("row_means(x)", "return x.mean(1).double() if x.dtype is torch.float32 else x.mean(1)"),
]


@pytest.mark.parametrize(("head", "line"), NEAR_THE_REFERENCE)
def test_what_is_near_the_reference_itself_is_taken_for_no_mistake_of_the_exercise(
    grade, head, line
):
    toy = head.partition("(")[0].replace("_", "-")
    problem = grade(toy, body(head, line)).problem
    assert problem is not None
    assert problem.mistake is None or problem.mistake in GENERAL_MISTAKES


def test_a_mistake_that_is_the_reference_but_for_its_dtype_is_known_by_that_dtype(grade):
    problem = grade("as-floats", body("as_floats(x)", "return x * 1")).problem
    assert (problem.kind, problem.mistake) == (ProblemKind.DTYPE, "stayed-whole")


NEGATIVE = '''\
"""The opposite of each number."""

import torch

from lessons.authoring import exercise, hidden, mistake, shown


@exercise()
def negative(x):
    return -x


def cases(rng):
    yield shown(torch.ones(2))
    yield hidden(rng.normal(3, 3))
    yield hidden(rng.integers(4))


@mistake("only-of-two-dimensions")
def _(x):
    return x if x.ndim == 2 else -x


@mistake("of-all")
def _(x):
    return x
'''


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        (lambda x: x * 1, "of-all"),
        (lambda x: x if x.ndim > 1 else -x, "only-of-two-dimensions"),
        (lambda x: -x if x.dtype.is_floating_point else x, None),
        (lambda x: x if x.ndim == 2 else 1 - x, None),  # also wrong where that mistake is right
    ],
)
def test_of_two_mistakes_that_an_answer_makes_the_one_that_explains_more_cases_is_named(
    tmp_path, judge_of, answer, key
):
    path = tmp_path / "negative.py"
    path.write_text(NEGATIVE)
    judge = judge_of(path)
    exam = judge.make_exam("toys/negative")
    frame = probe.answer(answer, exam.question, "")
    assert judge.grade(exam, frame).problem.mistake == key
