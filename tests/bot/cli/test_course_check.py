"""python -m bot course check: a calendar, or what to change; and the example in the document."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bot.cli.course_check import check_course
from bot.cli.parser import main
from bot.tutor.courses.course_file import read_course
from common.cli_runner import CommandError
from tests.support.built_in import built_in_lessons
from tests.support.documents import COURSE_EXAMPLE as EXAMPLE


def test_the_example_of_the_document_is_a_course_of_twelve_weeks_with_all_lessons() -> None:
    catalog = built_in_lessons()
    course = read_course(EXAMPLE, catalog)
    assert len(course.weeks) == 12
    assert list(course.lessons) == [
        lesson.slug for track in catalog.tracks[:2] for lesson in track.lessons
    ]
    assert course.weeks[4].due == date(2026, 10, 14)
    assert course.weeks[8].begins == date(2026, 11, 9), "the week of holidays is left out"


def test_a_course_is_printed_week_by_week(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "course.toml"
    file.write_text(EXAMPLE, encoding="utf-8")
    assert main(["course", "check", str(file)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Deep learning together (Asia/Tokyo)"
    weeks = [line for line in lines if re.match(r"\d+ ", line)]
    assert len(weeks) == 12
    assert re.search(r"^1 +Mon 7 Sep – Sun 13 Sep +Boxes of numbers: .* min +Sun 13 Sep$", weeks[0])


def test_a_week_that_its_posts_cannot_show_is_printed_with_what_to_change(tmp_path: Path) -> None:
    file = tmp_path / "course.toml"
    file.write_text(EXAMPLE.partition("[[week]]")[0] + "weeks = 4\n", encoding="utf-8")
    printed = check_course(file, built_in_lessons())
    assert re.search(r"Week 1 has \d+ pieces, and its posts have room for 21\.", printed)
    assert "To make room, move a lesson to another week" in printed


def test_each_mistake_is_printed_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "course.toml"
    file.write_text(EXAMPLE.replace('"loop"', '"lop"').replace("grace = 2", "grace = -2"))
    with pytest.raises(CommandError) as raised:
        check_course(file, built_in_lessons())
    said = str(raised.value)
    grace, lesson = (
        1 + EXAMPLE[: EXAMPLE.index(each)].count("\n") for each in ("grace =", 'lessons = ["loop"]')
    )
    assert f"course.toml:{grace}: The days of grace" in said
    assert f"course.toml:{lesson}: There is no lesson `lop`. Did you mean `loop`?" in said


@pytest.mark.parametrize("content", [None, b"name = '\xff'"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "course.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CommandError, match=r"course\.toml"):
        check_course(file, built_in_lessons())
