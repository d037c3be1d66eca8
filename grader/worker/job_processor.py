"""Processes one job of any kind with a grader, and turns every failure into an answer."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator

from common.operations.job_context import job_context
from grader.jail import JailError
from grader.matmul.matmul_runner import MeasurementError
from grader.protocol import (
    Grade,
    Graded,
    GraderMessage,
    Job,
    JobFailed,
    Measure,
    Measured,
    Milliseconds,
    Ran,
    Started,
    Status,
)
from grader.worker.grader import Grader

log = logging.getLogger(__name__)


async def process_job(grader: Grader, job: Job) -> AsyncIterator[GraderMessage]:
    """Process one job. Yield Started, and then the answer. Never raises."""
    yield Started(id=job.id)
    with job_context(job.id):
        answer = await _process(grader, job)
    yield answer


async def _process(grader: Grader, job: Job) -> GraderMessage:
    try:
        if isinstance(job, Grade):
            if grader.lacks_card(job.exercise):
                raise JailError(f"{job.exercise} is graded on a GPU, and this grader has none")
            verdict = await grader.grade(job)
            _log_result(f"submission to {job.exercise}", verdict.status, verdict.milliseconds)
            return Graded(id=job.id, verdict=verdict)
        if isinstance(job, Measure):
            return Measured(id=job.id, result=await grader.measure())
        result = await grader.run(job)
        _log_result("run", result.status, result.milliseconds)
        return Ran(id=job.id, result=result)
    except (JailError, MeasurementError) as problem:
        why = str(problem)
        log.warning("the job failed: %s", why)
    except KeyError as problem:
        why = f"this grader has no exercise {problem}"
        log.warning("the job failed: %s", why)
    except Exception as problem:  # a bug of the grader, not of the learner's code
        log.exception("the job failed")
        why = f"{type(problem).__name__}: {problem}"
    return JobFailed(id=job.id, why=why)


def _log_result(what: str, status: Status, spent: Milliseconds) -> None:
    took = f"run {spent.run:.1f}, judge {spent.judge:.1f}" if spent.judge else f"{spent.run:.1f}"
    log.info("%s: %s in %.1f ms (%s)", what, status, spent.total, took)
