"""What an answer returned in the place of the right thing is named, with the facts of all cases."""

from __future__ import annotations

import pytest

from grader import probe
from grader.judge import Judge

ITEMS = '''\
"""Values that are smaller than the largest one, per row."""

import torch

from lessons.authoring import exercise, hidden, shown


@exercise()
def solve(x, n):
    return {right}


def cases(rng):
    yield shown(torch.tensor([4.5, 1.25, 9.0, 3.5]), 2)
    for n in (3, 4, 5, 6):
        yield hidden(4 * rng.normal(n + 2), n)
'''

VALUES = "x * 2 + 1"
PLACES = "x.argsort()"
MASK = "x > 1.0"


def relation(tmp_path, judge_of, right: str, wrong: str) -> tuple[str | None, str]:
    path = tmp_path / "solve.py"
    path.write_text(ITEMS.format(right=right))
    judge: Judge = judge_of(path, reference=f"import torch\ndef solve(x, n):\n    return {right}\n")
    exam = judge.make_exam("toys/solve")
    code = f"import torch\ndef solve(x, n):\n    return {wrong}\n"
    names: dict[str, object] = {}
    exec(compile(code, probe.FILE_NAME, "exec"), names)
    problem = judge.grade(exam, probe.answer(names["solve"], exam.question, code)).problem
    assert problem is not None
    return problem.mistake, problem.facts.get("amount", "none")


@pytest.mark.parametrize(
    ("right", "wrong", "key", "amount"),
    [
        (VALUES, "(x * 2 + 1) / n", "argument-applied", "/ n"),
        (VALUES, "(x * 2 + 1) * x", "argument-applied", "* x"),
        (VALUES, "(x * 2 + 1) * len(x)", "argument-applied", "* len(x)"),
        (PLACES, "x.sort().values", "values-for-positions", "x"),
        ("x.sort().values", PLACES, "positions-not-used", "x"),
        ("n * n + 1", "n", "argument-returned", "n"),
        (VALUES, "torch.where(x * 2 + 1 > 4, 7.0, x * 2 + 1)", "one-number-instead", "7"),
        (VALUES, "(x * 2 + 1) * (1 + 0.002 * (x > 1))", "nearly-right", "none"),
        # Rounded numbers are nearly right, too, and that says less.
        ("x.abs() * 10 + 9", "(x.abs() * 10 + 9).round(decimals=1)", "decimals-rounded", "1"),
        (VALUES, "(x * 2 + 1)[::2]", "parts-skipped", "2"),
        (MASK, "x * 2", "comparison-missing", "none"),
        (PLACES, "x * 0.3", "not-whole-numbers", "none"),
        ("x.argsort().tolist()", "torch.optim.SGD([x], lr=0.1)", "object-returned", "SGD"),
        ("[str(n), str(n + 1)]", "[x, x]", "value-for-name", "none"),
        ("[(n, n + 1), (n, n + 2)]", "[n, n + 1, n, n + 2]", "items-unpacked", "none"),
        ("(x, x + 1)", "list(zip(x, x + 1))", "items-zipped", "none"),
    ],
)
def test_a_relation_that_holds_in_all_cases_is_named(tmp_path, judge_of, right, wrong, key, amount):
    assert relation(tmp_path, judge_of, right, wrong) == (key, amount)


@pytest.mark.parametrize(
    ("right", "wrong", "key"),
    [
        (VALUES, "(x * 2 + 1) / (n if n < 5 else 2)", "argument-applied"),
        (PLACES, "x.argsort().flip(0) * (n % 2)", "values-for-positions"),
        (VALUES, "torch.where(x * 2 + 1 > 4, x.round(), x * 2 + 1)", "one-number-instead"),
        (VALUES, "(x * 2 + 1) * (1 + 0.2 * (x > 1))", "nearly-right"),
        (VALUES, "(x * 2 + 1)[: (len(x) + 1) // 2]", "parts-skipped"),
        (MASK, "(x > 1.0).float()", "comparison-missing"),
        (PLACES, "x.argsort().float()", "not-whole-numbers"),
    ],
)
def test_another_wrong_answer_is_not_named_so(tmp_path, judge_of, right, wrong, key):
    assert relation(tmp_path, judge_of, right, wrong)[0] != key
