"""The interface of the queue that brings jobs to graders, on one machine or on many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from grader.protocol import GraderInfo, Job

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True, slots=True)
class JobEnvelope:
    """A job with what a queue needs to route it and to schedule it fairly."""

    job: Job
    learner: str  # opaque key: the jobs of one learner are processed one at a time
    platform: str  # whose bots receive the answer
    version: str = ""  # of the exercise's content: only graders with this version take the job
    gpu: bool = False  # prefers a grader with a GPU while one is alive
    needs_gpu: bool = False  # waits for a grader with a GPU, however long that takes
    background: bool = False  # waits until no other job does, as far as it does not starve
    alone: bool = False  # must not run beside other jobs: a grader has died that was processing it


@dataclass(frozen=True, slots=True)
class QueuePosition:
    """The position of a job in the queue."""

    ahead: int  # jobs before it; 0 for the next one and for one that is running
    wait_s: float | None = None  # estimated seconds until it starts; None if unknown


@dataclass(frozen=True, slots=True)
class GraderStatus:
    """A grader as the queue knows it."""

    announcement: GraderInfo
    seen_s_ago: float  # seconds since its last heartbeat
    alive: bool
    notice: str = ""  # warning for its operator, such as that its lessons differ from the bot's


@dataclass(frozen=True, slots=True)
class QueueStatus:
    """The state of the queue, for all bots together."""

    graders: tuple[GraderStatus, ...]
    waiting: int  # jobs that have not been started
    running: int
    oldest_wait_s: float | None  # seconds that the oldest waiting job has waited


class Queue(Protocol):
    """Delivers jobs to graders, at least once.

    A job is staged in the transaction that writes its row, and published after the commit. A grader
    may receive a job more than once (after a crash, or after JobFailed), so several answers to it
    may arrive; the receiver uses the first and ignores the rest.
    """

    async def stage(self, connection: AsyncConnection, *envelopes: JobEnvelope) -> None:
        """Write jobs in the caller's transaction, if the queue is in the same database."""

    async def publish(self, envelope: JobEnvelope) -> None:
        """Make a job available to graders, after the transaction that staged it is committed.

        Also called for unfinished jobs after a start of the bot. The queue makes sure that it holds
        the job exactly once.
        """

    async def position(self, job_id: str) -> QueuePosition | None:
        """Return the position of a job, or None if the queue does not hold it."""

    async def status(self) -> QueueStatus:
        """Return the current state of the graders and the queue."""
