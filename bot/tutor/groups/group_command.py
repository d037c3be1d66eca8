"""`/group` and its subcommands, which name a group where buttons carry its id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.storage.groups import groups
from bot.tutor.context import TutorContext
from bot.tutor.groups.group_names import find_named, typed_name
from bot.tutor.groups.groups import Groups
from bot.tutor.groups.learner_search import LearnerSearch
from bot.tutor.learning.lookup_names import group_name
from bot.tutor.replies.actions import (
    ArchiveGroup,
    ChooseSuccessor,
    ExportOverview,
    GroupAction,
    InviteToGroup,
    LeaveGroup,
    RenameGroup,
    SetGroupZone,
    ShowDigest,
    ShowGroup,
    ShowOverview,
)
from bot.tutor.replies.model import Reply, inline
from bot.tutor.request import Request
from bot.tutor.router import CommandHandler, Feature

_ACTIONS: dict[str, type[GroupAction]] = {
    "show": ShowGroup,
    "leave": LeaveGroup,
    "invite": InviteToGroup,
    "rename": RenameGroup,
    "zone": SetGroupZone,
    "overview": ShowOverview,
    "export": ExportOverview,
    "digest": ShowDigest,
    "hand": ChooseSuccessor,
    "archive": ArchiveGroup,
}


class GroupCommand(Feature):
    """Finds the group that a command names, and does the same as the group's buttons."""

    def __init__(self, context: TutorContext, groups: Groups, search: LearnerSearch) -> None:
        self._context = context
        self._groups = groups
        self._search = search

    def commands(self) -> Mapping[str, CommandHandler]:
        """Return the handler of `/group`."""
        return {"group": self.command}

    async def command(self, request: Request, argument: str) -> Reply:
        """`/group list`, `/group create NAME`, `/group rename NAME NEW-NAME` and so on.

        A name can be in double quotes, which it needs only where another group's name begins
        with it. An argument that begins with no subcommand is the name of a group to show.
        """
        t = request.t
        verb, _, rest = argument.strip().partition(" ")
        verb, rest = verb.casefold(), rest.strip()
        if not verb or (verb == "list" and not rest):
            return await self._groups.list_groups(request)
        if verb == "create":
            return await self._groups.create(request, rest)
        if verb == "join":
            return await self._groups.join(request, rest)
        if verb == "learner":
            return await self._search.open(request, rest)
        async with self._context.database.read_session() as session:
            own = await groups.list_groups(session, request.learner.id)
        named = [(group_name(t, each), each) for each in own]
        kind = _ACTIONS.get(verb)
        found = find_named(named, rest) if kind else []
        if kind and len(found) == 1:
            ((group, text),) = found
            return await self._groups.handle(replace(request, text=text), group, kind(group.id))
        if found:
            return await self._groups.list_groups(
                request, t("group-several", name=inline(typed_name(rest)))
            )
        name = rest
        if kind in {None, ShowGroup}:
            name = argument.strip()
            for called, group in named:
                if called.casefold() == name.casefold():
                    return await self._groups.handle(request, group, ShowGroup(group.id))
        notice = t("group-unknown", name=inline(typed_name(name))) if name else ""
        return await self._groups.list_groups(request, notice)
