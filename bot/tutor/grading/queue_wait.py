"""What learners are told of the wait before their code is worked on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.i18n import Translator
from bot.tutor.grading.rate_limit import format_duration
from bot.tutor.replies.model import Text
from grader.queues import Queue


@dataclass(frozen=True, slots=True)
class Wait:
    """Before the first of a few jobs."""

    job_id: str = ""  # of that first one; empty where the queue knows none of them
    ahead: int = 0  # jobs
    seconds: float | None = None  # estimated, where that can be told
    no_grader: bool = False


async def wait_before(queue: Queue, job_ids: Sequence[str]) -> Wait:
    """How long until the first of these jobs is begun; none that the queue knows is no wait."""
    places = {id: await queue.position(id) for id in job_ids}
    known = {id: place for id, place in places.items() if place is not None}
    if not known:
        return Wait()
    first, place = min(known.items(), key=lambda each: each[1].ahead)
    # Whoever can tell the time has a grader.
    no_grader = place.wait_s is None and not any(
        each.alive for each in (await queue.status()).graders
    )
    return Wait(first, place.ahead, place.wait_s, no_grader)


def wait_words(t: Translator, wait: Wait) -> tuple[Text, ...]:
    """What is said of a wait: nothing where nobody is ahead and there is a grader."""
    if wait.no_grader:
        return (Text(markdown=t("place-no-grader")),)
    if not wait.ahead:
        return ()
    if wait.seconds is None:
        return (Text(markdown=t("place-ahead", ahead=wait.ahead)),)
    words = t("place-ahead-wait", ahead=wait.ahead, span=format_duration(t, wait.seconds))
    return (Text(markdown=words),)
