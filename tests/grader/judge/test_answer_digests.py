"""Answers that differ in names and layout alone have the same digest; short ones have none."""

from __future__ import annotations

import ast
import textwrap
from pathlib import Path

import pytest

from grader.judge.judge import Judge
from grader.syntax.answer_digest import LEAST_STATEMENTS, answer_digest
from grader.syntax.summary import summarize
from lessons.curriculum import Catalog
from lessons.diagnostics import Faults
from lessons.exercise_source import read_source

ANSWER = """
import torch

def running_means(values, window):
    total = torch.zeros(())
    means = []
    for index in range(len(values)):
        total = total + values[index]
        if index >= window:
            total = total - values[index - window]
        means.append(total / min(index + 1, window))
    return torch.stack(means)
"""
COPIED = '''
from torch import *
import torch as t

def running_means(xs: t.Tensor, k: int) -> t.Tensor:
    """Return the means."""
    s = t.zeros(())   # the sum

    out = []
    for i in range(len(xs)):
        s = s + xs[i]
        if (
            i >= k
        ):
            s = s - xs[i - k]
        out.append(s / min(i + 1, k))
    return t.stack(out)

print(running_means(t.arange(5.0), 2))
'''
CLASS = """
class Net(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.first = nn.Linear(size, 8)
        self.second = nn.Linear(8, 1)

    def forward(self, x):
        hidden = torch.relu(self.first(x))
        return self.second(hidden)
"""


def digest(code: str) -> str | None:
    return answer_digest(ast.parse(textwrap.dedent(code)))


@pytest.mark.parametrize(
    ("code", "copy"),
    [
        (ANSWER, COPIED),
        (CLASS, CLASS.replace("first", "fc1").replace("second", "fc2").replace("hidden", "h")),
    ],
)
def test_names_layout_comments_annotations_and_examples_make_no_difference(
    code: str, copy: str
) -> None:
    assert digest(code) is not None
    assert digest(code) == digest(copy)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("index >= window", "index > window"),
        ("values[index]", "values[0]"),
        ("min(", "max("),
        ("torch.stack", "torch.cat"),
        ("zeros(())", "zeros(1)"),
        ("index - window", "window - index"),
        ("values[index]", "values[:index]"),
        ("values[index]", "values[index:]"),
        ("means.append", "total.append"),
        ("total = total + values[index]", "total += values[index]"),
    ],
)
def test_what_the_code_does_makes_a_difference(before: str, after: str) -> None:
    assert before in ANSWER
    assert digest(ANSWER) != digest(ANSWER.replace(before, after, 1))


def test_the_two_ends_of_a_slice_are_different() -> None:
    assert digest(ANSWER.replace("values[index]", "values[:index]")) != digest(
        ANSWER.replace("values[index]", "values[index:]")
    )


def test_an_answer_has_a_digest_from_five_statements_on() -> None:
    body = "".join(f"    x = x + {number}\n" for number in range(LEAST_STATEMENTS - 2))
    short = f"import torch\n\ndef f(x):\n    'Return it.'\n{body}    return x\n"
    assert digest(short) is None
    assert digest(short.replace("    return", "    x = 2 * x\n    return")) is not None


def test_a_deep_tree_and_a_huge_number_are_no_obstacle() -> None:
    deep = "x = " + "-" * 80 + "1\n    "
    huge = f"x = 0x{'f' * 9000}\n    "
    code = f"def f(x):\n    {deep * 3}{huge * 3}return '\\ud800'\n"
    assert digest(code) is not None


def test_a_summary_has_the_digest() -> None:
    assert summarize(ANSWER, "running_means").answer_digest == digest(COPIED)


def test_answers_that_an_exercise_itself_has_in_any_style_say_nothing_about_their_author(
    catalog: Catalog,
) -> None:
    judge, compared = Judge(catalog), 0
    for exercise in catalog.exercises():
        source = read_source(Path(exercise.path), Faults())
        assert source is not None
        for answer in (source.reference, *(each.source for each in source.alternatives)):
            summary = summarize(answer, exercise.function)
            compared += summary.answer_digest is not None
            assert judge.comparable_digest(exercise.id, summary) is None
    assert compared > 30
    exercise = catalog.exercises()[0]
    own = summarize(ANSWER.replace("running_means", exercise.function), exercise.function)
    assert judge.comparable_digest(exercise.id, own) == own.answer_digest
