"""The wait before a job is begun, estimated and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.i18n import Translator
from bot.tutor.grading.rate_limit import format_duration
from bot.tutor.replies.model import Text
from grader.queues import Queue
from grader.queues.devices import has_gpu


@dataclass(frozen=True, slots=True)
class Wait:
    """The wait before the first of several jobs is begun."""

    job_id: str = ""  # of that first job; empty where the queue knows none of them
    ahead: int = 0  # jobs
    seconds: float | None = None  # estimated; None where no estimate exists
    no_grader: bool = False
    no_card: bool = False  # one of the jobs needs a GPU, and no grader has one


async def has_card(queue: Queue) -> bool:
    """Return whether a grader with a GPU is alive."""
    graders = (await queue.status()).graders
    return any(each.alive and has_gpu(each.announcement.devices) for each in graders)


async def estimate_wait(queue: Queue, job_ids: Sequence[str], *, needs_card: bool = False) -> Wait:
    """Return the wait before the first of these jobs is begun; none for unknown jobs.

    `needs_card` says that one of them needs a GPU.
    """
    if needs_card and not await has_card(queue):
        return Wait(next(iter(job_ids), ""), no_card=True)
    positions = {id: await queue.position(id) for id in job_ids}
    known = {id: position for id, position in positions.items() if position is not None}
    if not known:
        return Wait()
    first, position = min(known.items(), key=lambda each: each[1].ahead)
    # An estimate exists only while a grader is alive.
    no_grader = position.wait_s is None and not any(
        each.alive for each in (await queue.status()).graders
    )
    return Wait(first, position.ahead, position.wait_s, no_grader)


def wait_texts(t: Translator, wait: Wait) -> tuple[Text, ...]:
    """Return the wait in words; nothing where no job is ahead and a grader can begin."""
    if wait.no_card:
        return (Text(markdown=t("place-no-card")),)
    if wait.no_grader:
        return (Text(markdown=t("place-no-grader")),)
    if not wait.ahead:
        return ()
    if wait.seconds is None:
        return (Text(markdown=t("place-ahead", ahead=wait.ahead)),)
    text = t("place-ahead-wait", ahead=wait.ahead, span=format_duration(t, wait.seconds))
    return (Text(markdown=text),)
