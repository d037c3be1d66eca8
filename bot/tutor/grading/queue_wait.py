"""The wait before a job is begun, estimated and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.i18n import Translator
from bot.tutor.grading.rate_limit import format_duration
from bot.tutor.replies.model import Text
from grader.queues import Queue


@dataclass(frozen=True, slots=True)
class Wait:
    """The wait before the first of several jobs is begun."""

    job_id: str = ""  # of that first job; empty where the queue knows none of them
    ahead: int = 0  # jobs
    seconds: float | None = None  # estimated; None where no estimate exists
    no_grader: bool = False


async def estimate_wait(queue: Queue, job_ids: Sequence[str]) -> Wait:
    """Return the wait before the first of these jobs is begun; none for unknown jobs."""
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
    """Return the wait in words; nothing where no job is ahead and a grader is alive."""
    if wait.no_grader:
        return (Text(markdown=t("place-no-grader")),)
    if not wait.ahead:
        return ()
    if wait.seconds is None:
        return (Text(markdown=t("place-ahead", ahead=wait.ahead)),)
    text = t("place-ahead-wait", ahead=wait.ahead, span=format_duration(t, wait.seconds))
    return (Text(markdown=text),)
