"""How far a learner is with an item of a checklist, in a picture and in words."""

from __future__ import annotations

from dataclasses import dataclass

from bot.images.group_overview import Cell
from bot.storage.learning.progress import Achievements
from bot.tutor.learning import curriculum
from lessons.curriculum import Catalog, ChecklistItem, Exercise

OLDER = "✓↻"
"""Proven, partly with older revisions of exercises."""


@dataclass(frozen=True, slots=True)
class ItemTasks:
    """What proves an item of a checklist; `tasks_of_item` finds it, once for many learners."""

    exercises: frozenset[str]
    questions: frozenset[str]
    revised: tuple[Exercise, ...]  # those of the exercises with more than one revision
    has_all_lessons: bool  # whether all lessons of the item are in the catalogue

    def cell(self, done: Achievements, *, ticked: bool) -> Cell:
        """Return the state of the item; `ticked` says that it was ticked without proof."""
        count = len(self.exercises) + len(self.questions)
        passed = len(self.exercises & done.exercises) + len(self.questions & done.questions)
        if passed == count and self.has_all_lessons:
            return Cell("proven", 1.0)
        return Cell("self-checked" if ticked else "open", passed / count if count else 0.0)

    def text(self, cell: Cell, done: Achievements) -> str:
        """Return the state of the item in a few characters."""
        if cell.state == "proven":
            is_older = any(curriculum.is_outdated(each, done) for each in self.revised)
            return OLDER if is_older else "✓"
        share = f"{cell.share:.0%}"
        return f"☑ {share}" if cell.state == "self-checked" else share


def tasks_of_item(catalog: Catalog, item: ChecklistItem) -> ItemTasks:
    """Return the tasks of the lessons that prove an item."""
    lessons = [catalog.lesson(slug) for slug in item.lessons]
    exercises = [each for lesson in lessons if lesson is not None for each in lesson.exercises]
    questions = [each for lesson in lessons if lesson is not None for each in lesson.questions]
    return ItemTasks(
        frozenset(each.id for each in exercises),
        frozenset(each.id for each in questions),
        tuple(each for each in exercises if each.revision > 1),
        None not in lessons,
    )
