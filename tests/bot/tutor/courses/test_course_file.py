"""course.toml: what it says, and what is said about its mistakes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from bot.i18n import Translations
from bot.tutor.courses.course import Course
from bot.tutor.courses.course_file import (
    LONGEST_FILE,
    CourseFileError,
    CourseProblem,
    ProblemKey,
    read_course,
    stored_course,
    write_course,
)
from bot.tutor.courses.limits import MOST_WEEKS
from lessons.curriculum import LANGUAGES, Catalog
from tests.support.built_in import built_in_lessons

CATALOG = built_in_lessons()
HEAD = 'name = "Autumn"\nstart = 2026-09-07\nzone = "Asia/Tokyo"\ntracks = ["pytorch-basics"]\n'
WEEK = '[[week]]\nlessons = ["tensors"]\n'


def problems(text: str, catalog: Catalog = CATALOG) -> list[CourseProblem]:
    with pytest.raises(CourseFileError) as raised:
        read_course(text, catalog)
    return list(raised.value.problems)


def test_a_course_is_read_with_everything_that_can_be_written() -> None:
    course = read_course(
        f"{HEAD}due = '日曜日'\ngrace = 2\n"
        'holidays = [2026-09-21, "2026-12-28 to 2027-01-03", "2026-11-03"]\n'
        '[[week]]\ntitle = "Boxes of numbers"\nlessons = ["tensors", "operations"]\n'
        '[[week]]\nlessons = []\n[[week]]\nlessons = ["numpy"]\ndue = 2026-09-29\n',
        CATALOG,
    )
    assert (course.name, course.start, course.zone) == ("Autumn", date(2026, 9, 7), "Asia/Tokyo")
    assert (course.due, course.grace) == (6, 2)
    assert course.holidays == (
        (date(2026, 9, 21), date(2026, 9, 21)),
        (date(2026, 11, 3), date(2026, 11, 3)),
        (date(2026, 12, 28), date(2027, 1, 3)),
    )
    assert [each.lessons for each in course.weeks] == [("tensors", "operations"), (), ("numpy",)]
    assert [each.title for each in course.weeks] == ["Boxes of numbers", "", ""]
    assert course.weeks[2].due == date(2026, 9, 29)


def test_lessons_are_spread_over_weeks_in_their_order_and_none_is_lost() -> None:
    head = HEAD.replace('["pytorch-basics"]', '["pytorch-basics", "training"]')
    order = [each.slug for track in CATALOG.tracks[:2] for each in track.lessons]
    for count in (1, 5, 12, len(order), MOST_WEEKS):
        course = read_course(f"{head}weeks = {count}\n", CATALOG)
        assert len(course.weeks) == count
        assert list(course.lessons) == order
        assert course.weeks[0].lessons
    twelve = read_course(f"{head}weeks = 12\n", CATALOG)
    assert all(1 <= len(each.lessons) <= 3 for each in twelve.weeks)


def written_courses() -> list[Course]:
    course = read_course(f"{HEAD}weeks = 12\ndue = 'fri'\ngrace = 1\n", CATALOG)
    holidays = ((date(2026, 9, 21), date(2026, 9, 21)), (date(2026, 12, 28), date(2027, 1, 3)))
    odd = 'Say "hi" \\ 日本語 \t\x7f'
    return [
        course,
        read_course(f"{HEAD}{WEEK}due = 2026-09-11\ntitle = 'テンソル'\n", CATALOG),
        read_course(f"{HEAD}holidays = [2026-09-21, '2026-12-28/2027-01-03']\n{WEEK}", CATALOG),
        replace(course, name=" ".join(odd.split())),
        replace(course, holidays=holidays),
    ]


@pytest.mark.parametrize("course", written_courses())
def test_what_is_written_is_read_as_the_same_course(course: Course) -> None:
    text = write_course(course)
    again = read_course(text, CATALOG)
    assert (again.name, again.planned, again.holidays) == (
        course.name,
        course.planned,
        course.holidays,
    )
    assert write_course(again) == text
    assert stored_course(text) == again


def test_a_stored_course_stays_when_its_lessons_leave_the_catalogue() -> None:
    text = write_course(read_course(HEAD + WEEK, CATALOG))
    assert stored_course(text).lessons == ("tensors",)
    assert [each.key for each in problems(text, Catalog(()))] == ["unknown-track", "unknown-lesson"]


BROKEN: dict[ProblemKey, tuple[str, int]] = {
    "too-long": ("#" * (LONGEST_FILE + 1), 1),
    "empty": (" \n", 1),
    "no-toml": ('name = "Autumn"\nstart = 2026-9-7\n', 2),
    "unknown-field": (f"{HEAD}qqqqqqqqqq = 1\n{WEEK}", 5),
    "unknown-field-nearest": (f"{HEAD}{WEEK}lesson = ['numpy']\n", 7),
    "missing-name": (HEAD.partition("\n")[2] + WEEK, 1),
    "missing-start": (HEAD.replace("start = 2026-09-07\n", "") + WEEK, 1),
    "missing-zone": (HEAD.replace('zone = "Asia/Tokyo"\n', "") + WEEK, 1),
    "missing-tracks": (HEAD.replace('tracks = ["pytorch-basics"]\n', "") + WEEK, 1),
    "missing-weeks": (HEAD, 1),
    "bad-name": (HEAD.replace('"Autumn"', '" "') + WEEK, 1),
    "bad-title": (f"{HEAD}{WEEK}title = 3\n", 7),
    "bad-start": (HEAD.replace("2026-09-07", '"next Monday"') + WEEK, 2),
    "bad-zone": (HEAD.replace("Asia/Tokyo", "Asia/Tokio") + WEEK, 3),
    "bad-tracks": (HEAD.replace('["pytorch-basics"]', '"pytorch-basics"') + WEEK, 4),
    "bad-due": (f"{HEAD}due = 'someday'\n{WEEK}", 5),
    "bad-grace": (f"{HEAD}grace = -1\n{WEEK}", 5),
    "bad-holidays": (f"{HEAD}holidays = ['2026-09-21 to 2029-09-21']\n{WEEK}", 5),
    "bad-weeks": (f"{HEAD}weeks = 0\n", 5),
    "bad-week": (f"{HEAD}[week]\nlessons = ['tensors']\n", 5),
    "bad-lessons": (f"{HEAD}{WEEK}[[week]]\nlessons = 'numpy'\n", 8),
    "bad-due-of-week": (f"{HEAD}{WEEK}[[week]]\nlessons = ['numpy']\ndue = 'sunday'\n", 9),
    "unknown-track": (HEAD.replace("pytorch-basics", "qqqqqqqqq") + WEEK, 4),
    "unknown-track-nearest": (HEAD.replace("pytorch-basics", "pytorch-basic") + WEEK, 4),
    "unknown-lesson": (f"{HEAD}{WEEK}[[week]]\nlessons = ['qqqqqqqqqqqq']\n", 8),
    "unknown-lesson-nearest": (f"{HEAD}[[week]]\nlessons = ['tensor']\n", 6),
    "lesson-elsewhere": (f"{HEAD}[[week]]\nlessons = ['attention']\n", 6),
    "lesson-twice": (f"{HEAD}{WEEK}{WEEK}", 8),
    "weeks-twice": (f"{HEAD}weeks = 3\n{WEEK}", 5),
    "due-early": (f"{HEAD}{WEEK}{WEEK.replace('tensors', 'numpy')}due = 2026-09-10\n", 9),
}


def test_every_problem_has_an_example_here() -> None:
    assert set(BROKEN) == set(get_args(ProblemKey))


@pytest.mark.parametrize("key", BROKEN)
def test_a_problem_is_named_with_its_line_and_alone(key: ProblemKey) -> None:
    text, line = BROKEN[key]
    assert [(each.key, each.line) for each in problems(text)] == [(key, line)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", BROKEN)
def test_a_problem_is_said_in_both_languages_with_all_its_values(
    key: ProblemKey, language, words: Translations
) -> None:
    (problem,) = problems(BROKEN[key][0])
    said = words.format(language, f"course-file-{key}", problem.values)
    assert said.strip()


def test_all_problems_are_reported_together_in_the_order_of_their_lines() -> None:
    found = problems('name = 3\nstart = "soon"\ngrace = 2.5\n')
    assert [each.line for each in found] == [1, 1, 1, 1, 2, 3]
    assert {each.key for each in found} == {
        "bad-name",
        "missing-zone",
        "missing-tracks",
        "missing-weeks",
        "bad-start",
        "bad-grace",
    }


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 5000,
        "a = " + "9" * 5000,
        "a" + ".a" * 4000 + " = 1",
        "name = '" + "x" * 9000,
        "[[week]]\n" * 900,
        "start = 9999-12-31\n",
    ],
)
def test_hostile_files_are_refused_like_any_other(text: str) -> None:
    assert problems(text)


def test_the_example_of_the_module_is_a_course() -> None:
    import bot.tutor.courses.course_file as module

    shown = "\n".join(line.strip() for line in (module.__doc__ or "").splitlines())
    example = shown.partition("\n\n")[2].partition("\nA file with")[0]
    assert read_course(example, CATALOG).lessons == ("tensors",)
    assert Path(module.__file__).is_file()
