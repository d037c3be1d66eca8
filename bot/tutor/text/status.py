"""`/status`: how graders and queue stand, for whoever wonders why an answer takes its time."""

from __future__ import annotations

from bot.i18n import Translator
from bot.tutor.context import TutorContext
from bot.tutor.grading.rate_limit import format_duration
from bot.tutor.identity import ChatUser, Learner
from bot.tutor.replies.model import AnyBlock, Code, Reply, Table, Text, escaped
from grader.queues import GraderStatus, Queue, QueueStatus


class State:
    """The state of queue and graders, in words for learners."""

    def __init__(self, desk: TutorContext, queue: Queue) -> None:
        self._desk = desk
        self._queue = queue

    async def show(self, learner: Learner, person: ChatUser) -> Reply:
        """Only who manages the place learns the names of machines."""
        say = self._desk.translations.translator(learner.language)
        status = await self._queue.status()
        graders = sorted(status.graders, key=lambda each: (not each.alive, each.announcement.host))
        blocks: list[AnyBlock] = [Text(markdown=_queue(say, status))]
        if not any(each.alive for each in graders):
            blocks.append(Text(markdown=say("status-no-grader")))
        if graders:
            names = [
                f"{each.announcement.host}/{each.announcement.pid}" if person.is_admin else str(n)
                for n, each in enumerate(graders, start=1)
            ]
            blocks.append(_table(say, graders, names))
            for name, grader in zip(names, graders, strict=True):
                blocks += _notice(say, name, grader, whole=person.is_admin)
        return Reply(threadable=not person.is_admin, blocks=tuple(blocks))


def _queue(say: Translator, status: QueueStatus) -> str:
    if status.oldest_wait_s is None:
        return say("status-queue-empty", running=status.running)
    oldest = format_duration(say, status.oldest_wait_s)
    return say("status-queue", waiting=status.waiting, running=status.running, span=oldest)


def _table(say: Translator, graders: list[GraderStatus], names: list[str]) -> Table:
    return Table(
        head=(
            say("status-head-name"),
            say("status-head-state"),
            say("status-head-devices"),
            say("status-head-walls"),
            say("status-head-versions"),
        ),
        rows=tuple(
            (
                name,
                _state(say, grader),
                ", ".join(grader.announcement.devices),
                ", ".join(grader.announcement.walls) or say("status-no-walls"),
                ", ".join(f"{of} {number}" for of, number in grader.announcement.versions.items()),
            )
            for name, grader in zip(names, graders, strict=True)
        ),
    )


def _state(say: Translator, grader: GraderStatus) -> str:
    if not grader.alive:
        return say("status-silent", span=format_duration(say, grader.seen_s_ago))
    told = grader.announcement
    return say("status-at-work", running=told.running, most=told.at_once, spares=told.spares)


def _notice(say: Translator, name: str, grader: GraderStatus, *, whole: bool) -> list[AnyBlock]:
    """What the grader was told is for who can change it; others learn that there is something."""
    if not grader.notice:
        return []
    blocks: list[AnyBlock] = [Text(markdown=say("status-other-lessons", name=escaped(name)))]
    return [*blocks, Code(text=grader.notice)] if whole else blocks
