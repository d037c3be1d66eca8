"""How jobs reach a grader: one small interface, whether the grader is a child or far away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from grader.protocol import GraderInfo, Job

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection


@dataclass(frozen=True, slots=True)
class JobEnvelope:
    """A job, and what a queue has to know to bring it to the right grader in fair order."""

    job: Job
    learner: str  # opaque: of one learner's jobs, one is worked on at a time
    platform: str  # whose bot takes the answers
    version: str = ""  # of the exercise's content: only a grader with the same takes the job
    gpu: bool = False  # a grader with a GPU is preferred while one lives
    alone: bool = False  # nothing runs beside it: a grader has died that had it


@dataclass(frozen=True, slots=True)
class QueuePosition:
    """Where a job stands in the queue."""

    ahead: int  # jobs that go before it: 0 for the next, or one that is worked on
    wait_s: float | None = None  # estimated seconds until it is begun, where that can be told


@dataclass(frozen=True, slots=True)
class GraderStatus:
    """A grader as the queue knows it."""

    announcement: GraderInfo
    seen_s_ago: float  # seconds since it was last heard of
    alive: bool
    notice: str = ""  # what it was told, such as that its lessons are not the bot's


@dataclass(frozen=True, slots=True)
class QueueStatus:
    """How the queue stands at one moment, for all bots together."""

    graders: tuple[GraderStatus, ...]
    waiting: int  # jobs that nobody works on yet
    running: int
    oldest_wait_s: float | None  # seconds that the oldest of the waiting has waited


class Queue(Protocol):
    """Takes jobs. A job is staged in the transaction that writes its row, then announced.

    A job may be handed over more than once (after a crash, or after trouble); answers to it may
    then come more than once, and whoever receives them counts only the first.
    """

    async def stage(self, connection: AsyncConnection, errand: JobEnvelope) -> None:
        """Writes the job in the caller's transaction, where the queue lives in that database."""

    async def committed(self, errand: JobEnvelope) -> None:
        """Tells the queue that the transaction which staged the job is through.

        Also called for work that is found open after a start: the queue makes sure that the job
        is there, once.
        """

    async def place(self, job_id: str) -> QueuePosition | None:
        """Where a job stands; None if the queue does not know it (any more)."""

    async def status(self) -> QueueStatus:
        """The graders and the queue as they are now."""
