"""A fair queue: round robin over the learners, first in first out for each learner."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Container
from dataclasses import dataclass

from grader.queues import JobEnvelope


@dataclass(frozen=True, slots=True)
class QueuedJob:
    """A job that waits."""

    envelope: JobEnvelope
    since: float  # monotonic seconds


@dataclass(frozen=True, slots=True)
class JobsAhead:
    """The number of jobs before one."""

    of_learner: int  # of the same learner
    total: int


class FairQueue:
    """Serves the learners in turn. A learner who was served goes behind all others.

    A learner's first job therefore waits for at most one job of each learner with waiting jobs,
    whatever their number, and no learner starves.
    """

    def __init__(self) -> None:
        self._queues: OrderedDict[str, deque[QueuedJob]] = OrderedDict()  # by learner, next first
        self._learners: dict[str, str] = {}  # by job id

    def __len__(self) -> int:
        return len(self._learners)

    def __contains__(self, job_id: str) -> bool:
        return job_id in self._learners

    def push(self, queued: QueuedJob) -> None:
        """Append a job to its learner's queue."""
        job, learner = queued.envelope.job, queued.envelope.learner
        self._queues.setdefault(learner, deque()).append(queued)
        self._learners[job.id] = learner

    def push_front(self, queued: QueuedJob) -> None:
        """Return a job that was popped and not started: it is the next one again."""
        job, learner = queued.envelope.job, queued.envelope.learner
        self._queues.setdefault(learner, deque()).appendleft(queued)
        self._queues.move_to_end(learner, last=False)
        self._learners[job.id] = learner

    def pop(
        self, busy: Container[str], accepts: Callable[[JobEnvelope], bool] = lambda _: True
    ) -> QueuedJob | None:
        """Remove and return the next job of a learner who is not in `busy`; None without one.

        A job in the background is the next one only where no other job is. Jobs that are not
        accepted stay, and hold back none of their learner's other jobs.
        """
        found = None
        for learner, queue in self._queues.items():
            if learner in busy:
                continue
            first = next((each for each in queue if accepts(each.envelope)), None)
            if first is not None and (found is None or not first.envelope.background):
                found = learner, first
                if not first.envelope.background:
                    break
        if found is None:
            return None
        learner, queued = found
        self._queues[learner].remove(queued)
        del self._learners[queued.envelope.job.id]
        self._queues.move_to_end(learner)
        self._drop_if_empty(learner)
        return queued

    def remove(self, job_id: str) -> None:
        """Remove a job, if it waits here."""
        learner = self._learners.pop(job_id, None)
        if learner is not None:
            queue = self._queues[learner]
            self._queues[learner] = deque(each for each in queue if each.envelope.job.id != job_id)
            self._drop_if_empty(learner)

    def position(self, job_id: str) -> JobsAhead | None:
        """Return the number of jobs before a job if no other arrives; None if it is not here."""
        owner = self._learners.get(job_id)
        if owner is None:
            return None
        ids = (each.envelope.job.id for each in self._queues[owner])
        own = next(index for index, id in enumerate(ids) if id == job_id)
        is_background = self._queues[owner][0].envelope.background
        # Each other learner is served once per round; those in front of the owner once more.
        others, rounds = 0, own + 1
        # Written out, because every job that is pushed asks, and all learners may wait.
        for learner, queue in self._queues.items():
            if learner == owner:
                rounds = own
            elif queue[0].envelope.background == is_background:
                size = len(queue)
                others += size if size < rounds else rounds
            elif is_background:
                others += len(queue)
        return JobsAhead(own, own + others)

    def oldest(self) -> float | None:
        """Return when the longest waiting job was queued (monotonic seconds); None when empty."""
        return min((queue[0].since for queue in self._queues.values()), default=None)

    def clear(self) -> tuple[str, ...]:
        """Remove all jobs, and return their ids."""
        ids = tuple(self._learners)
        self._queues.clear()
        self._learners.clear()
        return ids

    def _drop_if_empty(self, learner: str) -> None:
        if not self._queues[learner]:
            del self._queues[learner]
