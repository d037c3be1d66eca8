"""The check of easier forms: each has an answer that passes, one that does not, and examples."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessons.catalog import load
from lessons.check import CheckReport, check
from lessons.cli.repairs import write_repairs
from tests.support.changed_exercises import copy_lesson, faults_of, function_name

REFERENCE = "return batch[: len(batch) // 2]"

ORDERS = {
    "order": ("half = len(batch) // 2", "half = int(half)", "return batch[:half]"),
    "last-line-not-needed": ("half = len(batch) // 2", "return batch[:half]", "half = None"),
}
"""Lines of the reference, in lessons that ask for their order."""

BLANKS = {
    "blank": ("return batch[____]",),
    "blank-of-no-answer": ("return batch.narrow(____)",),
    "blank-beside-wrong-lines": ("batch = batch + 1", "return batch[____]"),
    "blank-for-anything": ("unused = ____", REFERENCE),
}
"""Lines of the blank, in lessons that have one."""

REPAIRS = ("repairs-not-written", "repairs-written", "repairs-of-other-outputs")
"""Lessons with a bug to repair."""


class Folders:
    """The folders of the lessons, whose files it changes."""

    def __init__(self, tracks: Path) -> None:
        self.tracks = tracks
        for name in (*ORDERS, *REPAIRS):
            self._offer(name, "order" if name in ORDERS else "repair")
        for name, body in ORDERS.items():
            self._write_reference(name, *body)
        self._write_reference("blank-for-anything", "unused = 3", REFERENCE)
        for name, body in BLANKS.items():
            self._write_blank(name, *body)

    def lesson(self, name: str) -> Path:
        return self.tracks / "team-basics" / name

    def repairs(self, name: str) -> Path:
        return self.lesson(name) / "repairs.toml"

    def _offer(self, name: str, form: str) -> None:
        toml = self.lesson(name) / "lesson.toml"
        exercise = function_name(name).replace("_", "-")
        toml.write_text(f'{toml.read_text()}\n[forms]\n{exercise} = ["{form}"]\n')

    def _write_reference(self, name: str, *lines: str) -> None:
        path = self.lesson(name) / f"{function_name(name)}.py"
        body = "".join(f"    {line}\n" for line in lines)
        path.write_text(path.read_text().replace(f"    {REFERENCE}\n", body, 1))

    def _write_blank(self, name: str, *lines: str) -> None:
        body = "".join(f"    {line}\n" for line in lines)
        section = f"## blank\n\n```python\ndef {function_name(name)}(batch):\n{body}```\n\n## hint"
        for path in self.lesson(name).glob("first_half_*.md"):
            path.write_text(path.read_text(encoding="utf-8").replace("## hint", section, 1))


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """The lessons: one has repairs as a command writes them, and another one has others."""
    names = (*ORDERS, *BLANKS, *REPAIRS)
    folders = Folders(copy_lesson(tmp_path_factory.mktemp("forms"), names))
    _, written, others = REPAIRS
    lessons = [
        lesson
        for lesson in load(folders.tracks, built_in=False).lessons()
        if lesson.slug in {written, others}
    ]
    paths = [folders.repairs(written), folders.repairs(others)]
    assert write_repairs(lessons, [folders.tracks]) == paths
    examples = folders.repairs(others).read_text(encoding="utf-8")
    folders.repairs(others).write_text(examples.replace("tensor", "Tensor"))
    return folders


@pytest.fixture(scope="module")
def report(folders: Folders) -> CheckReport:
    return check(load(folders.tracks, built_in=False).lessons(), [folders.tracks], seeds=1)


def faults(report: CheckReport, lesson: str) -> list[str]:
    return [f"{each.path.name}: {each.message}" for each in faults_of(report, lesson)]


def test_bugs_need_what_they_do(report: CheckReport) -> None:
    told = 'repairs.toml does not say what "second-half" does now; '
    told += "run python -m lessons check --write, which writes it"
    name = "repairs-not-written"
    assert f"{function_name(name)}.py: {told}" in faults(report, name)


def test_what_the_command_writes_of_bugs_is_what_they_do(
    folders: Folders, report: CheckReport
) -> None:
    assert faults(report, "repairs-written") == []
    examples = folders.repairs("repairs-written").read_text(encoding="utf-8")
    assert "[first-half-repairs-written.second-half]" in examples


def test_bugs_that_do_something_else_are_named(report: CheckReport) -> None:
    assert len(faults(report, "repairs-of-other-outputs")) == 2


def test_lines_are_run_in_the_order_of_the_reference(report: CheckReport) -> None:
    assert faults(report, "order") == []


def test_lines_of_which_the_last_is_not_needed_are_refused(report: CheckReport) -> None:
    (fault,) = faults(report, "last-line-not-needed")
    assert "the reference passes without its last line" in fault


def test_a_blank_with_a_right_fill_and_a_wrong_one_is_accepted(report: CheckReport) -> None:
    assert faults(report, "blank") == []


def test_a_blank_that_no_right_answer_has_is_refused(report: CheckReport) -> None:
    name = "blank-of-no-answer"
    told = "no right answer has lines like those with ____ here"
    function = function_name(name)
    assert faults(report, name) == [f"{function}.en.md: {told}", f"{function}.ja.md: {told}"]


def test_a_blank_whose_other_lines_are_wrong_is_refused(report: CheckReport) -> None:
    found = faults(report, "blank-beside-wrong-lines")
    assert len(found) == 2
    assert all("filled with `: len(batch) // 2`, this fails: value" in each for each in found)


def test_a_blank_that_takes_anything_is_refused(report: CheckReport) -> None:
    name = "blank-for-anything"
    told = f"{function_name(name)}.ja.md: filled with something wrong, this passes as well"
    assert told in faults(report, name)
