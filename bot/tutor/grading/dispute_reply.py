"""How a disputed verdict is shown: to the learner, and to those who decide about it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.storage.grading import disputes
from bot.storage.grading.disputes import Dispute
from bot.storage.models import DisputeRow, SubmissionRow
from bot.tutor.grading.feedback import verdict_blocks
from bot.tutor.replies.actions import DecideDispute, DisputeVerdict, encode
from bot.tutor.replies.buttons import button, exercise_button
from bot.tutor.replies.model import (
    AnyBlock,
    Button,
    Buttons,
    Code,
    Form,
    Reply,
    Text,
    Tone,
    escaped,
    inline,
)
from grader.protocol import Status, Verdict
from lessons.curriculum import Exercise

OFFERED_AFTER = 2
"""Failures at one exercise after which a learner may dispute a verdict: the first one is usually
understood by reading its reply."""

DISPUTABLE = frozenset(Status) - {Status.PASSED, Status.INVALID}
"""Statuses about which people can think differently from the judge; not a syntax error."""

LONGEST_CODE = 6000
"""Characters of code that a direct message shows; `python -m bot disputes --export` has all."""


def is_disputable(row: SubmissionRow) -> bool:
    """Return whether a submission did not pass, and can still be graded again as it was."""
    exam = (row.verdict or {}).get("exam")
    return row.status in DISPUTABLE and exam is not None and row.code != ""


async def dispute_buttons(
    t: Translator, session: AsyncSession, row: SubmissionRow
) -> Sequence[Button]:
    """Return the button "I think I am right", from the second failure at an exercise on."""
    if not is_disputable(row):
        return ()
    if await disputes.count_failures_unless_disputed(session, row) < OFFERED_AFTER:
        return ()
    return (button(t("button-dispute"), DisputeVerdict(row.id)),)


def question_to_teacher(t: Translator, dispute: Dispute, exercise: Exercise) -> Reply:
    """Return what a teacher decides by: the code, the verdict, and the seed of its exam."""
    row, learner = dispute.submission, dispute.learner
    verdict = Verdict.model_validate(row.verdict)
    name = t("dispute-hidden-name") if learner.hidden else escaped(learner.name)
    code = row.code
    caption = t("dispute-code")
    if len(code) > LONGEST_CODE:
        code, caption = code[:LONGEST_CODE], t("dispute-code-cut", count=LONGEST_CODE)
    blocks: list[AnyBlock] = [
        Text(markdown=t("dispute-question", name=name, function=exercise.function)),
        Code(text=code, language="python", caption=caption),
        Text(markdown=t("dispute-verdict")),
        *verdict_blocks(t, exercise, verdict, None),
    ]
    if verdict.exam is not None:
        seed, version = inline(verdict.exam.seed), inline(verdict.exam.version)
        number = str(dispute.row.id)
        told = t("dispute-seed", seed=seed, version=version, number=number)
        blocks.append(Text(markdown=told, is_small=True))
    right = button(t("button-dispute-right"), DecideDispute(dispute.row.id, "right"))
    wrong = button(t("button-dispute-wrong"), DecideDispute(dispute.row.id, "wrong"))
    return Reply(tone="lesson", blocks=(*blocks, Buttons(buttons=(right, wrong))))


def reason_form(t: Translator, dispute_id: int) -> Reply:
    """Return the form that asks why an answer is not right."""
    form = Form(
        label=t("form-dispute-reason"),
        action=encode(DecideDispute(dispute_id, "wrong")),
        submit=t("button-dispute-send"),
        multiline=True,
    )
    return Reply(blocks=(Text(markdown=t("dispute-why")), form))


def decision_text(t: Translator, row: DisputeRow, function: str) -> str:
    """Return what was decided, for the learner, with the reason quoted."""
    by = row.decided_by or ""
    if row.decision == "right":
        text = t("dispute-right", function=function, by=by)
    else:
        text = t("dispute-wrong", function=function, by=by)
    lines = [escaped(line) for line in (row.reason or "").splitlines() if line.strip()]
    return "\n\n".join((text, *(["> " + "\n> ".join(lines)] if lines else ())))


def decision_reply(t: Translator, row: DisputeRow, exercise: Exercise) -> Reply:
    """Return the message that tells a learner what was decided."""
    text = Text(markdown=decision_text(t, row, exercise.function))
    tone: Tone = "passed" if row.decision == "right" else "not-yet"
    show = exercise_button(t, exercise, style="primary")
    return Reply(tone=tone, blocks=(text, Buttons(buttons=(show,))))
