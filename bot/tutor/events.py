"""Events of the tutor's work, which metrics and logs observe."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from common.operations.job_context import job_context
from grader.protocol import Milliseconds

log = logging.getLogger(__name__)

Kind = Literal["submission", "run", "measurement", "unscored"]


@dataclass(frozen=True, slots=True)
class JobEnqueued:
    """A stored job was enqueued, perhaps not for the first time."""

    id: str
    kind: Kind
    exercise: str = ""


@dataclass(frozen=True, slots=True)
class JobFinished:
    """A job is finished. `status` is its verdict's, or GRADING_FAILED after too many attempts."""

    id: str
    kind: Kind
    status: str
    spent: Milliseconds | None  # by the grader; None where none has finished
    since_taken_s: float  # since the job was stored


@dataclass(frozen=True, slots=True)
class AttemptFailed:
    """An attempt failed on our side; the job is tried again, or given up."""

    id: str
    kind: Kind
    attempt: int
    why: str


@dataclass(frozen=True, slots=True)
class ReplyDelivered:
    """The final reply was delivered to its platform."""

    id: str
    kind: Kind
    status: str
    since_taken_s: float  # as in JobFinished


@dataclass(frozen=True, slots=True)
class PromptPosted:
    """A channel's daily prompt was posted, `late_s` after its scheduled time."""

    late_s: float


Event = JobEnqueued | JobFinished | AttemptFailed | ReplyDelivered | PromptPosted
Observe = Callable[[Event], None]


def ignore(_: Event) -> None:
    """Observe nothing."""


def log_event(event: Event) -> None:
    """Log one line for an event, with the job's id and nothing about the learner."""
    match event:
        case JobEnqueued():
            line = f"{event.kind} sent" + (f" for {event.exercise}" if event.exercise else "")
        case JobFinished():
            grader = f", the grader took {event.spent.total:.1f} ms" if event.spent else ""
            line = f"{event.kind} {event.status} after {event.since_taken_s:.3f} s{grader}"
        case AttemptFailed():
            line = f"attempt {event.attempt} at a {event.kind} failed: {event.why}"
        case ReplyDelivered():
            line = f"reply to a {event.kind} delivered after {event.since_taken_s:.3f} s"
        case PromptPosted():
            log.info("daily prompt posted %.0f s after its time", event.late_s)
            return
    with job_context(event.id):
        log.log(logging.WARNING if isinstance(event, AttemptFailed) else logging.INFO, "%s", line)
