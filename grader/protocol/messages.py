"""What a grader says about itself, and its answers to jobs."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from grader.protocol.measurements import Measurement
from grader.protocol.records import Record
from grader.protocol.run_results import RunResult
from grader.protocol.verdicts import Verdict


class GraderInfo(Record):
    """A grader's description of itself and its load."""

    host: str
    pid: int
    walls: tuple[str, ...] = ()  # names of the active sandbox layers
    devices: tuple[str, ...] = ("cpu",)  # "cpu", then "cuda:0" and so on
    versions: dict[str, str] = Field(default_factory=dict)  # of "tensei", "python", "torch"
    exercises: dict[str, str] = Field(default_factory=dict)  # id -> version of its content
    at_once: int = 1  # jobs that it can process concurrently
    gpu_at_once: int = 0  # of these, jobs that may use its GPU; 0 if that is not known
    running: int = 0  # jobs that it is processing
    spares: int = 0  # idle children, locked down and ready for a job


class Heartbeat(Record):
    """A grader accepts jobs. Sent once it is ready, and then every few seconds."""

    type: Literal["ready"] = "ready"
    grader: GraderInfo


class Started(Record):
    """The grader has begun the job with this id."""

    type: Literal["started"] = "started"
    id: str


class Graded(Record):
    """The verdict on the submission with this id."""

    type: Literal["graded"] = "graded"
    id: str
    verdict: Verdict


class Ran(Record):
    """The result of the run with this id."""

    type: Literal["ran"] = "ran"
    id: str
    result: RunResult


class Measured(Record):
    """The measurement of the grader's machine, for the job with this id."""

    type: Literal["measured"] = "measured"
    id: str
    result: Measurement


class Blame(StrEnum):
    """Whether a job made the grader that was processing it die."""

    NOBODY = "nobody"  # no grader died: the grader itself reported that it could not do the job
    BYSTANDER = "bystander"  # another job is to blame
    SUSPECT = "suspect"  # this job or a concurrent one; it is retried with no job beside it
    CULPRIT = "culprit"  # no other job was running


class JobFailed(Record):
    """The grader could not do the job, which is not the learner's fault; the job can be retried."""

    type: Literal["trouble"] = "trouble"
    id: str
    why: str
    blame: Blame = Blame.NOBODY  # set by the queue, which notices that a grader died


GraderMessage = Heartbeat | Started | Graded | Ran | Measured | JobFailed


_MESSAGE: TypeAdapter[GraderMessage] = TypeAdapter(
    Annotated[GraderMessage, Field(discriminator="type")]
)


def parse_grader_message(line: bytes | str) -> GraderMessage:
    """Parse a JSON object as a grader's message. Raise ValueError if it is not one."""
    return _MESSAGE.validate_json(line)
