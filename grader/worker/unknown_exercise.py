"""The sentence for an exercise that is not in the catalogue."""

from __future__ import annotations

from common.fuzzy_match import MAX_LENGTH, find_nearest
from lessons.curriculum import Catalog


def describe_unknown_exercise(catalog: Catalog, exercise: str) -> str:
    """Return what to do about an id that no exercise has."""
    close = find_nearest(exercise, [each.id for each in catalog.exercises()])
    hint = f"did you mean {close}?" if close else "python -m lessons list shows them all."
    return f"there is no exercise {exercise[:MAX_LENGTH]!r}; {hint}"
