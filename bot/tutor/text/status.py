"""`/status`: the state of the graders and the queue."""

from __future__ import annotations

from collections.abc import Mapping

from bot.i18n import Translator
from bot.tutor.context import TutorContext
from bot.tutor.grading.rate_limit import format_duration
from bot.tutor.replies.buttons import command_button
from bot.tutor.replies.model import AnyBlock, Buttons, Code, Reply, Table, Text, escaped
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
        """Show whether learners can go on; administrators also see each grader and its sandbox."""
        t = request.t
        status = await self._queue.status()
        graders = sorted(status.graders, key=lambda each: (not each.alive, each.announcement.host))
        is_alive = any(each.alive for each in graders)
        blocks: list[AnyBlock] = []
        if is_alive or status.waiting:
            blocks.append(Text(markdown=_queue(t, status)))
        if not is_alive:
            blocks.append(Text(markdown=t("status-no-grader")))
        blocks.append(Text(markdown=t("status-go-on")))
        if graders and request.user.is_admin:
            names = [f"{each.announcement.host}/{each.announcement.pid}" for each in graders]
            blocks.append(_table(t, graders, names))
            for name, grader in zip(names, graders, strict=True):
                blocks += _notice(t, name, grader)
        blocks.append(Buttons(buttons=(command_button(t, "lesson", "primary"),)))
        return Reply(tone="board", threadable=not request.user.is_admin, blocks=tuple(blocks))


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


def _notice(t: Translator, name: str, grader: GraderStatus) -> list[AnyBlock]:
    """Return the notice of a grader, if it has one."""
    if not grader.notice:
        return []
    said = Text(markdown=t("status-other-lessons", name=escaped(name)))
    return [said, Code(text=grader.notice)]
