"""The reply to a paste or a run, made from the current state of its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.storage.accounts import attachments, learners
from bot.storage.grading import jobs
from bot.storage.learning import progress
from bot.storage.models import RunRow, SubmissionRow
from bot.tutor.context import TutorContext
from bot.tutor.grading.benchmark_reply import MEASUREMENT, bench_reply
from bot.tutor.grading.dispute_reply import dispute_buttons
from bot.tutor.grading.feedback import result_blocks, verdict_blocks
from bot.tutor.grading.form_reply import form_steps
from bot.tutor.grading.pasted_errors import explain_beside
from bot.tutor.grading.shape_trace import trace_blocks
from bot.tutor.grading.unscored import UNSCORED, unscored_reply
from bot.tutor.identity import Learner, to_learner
from bot.tutor.learning import curriculum
from bot.tutor.replies.actions import AskGroup
from bot.tutor.replies.buttons import (
    button,
    exercise_button,
    hint_button,
    next_steps,
    reference_button,
)
from bot.tutor.replies.model import AnyBlock, Buttons, Reply, Text
from grader.protocol import RunResult, Status, Verdict
from lessons.curriculum import Exercise

GRADING_FAILED = "trouble"
"""Status of a job that was given up after too many attempts that failed on our side."""


async def submissions_reply(
    context: TutorContext,
    session: AsyncSession,
    learner: Learner,
    rows: Sequence[SubmissionRow],
    running: str = "",
) -> Reply:
    """Return one reply to all submissions of a paste; pending while any of them is open.

    `running` is the id of a submission that a grader has just begun.
    """
    t = context.translations.translator(learner.language)
    blocks: list[AnyBlock] = []
    shareable = ""
    for row in rows:
        exercise = context.catalog.exercise(row.exercise)
        if row.status is None:
            function = exercise.function if exercise else row.exercise
            key = "submission-running" if row.id == running else "submission-waiting"
            blocks.append(Text(markdown=t(key, function=function)))
        elif row.verdict is None or exercise is None:
            blocks.append(Text(markdown=t("submission-gave-up")))
        else:
            verdict = Verdict.model_validate(row.verdict)
            blocks += verdict_blocks(t, exercise, verdict, row.points)
            blocks += trace_blocks(t, verdict.trace, row.id)
            if row.pasted_error:
                raised = verdict.problem.raised if verdict.problem else None
                blocks += explain_beside(t, row.pasted_error, raised)
            blocks += await _next_steps(context, session, learner, exercise, row)
            if row.status == Status.PASSED:
                shareable = exercise.id
    return Reply(
        threadable=True,
        blocks=tuple(blocks),
        pending=any(row.status is None for row in rows),
        shareable_exercise=shareable,
    )


async def pictures_of(session: AsyncSession, row: RunRow) -> Mapping[str, bytes]:
    """Return the pictures of a run that have not expired, by their digests."""
    digests = (row.result or {}).get("figures") or ()
    return await attachments.find(session, row.learner_id, digests)


async def run_reply(
    t: Translator, row: RunRow, pictures: Mapping[str, bytes], running: str = ""
) -> Reply:
    """Return the reply to a run or a benchmark; pending while it is open.

    `pictures` are those of the run, as `pictures_of` finds them. `running` is the id of a run
    that a grader has just begun.
    """
    if row.kind == MEASUREMENT:
        return await bench_reply(t, row)
    if row.status is None:
        key = "run-running" if row.id == running else "run-waiting"
        return Reply(threadable=True, blocks=(Text(markdown=t(key)),), pending=True)
    if row.result is None:
        return Reply(threadable=True, blocks=(Text(markdown=t("run-gave-up")),))
    result = RunResult.model_validate(row.result)
    return Reply(threadable=True, blocks=tuple(result_blocks(t, result, pictures)))


async def _next_steps(
    context: TutorContext,
    session: AsyncSession,
    learner: Learner,
    exercise: Exercise,
    row: SubmissionRow,
) -> list[AnyBlock]:
    t = context.translations.translator(learner.language)
    done = await progress.find_achievements(session, learner.id)
    if row.status == Status.PASSED:
        return _after_passing(context, t, exercise, done, first=row.points is not None)
    seen = await progress.count_hints_seen(session, learner.id, exercise.id)
    hint = hint_button(t, exercise, seen, passed=exercise.id in done.exercises)
    again = exercise_button(t, exercise)
    dispute = await dispute_buttons(t, session, row)
    blocks, offered = await form_steps(t, session, exercise, row)
    ask = (button(t("button-ask-group"), AskGroup(row.id)),) if row.code else ()
    buttons = (*((hint,) if hint else ()), *offered, again, *ask, *dispute)
    return [*blocks, Buttons(buttons=buttons)]


def _after_passing(
    context: TutorContext,
    t: Translator,
    exercise: Exercise,
    done: progress.Achievements,
    *,
    first: bool,
) -> list[AnyBlock]:
    lesson = curriculum.lesson_of(context.catalog, exercise)
    *praise, last = next_steps(t, context.catalog, lesson, done, first=first)
    assert isinstance(last, Buttons)
    return [*praise, Buttons(buttons=(*last.buttons, reference_button(t, exercise)))]


async def job_reply(
    context: TutorContext, session: AsyncSession, job_id: str, *, running: str = ""
) -> tuple[Reply, Sequence[jobs.JobRow]] | None:
    """Return the reply that a job belongs to, and all jobs that it is about.

    None where no reply is wanted, such as after the learner was deleted.
    """
    paste = await jobs.list_submissions_in_paste(session, job_id)
    if paste is not None:
        row, rows = paste
        return await submissions_reply(
            context, session, to_learner(context, row), rows, running
        ), rows
    run = await session.get(RunRow, job_id)
    if run is None or run.reply_to is None:
        return None
    learner = to_learner(context, await learners.get_learner(session, run.learner_id))
    t = context.translations.translator(learner.language)
    if run.kind == UNSCORED:
        return unscored_reply(context, t, run, running), [run]
    pictures = await pictures_of(session, run)
    return await run_reply(t, run, pictures, running), [run]
