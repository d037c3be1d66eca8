"""Names of tasks, queues, locks and keys in the queue on Postgres, shared by bots and graders.

A grader listens to one queue for each exercise in its exact version, so that it never takes a job
for content that it lacks. Jobs that need no lessons go to a queue of all graders.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from grader.protocol import Grade
from grader.queues import JobEnvelope

JOB_TASK = "tensei.job"
ANSWER_TASK = "tensei.answer"

ANY_GRADER = "any"
"""The queue of all graders."""

GPU_SUFFIX = "-gpu"
"""Suffix of the queues to which only graders with a GPU listen."""

ANSWER_KEY_PREFIX = "answer-"


def job_queue(envelope: JobEnvelope, *, has_gpu_grader: bool) -> str:
    """Return the queue for a job.

    A job for an exercise that the bot does not have goes to any grader, which reports that.
    """
    name = ANY_GRADER
    if isinstance(envelope.job, Grade) and envelope.version:
        name = _content_queue(envelope.job.exercise, envelope.version)
    return name + GPU_SUFFIX if envelope.gpu and has_gpu_grader else name


def grader_queues(exercises: Mapping[str, str], devices: Sequence[str]) -> tuple[str, ...]:
    """Return the queues of a grader with these exercises, id to version, and devices."""
    names = [ANY_GRADER, *(_content_queue(*each) for each in exercises.items())]
    if has_gpu(devices):
        names += [name + GPU_SUFFIX for name in names]
    return tuple(names)


def answer_queue(platform: str) -> str:
    """Return the queue of the answers for the bots of a platform."""
    return f"bot-{platform}"


def learner_lock(envelope: JobEnvelope) -> str:
    """Return the lock of a job. Jobs with the same lock are processed one at a time."""
    return f"learner-{envelope.learner}"


def answer_key(job_id: str) -> str:
    """Return the unique key of the answer to a job. The key of the job itself is its id."""
    return ANSWER_KEY_PREFIX + job_id


def has_gpu(devices: Sequence[str]) -> bool:
    """Return whether a CUDA device is among them."""
    return any(device.startswith("cuda") for device in devices)


def _content_queue(exercise: str, version: str) -> str:
    # A digest, because Postgres truncates names of notification channels at 63 bytes.
    return "g-" + sha256(f"{exercise}\0{version}".encode()).hexdigest()[:16]
