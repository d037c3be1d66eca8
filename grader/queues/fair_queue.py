"""Who is next: every learner has a line of jobs, and the lines take turns."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Container
from dataclasses import dataclass

from grader.queues import JobEnvelope


@dataclass(frozen=True, slots=True)
class Waiting:
    """A job in its learner's line."""

    errand: JobEnvelope
    since: float  # monotonic seconds


@dataclass(frozen=True, slots=True)
class Before:
    """The jobs that go before one."""

    of_learner: int  # that wait in the same line
    in_all: int  # these, and those of other lines


class Lines:
    """Jobs that wait. The line that was served goes behind all others.

    So whoever sends one job waits for at most one job of each learner who is here already,
    however many those have sent; and nobody is passed by for good.
    """

    def __init__(self) -> None:
        self._lines: OrderedDict[str, deque[Waiting]] = OrderedDict()  # by learner, next one first
        self._learners: dict[str, str] = {}  # by job

    def __len__(self) -> int:
        return len(self._learners)

    def __contains__(self, job_id: str) -> bool:
        return job_id in self._learners

    def join(self, waiting: Waiting) -> None:
        """To the end of its learner's line."""
        job, learner = waiting.errand.job, waiting.errand.learner
        self._lines.setdefault(learner, deque()).append(waiting)
        self._learners[job.id] = learner

    def return_to_front(self, waiting: Waiting) -> None:
        """For a job that was taken and not begun: it is the next again."""
        job, learner = waiting.errand.job, waiting.errand.learner
        self._lines.setdefault(learner, deque()).appendleft(waiting)
        self._lines.move_to_end(learner, last=False)
        self._learners[job.id] = learner

    def take(self, busy: Container[str]) -> Waiting | None:
        """The next job of a learner who is not among the busy ones."""
        learner = next((each for each in self._lines if each not in busy), None)
        if learner is None:
            return None
        waiting = self._lines[learner].popleft()
        del self._learners[waiting.errand.job.id]
        self._lines.move_to_end(learner)
        self._forget_if_empty(learner)
        return waiting

    def remove(self, job_id: str) -> None:
        """Takes a job out, if it waits here."""
        learner = self._learners.pop(job_id, None)
        if learner is not None:
            line = self._lines[learner]
            self._lines[learner] = deque(each for each in line if each.errand.job.id != job_id)
            self._forget_if_empty(learner)

    def position(self, job_id: str) -> Before | None:
        """What goes before a job if nothing else comes; None where it does not wait here."""
        owner = self._learners.get(job_id)
        if owner is None:
            return None
        ids = (each.errand.job.id for each in self._lines[owner])
        own = next(index for index, id in enumerate(ids) if id == job_id)
        others, passed = 0, False
        for learner, line in self._lines.items():
            if learner == owner:
                passed = True
            else:  # each other line is served once in a round; those in front once more
                others += min(len(line), own if passed else own + 1)
        return Before(own, own + others)

    def oldest(self) -> float | None:
        """Since when (monotonic seconds) the job waits that waits the longest; None without one."""
        return min((line[0].since for line in self._lines.values()), default=None)

    def clear(self) -> tuple[str, ...]:
        """Takes all jobs out; their ids."""
        ids = tuple(self._learners)
        self._lines.clear()
        self._learners.clear()
        return ids

    def _forget_if_empty(self, learner: str) -> None:
        if not self._lines[learner]:
            del self._lines[learner]
