"""What is said about a mistake of an exercise."""

from __future__ import annotations

from bot.i18n import Translator
from lessons.curriculum import Exercise


def mistake_words(t: Translator, exercise: Exercise, mistake: str) -> str | None:
    """Return the words for a mistake: the exercise's own, or those of the general one."""
    if mistake in exercise.mistakes:
        return exercise.mistakes[mistake][t.language]
    key = f"general-mistake-{mistake}"
    return t(key) if t.has(key) else None
