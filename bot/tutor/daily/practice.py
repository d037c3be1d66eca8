"""Questions with many variants that belong to no lesson's quiz, for the days after the course."""

from __future__ import annotations

from lessons.curriculum import Catalog


def list_practice(catalog: Catalog) -> tuple[str, ...]:
    """Return the ids of the questions with variants that a channel can be asked."""
    return tuple(question.id for question in catalog.practice())
