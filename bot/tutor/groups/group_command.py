"""Study groups in words: what the buttons of a group do, said with the group's name."""

from __future__ import annotations

from collections.abc import Sequence

from bot.storage.groups import groups
from bot.storage.groups.groups import Group
from bot.tutor.context import TutorContext
from bot.tutor.groups.groups import Groups
from bot.tutor.identity import ChatUser, Learner
from bot.tutor.learning.lookup_names import group_name
from bot.tutor.replies.model import Reply, inline

_VERBS = {
    "show": "show",
    "leave": "leave",
    "invite": "invite",
    "rename": "rename",
    "zone": "zone",
    "overview": "overview",
    "export": "csv",
    "hand": "hand",
    "archive": "archive",
}
"""Words, and the verbs of a group's buttons that do what they say."""


class GroupCommand:
    """Finds the group that was meant, and has `Groups` do what was asked."""

    def __init__(self, context: TutorContext, groups: Groups) -> None:
        self._context = context
        self._groups = groups

    async def command(self, learner: Learner, person: ChatUser, argument: str) -> Reply:
        """`/group list`, `/group leave NAME`, `/group rename NAME NEW-NAME` and so on.

        A name may stand in double quotes, which it needs only where another group's name begins
        like it. All else is for `Groups.command`.
        """
        word, _, rest = argument.strip().partition(" ")
        verb = _VERBS.get(word.casefold())
        if word.casefold() == "list" and not rest.strip():
            return await self._groups.all(learner)
        if verb is None:
            return await self._groups.command(learner, person, argument)
        t = self._context.translations.translator(learner.language)
        async with self._context.database.read_session() as session:
            own = await groups.list_groups(session, learner.id)
        found = _meant([(group_name(t, each), each) for each in own], rest.strip())
        if verb == "show" and not found:
            return await self._groups.command(learner, person, argument)
        if not found:
            said = t("group-unknown", name=inline(rest)) if rest.strip() else ""
            return await self._groups.all(learner, said)
        if len(found) > 1:
            return await self._groups.all(learner, t("group-several", name=inline(rest)))
        ((group, text),) = found
        try:
            return await self._groups.act(learner, person, [str(group.id), verb], text)
        except ValueError:  # the verb is none for a place's own group
            return await self._groups.all(learner, t("group-of-place"))


def _meant(own: Sequence[tuple[str, Group]], text: str) -> list[tuple[Group, str]]:
    """The groups whose name the text begins with, each with the rest; the longest name wins."""
    found = [
        (len(name), group, text[len(start) :].strip())
        for name, group in own
        for start in (f'"{name}"', name)
        if _begins(text, start)
    ]
    longest = max((length for length, _, _ in found), default=0)
    return [(group, rest) for length, group, rest in found if length == longest]


def _begins(text: str, start: str) -> bool:
    before, after = text[: len(start)], text[len(start) :]
    return bool(start) and before.casefold() == start.casefold() and (not after or after[0] == " ")
