"""A wrong answer that returns what the reference with one small change returns is named by it."""

from __future__ import annotations

import ast

import pytest

from grader import probe
from grader.judge import Judge
from grader.judge.mutants import search
from grader.judge.mutants.calls import other_formulas
from grader.judge.mutants.edits import apply, make_edits
from grader.judge.mutants.search import limits_of, usual
from grader.protocol import Status
from grader.protocol.mistake_keys import CHANGES
from tests.support.built_in import built_in_lessons, strict_translations

MOVE = '''\
"""Move a point."""

import torch

from lessons.authoring import also, exercise, hidden, shown


@exercise()
def move(x, start, speed):
    kept = x[1:] - start
    kept = torch.atan2(kept, kept[0]) * speed
    kept[::2] = start
    return (kept > 1.5).float() + torch.cumsum(kept, dim=0) + torch.relu(-kept)


@also
def _(x, start, speed):
    kept = x[1:] - start
    kept = torch.atan2(kept, kept[0]) * speed
    kept[::2] = start
    return (kept > 1.5).float() + kept.cumsum(0) - (1 - kept.sign()) / 2 * kept


def cases(rng):
    yield shown(torch.tensor([9.0, 1.0, 4.0, -2.0]), 1.0, 2.0)
    for _ in range(4):
        x = 4 * rng.normal(6)
        x[2], x[4] = x[2].abs() + 2, -x[4].abs()  # less `start`, one is positive and one is not
        yield hidden(x, rng.uniform(1).item(), rng.uniform(1).item() + 1)
'''
HEAD = "import torch\ndef move(x, start, speed):\n"
BODY = """\
    kept = x[1:] - start
    kept = torch.atan2(kept, kept[0]) * speed
    kept[::2] = start
    return (kept > 1.5).float() + torch.cumsum(kept, dim=0) + torch.relu(-kept)
"""

CHANGED = [
    ("operator-exchanged", "+", "x[1:] - start", "x[1:] + start"),
    ("operands-swapped", "-", "x[1:] - start", "start - x[1:]"),
    ("sign-left-out", "-", "relu(-kept)", "relu(kept)"),
    ("comparison-exchanged", "<", "kept > 1.5", "kept < 1.5"),
    ("function-exchanged", "cumprod", "torch.cumsum", "torch.cumprod"),
    ("function-left-out", "relu", "torch.relu(-kept)", "(-kept)"),
    ("arguments-exchanged", "atan2", "atan2(kept, kept[0])", "atan2(kept[0], kept)"),
    ("number-exchanged", "1", "kept, kept[0]", "kept, kept[1]"),
    ("slice-left-out", "none", "x[1:] - start", "x - start"),
    ("parameter-changed", "speed + 1", "* speed", "* (speed + 1)"),
    ("parameter-fixed", "speed = 2.0", "* speed", "* 2.0"),
    ("parameters-exchanged", "start, speed", "x, start, speed", "x, speed, start"),
    ("function-moved", "relu", "kept, dim=0) + torch.relu(-kept)", "kept.relu(), dim=0) - kept"),
    ("line-left-out", "none", "    kept[::2] = start\n", ""),
    ("operand-left-out", "-", "x[1:] - start", "x[1:]"),
]


@pytest.fixture
def judge(tmp_path, judge_of, monkeypatch) -> Judge:
    monkeypatch.setattr(search, "_LONGEST_SECONDS", 60.0)
    path = tmp_path / "move.py"
    path.write_text(MOVE)
    return judge_of(path, reference=HEAD + BODY)


def find(judge: Judge, code: str):
    exam = judge.make_exam("toys/move")
    names: dict[str, object] = {}
    exec(compile(code, probe.FILE_NAME, "exec"), names)
    return judge.grade(exam, probe.answer(names["move"], exam.question, code)).problem


@pytest.mark.parametrize(("key", "amount", "right", "wrong"), CHANGED)
def test_a_single_change_of_the_right_way_is_named(judge, key, amount, right, wrong):
    assert right in HEAD + BODY
    problem = find(judge, (HEAD + BODY).replace(right, wrong))

    assert (problem.mistake, problem.facts["relation"]) == (key, key)
    assert problem.facts["amount"] == amount


def test_a_change_is_named_whatever_the_code_looks_like(judge):
    code = HEAD + "    out, kept = [], x[1:].clone().add(start).arctan2(x[1] + start) * speed\n"
    code += "    kept[0::2] = start\n    for k, s in zip(kept, kept.cumsum(0)):\n"
    code += "        out.append((s + 1 if k > 1.5 else s) + max(-k, 0 * k))\n"
    code += "    return torch.stack(out)\n"

    assert find(judge, code).mistake == "operator-exchanged"


def test_a_single_change_of_another_right_answer_is_named(judge):
    """Only the alternative has this number."""
    code = (HEAD + BODY).replace("torch.relu(-kept)", "kept.sign() / 2 * kept - kept")
    problem = find(judge, code)

    assert (problem.mistake, problem.facts["amount"]) == ("number-exchanged", "2")


def test_a_change_is_named_if_the_answer_raises_where_it_does(judge):
    """Both raise an exception for the short tensor, and not of the same type."""
    code = HEAD + "    if len(x) < 2:\n        raise LookupError\n"
    code += BODY.replace("kept, kept[0]", "kept, kept[1]")

    assert find(judge, code).mistake == "number-exchanged"


def test_two_changes_of_the_right_way_are_named_together(judge):
    code = (HEAD + BODY).replace("x[1:] - start", "x[1:] + start").replace("> 1.5", "< 1.5")
    problem = find(judge, code)

    assert problem.mistake == problem.facts["relation"] == "two-changes"
    assert {problem.facts["first"], problem.facts["second"]} == {
        "operator-exchanged",
        "comparison-exchanged",
    }
    assert {problem.facts["first_amount"], problem.facts["second_amount"]} == {"+", "<"}


def test_each_letter_of_an_einsum_may_be_missing_exchanged_or_another_one():
    formulas = set(other_formulas("ij,jk->ik"))

    assert {"ij,jk->i", "ij,jk->ki", "ij,jk->ijk", "ji,jk->ik", "ij,kj->ik", "ij,zk->ik"} < formulas
    assert "ij,jk->ik" not in formulas
    assert list(other_formulas("ij,jk")) == []


FOUND, COUNT = "        found = found + each\n", "        count += 1\n"
LOOP = f"""\
def total(x):
    found, count = 0, 0
    for each in x:
{FOUND}{COUNT}\
    return found[0, 1] / count + 1
"""


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("index-in-steps", LOOP.replace("[0, 1]", "[0][1]")),
        ("lines-exchanged", LOOP.replace(FOUND + COUNT, COUNT + FOUND)),
        ("line-indented", LOOP.replace("        count", "    count")),
        ("line-indented", LOOP.replace("    return", "        return")),
        ("brackets-moved", LOOP.replace("count + 1\n", "(count + 1)\n")),
        ("operand-left-out", LOOP.replace(" / count", "")),
    ],
)
def test_a_line_or_an_index_may_stand_otherwise(key, wrong):
    tree, edits = make_edits(LOOP, "total", {})
    mutants = {ast.unparse(apply(tree, edit)): edit.key for edit in edits}

    assert mutants[ast.unparse(ast.parse(wrong))] == key


@pytest.mark.parametrize(
    "body",
    [
        BODY.replace("x[1:] - start", "x[1:] - start - x[1:] ** 2"),
        BODY.replace("return (", "if len(x) > 4:\n        return x\n    return ("),
        BODY.replace("- start", "- start if start != 1.0 else x[1:] + start"),
    ],
)
def test_another_way_and_a_change_that_explains_some_cases_alone_are_not_named(judge, body):
    assert find(judge, HEAD + body).mistake not in CHANGES | {"two-changes"}


def test_the_verdict_of_a_right_answer_needs_no_mutants(judge):
    assert find(judge, HEAD + BODY) is None


def test_every_kind_of_change_is_made_of_some_built_in_reference():
    lessons = built_in_lessons()
    made = {
        edit.key
        for exercise in lessons.exercises()
        for edit in make_edits(exercise.reference, exercise.function, {"lr": (0.1,)})[1]
    }

    assert made == CHANGES | {"result-changed"}


def test_a_mutant_differs_from_its_source_and_can_be_compiled():
    source = HEAD + BODY
    tree, edits = make_edits(source, "move", {"speed": (2.0,)})

    assert len(edits) > 30
    for edit in edits:
        mutant = apply(tree, edit)
        compile(mutant, "<mutant>", "exec")
        assert ast.unparse(mutant) != ast.unparse(tree) == ast.unparse(ast.parse(source))


def test_a_source_with_a_loop_that_might_never_end_has_no_mutants():
    source = "def f(n):\n    while n > 1:\n        n = n - 1\n    return n\n"

    assert make_edits(source, "f", {"n": (1,)})[1] == []


def test_fewer_mutants_are_tried_of_what_takes_longer():
    plain, loop, training = (
        limits_of(ast.parse(source), is_script=is_script)
        for source, is_script in (
            ("def f(x):\n    return x.sum()", False),
            ("def f(x):\n    return sum(each for each in x)", False),
            ("def f(x):\n    x.sum().backward()\n    return x.grad", True),
        )
    )

    assert plain.of_reference > loop.of_reference > training.of_reference
    assert plain.of_others > loop.of_others > training.of_others
    assert plain.pairs > loop.pairs > training.pairs


def test_of_too_many_changes_the_usual_ones_are_tried_in_their_order():
    _, edits = make_edits(HEAD + BODY, "move", {})

    kept = usual(edits, 30)

    assert len(kept) == 30
    assert kept == [each for each in edits if each in kept]
    assert max(each.rank for each in kept) == 0


def test_a_source_that_calls_itself_has_no_mutants():
    source = "def f(n):\n    return n if n < 2 else f(n - 1) + f(n - 2)\n"

    assert make_edits(source, "f", {"n": (1,)})[1] == []


ENDLESS = """\
from itertools import count

from lessons.authoring import exercise, shown


@exercise()
def first_multiple(n, least):
    return next(each for each in count(n, n) if each > least)


def cases(rng):
    yield shown(3, 2)
    yield shown(4, 9)
    yield shown(5, 21)
    yield shown(2, 7)
"""


def test_a_mutant_that_never_ends_is_interrupted(tmp_path, judge_of, monkeypatch):
    monkeypatch.setattr(search, "_LONGEST_SECONDS", 0.2)
    path = tmp_path / "first_multiple.py"
    path.write_text(ENDLESS)
    # With "<" in the place of ">", no multiple of 3 is found for 2.
    source = ENDLESS[ENDLESS.index("def first") : ENDLESS.index("def cases")]
    judge = judge_of(path, reference="from itertools import count\n" + source)
    exam = judge.make_exam("toys/first-multiple")
    wrong = "def first_multiple(n, least):\n    return n * least + 1"
    names: dict[str, object] = {}
    exec(compile(wrong, probe.FILE_NAME, "exec"), names)

    found = judge.grade(exam, probe.answer(names["first_multiple"], exam.question, wrong))

    assert found.status is Status.FAILED
    assert found.problem.mistake not in CHANGES


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("key", sorted(CHANGES))
def test_a_learner_reads_words_of_its_own_for_each_change(language, key):
    translations = strict_translations()
    facts = {"relation": key, "amount": "2 / 3", "first": "a", "second": "b"}
    other = translations.format(language, "problem-relation", facts | {"relation": "unknown"})
    part = translations.format(language, "problem-change", facts)
    other_part = translations.format(language, "problem-change", facts | {"relation": "unknown"})

    assert translations.format(language, "problem-relation", facts) != other
    assert part != other_part
