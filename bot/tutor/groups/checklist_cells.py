"""How far a learner is with an item of a checklist, in a picture and in words."""

from __future__ import annotations

from bot.images.group_overview import Cell
from bot.storage.learning.progress import Achievements
from bot.tutor.learning import curriculum
from lessons.curriculum import Catalog, ChecklistItem

OLDER = "✓↻"
"""Proven, partly with older revisions of exercises."""


def checklist_cell(
    catalog: Catalog, item: ChecklistItem, done: Achievements, *, ticked: bool
) -> Cell:
    """Return the state of an item; `ticked` says that the learner has ticked it without proof."""
    lessons = [catalog.lesson(slug) for slug in item.lessons]
    found = [lesson for lesson in lessons if lesson is not None]
    everything = sum(len(each.exercises) + len(each.questions) for each in found)
    still_open = sum(
        len(curriculum.open_exercises(each, done)) + len(curriculum.open_questions(each, done))
        for each in found
    )
    share = (everything - still_open) / everything if everything else 0.0
    if curriculum.is_proven(item, catalog, done):
        return Cell("proven", 1.0)
    return Cell("self-checked" if ticked else "open", share)


def cell_text(catalog: Catalog, cell: Cell, item: ChecklistItem, done: Achievements) -> str:
    """Return the state of an item in a few characters."""
    if cell.state == "proven":
        return OLDER if curriculum.is_proven_by_older(item, catalog, done) else "✓"
    share = f"{cell.share:.0%}"
    return f"☑ {share}" if cell.state == "self-checked" else share
