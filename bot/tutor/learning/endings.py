"""The end of a lesson or a track: noticed whatever came last, and celebrated once."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.storage.learning import progress
from bot.tutor.learning import curriculum
from bot.tutor.learning.next_step import (
    Position,
    is_finished,
    is_track_finished,
    step_after_task,
)
from bot.tutor.replies.actions import ShowCard
from bot.tutor.replies.buttons import Style, button
from bot.tutor.replies.model import AnyBlock, Buttons, Text
from lessons.curriculum import Catalog, Exercise, Lesson, Question, Track

Ending = Literal["lesson", "track"]


async def find_ending(
    session: AsyncSession,
    catalog: Catalog,
    position: Position,
    *,
    learner_id: int,
    item: Exercise | Question,
    since: datetime,
) -> Ending | None:
    """Return what an exercise or a question has ended that was passed at `since` or later.

    That is the case only for what was passed last of the lesson or the track, so each end is found
    once, and found again when the same reply is made again.
    """
    lesson = curriculum.lesson_of(catalog, item)
    if not is_finished(lesson, position):
        return None
    last = await progress.find_last_earned(session, learner_id, (lesson,))
    if last is None or last[0] != item.id or last[1] < since:
        return None
    track = curriculum.track_of(catalog, lesson.track)
    if track is None or not is_track_finished(track, position):
        return "lesson"
    last = await progress.find_last_earned(session, learner_id, track.lessons)
    return "track" if last is not None and last[0] == item.id else "lesson"


def celebration(
    t: Translator, catalog: Catalog, position: Position, lesson: Lesson, ending: Ending | None
) -> tuple[AnyBlock, ...]:
    """Return what is said at an end, and what comes next; nothing where there is none."""
    if ending is None:
        return ()
    title = lesson.titles[t.language]
    following = step_after_task(catalog, position, lesson).lesson
    if ending == "lesson":
        if following is None:
            return (Text(markdown=t("lesson-finished-alone", lesson=title)),)
        text = t("lesson-finished", lesson=title, next=following.titles[t.language])
        return (Text(markdown=text),)
    track = curriculum.track_of(catalog, lesson.track)
    assert track is not None
    name = track.titles[t.language]
    if following is None:
        text = t("track-finished-last", track=name, lesson=title)
    else:
        new_track = curriculum.track_title(t.language, catalog, following)
        text = t("track-finished", track=name, lesson=title, next=new_track)
    style: Style = "primary" if following is None else "plain"
    card = button(t("button-card"), ShowCard(track.slug), style)
    return (Text(markdown=text), Buttons(buttons=(card,)))


def finished_tracks(catalog: Catalog, position: Position) -> tuple[Track, ...]:
    """Return the tracks that the learner has finished."""
    return tuple(each for each in catalog.tracks if is_track_finished(each, position))
