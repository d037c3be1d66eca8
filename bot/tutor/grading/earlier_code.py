"""Finds a learner's own code that runs before a submission, of exercises that it comes after."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.storage.grading import jobs
from bot.tutor.replies.buttons import exercise_button
from bot.tutor.replies.model import Buttons, Reply, Text
from lessons.curriculum import Catalog, Exercise


@dataclass(frozen=True, slots=True)
class MissingCode:
    """An exercise whose passed code is needed: it was not passed yet, or its code was deleted."""

    exercise: Exercise
    was_passed: bool


async def find_earlier_code(
    session: AsyncSession,
    catalog: Catalog,
    learner_id: int,
    exercise: Exercise,
    defined: Collection[str],
) -> str | MissingCode:
    """Return the code that the learner has passed the exercises before this one with.

    It is empty where there is no such exercise. Functions and classes in `defined` are in the
    submission itself and are not needed.
    """
    found = []
    for earlier in catalog.exercises_before(exercise):
        if earlier.function in defined:
            continue
        passed = await jobs.find_latest_passed(session, learner_id, earlier.id)
        if passed is None or not passed.code:
            return MissingCode(earlier, was_passed=passed is not None)
        found.append(passed.code)
    return "\n\n\n".join(found)


def missing_code_reply(t: Translator, exercise: Exercise, missing: MissingCode) -> Reply:
    """Return the reply to a submission that lacks the code of an exercise before it."""
    key = "earlier-forgotten" if missing.was_passed else "earlier-not-passed"
    text = t(key, function=exercise.function, earlier=missing.exercise.function)
    buttons = Buttons(buttons=(exercise_button(t, missing.exercise, style="primary"),))
    return Reply(threadable=True, blocks=(Text(markdown=text), buttons))
