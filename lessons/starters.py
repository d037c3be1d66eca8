"""Recognizes the unchanged starters of exercises."""

from __future__ import annotations

from collections.abc import Iterable

from common.message_reader.program import fingerprint
from lessons.curriculum import Exercise


def starter_fingerprints(exercises: Iterable[Exercise]) -> dict[str, frozenset[str]]:
    """Return the fingerprints of each exercise's starters, in all languages, by its function."""
    return {
        exercise.function: frozenset(
            fingerprint(starter, exercise.function) for starter in exercise.starters.values()
        )
        for exercise in exercises
    }
