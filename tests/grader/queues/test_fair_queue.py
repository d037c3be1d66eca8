"""The fair queue: learners take turns, and jobs in the background wait for all of them."""

from __future__ import annotations

from grader.protocol import Run
from grader.queues import JobEnvelope
from grader.queues.fair_queue import FairQueue, JobsAhead, QueuedJob


def queue_of(*jobs: tuple[str, str, bool]) -> FairQueue:
    queue = FairQueue()
    for id, learner, background in jobs:
        envelope = JobEnvelope(Run(id=id, code="1"), learner, "local", background=background)
        queue.push(QueuedJob(envelope, 0.0))
    return queue


def order(queue: FairQueue, busy: frozenset[str] = frozenset()) -> list[str]:
    popped = []
    while (queued := queue.pop(busy)) is not None:
        popped.append(queued.envelope.job.id)
    return popped


JOBS = (
    ("again-1", "regrades", True),
    ("again-2", "regrades", True),
    ("aki-1", "aki", False),
    ("aki-2", "aki", False),
    ("ben-1", "ben", False),
)


def test_jobs_in_the_background_come_after_all_others_and_are_not_lost() -> None:
    assert order(queue_of(*JOBS)) == ["aki-1", "ben-1", "aki-2", "again-1", "again-2"]


def test_a_job_in_the_background_is_next_where_all_others_have_to_wait() -> None:
    assert order(queue_of(*JOBS), frozenset({"aki", "ben"})) == ["again-1", "again-2"]


def test_a_learner_is_not_told_to_wait_for_jobs_in_the_background() -> None:
    queue = queue_of(*JOBS)
    assert queue.position("aki-1") == JobsAhead(0, 0)
    assert queue.position("aki-2") == JobsAhead(1, 2)
    assert queue.position("again-2") == JobsAhead(1, 4)


def test_a_job_that_is_not_accepted_holds_back_none_of_its_learner() -> None:
    queue = queue_of(*JOBS)
    popped = queue.pop((), lambda envelope: envelope.job.id != "aki-1")
    assert popped is not None
    assert popped.envelope.job.id == "aki-2"
    assert order(queue) == ["ben-1", "aki-1", "again-1", "again-2"]
