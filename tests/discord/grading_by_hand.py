"""The graders' end of the queue, in a test's hands."""

from __future__ import annotations

from typing import Any

from bot.tutor.tutor import Tutor
from grader.protocol import (
    Graded,
    Job,
    Ran,
    RunResult,
    Status,
    Verdict,
)


class QueueInHand:
    def __init__(self) -> None:
        self.sent: list[Job] = []
        self.ahead = 0

    async def stage(self, connection: Any, job: Job) -> None:
        assert connection.in_transaction()

    async def committed(self, job: Job) -> None:
        self.sent.append(job)

    def position(self, job_id: str) -> int | None:
        return self.ahead


async def passes(tutor: Tutor, job: Job) -> None:
    verdict = Verdict(status=Status.PASSED, exercise=getattr(job, "exercise", ""))
    await tutor.answered(Graded(id=job.id, verdict=verdict))


async def fails(tutor: Tutor, job: Job) -> None:
    verdict = Verdict(status=Status.FAILED, exercise=getattr(job, "exercise", ""))
    await tutor.answered(Graded(id=job.id, verdict=verdict))


async def ran(tutor: Tutor, job: Job, **facts: Any) -> None:
    result = RunResult(**{"status": Status.PASSED, **facts})
    await tutor.answered(Ran(id=job.id, result=result))
