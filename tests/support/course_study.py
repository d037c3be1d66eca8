"""Groups of the small curriculum that are in a course."""

from __future__ import annotations

from bot.tutor.replies.model import Reply
from tests.support.study import Study, actions
from tests.support.study_groups import founded

COURSE = """\
name = "Spring class"
start = 2026-04-06
zone = "Asia/Tokyo"
tracks = ["basics"]
grace = 2

[[week]]
lessons = ["tensors"]

[[week]]
lessons = ["operations"]
"""

TASKS = ("evens", "to_float", "tensors/1:b", "tensors/2:true", "tensors/3:tensor([0, 2])", "affine")
"""The functions and the answers of the small curriculum, in their order."""


def start_action(preview: Reply, group: int) -> str:
    """Return the action of a preview's button that starts the course in a group."""
    return next(each for each in actions(preview) if each.startswith(f"course:{group}:start:"))


async def started(study: Study, file: str = COURSE, name: str = "Night owls") -> tuple[int, str]:
    """Create a group that Aki teaches, and put it into a course; return its id and invite code."""
    group, invite = await founded(study, name, on_board=False)
    preview = await study.press("course-file", file)
    await study.press(start_action(preview, group))
    return group, invite


async def does(study: Study, who: str, *tasks: str) -> None:
    """Let a learner pass exercises, by their functions, and answer questions correctly."""
    for task in tasks:
        if "/" in task:
            await study.press(f"answer:{task}", who=who)
        else:
            await study.passes(task, who)
