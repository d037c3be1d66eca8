"""Verdicts on code that somebody else wrote, which give no learner points.

Such code is stored as a run of the asker's, not as a submission. So nothing that counts
submissions counts it: points, checklists, reviews, streaks, regrades and the counts of mistakes.
"""

from __future__ import annotations

from bot.i18n import Translator
from bot.storage.models import RunRow
from bot.tutor.context import TutorContext
from bot.tutor.grading.feedback import verdict_blocks, verdict_tone
from bot.tutor.grading.repair_notes import repair_notes
from bot.tutor.replies.buttons import exercise_button
from bot.tutor.replies.model import Buttons, Reply, Text
from grader.protocol import Verdict
from lessons.curriculum import Exercise

UNSCORED = "unscored"
"""Kind of a run whose result is a verdict."""


def unscored_note(t: Translator, exercise: Exercise) -> Text:
    """Return the sentence that says that a verdict gives no points."""
    return Text(markdown=t("replies-to-unscored", function=exercise.function))


def unscored_reply(context: TutorContext, t: Translator, row: RunRow, running: str = "") -> Reply:
    """Return the reply to somebody else's code; pending while it is open.

    `running` is the id of a run that a grader has just begun.
    """
    exercise = context.catalog.exercise(row.exercise or "")
    if row.status is None:
        function = exercise.function if exercise else row.exercise or ""
        key = "submission-running" if row.id == running else "submission-waiting"
        note = (unscored_note(t, exercise),) if exercise else ()
        text = Text(markdown=t(key, function=function))
        notes = repair_notes(t, row.repairs, is_open=True)
        return Reply(tone="waiting", threadable=True, blocks=(*note, text, *notes), pending=True)
    if row.result is None or exercise is None:
        return Reply(
            tone="refused", threadable=True, blocks=(Text(markdown=t("submission-gave-up")),)
        )
    verdict = Verdict.model_validate(row.result)
    blocks = (
        unscored_note(t, exercise),
        *verdict_blocks(t, exercise, verdict, None),
        *repair_notes(t, row.repairs, is_open=False),
    )
    buttons = Buttons(buttons=(exercise_button(t, exercise, style="primary"),))
    return Reply(tone=verdict_tone(verdict.status), threadable=True, blocks=(*blocks, buttons))
