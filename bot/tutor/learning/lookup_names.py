"""What lessons, exercises and groups are called."""

from __future__ import annotations

from bot.i18n import Translator
from bot.storage.groups.groups import Group
from lessons.curriculum import Exercise, Lesson, Track

MOST = 25  # names to choose from; as many as Discord shows


def lesson_names(lesson: Lesson) -> tuple[str, ...]:
    """By which the lesson can be asked for: slug, number, and its title in each language."""
    return (lesson.slug, str(lesson.number), *lesson.titles.values())


def exercise_names(exercise: Exercise) -> tuple[str, ...]:
    """By which the exercise can be asked for: id, function, and its title in each language."""
    return (exercise.id, exercise.function, *exercise.titles.values())


def track_names(track: Track) -> tuple[str, ...]:
    """By which the track can be asked for: slug, and its title in each language."""
    return (track.slug, *track.titles.values())


def group_name(t: Translator, group: Group) -> str:
    """A group's name; a place's default group may have none but the place's number."""
    unnamed = group.is_default and group.name in {"", group.place}
    return t("group-everyone") if unnamed else group.name
