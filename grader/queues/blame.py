"""Which of the jobs that a grader had when it died is to blame for that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from grader.protocol import Blame


@dataclass(frozen=True, slots=True)
class InHand:
    """A job that a grader had begun when it died."""

    job_id: str
    is_measurement: bool = False  # done by a process of its own, with no code of a learner's
    waited_alone: bool = False  # is to run with nothing beside it, and had not begun yet
    ran_alone: bool = False  # ran with nothing beside it


def blamed(in_hand: Sequence[InHand], hung: Iterable[str] = ()) -> Mapping[str, Blame]:
    """Return who is to blame, by job id.

    A job that ran by itself is the culprit; of several, each is a suspect, and the queue runs it
    with nothing beside it from then on. `hung` are ids of jobs for which the grader was ended.
    """
    running = [each for each in in_hand if not each.waited_alone and not each.is_measurement]
    culprits = {each.job_id for each in running if each.ran_alone} | {
        each.job_id for each in running if each.job_id in set(hung)
    }
    if len(running) == 1:
        culprits = {running[0].job_id}
    found = {each.job_id: Blame.BYSTANDER for each in in_hand}
    for each in in_hand:
        if each.is_measurement:
            found[each.job_id] = Blame.NOBODY
    for each in running:
        if each.job_id in culprits:
            found[each.job_id] = Blame.CULPRIT
        elif not culprits:
            found[each.job_id] = Blame.SUSPECT
    return found
