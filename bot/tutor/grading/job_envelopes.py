"""What a stored submission or run is for graders and for metrics."""

from __future__ import annotations

from bot.storage.grading import jobs
from bot.storage.models import RunRow, SubmissionRow
from bot.tutor.context import TutorContext
from bot.tutor.events import Kind
from bot.tutor.grading.benchmark_reply import MEASUREMENT
from bot.tutor.grading.unscored import UNSCORED
from grader.protocol import Grade, Job, Measure, Run
from grader.queues import JobEnvelope


def kind_of(row: jobs.JobRow) -> Kind:
    """Return the kind of a job, as metrics and logs name it."""
    if isinstance(row, SubmissionRow):
        return "submission"
    if row.kind == UNSCORED:
        return "unscored"
    return "measurement" if row.kind == MEASUREMENT else "run"


def exercise_of(row: jobs.JobRow) -> str:
    """Return the id of the exercise that code is graded for; "" where it is only run."""
    return row.exercise or ""


def seconds_since_received(context: TutorContext, row: jobs.JobRow) -> float:
    """Return the age of a job in seconds."""
    return (context.clock() - row.received_at).total_seconds()


def envelope_of(context: TutorContext, row: jobs.JobRow) -> JobEnvelope:
    """Return a job as the queue takes it."""
    content = context.catalog.exercise(exercise_of(row))
    job = _job_of(row, context.catalog.code_before(content) if content else "")
    return JobEnvelope(
        job=job,
        learner=str(row.learner_id),
        platform=row.platform,
        version=content.version if content else "",
        # Measuring without a GPU shows less.
        gpu=isinstance(job, Measure)
        or (isinstance(job, Grade) and content is not None and content.prefers_gpu),
        needs_gpu=isinstance(job, Grade) and content is not None and content.needs_card,
        alone=row.graders_lost > 0,
    )


def _job_of(row: jobs.JobRow, references: str) -> Job:
    """Return the job of a row; `references` run before code that is not the learner's own."""
    if isinstance(row, RunRow):
        if row.kind == MEASUREMENT:
            return Measure(id=row.id)
        if row.kind == UNSCORED:
            exercise = exercise_of(row)
            return Grade(id=row.id, exercise=exercise, code=row.code, earlier=references)
        return Run(id=row.id, code=row.code, earlier=row.earlier)
    return Grade(id=row.id, exercise=row.exercise, code=row.code, earlier=row.earlier)
