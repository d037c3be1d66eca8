"""Lists all lessons, track by track."""

from __future__ import annotations

from bot.i18n import Translator
from bot.tutor.learning import curriculum
from bot.tutor.learning.next_step import (
    Position,
    entry_of,
    is_begun,
    is_finished,
    lesson_minutes_left,
    next_step,
)
from bot.tutor.replies.buttons import lesson_button
from bot.tutor.replies.model import AnyBlock, Button, Buttons, Table, Text
from bot.tutor.replies.next_steps import step_button
from lessons.curriculum import Catalog, Lesson, Track


def lessons_by_track(t: Translator, catalog: Catalog, position: Position) -> tuple[AnyBlock, ...]:
    """Return buttons for the next step and the other tracks, then the lessons in tables.

    The buttons come first because on a phone they would be off the screen below the tables.
    """
    blocks: list[AnyBlock] = []
    step = next_step(catalog, position)
    buttons: list[Button] = [step_button(t, step, position)]
    minutes = 0
    for track in catalog.tracks:
        blocks += _title(t, catalog, track)
        blocks.append(_table(t, track, position))
        unfinished = [each for each in track.lessons if not is_finished(each, position)]
        if unfinished and step.lesson is not None and step.lesson.track != track.slug:
            buttons.append(lesson_button(t, unfinished[0]))
        minutes += sum(lesson_minutes_left(each, position) for each in unfinished)
    time_left = (Text(markdown=t("lessons-time-left", count=minutes)),) if minutes else ()
    return (Buttons(buttons=tuple(buttons)), *blocks, *time_left)


def lesson_buttons(t: Translator, catalog: Catalog) -> tuple[AnyBlock, ...]:
    """Return buttons for all lessons, with the name of each track above its own."""
    blocks: list[AnyBlock] = []
    for track in catalog.tracks:
        blocks += _title(t, catalog, track)
        blocks.append(Buttons(buttons=tuple(lesson_button(t, each) for each in track.lessons)))
    return tuple(blocks)


def _title(t: Translator, catalog: Catalog, track: Track) -> tuple[Text, ...]:
    """Return the track's title; nothing where there is no other track."""
    if len(catalog.tracks) == 1:
        return ()
    return (Text(markdown=t("track-title", track=track.titles[t.language])),)


def _table(t: Translator, track: Track, position: Position) -> Table:
    return Table(
        head=(t("table-lesson"), t("table-minutes"), t("table-state")),
        rows=tuple(
            (
                f"{lesson.number}. {lesson.titles[t.language]}",
                t("minutes", count=lesson_minutes_left(lesson, position) or lesson.minutes),
                _state(t, lesson, position),
            )
            for lesson in track.lessons
        ),
    )


def _state(t: Translator, lesson: Lesson, position: Position) -> str:
    """Return how far the learner is in a lesson: the page, then how many tasks are left."""
    if is_finished(lesson, position):
        return t("lesson-done")
    if not is_begun(lesson, position):
        return t("lesson-open")
    step = entry_of(lesson, position)
    if step.kind == "page":
        return t("lesson-on-page", page=step.page, pages=len(lesson.pages[t.language]))
    done = position.done
    tasks = len(curriculum.open_exercises(lesson, done))
    return t("lesson-tasks-left", count=tasks + len(curriculum.open_questions(lesson, done)))
