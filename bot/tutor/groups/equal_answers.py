"""Equal answers within a study group, listed to its teachers and not judged."""

from __future__ import annotations

from bot.i18n import Translator
from bot.storage.groups import equal_answers
from bot.storage.groups.equal_answers import EqualAnswers
from bot.storage.groups.groups import Group
from bot.tutor.context import TutorContext
from bot.tutor.learning.lookup_names import group_name
from bot.tutor.replies.actions import ShowOverview
from bot.tutor.replies.buttons import button
from bot.tutor.replies.model import AnyBlock, Buttons, Reply, Table, Text, escaped
from bot.tutor.request import Request
from bot.tutor.timezones import day_in

MOST_LISTED = 20
NAMES_SHOWN = 10


class EqualAnswersList:
    """Shows which learners passed an exercise with equal answers."""

    def __init__(self, context: TutorContext) -> None:
        self._context = context

    async def show(self, request: Request, group: Group) -> Reply:
        """List equal answers, the latest first."""
        t = request.t
        async with self._context.database.read_session() as session:
            found = await equal_answers.list_equal_answers(session, group.id)
        title = t("equal-answers-title", group=escaped(group_name(t, group)))
        back = Buttons(buttons=(button(t("button-overview"), ShowOverview(group.id), "primary"),))
        blocks: list[AnyBlock] = [Text(markdown=title)]
        if found:
            zone = group.zone or self._context.default_zone
            rows = tuple(self._row(t, each, zone) for each in found[:MOST_LISTED])
            head = (t("equal-answers-exercise"), t("equal-answers-learners"))
            blocks.append(Table(head=head, rows=rows))
        else:
            blocks.append(Text(markdown=t("equal-answers-none")))
        return Reply(blocks=(*blocks, Text(markdown=t("equal-answers-about")), back))

    def _row(self, t: Translator, found: EqualAnswers, zone: str) -> tuple[str, str]:
        exercise = self._context.catalog.exercise(found.exercise)
        names = [
            t("equal-answers-learner", name=name, day=day_in(zone, at).isoformat())
            for name, at in found.learners[:NAMES_SHOWN]
        ]
        shown = t("solvers-separator").join(names)
        if len(found.learners) > NAMES_SHOWN:
            shown += t("nudge-more", count=len(found.learners) - NAMES_SHOWN)
        return (exercise.function if exercise else found.exercise, shown)
