"""`/group learner NAME`: finds a learner in the study groups that someone teaches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.i18n import Translator
from bot.storage.accounts import learners
from bot.storage.groups import groups, one_learner
from bot.storage.groups.groups import Group
from bot.storage.groups.one_learner import FoundPupil
from bot.tutor.context import TutorContext
from bot.tutor.groups.group_blocks import teaches
from bot.tutor.groups.group_names import find_named
from bot.tutor.groups.one_learner import OneLearner
from bot.tutor.identity import ChatUser
from bot.tutor.learning.lookup_names import ACCOUNT, MOST, group_name
from bot.tutor.replies.actions import ShowLearner, ShowOverview
from bot.tutor.replies.buttons import Style, button
from bot.tutor.replies.model import Button, Buttons, Reply, Text, inline
from bot.tutor.request import Request
from bot.tutor.timezones import day_in

MOST_FOUND = 10
"""Learners, or groups, that are offered as buttons."""


class LearnerSearch:
    """Opens a learner by name or account, for those who teach a group that the learner is in."""

    def __init__(self, context: TutorContext, one_learner: OneLearner) -> None:
        self._context = context
        self._one_learner = one_learner

    async def open(self, request: Request, text: str) -> Reply:
        """Show the learner of that name or mention, or say what to do where it is not one.

        The name of a group may come first, and then only its learners are meant.
        """
        t, wanted = request.t, text.strip()
        async with self._context.database.read_session() as session:
            own = await groups.list_groups(session, request.learner.id)
        taught = [each for each in own if teaches(each, request.user)]
        if not taught:
            return Reply(tone="refused", blocks=(Text(markdown=t("learner-none-taught")),))
        if not wanted:
            return Reply(blocks=(Text(markdown=t("learner-which")), _overviews(t, taught)))
        found = await self._find(t, taught, wanted)
        if len(found) == 1:
            (only,) = found
            group = next(each for each in taught if each.id == only.group_id)
            return await self._one_learner.show(request, group, only.id)
        if found:
            notice = t("learner-several", name=inline(wanted))
            return Reply(blocks=(Text(markdown=notice), self._choice(t, taught, found)))
        return await self._unknown(t, taught, wanted)

    async def complete(self, user: ChatUser, prefix: str) -> tuple[str, ...]:
        """Return the names of learners that a user teaches, which begin with the prefix."""
        async with self._context.database.read_session() as session:
            row = await learners.find_learner(session, user.platform, user.account)
            own = await groups.list_groups(session, row.id) if row is not None else ()
            taught = [each.id for each in own if teaches(each, user)]
            found = await one_learner.list_pupils_beginning(
                session, taught, prefix.strip().removeprefix("@"), most=MOST
            )
        return tuple(dict.fromkeys(each.name for each in found))

    async def _find(
        self, t: Translator, taught: Sequence[Group], wanted: str
    ) -> Sequence[FoundPupil]:
        """Return the learners that are meant: those of a group that is named first, or of all."""
        named = find_named([(group_name(t, each), each) for each in taught], wanted)
        asked = [([group.id], rest) for group, rest in named if rest]
        async with self._context.database.read_session() as session:
            for group_ids, name in (*asked, ([each.id for each in taught], wanted)):
                found = await one_learner.find_pupils(
                    session, group_ids, name.removeprefix("@"), most=MOST_FOUND
                )
                if found:
                    return found
        return ()

    async def _unknown(self, t: Translator, taught: Sequence[Group], wanted: str) -> Reply:
        """Say that the name is not known, with learners whose names begin with it."""
        name = wanted.removeprefix("@")
        if ACCOUNT.fullmatch(name):
            blocks = (Text(markdown=t("learner-unknown-account")), _overviews(t, taught))
            return Reply(blocks=blocks)
        async with self._context.database.read_session() as session:
            near = await one_learner.list_pupils_beginning(
                session, [each.id for each in taught], name, most=MOST_FOUND
            )
        if near:
            notice = t("learner-unknown-near", name=inline(wanted))
            return Reply(blocks=(Text(markdown=notice), self._choice(t, taught, near)))
        notice = t("learner-unknown", name=inline(wanted))
        return Reply(blocks=(Text(markdown=notice), _overviews(t, taught)))

    def _choice(
        self, t: Translator, taught: Sequence[Group], found: Sequence[FoundPupil]
    ) -> Buttons:
        """Return a button for each learner; those of one name and group have dates as well."""
        by_id = {each.id: each for each in taught}
        times = Counter((each.name, each.group_id) for each in found)
        buttons: list[Button] = []
        for each in found:
            group = by_id[each.group_id]
            label = t("learner-in-group", name=each.name, group=group_name(t, group))
            if times[each.name, each.group_id] > 1:
                zone = group.zone or self._context.default_zone
                seen = day_in(zone, each.seen_at).isoformat() if each.seen_at else "–"
                joined = day_in(zone, each.joined_at).isoformat()
                label = t("learner-in-group-since", learner=label, day=joined, seen=seen)
            style: Style = "plain" if buttons else "primary"
            buttons.append(button(label, ShowLearner(each.group_id, each.id), style))
        return Buttons(buttons=tuple(buttons))


def _overviews(t: Translator, taught: Sequence[Group]) -> Buttons:
    """Return buttons to the overviews in which all learners are listed."""
    return Buttons(
        buttons=tuple(
            button(group_name(t, each), ShowOverview(each.id), "plain" if at else "primary")
            for at, each in enumerate(taught[:MOST_FOUND])
        )
    )
