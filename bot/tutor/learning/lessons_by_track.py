"""Lists all lessons, track by track."""

from __future__ import annotations

from collections.abc import Sequence

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
from bot.tutor.replies.actions import ChooseLesson, encode
from bot.tutor.replies.buttons import lesson_button
from bot.tutor.replies.model import (
    AnyBlock,
    Buttons,
    Choice,
    ListItem,
    Menu,
    Meter,
    Table,
    Text,
)
from bot.tutor.replies.next_steps import step_button
from lessons.curriculum import Catalog, Lesson, Track

MOST_CHOICES = 25  # of a menu
_LONGEST_CHOICE = 100


def lessons_by_track(t: Translator, catalog: Catalog, position: Position) -> tuple[AnyBlock, ...]:
    """Return a button for the next step, then each track: how far it is done, and its lessons.

    That button comes first because on a phone it would be off the screen below the tracks. Beside
    the title of each other track is a button to its first open lesson.
    """
    blocks: list[AnyBlock] = []
    step = next_step(catalog, position)
    minutes = 0
    for track in catalog.tracks:
        unfinished = [each for each in track.lessons if not is_finished(each, position)]
        is_next = step.lesson is not None and step.lesson.track == track.slug
        blocks += _title(t, catalog, track, None if is_next else next(iter(unfinished), None))
        done, total = len(track.lessons) - len(unfinished), len(track.lessons)
        if track.lessons:
            label = t("lessons-finished", done=done, total=total)
            blocks.append(Meter(label=label, done=done, total=total))
        blocks.append(_table(t, track, position))
        minutes += sum(lesson_minutes_left(each, position) for each in unfinished)
    time_left = (Text(markdown=t("lessons-time-left", count=minutes)),) if minutes else ()
    first = Buttons(buttons=(step_button(t, step, position),))
    return (first, *blocks, *time_left)


def lesson_buttons(t: Translator, catalog: Catalog) -> tuple[AnyBlock, ...]:
    """Return buttons for all lessons, with the name of each track above its own."""
    blocks: list[AnyBlock] = []
    for track in catalog.tracks:
        blocks += _title(t, catalog, track)
        blocks.append(Buttons(buttons=tuple(lesson_button(t, each) for each in track.lessons)))
    return tuple(blocks)


def _title(
    t: Translator, catalog: Catalog, track: Track, lesson: Lesson | None = None
) -> tuple[AnyBlock, ...]:
    """Return the track's title, beside it a button to a lesson; nothing where no other track is."""
    if len(catalog.tracks) == 1:
        return ()
    title = t("track-title", track=track.titles[t.language])
    if lesson is None:
        return (Text(markdown=title),)
    return (ListItem(markdown=title, button=lesson_button(t, lesson)),)


def _table(t: Translator, track: Track, position: Position) -> Table:
    rows = tuple(
        (
            f"{lesson.number}. {lesson.titles[t.language]}",
            t("minutes", count=lesson_minutes_left(lesson, position) or lesson.minutes),
            _state(t, lesson, position),
        )
        for lesson in track.lessons
    )
    head = (t("table-lesson"), t("table-minutes"), t("table-state"))
    details = [f"{minutes} · {state}" for _, minutes, state in rows]
    return Table(head=head, rows=rows, menu=lesson_menu(t, track, details))


def lesson_menu(t: Translator, track: Track, details: Sequence[str]) -> Menu | None:
    """Return a menu that opens a lesson of a track; None where it has none, or too many."""
    if not 1 <= len(track.lessons) <= MOST_CHOICES:
        return None
    choices = (
        Choice(
            label=_cut(f"{lesson.number}. {lesson.titles[t.language]}"),
            value=lesson.slug,
            detail=_cut(detail),
        )
        for lesson, detail in zip(track.lessons, details, strict=True)
    )
    return Menu(
        label=t("choose-lesson"),
        action=encode(ChooseLesson(track.slug)),
        submit=t("button-choose-lesson"),
        choices=tuple(choices),
    )


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_CHOICE else f"{text[: _LONGEST_CHOICE - 1]}…"


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
