"""The scenes of the sheet: every kind of reply, once, in the order in which learners meet them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from tests.support.reply_sheet.account_scenes import account, trouble
from tests.support.reply_sheet.group_scenes import (
    asking,
    courses,
    daily,
    groups,
    leaving,
    live,
    teaching,
)
from tests.support.reply_sheet.learning_scenes import (
    arrival,
    easier_forms,
    exercises,
    lessons,
    progress,
    questions,
    runs,
)
from tests.support.reply_sheet.play import Play

SceneScript = Callable[[Play], Awaitable[None]]

SCENES: Mapping[str, SceneScript] = {
    "Arrival": arrival,
    "Lessons": lessons,
    "Exercises": exercises,
    "Easier forms": easier_forms,
    "Runs": runs,
    "Questions": questions,
    "Groups": groups,
    "Asking": asking,
    "Progress": progress,
    "Leaving": leaving,
    "Daily prompts": daily,
    "Live classes": live,
    "Account": account,
    "Teaching": teaching,
    "Courses": courses,
    "Trouble": trouble,
}
"""The parts of the sheet in their order; each goes on where the one before has ended."""
