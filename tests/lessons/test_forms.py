"""Easier forms of exercises: what is derived from an author's files, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lessons.diagnostics import Faults
from lessons.exercise_source import ExerciseSource, read_source
from lessons.form_sources import read_examples, write_examples
from lessons.forms import (
    MOST_DISTRACTORS,
    LineOrder,
    RepairExample,
    find_fills,
    make_order,
    make_repairs,
    match_line,
    split_function,
)
from tests.support.built_in import built_in_lessons

STEPS = """
import torch
from lessons.authoring import exercise, mistake

@exercise()
def steps(x):
    # a comment of its own
    total = torch.zeros(
        3,
    )
    for _ in range(2):
        total = total + x

    return total

def cases(rng):
    yield None

@mistake("subtracted")
def _(x):
    total = torch.zeros(
        3,
    )
    for _ in range(2):
        total = total - x
    return total

@mistake("other-thought")
def _(x):
    from math import tau
    return [tau, "nothing", "alike", {}, lambda y: y]

@mistake("unknown-name")
def _(x):
    n = 2
    total = torch.zeros(3)
    for _ in range(n):
        total = total + x * n
    return total
"""


@pytest.fixture
def source(tmp_path: Path) -> ExerciseSource:
    path = tmp_path / "steps.py"
    path.write_text(STEPS)
    faults = Faults()
    read = read_source(path, faults)
    assert read is not None, faults.ordered()
    return read


def test_the_lines_of_a_reference_are_its_statements_with_their_indentation(
    source: ExerciseSource,
) -> None:
    order = make_order(source)
    assert order.head == "import torch\n\n\ndef steps(x):"
    assert order.lines == (
        "    total = torch.zeros(\n        3,\n    )",
        "    for _ in range(2):",
        "        total = total + x",
        "    return total",
    )
    assert order.assemble((3, 0)) == (
        f"{order.head}\n    return total\n    total = torch.zeros(\n        3,\n    )"
    )


def test_code_that_is_no_function_has_no_lines(source: ExerciseSource) -> None:
    assert split_function("class steps:\n    x = 1", "steps")[1] == ()
    assert make_order(replace(source, function="other")).lines == ()


def test_distractors_are_lines_of_mistakes_that_use_no_name_of_their_own(
    source: ExerciseSource,
) -> None:
    assert make_order(source).distractors == ("        total = total - x",)


def test_every_order_of_lines_is_recognised_again_and_other_code_is_not() -> None:
    order = LineOrder("def f():", ("    a = 1", "    a = 1 + 1", "    return a"), ("    b = 2",))
    for chosen in ((0, 1, 2), (2, 0), (3, 1, 0, 2), (1,)):
        assert order.disassemble(order.assemble(chosen)) == chosen
    for code in ("def f():", "def f():\n    a = 1\n    a = 1", "def f():\n    c = 3", "x", ""):
        assert order.disassemble(code) is None


def test_a_bug_is_not_offered_where_its_text_quotes_the_repair_or_it_is_another_thought(
    source: ExerciseSource,
) -> None:
    kind = {"subtracted": ["Which sign stands there?"], "other-thought": ["Read it again."]}
    assert make_repairs(source, kind, {})[0].mistake == "subtracted"
    assert "other-thought" not in {each.mistake for each in make_repairs(source, kind, {})}
    telling = {**kind, "subtracted": ["Write `total + x`, please."]}
    assert "subtracted" not in {each.mistake for each in make_repairs(source, telling, {})}


@pytest.mark.parametrize(
    ("template", "line", "fills"),
    [
        ("a[____] = 0", "a[1:-1] = 0", ("1:-1",)),
        ("    a[____] - b[____]", "a[:, None] - b[None]", (":, None", "None")),
        ("return ____", "return x", ("x",)),
        ("a[____] = 0", "a[] = 0", None),
        ("a[____] = 0", "b[1] = 0", None),
        ("a[____] = 0", "a[1] = 1", None),
    ],
)
def test_a_line_with_blanks_says_what_fills_them(
    template: str, line: str, fills: tuple[str, ...] | None
) -> None:
    assert match_line(template, line) == fills


def test_only_lines_with_blanks_are_compared() -> None:
    assert find_fills("# other comment\nx = ____", "def f():\n    x = 1") == ("1",)
    assert find_fills("y = ____", "def f():\n    x = 1") is None
    assert find_fills("x = 1", "x = 1") is None


def test_what_bugs_do_is_read_as_it_was_written(tmp_path: Path) -> None:
    example = RepairExample('x = "a\\n"', "テンソル\n\ttensor([*1.*])", "\u2028 \x7f é")
    path = write_examples(tmp_path, {"frame": {"some-bug": example}, "other": {}})
    assert path is not None
    assert read_examples(tmp_path) == {"frame": {"some-bug": example}}
    assert write_examples(tmp_path, {"frame": {}}) is None
    assert read_examples(tmp_path) == {}


@pytest.mark.parametrize("broken", ["[frame", "frame = 3", "[frame.a]\nsurplus = 1", "\x00"])
def test_a_broken_file_of_bugs_counts_as_none(tmp_path: Path, broken: str) -> None:
    (tmp_path / "repairs.toml").write_text(broken)
    assert read_examples(tmp_path) == {}


NOT_SHOWN = frozenset(
    {
        "debugging/first-bad-layer",
        "layers/layer-stack",
        "modes/drop-out",
        "modules/scale-shift",
        "saving/strip-prefix",
    }
)
"""Exercises on a class, on random numbers or on modules, whose results no one line can show."""


def test_each_built_in_form_is_worth_a_beginners_time() -> None:
    exercises = [each for each in built_in_lessons().exercises() if each.forms]
    assert len(exercises) >= 6
    for exercise in exercises:
        for bug in exercise.forms.repairs:
            has_example = bug.example is not None
            assert has_example or exercise.id in NOT_SHOWN, (exercise.id, bug.mistake)
        if order := exercise.forms.order:
            assert 1 <= len(order.distractors) <= MOST_DISTRACTORS, exercise.id


class TestFaults:
    """Forms that an exercise cannot have are named by file and line."""

    def test_an_order_of_too_few_lines(self, spoiled) -> None:
        path = spoiled.lesson / "lesson.toml"
        path.write_text(path.read_text() + '\n[forms]\nfirst-half = ["order"]\n')
        (fault,) = spoiled.faults()
        assert "the reference has 1 lines, and only 3 to 16" in fault
        assert fault.startswith("first_half.py:")

    def test_an_exercise_that_is_not_there(self, spoiled) -> None:
        path = spoiled.lesson / "lesson.toml"
        path.write_text(path.read_text() + '\n[forms]\nfirst-hafl = ["repair"]\n')
        (fault,) = spoiled.faults()
        assert '[forms] names "first-hafl", which is not in exercises' in fault
        assert fault.startswith(f"lesson.toml:{len(path.read_text().splitlines())}:")

    def test_a_form_that_there_is_not(self, spoiled) -> None:
        path = spoiled.lesson / "lesson.toml"
        path.write_text(path.read_text() + '\n[forms]\nfirst-half = ["puzzle"]\n')
        (fault,) = spoiled.faults()
        assert "Input should be 'repair' or 'order'" in fault

    @pytest.mark.parametrize(
        ("section", "told"),
        [
            ("```python\ndef first_half(x):\n    return x\n```", "____"),
            ("```python\nreturn ____\n```", "is all of first_half"),
            ("Fill it in.", "one ```python fence"),
            ("", '"## blank" is empty'),
        ],
    )
    def test_a_blank_that_cannot_be_run(self, spoiled, section: str, told: str) -> None:
        for name in ("first_half.en.md", "first_half.ja.md"):
            path = spoiled.lesson / name
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace("## hint", f"## blank\n\n{section}\n\n## hint", 1))
        faults = spoiled.faults()
        assert any(told in fault for fault in faults), faults

    def test_a_blank_in_one_language(self, spoiled) -> None:
        path = spoiled.lesson / "first_half.en.md"
        section = "## blank\n\n```python\ndef first_half(x):\n    return ____\n```\n\n## hint"
        path.write_text(path.read_text(encoding="utf-8").replace("## hint", section, 1))
        told = 'first_half.ja.md:1: there is no "## blank", as in the other language'
        assert spoiled.faults() == [told]
