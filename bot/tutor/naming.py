"""What lessons, exercises and groups are called, and what a half-typed name may become."""

from __future__ import annotations

from collections.abc import Iterable

from bot.i18n import Voice
from bot.storage.groups import Group
from bot.tutor.days import PERIODS, zones_beginning
from lessons.records import LANGUAGES, Catalog, Exercise, Lesson

MOST = 25  # as many as Discord shows

_FIRST_WORDS = {
    "review": ("remind 20", "remind off"),
    "group": ("create", "join"),
    "daily": ("show", "set 9 Asia/Tokyo mon-fri", "skip", "now", "off"),
    "privacy": ("export", "delete"),
    "settings": ("hide", "show"),
}
"""What these commands can begin with."""


def complete(catalog: Catalog, command: str, prefix: str) -> tuple[str, ...]:
    """Arguments for a command that fit what was typed, by any name that they have.

    Those that begin with it come first.
    """
    names = _names(catalog, command)
    if command == "settings" and prefix.strip():
        names |= {zone: (zone.casefold(),) for zone in zones_beginning(prefix, MOST)}
    wanted = prefix.strip().casefold()
    begin = [each for each, called in names.items() if any(c.startswith(wanted) for c in called)]
    contain = [each for each, called in names.items() if any(wanted in c for c in called)]
    return tuple(dict.fromkeys((*begin, *contain)))[:MOST]


def _names(catalog: Catalog, command: str) -> dict[str, tuple[str, ...]]:
    """What may follow the command, each with everything that it is called."""
    match command:
        case "lesson" | "quiz":
            return {each.slug: _small(lesson_names(each)) for each in catalog.lessons()}
        case "exercise" | "hint":
            return {each.id: _small(exercise_names(each)) for each in catalog.exercises()}
        case "language":
            return {each: (each,) for each in LANGUAGES}
        case "leaderboard":
            exercises = {each.id: _small(exercise_names(each)) for each in catalog.exercises()}
            return {each: (each,) for each in PERIODS} | exercises
        case command if command in _FIRST_WORDS:
            return {each: (each,) for each in _FIRST_WORDS[command]}
    return {}


def lesson_names(lesson: Lesson) -> tuple[str, ...]:
    return (lesson.slug, str(lesson.number), *lesson.titles.values())


def exercise_names(exercise: Exercise) -> tuple[str, ...]:
    return (exercise.id, exercise.function, *exercise.titles.values())


def group_name(say: Voice, group: Group) -> str:
    """A group's name; a place's default group may have none but the place's number."""
    unnamed = group.is_default and group.name in {"", group.place}
    return say("group-everyone") if unnamed else group.name


def _small(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name.casefold() for name in names)
