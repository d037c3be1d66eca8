"""A queue without graders: the test sends the verdicts."""

from __future__ import annotations

from typing import Any

from bot.tutor.service import Tutor
from grader.protocol import Graded, GraderInfo, Job, Ran, RunResult, Status, Verdict
from grader.queues import GraderStatus, JobEnvelope, QueuePosition, QueueStatus


class ScriptedQueue:
    """Records the jobs that were submitted, and returns the state that the test has set."""

    def __init__(self) -> None:
        self.staged: list[Job] = []
        self.sent: list[Job] = []
        self.ahead = 0
        self.wait_s: float | None = None
        self.waiting = self.running = 0
        self.oldest_wait_s: float | None = None
        here = GraderInfo(host="attic", pid=1, walls=("landlock",), at_once=2, spares=2)
        self.graders: tuple[GraderStatus, ...] = (GraderStatus(here, 0.5, alive=True),)

    async def stage(self, connection: Any, *envelopes: JobEnvelope) -> None:
        assert connection.in_transaction()
        self.staged += [each.job for each in envelopes]

    async def publish(self, envelope: JobEnvelope) -> None:
        self.sent.append(envelope.job)

    async def position(self, job_id: str) -> QueuePosition | None:
        known = any(job.id == job_id for job in self.sent)
        return QueuePosition(self.ahead, self.wait_s) if known else None

    async def status(self) -> QueueStatus:
        return QueueStatus(self.graders, self.waiting, self.running, self.oldest_wait_s)


async def passes(tutor: Tutor, job: Job) -> None:
    verdict = Verdict(status=Status.PASSED, exercise=getattr(job, "exercise", ""))
    await tutor.jobs.on_grader_message(Graded(id=job.id, verdict=verdict))


async def fails(tutor: Tutor, job: Job) -> None:
    verdict = Verdict(status=Status.FAILED, exercise=getattr(job, "exercise", ""))
    await tutor.jobs.on_grader_message(Graded(id=job.id, verdict=verdict))


async def ran(tutor: Tutor, job: Job, **facts: Any) -> None:
    result = RunResult(**{"status": Status.PASSED, **facts})
    await tutor.jobs.on_grader_message(Ran(id=job.id, result=result))
