"""Exercise files, with and without errors."""

import re
from dataclasses import fields

import pytest
import torch

from grader.jail import Limits
from grader.probe import writing
from lessons.authoring import Rng
from lessons.exercise_loader import AuthoringError, load, make_cases
from lessons.validate_exercise import LIMITS

FILE = '''\
"""Twice x."""

import torch

from lessons.authoring import exercise, hidden, mistake, shown


@exercise()
def twice(x):
    return x * 2


def cases(rng):
    yield shown(torch.ones(2))
    yield hidden(rng.normal(3))


@mistake("squared")
def _(x):
    return x * x


@mistake("unchanged")
def _(x):
    return x
'''


@pytest.fixture
def file(tmp_path):
    """file(old, new) writes an exercise file in which `old` is replaced by `new`."""

    def written(old="", new=""):
        assert old in FILE
        path = tmp_path / "twice.py"
        path.write_text(FILE.replace(old, new, 1) if old else FILE)
        return path

    return written


def results_at_three(code):
    """Return {key: [result of each variant of that mistake for 3]}."""
    return {key: [wrong(3) for wrong in wrongs] for key, wrongs in code.mistakes.items()}


def test_one_mistake_may_be_written_in_several_ways(file):
    assert results_at_three(load(file('"unchanged"', '"squared"'))) == {"squared": [9, 3]}


def test_a_file_gives_reference_cases_and_mistakes(file):
    code = load(file())
    assert (code.function, code.parameters) == ("twice", ("x",))
    assert code.reference(3) == 6
    assert results_at_three(code) == {"squared": [9], "unchanged": [3]}
    assert [case.shown for case in make_cases(code, seed=1)] == [True, False]


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("    return x * 2", "    return (", 10, "not Python"),
        ("import torch\n", "import torch_of_no_kind\n", 3, "ModuleNotFoundError"),
        ("@exercise()\n", "", 1, "no function stands under @exercise"),
        ('@mistake("squared")', "@exercise()", 18, "a second @exercise"),
        ("def cases", "def inputs", 1, "no function cases"),
        ("def _(x):", "def _(x, y):", 18, "1 parameters"),
        ("@exercise()", '@exercise(grad_of=("y",))', 8, '"y", which is no parameter'),
        ("@exercise()", "@exercise(calls=3)", 8, "1 or 2"),
        ("@exercise()", "@exercise(colour=3)", 8, "TypeError"),
        ("@exercise()", '@exercise(grad_of="x")', 8, 'grad_of=("x",)'),
        ("@exercise()", "@exercise(tolerance=0.1)", 8, "(relative, absolute)"),
        ("@exercise()", "@exercise(tolerance=(-1, 0))", 8, "(relative, absolute)"),
        ("@exercise()", '@exercise(limits={"wall": 3})', 8, 'no limit "wall"'),
        ("@exercise()", '@exercise(limits={"wall_seconds": 90})', 8, "from 0.1 to 45, not 90"),
        ("@exercise()", '@exercise(limits={"threads": 2.5})', 8, "a whole number of at least 2"),
        ("def twice(x):", "def twice(*x):", 8, '"x" of twice has to be a plain parameter'),
        ("def twice(x):", "def twice(x, *, by=2):", 8, '"by" of twice has to be a plain'),
        ("import torch\n", "raise SystemExit(3)\n", 3, "SystemExit(3)"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_line(file, old, new, line, what):
    with pytest.raises(AuthoringError) as error:
        load(file(old, new))
    assert (error.value.line, what in error.value.message) == (line, True), error.value
    assert str(error.value).startswith(f"{error.value.file}:{line}: ")


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("    yield shown(torch.ones(2))", "    yield torch.ones(2)", 14, "must yield shown"),
        ("shown(torch.ones(2))", "shown(1, 2)", 14, "2 arguments, but twice takes 1"),
        ("rng.normal(3)", "rng.abnormal(3)", 15, "AttributeError"),
        ("rng.normal(3)", "exit(3)", 15, "SystemExit(3)"),
        ("    yield hidden", "    while True:\n        yield hidden", 13, "more than 200; end it"),
    ],
)
def test_cases_that_cannot_be_used_are_told_with_their_line(file, old, new, line, what):
    code = load(file(old, new))
    with pytest.raises(AuthoringError) as error:
        make_cases(code, seed=1)
    assert (error.value.line, what in error.value.message) == (line, True), error.value


def test_a_result_too_large_to_be_sent_whole_is_told(file, judge_of, monkeypatch):
    monkeypatch.setattr(writing, "MAX_DATA_BYTES", 10_000)
    path = file("return x * 2", "return x.repeat(10_000)")
    with pytest.raises(AuthoringError, match="smaller inputs") as error:
        judge_of(path).make_exam("toys/twice")
    assert error.value.file == path


def test_a_reference_that_changes_its_input_is_told(file, judge_of):
    with pytest.raises(AuthoringError, match="changes its input"):
        judge_of(file("return x * 2", "return x.mul_(2)")).make_exam("toys/twice")


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("return x * 2", "return {1, 2}", "what the reference returns holds a set, which does not"),
        ("return x * 2", "return [torch.nn.Linear(2, 3)]", "holds a Linear"),
        ("return x * 2", "return {(b'', 2): 3}", "holds a bytes"),
        ("torch.ones(2)", "abs", 'the argument "x" of a case holds a builtin_function_or_method'),
        ("return x * 2", "return x.reshape(7)", "the reference raises RuntimeError: shape"),
        ("@exercise()", '@exercise(shares_memory_with="x")', 'not on the memory of "x"'),
        ("@exercise()", '@exercise(grad_of=("x",))', 'no gradient reaches "x" in any case'),
    ],
)
def test_a_reference_that_cannot_tell_right_from_wrong_is_told(file, judge_of, old, new, what):
    with pytest.raises(AuthoringError, match=re.escape(what)):
        judge_of(file(old, new)).make_exam("toys/twice")


def test_a_case_too_large_to_be_sent_whole_is_told(file, judge_of, monkeypatch):
    monkeypatch.setattr(writing, "MAX_DATA_BYTES", 10_000)
    with pytest.raises(AuthoringError, match='argument "x" of a case is too large'):
        judge_of(file("rng.normal(3)", "rng.normal(30_000)")).make_exam("toys/twice")


def test_an_exercise_may_set_just_the_limits_that_the_settings_have():
    assert LIMITS.keys() == {each.name for each in fields(Limits)}


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(AuthoringError, match="no such file"):
        load(tmp_path / "absent.py")


def test_the_same_seed_draws_the_same_inputs_and_another_seed_others():
    one, same, other = (Rng(seed).normal(4) for seed in (1, 1, 2))
    assert torch.equal(one, same)
    assert not torch.equal(one, other)


def test_awkward_sizes_all_come_up():
    for seed in range(20):
        shapes = Rng(seed).shapes(2, count=7)
        assert {0, 1, 2, 3, 5, 8} <= {size for shape in shapes[:-1] for size in shape}
        assert min(shapes[-1]) > 8


@pytest.mark.parametrize("dimensions", [1, 2, 3, 4])
def test_one_comes_up_in_each_dimension_with_larger_sizes_beside_it(dimensions):
    for seed in range(20):
        shapes = Rng(seed).shapes(dimensions, smallest=1)
        alone = [shape.index(1) for shape in shapes if shape.count(1) == 1]
        assert set(alone) == set(range(dimensions))


def test_distinct_elements_are_distinct():
    drawn = Rng(3).distinct(6, 7)
    assert drawn.unique().numel() == 42


def test_a_noncontiguous_tensor_has_the_same_values_and_cannot_be_viewed():
    tensor = Rng(5).normal(3, 4)
    odd = Rng(5).noncontiguous(tensor)
    assert torch.equal(odd, tensor)
    with pytest.raises(RuntimeError):
        odd.view(-1)
