"""What a learner does next, decided in one place for all replies. Pure functions.

Within a lesson its pages come first, then its exercises, then its quiz. After a lesson comes the
next one of its track that is not finished, then one that was left out, then the next track.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from bot.storage.learning.progress import Achievements
from bot.tutor.learning import curriculum
from lessons.curriculum import Catalog, Exercise, Language, Lesson, Track


@dataclass(frozen=True, slots=True)
class Position:
    """What a learner has done and read, and where they are."""

    language: Language
    done: Achievements
    pages_read: Mapping[str, int] = field(default_factory=dict)
    """The furthest page (1-based) that was opened, by the slug of its lesson."""
    lesson: str | None = None  # slug of the lesson read last
    page: int = 0  # of that lesson, 1-based
    tried: str | None = None  # id of the exercise submitted to last
    has_due_reviews: bool = False

    def after_opening(self, lesson: Lesson, page: int) -> Position:
        """Return where the learner is once they have opened a page (1-based) of a lesson."""
        furthest = max(page, self.pages_read.get(lesson.slug, 0))
        pages_read = {**self.pages_read, lesson.slug: furthest}
        return replace(self, lesson=lesson.slug, page=page, pages_read=pages_read)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do next; what it names is exactly what its kind needs."""

    kind: Literal["page", "exercise", "quiz", "review", "all-done"]
    lesson: Lesson | None = None  # of a page, an exercise or a quiz
    page: int = 0  # 1-based
    exercise: Exercise | None = None
    is_following: bool = False  # the page after the one that is being read


def next_step(catalog: Catalog, position: Position) -> Step:
    """Return what a learner goes on with who comes back: where they are, if it is not done."""
    here = _lesson_here(catalog, position)
    if here is None:
        return _first(catalog.lessons(), position)
    return _within(here, position) or _step_behind(catalog, position, here)


def step_after_page(catalog: Catalog, position: Position, lesson: Lesson, page: int) -> Step:
    """Return what follows a page that is being read: the next page, or what the lesson asks."""
    if page < len(lesson.pages[position.language]):
        return Step("page", lesson, page + 1, is_following=True)
    return _task(lesson, position) or _step_behind(catalog, position, lesson)


def step_after_task(catalog: Catalog, position: Position, lesson: Lesson) -> Step:
    """Return what follows an exercise or a question of a lesson.

    Its other tasks come before its pages: learners who begin with the exercises go on with them.
    """
    task = _task(lesson, position)
    return task or _step_behind(catalog, position, lesson)


def step_after_review(catalog: Catalog, position: Position) -> Step:
    """Return the next review while one is due, else what the learner goes on with."""
    return Step("review") if position.has_due_reviews else next_step(catalog, position)


def is_finished(lesson: Lesson, position: Position) -> bool:
    """Return whether nothing of the lesson is open; one without tasks has to be read."""
    if lesson.exercises or lesson.questions:
        return curriculum.is_done(lesson, position.done)
    return _pages_read(lesson, position) >= len(lesson.pages[position.language])


def is_track_finished(track: Track, position: Position) -> bool:
    """Return whether all lessons of the track are finished; one without lessons never is."""
    return bool(track.lessons) and all(is_finished(each, position) for each in track.lessons)


def lesson_minutes_left(lesson: Lesson, position: Position) -> int:
    """Return the minutes that an unfinished lesson still takes, at least 1; 0 for a finished one.

    Its minutes are spread evenly over its pages, exercises and quiz questions.
    """
    if is_finished(lesson, position):
        return 0
    pages = len(lesson.pages[position.language])
    parts = pages + len(lesson.exercises) + len(lesson.questions)
    left = (
        pages
        - min(_pages_read(lesson, position), pages)
        + len(curriculum.open_exercises(lesson, position.done))
        + len(curriculum.open_questions(lesson, position.done))
    )
    return max(1, round(lesson.minutes * left / parts))


def is_begun(lesson: Lesson, position: Position) -> bool:
    """Return whether a part of the lesson was read or done."""
    done = position.done
    return (
        _pages_read(lesson, position) > 0
        or len(curriculum.open_exercises(lesson, done)) < len(lesson.exercises)
        or len(curriculum.open_questions(lesson, done)) < len(lesson.questions)
    )


def entry_of(lesson: Lesson, position: Position) -> Step:
    """Return the step with which a lesson is begun or continued; its first page once finished."""
    return _within(lesson, position) or Step("page", lesson, 1)


def _lesson_here(catalog: Catalog, position: Position) -> Lesson | None:
    """Return the lesson read last; without any, the one of the exercise tried last."""
    read = catalog.lesson(position.lesson) if position.lesson else None
    if read is not None:
        return read
    tried = catalog.exercise(position.tried) if position.tried else None
    return curriculum.lesson_of(catalog, tried) if tried else None


def _within(lesson: Lesson, position: Position) -> Step | None:
    """Return the next step in the lesson; None where it is finished."""
    if is_finished(lesson, position):
        return None
    tried = next((each for each in lesson.exercises if each.id == position.tried), None)
    if tried is not None and tried.id not in position.done.exercises:
        return Step("exercise", lesson, exercise=tried)
    read = _pages_read(lesson, position)
    if read < len(lesson.pages[position.language]):
        is_tasks_only = read == 0 and is_begun(lesson, position)
        if not is_tasks_only:
            return Step("page", lesson, max(1, read))
    return _task(lesson, position) or Step("page", lesson, max(1, read))


def _task(lesson: Lesson, position: Position) -> Step | None:
    """Return the lesson's first open exercise, else its quiz; None where neither is open."""
    exercises = curriculum.open_exercises(lesson, position.done)
    if exercises:
        return Step("exercise", lesson, exercise=exercises[0])
    if curriculum.open_questions(lesson, position.done):
        return Step("quiz", lesson)
    return None


def _step_behind(catalog: Catalog, position: Position, lesson: Lesson) -> Step:
    """Return the step in the first unfinished lesson behind a lesson, in the order of reading."""
    order = [each for each in _order_behind(catalog, lesson) if each.slug != lesson.slug]
    return _first(order, position)


def _order_behind(catalog: Catalog, lesson: Lesson) -> Iterator[Lesson]:
    """Yield the rest of the track, its beginning, the later tracks, then the earlier ones."""
    at = next((n for n, each in enumerate(catalog.tracks) if each.slug == lesson.track), 0)
    own = catalog.tracks[at]
    yield from (each for each in own.lessons if each.number > lesson.number)
    yield from (each for each in own.lessons if each.number < lesson.number)
    for track in (*catalog.tracks[at + 1 :], *catalog.tracks[:at]):
        yield from track.lessons


def _first(lessons: Iterable[Lesson], position: Position) -> Step:
    steps = (_within(each, position) for each in lessons)
    found = next((each for each in steps if each is not None), None)
    if found is not None:
        return found
    return Step("review") if position.has_due_reviews else Step("all-done")


def _pages_read(lesson: Lesson, position: Position) -> int:
    return position.pages_read.get(lesson.slug, 0)
