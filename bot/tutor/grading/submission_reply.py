"""The reply to a paste or a run, made from the current state of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.storage.accounts import attachments, learners
from bot.storage.grading import jobs, missed_replies
from bot.storage.learning import progress
from bot.storage.models import RunRow, SubmissionRow
from bot.tutor.context import TutorContext
from bot.tutor.grading.benchmark_reply import MEASUREMENT, bench_reply
from bot.tutor.grading.dispute_reply import dispute_buttons
from bot.tutor.grading.feedback import result_blocks, verdict_blocks, verdict_tone
from bot.tutor.grading.form_reply import form_steps
from bot.tutor.grading.missed_replies import MOST
from bot.tutor.grading.pasted_errors import explain_beside
from bot.tutor.grading.repair_notes import repair_notes
from bot.tutor.grading.shape_trace import trace_blocks
from bot.tutor.grading.unscored import UNSCORED, unscored_reply
from bot.tutor.identity import Learner, to_learner
from bot.tutor.learning import curriculum
from bot.tutor.learning.endings import celebration, find_ending
from bot.tutor.learning.next_step import Position, step_after_review, step_after_task
from bot.tutor.learning.positions import find_position, find_positions
from bot.tutor.learning.role_rewards import PassedPart, find_due, start_giving
from bot.tutor.learning.ways_on import with_step_after_run
from bot.tutor.replies.actions import AskGroup, EditRun
from bot.tutor.replies.buttons import (
    button,
    exercise_button,
    hint_button,
    reference_button,
    truncate_label,
    try_again_button,
)
from bot.tutor.replies.model import AnyBlock, Button, Buttons, Reply, Text, Tone
from bot.tutor.replies.next_steps import (
    go_on_button,
    step_button,
    wants_step,
    with_one_primary,
    with_step,
)
from grader.protocol import RunResult, Status, Verdict
from lessons.curriculum import Exercise

GRADING_FAILED = "trouble"
"""Status of a job that was given up after too many attempts that failed on our side."""


async def submissions_reply(
    context: TutorContext,
    session: AsyncSession,
    learner: Learner,
    rows: Sequence[SubmissionRow],
    *,
    running: str = "",
    position: Position | None = None,
) -> Reply:
    """Return one reply to all submissions of a paste; pending while any of them is open.

    `running` is the id of a submission that a grader has just begun; `position` is the learner's,
    where it is known.
    """
    t = context.translations.translator(learner.language)
    blocks: list[AnyBlock] = []
    shareable = ""
    names = UniqueButtons(t)
    for row in rows:
        exercise = context.catalog.exercise(row.exercise)
        if row.status is None:
            function = exercise.function if exercise else row.exercise
            key = "submission-running" if row.id == running else "submission-waiting"
            blocks.append(Text(markdown=t(key, function=function)))
            blocks += repair_notes(t, row.repairs, is_open=True)
        elif row.verdict is None or exercise is None:
            blocks.append(Text(markdown=t("submission-gave-up")))
            if exercise is not None:
                again = try_again_button(t, exercise, row.id, "primary")
                blocks += names.rename([Buttons(buttons=(again,))], exercise)
        else:
            verdict = Verdict.model_validate(row.verdict)
            blocks += verdict_blocks(t, exercise, verdict, row.points)
            blocks += trace_blocks(t, verdict.trace, row.id)
            blocks += repair_notes(t, row.repairs, is_open=False)
            if row.pasted_error:
                raised = verdict.problem.raised if verdict.problem else None
                blocks += explain_beside(t, row.pasted_error, raised)
            is_last = row is rows[-1]
            steps = await _next_steps(
                context, session, learner, exercise, row, position=position, is_last=is_last
            )
            blocks += names.rename(steps, exercise)
            if row.status == Status.PASSED:
                shareable = exercise.id
    reply = Reply(
        tone=_tone(rows),
        threadable=True,
        blocks=tuple(blocks),
        pending=any(row.status is None for row in rows),
        shareable_exercise=shareable,
    )
    return with_step(reply, go_on_button(t)) if wants_step(reply) else with_one_primary(reply)


def _tone(rows: Sequence[SubmissionRow]) -> Tone:
    """Return the tone of all submissions of a paste, which share one reply."""
    if any(row.status is None for row in rows):
        return "waiting"
    tones = {verdict_tone(row.status or "") if row.verdict else "refused" for row in rows}
    return next(iter(tones)) if len(tones) == 1 else "not-yet"


class UniqueButtons:
    """Tells the buttons of one reply apart that belong to different exercises."""

    def __init__(self, t: Translator) -> None:
        self._t = t
        self._actions: set[str] = set()
        self._labels: set[str] = set()

    def rename(self, blocks: Sequence[AnyBlock], exercise: Exercise) -> list[AnyBlock]:
        """Return the blocks without a button that was there before.

        A button with the label of an earlier one gets the exercise's function added.
        """
        return [
            Buttons(buttons=tuple(self._renamed(each, exercise)))
            if isinstance(each, Buttons)
            else each
            for each in blocks
        ]

    def _renamed(self, block: Buttons, exercise: Exercise) -> Iterator[Button]:
        for each in block.buttons:
            if each.action in self._actions:
                continue
            label = each.label
            if label in self._labels:
                label = self._t("button-of-function", label=label, function=exercise.function)
            self._actions.add(each.action)
            self._labels.add(label)
            yield each.model_copy(update={"label": truncate_label(label)})


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
        waits = (Text(markdown=t(key)), *repair_notes(t, row.repairs, is_open=True))
        return Reply(tone="waiting", threadable=True, blocks=waits, pending=True)
    if row.result is None:
        return Reply(tone="refused", threadable=True, blocks=(Text(markdown=t("run-gave-up")),))
    result = RunResult.model_validate(row.result)
    notes = repair_notes(t, row.repairs, is_open=False)
    blocks = [*result_blocks(t, result, pictures), *notes]
    if result.status is not Status.PASSED and row.code and not row.earlier:
        blocks.append(Buttons(buttons=(button(t("button-edit-run"), EditRun(row.id)),)))
    return Reply(threadable=True, blocks=tuple(blocks))


async def _next_steps(
    context: TutorContext,
    session: AsyncSession,
    learner: Learner,
    exercise: Exercise,
    row: SubmissionRow,
    *,
    position: Position | None,
    is_last: bool,
) -> list[AnyBlock]:
    """Return what follows a verdict. What to do next is said below the last one of a reply."""
    t = context.translations.translator(learner.language)
    if row.status == Status.PASSED:
        return await _after_passing(
            context, session, learner, exercise, row, position=position, is_last=is_last
        )
    done = position.done if position else await progress.find_achievements(session, learner.id)
    seen = await progress.count_hints_seen(session, learner.id, exercise.id)
    hint = hint_button(t, exercise, seen, passed=exercise.id in done.exercises)
    again = try_again_button(t, exercise, row.id, "primary" if is_last else "plain")
    show = exercise_button(t, exercise)
    dispute = await dispute_buttons(t, session, row)
    blocks, offered = await form_steps(t, session, exercise, row)
    ask = (button(t("button-ask-group"), AskGroup(row.id)),) if row.code else ()
    buttons = (again, *((hint,) if hint else ()), *offered, *ask, show, *dispute)
    return [*blocks, Buttons(buttons=buttons)]


async def _after_passing(
    context: TutorContext,
    session: AsyncSession,
    learner: Learner,
    exercise: Exercise,
    row: SubmissionRow,
    *,
    position: Position | None,
    is_last: bool,
) -> list[AnyBlock]:
    """Return the celebration of what has ended, then the next step and the reference.

    Where the exercise had been passed before, it was probably a review: then the next one follows.
    """
    t, catalog = context.translations.translator(learner.language), context.catalog
    lesson = curriculum.lesson_of(catalog, exercise)
    position = position or await find_position(session, learner, context.clock())
    is_first = row.points is not None
    ending = None
    if is_first:
        ending = await find_ending(
            session,
            catalog,
            position,
            learner_id=learner.id,
            item=exercise,
            since=row.received_at,
        )
    celebrated = celebration(t, catalog, position, lesson, ending)
    reference = reference_button(t, exercise)
    if not is_last:
        return [*celebrated, Buttons(buttons=(reference,))]
    if is_first or not position.has_due_reviews:
        step = step_after_task(catalog, position, lesson)
    else:
        step = step_after_review(catalog, position)
    return [*celebrated, Buttons(buttons=(step_button(t, step, position), reference))]


@dataclass(frozen=True, slots=True)
class JobReply:
    """The reply that a job belongs to, and all jobs that it is about.

    `missed` are the ids of jobs whose replies the learner has missed on the same platform.
    """

    reply: Reply
    rows: Sequence[jobs.JobRow]
    learner: Learner
    missed: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ReplyWanted:
    """A job whose reply is wanted; it `is_running` if a grader has just begun it."""

    job_id: str
    is_running: bool = False


async def job_replies(
    context: TutorContext, session: AsyncSession, wanted: Sequence[ReplyWanted]
) -> Sequence[JobReply | None]:
    """Return the replies that these jobs belong to.

    None where no reply is wanted, such as after the learner was deleted.
    """
    pastes = await jobs.list_submissions_in_pastes(session, [each.job_id for each in wanted])
    passed = {
        each.learner.id: to_learner(context, each.learner)
        for each in pastes.values()
        if any(row.status == Status.PASSED for row in each.submissions)
    }
    positions: Mapping[int, Position] = {}
    if passed:
        positions = await find_positions(session, tuple(passed.values()), context.clock())
        parts = _passed_parts(context, pastes.values(), positions)
        start_giving(context, await find_due(session, context.catalog, parts))
    found = list[JobReply | None]()
    for each in wanted:
        running = each.job_id if each.is_running else ""
        paste = pastes.get(each.job_id)
        if paste is None:
            found.append(await _reply_to_run(context, session, each.job_id, running))
            continue
        learner, rows = to_learner(context, paste.learner), paste.submissions
        reply = await submissions_reply(
            context, session, learner, rows, running=running, position=positions.get(learner.id)
        )
        missed: Sequence[str] = ()
        if paste.has_missed_reply and not reply.pending:
            missed = await missed_replies.list_oldest(
                session, learner.id, rows[0].platform, most=MOST
            )
        found.append(JobReply(reply, rows, learner, missed))
    return found


def _passed_parts(
    context: TutorContext,
    pastes: Iterable[jobs.PasteRows],
    positions: Mapping[int, Position],
) -> Iterator[PassedPart]:
    """Yield what has been passed for the first time."""
    for paste in pastes:
        learner = to_learner(context, paste.learner)
        for each in paste.submissions:
            exercise = context.catalog.exercise(each.exercise)
            if each.points is not None and exercise is not None:
                lesson = curriculum.lesson_of(context.catalog, exercise)
                yield PassedPart(learner, positions[learner.id], lesson)


async def _reply_to_run(
    context: TutorContext, session: AsyncSession, job_id: str, running: str
) -> JobReply | None:
    run = await session.get(RunRow, job_id)
    if run is None or run.reply_to is None:
        return None
    learner = to_learner(context, await learners.get_learner(session, run.learner_id))
    t = context.translations.translator(learner.language)
    if run.kind == UNSCORED:
        reply = unscored_reply(context, t, run, running)
    else:
        reply = await run_reply(t, run, await pictures_of(session, run), running)
    reply = await with_step_after_run(context, session, learner, reply, run)
    return JobReply(reply, [run], learner)
