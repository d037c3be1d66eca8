"""Names in the queue on Postgres: of tasks, queues and keys, the same for bots and graders.

A grader listens to the queues of what it has: one for each exercise in its very version, so that
none takes a job for content that it lacks. What needs no lessons goes to any grader.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from grader.protocol import Grade
from grader.queues import JobEnvelope

JOB = "tensei.job"
ANSWER = "tensei.answer"

ANY_GRADER = "any"
GPU = "-gpu"
"""What the name of a queue ends in that graders with a GPU alone listen to."""


def queue_of(errand: JobEnvelope, *, gpu_lives: bool) -> str:
    """The queue that a job goes to. One for an exercise that nobody has is any grader's to say."""
    name = ANY_GRADER
    if isinstance(errand.job, Grade) and errand.version:
        name = _queue_of_content(errand.job.exercise, errand.version)
    return name + GPU if errand.gpu and gpu_lives else name


def queues_of_grader(exercises: Mapping[str, str], devices: Sequence[str]) -> tuple[str, ...]:
    """What a grader listens to that has these exercises, id to version, and these devices."""
    names = [ANY_GRADER, *(_queue_of_content(*each) for each in exercises.items())]
    if has_gpu(devices):
        names += [name + GPU for name in names]
    return tuple(names)


def queue_of_answers(platform: str) -> str:
    """The queue on which the bots of a platform get their answers."""
    return f"bot-{platform}"


def lock_of(errand: JobEnvelope) -> str:
    """Of jobs with the same lock, one is worked on at a time."""
    return f"learner-{errand.learner}"


def key_of_answer(job_id: str) -> str:
    """What a waiting answer is known by; the job itself is known by its id."""
    return ANSWER_KEY + job_id


ANSWER_KEY = "answer-"


def has_gpu(devices: Sequence[str]) -> bool:
    """Whether a CUDA device is among them."""
    return any(device.startswith("cuda") for device in devices)


def _queue_of_content(exercise: str, version: str) -> str:
    # Postgres cuts names of channels at 63 bytes, so that it is a digest.
    return "g-" + sha256(f"{exercise}\0{version}".encode()).hexdigest()[:16]
