"""What of the curriculum a learner has done, and what comes next. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.storage.learning.progress import Achievements, revision_key
from lessons.curriculum import Catalog, ChecklistItem, Exercise, Language, Lesson, Question, Track


def lesson_of(catalog: Catalog, item: Exercise | Question) -> Lesson:
    """Return the lesson that an exercise or a question belongs to.

    It is found by its id, since the item may be that of a catalogue before. Raise StopIteration
    if this catalogue has none of its id.
    """
    return next(
        lesson
        for lesson in catalog.lessons()
        if any(item.id == each.id for each in _items_like(item, lesson))
    )


def _items_like(item: Exercise | Question, lesson: Lesson) -> Sequence[Exercise | Question]:
    return lesson.asked if isinstance(item, Question) else lesson.exercises


def questions_about(catalog: Catalog, question: Question, mistake: str) -> tuple[Question, ...]:
    """Return the other questions of the track that name the same misconception."""
    track = track_of(catalog, lesson_of(catalog, question).track)
    return tuple(
        each
        for lesson in (track.lessons if track else ())
        for each in lesson.asked
        if mistake in each.mistakes and each.id != question.id
    )


def _items(lesson: Lesson, item: Exercise | Question) -> tuple[Exercise | Question, ...]:
    return lesson.exercises if isinstance(item, Exercise) else lesson.questions


def open_exercises(lesson: Lesson, done: Achievements) -> tuple[Exercise, ...]:
    """Return the lesson's exercises that are not passed yet, in its order."""
    return tuple(each for each in lesson.exercises if each.id not in done.exercises)


def open_questions(lesson: Lesson, done: Achievements) -> tuple[Question, ...]:
    """Return the lesson's questions that are not answered correctly yet, in its order."""
    return tuple(each for each in lesson.questions if each.id not in done.questions)


def is_done(lesson: Lesson, done: Achievements) -> bool:
    """Return whether nothing of the lesson is open; one without tasks is always done."""
    return not open_exercises(lesson, done) and not open_questions(lesson, done)


def is_proven(item: ChecklistItem, catalog: Catalog, done: Achievements) -> bool:
    """Return whether every exercise and question of the item's lessons is done."""
    lessons = [catalog.lesson(slug) for slug in item.lessons]
    return all(lesson is not None and is_done(lesson, done) for lesson in lessons)


def is_outdated(exercise: Exercise, done: Achievements) -> bool:
    """Return whether the exercise was passed, but only in an older revision."""
    if exercise.revision == 1 or exercise.id not in done.exercises:
        return False
    return revision_key(exercise.id, exercise.revision) not in done.revisions


def outdated_exercises(lessons: Iterable[Lesson], done: Achievements) -> tuple[Exercise, ...]:
    """Return the exercises of the lessons that were passed in an older revision only."""
    return tuple(each for one in lessons for each in one.exercises if is_outdated(each, done))


def is_proven_by_older(item: ChecklistItem, catalog: Catalog, done: Achievements) -> bool:
    """Return whether a proven item has exercises that were passed in an older revision only."""
    found = (catalog.lesson(slug) for slug in item.lessons)
    return bool(outdated_exercises((each for each in found if each is not None), done))


def lesson_after(catalog: Catalog, lesson: Lesson) -> Lesson | None:
    """Return the next lesson: after the last of a track the next track's first, then None."""
    lessons = catalog.lessons()
    at = [each.slug for each in lessons].index(lesson.slug)
    return next(iter(lessons[at + 1 :]), None)


def lesson_before(catalog: Catalog, lesson: Lesson) -> Lesson | None:
    """Return the lesson before it; before the first, the last of the tracks that this one requires.

    Return None if there is none.
    """
    track = next(each for each in catalog.tracks if each.slug == lesson.track)
    if lesson.number > 1:
        return next((each for each in track.lessons if each.number == lesson.number - 1), None)
    required = (each for each in catalog.tracks if each.slug in track.requires)
    return next((each.lessons[-1] for each in reversed(tuple(required)) if each.lessons), None)


def minutes_left(lesson: Lesson, page: int, pages: int) -> int:
    """Return the minutes from a page (1-based) to the lesson's end, at least 1."""
    return max(1, round(lesson.minutes * (pages - page + 1) / pages))


def next_exercise(catalog: Catalog, done: Achievements, near: Lesson | None) -> Exercise | None:
    """Return the first open exercise of the lesson, else of the curriculum; else None."""
    order = ((near,) if near else ()) + catalog.lessons()
    return next((each for lesson in order for each in open_exercises(lesson, done)), None)


def track_title(language: Language, catalog: Catalog, lesson: Lesson) -> str:
    """Return the title of the lesson's track."""
    track = track_of(catalog, lesson.track)
    return track.titles[language] if track else lesson.track


def track_of(catalog: Catalog, slug: str) -> Track | None:
    """Return the track of that slug; None where there is none."""
    return next((each for each in catalog.tracks if each.slug == slug), None)
