"""`/status`: the state of the graders and the queue."""

from __future__ import annotations

from collections.abc import Mapping

from bot.i18n import Translator
from bot.tutor.context import TutorContext
from bot.tutor.grading.rate_limit import format_duration
from bot.tutor.replies.model import AnyBlock, Code, Reply, Table, Text, escaped
from bot.tutor.request import Request
from bot.tutor.router import CommandHandler, Feature
from grader.queues import GraderStatus, Queue, QueueStatus


class Status(Feature):
    """Shows the state of the queue and the graders."""

    def __init__(self, context: TutorContext, queue: Queue) -> None:
        self._context = context
        self._queue = queue

    def commands(self) -> Mapping[str, CommandHandler]:
        """Return the handler of `/status`."""
        return {"status": self.show}

    async def show(self, request: Request, _: str) -> Reply:
        """Show the state; only administrators see the names of machines."""
        t = request.t
        status = await self._queue.status()
        graders = sorted(status.graders, key=lambda each: (not each.alive, each.announcement.host))
        blocks: list[AnyBlock] = [Text(markdown=_queue(t, status))]
        if not any(each.alive for each in graders):
            blocks.append(Text(markdown=t("status-no-grader")))
        if graders:
            names = [
                f"{each.announcement.host}/{each.announcement.pid}"
                if request.user.is_admin
                else str(n)
                for n, each in enumerate(graders, start=1)
            ]
            blocks.append(_table(t, graders, names))
            for name, grader in zip(names, graders, strict=True):
                blocks += _notice(t, name, grader, whole=request.user.is_admin)
        return Reply(threadable=not request.user.is_admin, blocks=tuple(blocks))


def _queue(t: Translator, status: QueueStatus) -> str:
    if status.oldest_wait_s is None:
        return t("status-queue-empty", running=status.running)
    oldest = format_duration(t, status.oldest_wait_s)
    return t("status-queue", waiting=status.waiting, running=status.running, span=oldest)


def _table(t: Translator, graders: list[GraderStatus], names: list[str]) -> Table:
    return Table(
        head=(
            t("status-head-name"),
            t("status-head-state"),
            t("status-head-devices"),
            t("status-head-walls"),
            t("status-head-versions"),
        ),
        rows=tuple(
            (
                name,
                _state(t, grader),
                ", ".join(grader.announcement.devices),
                ", ".join(grader.announcement.walls) or t("status-no-walls"),
                ", ".join(f"{of} {number}" for of, number in grader.announcement.versions.items()),
            )
            for name, grader in zip(names, graders, strict=True)
        ),
    )


def _state(t: Translator, grader: GraderStatus) -> str:
    if not grader.alive:
        return t("status-silent", span=format_duration(t, grader.seen_s_ago))
    info = grader.announcement
    return t("status-at-work", running=info.running, most=info.at_once, spares=info.spares)


def _notice(t: Translator, name: str, grader: GraderStatus, *, whole: bool) -> list[AnyBlock]:
    """Return the notice of a grader; in full for administrators, who can act on it."""
    if not grader.notice:
        return []
    blocks: list[AnyBlock] = [Text(markdown=t("status-other-lessons", name=escaped(name)))]
    return [*blocks, Code(text=grader.notice)] if whole else blocks
