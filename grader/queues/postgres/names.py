"""Names of tasks, queues, locks and keys in the queue on Postgres, shared by bots and graders.

A grader listens to one queue for each exercise in its exact version, so that it never takes a job
for content that it lacks. Jobs that need no lessons go to a queue of all graders.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from grader.protocol import Grade
from grader.queues import JobEnvelope
from grader.queues.devices import has_gpu

JOB_TASK = "tensei.job"
ANSWER_TASK = "tensei.answer"

ANY_GRADER = "any"
"""The queue of all graders."""

GPU_SUFFIX = "-gpu"
"""Suffix of the queues of jobs that prefer a GPU, to which only graders with one listen."""

NEEDS_GPU_SUFFIX = "-gpu-only"
"""Suffix of the queues of jobs that need a GPU, which stay there until a grader has one."""

ANSWER_KEY_PREFIX = "answer-"


def job_queue(envelope: JobEnvelope, *, has_gpu_grader: bool) -> str:
    """Return the queue for a job.

    A job for an exercise that the bot does not have goes to any grader, which reports that.
    """
    name = ANY_GRADER
    if isinstance(envelope.job, Grade) and envelope.version:
        name = _content_queue(envelope.job.exercise, envelope.version)
    if envelope.needs_gpu:
        return name + NEEDS_GPU_SUFFIX
    return name + GPU_SUFFIX if envelope.gpu and has_gpu_grader else name


def grader_queues(exercises: Mapping[str, str], devices: Sequence[str]) -> tuple[str, ...]:
    """Return the queues of a grader with these exercises, id to version, and devices."""
    names = [ANY_GRADER, *(_content_queue(*each) for each in exercises.items())]
    if has_gpu(devices):
        names += [
            name + suffix for name in tuple(names) for suffix in (GPU_SUFFIX, NEEDS_GPU_SUFFIX)
        ]
    return tuple(names)


def is_for_gpu(queue: str) -> bool:
    """Return whether only graders with a GPU listen to a queue."""
    return queue.endswith((GPU_SUFFIX, NEEDS_GPU_SUFFIX))


def answer_queue(platform: str) -> str:
    """Return the queue of the answers for the bots of a platform."""
    return f"bot-{platform}"


def learner_lock(envelope: JobEnvelope) -> str:
    """Return the lock of a job. Jobs with the same lock are processed one at a time.

    A job that needs a GPU may wait for days, and must not hold back the learner's other jobs.
    """
    return f"learner-{envelope.learner}" + (NEEDS_GPU_SUFFIX if envelope.needs_gpu else "")


def answer_key(job_id: str) -> str:
    """Return the unique key of the answer to a job. The key of the job itself is its id."""
    return ANSWER_KEY_PREFIX + job_id


def _content_queue(exercise: str, version: str) -> str:
    # A digest, because Postgres truncates names of notification channels at 63 bytes.
    return "g-" + sha256(f"{exercise}\0{version}".encode()).hexdigest()[:16]
