"""Lists all lessons, track by track."""

from __future__ import annotations

from bot.i18n import Translator
from bot.storage.learning.progress import Achievements
from bot.tutor.learning import curriculum
from bot.tutor.replies.buttons import Style, lesson_button
from bot.tutor.replies.model import AnyBlock, Button, Buttons, Table, Text
from lessons.curriculum import Catalog, Track


def lessons_by_track(t: Translator, catalog: Catalog, done: Achievements) -> tuple[AnyBlock, ...]:
    """Return buttons for the first open lesson of each track, then its lessons in a table.

    The buttons come first because on a phone they would be off the screen below the tables.
    """
    blocks: list[AnyBlock] = []
    buttons: list[Button] = []
    minutes = 0
    for track in catalog.tracks:
        blocks += _title(t, catalog, track)
        blocks.append(_table(t, track, done))
        open_lessons = [each for each in track.lessons if not curriculum.is_done(each, done)]
        if open_lessons:
            style: Style = "plain" if buttons else "primary"
            buttons.append(lesson_button(t, open_lessons[0], style))
        minutes += sum(each.minutes for each in open_lessons)
    if not buttons:
        return tuple(blocks)
    left = t("lessons-time-left", count=minutes)
    return (Buttons(buttons=tuple(buttons)), *blocks, Text(markdown=left))


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


def _table(t: Translator, track: Track, done: Achievements) -> Table:
    return Table(
        head=(t("table-lesson"), t("table-minutes"), t("table-state")),
        rows=tuple(
            (
                f"{lesson.number}. {lesson.titles[t.language]}",
                t("minutes", count=lesson.minutes),
                t("lesson-done" if curriculum.is_done(lesson, done) else "lesson-open"),
            )
            for lesson in track.lessons
        ),
    )
