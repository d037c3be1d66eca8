"""The names by which lessons, exercises, tracks and groups are found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.i18n import Translator
from lessons.curriculum import Exercise, Lesson, Track

if TYPE_CHECKING:  # `python -m bot read` looks names up without a database
    from bot.storage.groups.groups import Group

MOST = 25  # names to choose from; as many as Discord shows

ACCOUNT = re.compile(r"[0-9]{15,}|T[A-Z0-9]+:[A-Z0-9]+")
"""An account as platforms write a mention of a person; learners cannot read it as a name."""


def lesson_names(lesson: Lesson) -> tuple[str, ...]:
    """Return the names of a lesson: slug, number, and its title in each language."""
    return (lesson.slug, str(lesson.number), *lesson.titles.values())


def exercise_names(exercise: Exercise) -> tuple[str, ...]:
    """Return the names of an exercise: id, function, and its title in each language."""
    return (exercise.id, exercise.function, *exercise.titles.values())


def track_names(track: Track) -> tuple[str, ...]:
    """Return the names of a track: slug, and its title in each language."""
    return (track.slug, *track.titles.values())


def group_name(t: Translator, group: Group) -> str:
    """Return a group's name; that of a default group whose workspace has none is generic."""
    unnamed = group.is_default and group.name in {"", group.place}
    return t("group-everyone") if unnamed else group.name
