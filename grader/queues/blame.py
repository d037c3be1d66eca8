"""Decides which of the jobs that a grader was processing made it die."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from grader.protocol import Blame


@dataclass(frozen=True, slots=True)
class InterruptedJob:
    """A job that a grader had taken when it died."""

    job_id: str
    is_measurement: bool = False  # runs in a process of its own, without learner code
    waited_alone: bool = False  # must run alone, and had not started yet
    ran_alone: bool = False  # ran with no other job beside it


def assign_blame(
    interrupted: Sequence[InterruptedJob], hung: Iterable[str] = ()
) -> Mapping[str, Blame]:
    """Return each job's share in the death of the grader, by job id.

    A job that ran alone is the culprit; of several, each is a suspect, and the queue runs it alone
    from then on. `hung` are the ids of the jobs because of which the grader was killed.
    """
    running = [each for each in interrupted if not each.waited_alone and not each.is_measurement]
    culprits = {each.job_id for each in running if each.ran_alone} | {
        each.job_id for each in running if each.job_id in set(hung)
    }
    if len(running) == 1:
        culprits = {running[0].job_id}
    blame = {each.job_id: Blame.BYSTANDER for each in interrupted}
    for each in interrupted:
        if each.is_measurement:
            blame[each.job_id] = Blame.NOBODY
    for each in running:
        if each.job_id in culprits:
            blame[each.job_id] = Blame.CULPRIT
        elif not culprits:
            blame[each.job_id] = Blame.SUSPECT
    return blame
