"""The decision about the next step, without a tutor."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.storage.learning.progress import Achievements
from bot.tutor.learning.next_step import (
    Position,
    Step,
    is_finished,
    lesson_minutes_left,
    next_step,
    step_after_page,
    step_after_review,
    step_after_task,
)
from lessons.curriculum import Catalog
from tests.support.small_curriculum import catalog

EVENS, TO_FLOAT, AFFINE = "tensors/evens", "tensors/to-float", "operations/affine"
QUIZ = ("tensors/1", "tensors/2", "tensors/3")


@pytest.fixture
def course(tmp_path: Path) -> Catalog:
    return catalog(tmp_path / "picture.png")


def at(
    *passed: str,
    read: dict[str, int] | None = None,
    lesson: str | None = None,
    tried: str | None = None,
    due: bool = False,
) -> Position:
    done = Achievements(
        frozenset(each for each in passed if each not in QUIZ),
        frozenset(each for each in passed if each in QUIZ),
    )
    return Position("en", done, read or {}, lesson, tried=tried, has_due_reviews=due)


def said(step: Step) -> str:
    """Return a step in a word or two."""
    match step.kind:
        case "page":
            assert step.lesson is not None
            return f"{step.lesson.slug} {step.page}"
        case "exercise":
            assert step.exercise is not None
            return step.exercise.id
        case "quiz":
            assert step.lesson is not None
            return f"quiz {step.lesson.slug}"
        case kind:
            return kind


@pytest.mark.parametrize(
    ("position", "step"),
    [
        (at(), "tensors 1"),
        (at(read={"tensors": 2}, lesson="tensors"), "tensors 2"),
        (at(read={"tensors": 3}, lesson="tensors"), EVENS),
        (at(EVENS, read={"tensors": 3}, lesson="tensors"), TO_FLOAT),
        (at(EVENS, TO_FLOAT, read={"tensors": 3}, lesson="tensors"), "quiz tensors"),
        (at(EVENS, TO_FLOAT, *QUIZ, read={"tensors": 1}, lesson="tensors"), "operations 1"),
        (at(read={"tensors": 2, "operations": 1}, lesson="operations"), AFFINE),
        (at(AFFINE, read={"tensors": 2, "operations": 1}, lesson="operations"), "tensors 2"),
        (at(read={"tensors": 1}, lesson="tensors", tried=TO_FLOAT), TO_FLOAT),
        (at(AFFINE, tried=AFFINE), "tensors 1"),
        (at(EVENS, tried=EVENS), TO_FLOAT),
        (at(EVENS, TO_FLOAT, *QUIZ, AFFINE, lesson="tensors", due=True), "review"),
        (at(EVENS, TO_FLOAT, *QUIZ, AFFINE, lesson="tensors"), "all-done"),
        (at(lesson="gone", tried="gone/x"), "tensors 1"),
    ],
)
def test_a_learner_goes_on_where_they_are_with_what_is_not_done(
    course: Catalog, position: Position, step: str
) -> None:
    assert said(next_step(course, position)) == step


def test_after_a_page_comes_the_next_one_then_what_the_lesson_asks(course: Catalog) -> None:
    tensors = course.lessons()[0]
    assert said(step_after_page(course, at(), tensors, 1)) == "tensors 2"
    assert said(step_after_page(course, at(), tensors, 3)) == EVENS


def test_who_begins_with_the_exercises_goes_on_with_them(course: Catalog) -> None:
    tensors, operations = course.lessons()
    assert said(step_after_task(course, at(EVENS), tensors)) == TO_FLOAT
    assert said(step_after_task(course, at(AFFINE), operations)) == "tensors 1"


def test_after_a_review_comes_the_next_one_while_any_is_due(course: Catalog) -> None:
    reading = at(read={"tensors": 2}, lesson="tensors")
    assert said(step_after_review(course, replace(reading, has_due_reviews=True))) == "review"
    assert said(step_after_review(course, reading)) == "tensors 2"


def test_the_minutes_left_shrink_with_each_part_and_end_with_the_last(course: Catalog) -> None:
    lesson = replace(course.lessons()[0], minutes=40)
    states = [
        at(),
        at(read={"tensors": 1}),
        at(read={"tensors": 3}),
        at(EVENS, read={"tensors": 3}),
        at(EVENS, TO_FLOAT, *QUIZ[:2], read={"tensors": 3}),
        at(EVENS, TO_FLOAT, *QUIZ, read={"tensors": 3}),
    ]
    left = [lesson_minutes_left(lesson, each) for each in states]
    assert left == [40, 35, 25, 20, 5, 0]


def test_a_lesson_without_tasks_is_finished_once_it_is_read(course: Catalog) -> None:
    lesson = replace(course.lessons()[0], exercises=(), questions=())
    assert not is_finished(lesson, at(read={"tensors": 2}))
    assert is_finished(lesson, at(read={"tensors": 3}))
