"""Roles for finished tracks: `/setup role` sets them, and whoever finishes a track gets them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.groups import track_roles
from bot.storage.groups.track_roles import TrackRole
from bot.tutor.context import TutorContext
from bot.tutor.identity import Learner
from bot.tutor.learning.endings import Ending
from bot.tutor.learning.lookup_names import track_names
from bot.tutor.platform import RoleGranter
from bot.tutor.replies.actions import RunCommand
from bot.tutor.replies.buttons import button
from bot.tutor.replies.model import Buttons, Reply, Text, escaped, inline
from bot.tutor.request import Request
from lessons.curriculum import Track

log = logging.getLogger(__name__)

RETRY_AFTER_S = 1.0
LONGEST_ROLE = 20  # digits of an id
NO_ROLE = frozenset({"none", "off", "なし"})


class TrackRoles:
    """Sets the role that a place gives for a finished track."""

    def __init__(self, context: TutorContext) -> None:
        self._context = context

    async def command(self, request: Request, argument: str) -> Reply:
        """Reply to `/setup role TRACK ROLE`, with `none` for no role. Check for managers before.

        Without a role, say which one is given.
        """
        t, user = request.t, request.user
        platform = self._context.platforms.get(user.platform)
        granter = platform.roles if platform is not None else None
        if granter is None:
            return _refused(t("role-no-roles"))
        name, _, last = argument.strip().rpartition(" ")
        role = last.removeprefix("<@&").removesuffix(">")
        if not (last.casefold() in NO_ROLE or (role.isdecimal() and len(role) <= LONGEST_ROLE)):
            name, role = argument.strip(), ""
        track = self._find_track(name)
        if track is None:
            known = t("weekday-separator").join(
                inline(each.slug) for each in self._context.catalog.tracks
            )
            return _refused(t("role-unknown-track", tracks=known))
        if not role:
            return await self._show(request, granter, track)
        if last.casefold() in NO_ROLE:
            return await self._remove(request, track)
        return await self._set(request, granter, track, role)

    async def _show(self, request: Request, granter: RoleGranter, track: Track) -> Reply:
        user = request.user
        async with self._context.database.read_session() as session:
            role = await track_roles.find_role(session, user.platform, user.place, track.slug)
        title = escaped(track.titles[request.t.language])
        if role is None:
            text = request.t("role-none", track=title)
            return Reply(tone="board", blocks=(Text(markdown=text),))
        return self._is_given(request, "role-shown", granter.mention(role), track)

    async def _set(self, request: Request, granter: RoleGranter, track: Track, role: str) -> Reply:
        user = request.user
        problem = await granter.check(user.place, role)
        if problem:
            return _refused(request.t(problem, role=granter.mention(role)))
        async with self._context.database.write_session() as session:
            await track_roles.set_role(session, user.platform, user.place, track.slug, role)
            given = await track_roles.list_given(session, user.platform, user.place, track.slug)
        others = [each for each in given if each.role != role]
        start_changes(
            self._context, taken=others, given=[replace(each, role=role) for each in others]
        )
        return self._is_given(request, "role-set", granter.mention(role), track)

    async def _remove(self, request: Request, track: Track) -> Reply:
        t, user = request.t, request.user
        async with self._context.database.write_session() as session:
            await track_roles.set_role(session, user.platform, user.place, track.slug, None)
            given = await track_roles.list_given(session, user.platform, user.place, track.slug)
        start_changes(self._context, taken=given)
        text = t("role-removed", track=escaped(track.titles[t.language]), count=len(given))
        return Reply(tone="board", blocks=(Text(markdown=text),))

    def _is_given(self, request: Request, key: str, role: str, track: Track) -> Reply:
        """Return what is given for a track, with a button that ends it."""
        t = request.t
        text = t(key, role=role, track=escaped(track.titles[t.language]))
        stop = button(t("button-role-remove"), RunCommand("setup", f"role {track.slug} none"))
        return Reply(tone="board", blocks=(Text(markdown=text), Buttons(buttons=(stop,))))

    def _find_track(self, name: str) -> Track | None:
        wanted = name.strip().casefold()
        return next(
            (
                track
                for track in self._context.catalog.tracks
                if wanted in (each.casefold() for each in (track.slug, *track_names(track)))
            ),
            None,
        )


async def find_due(
    session: AsyncSession, learner: Learner, ending: Ending | None, track: str
) -> Sequence[TrackRole]:
    """Return the roles to give at an ending; none to who hides from others, who would see them."""
    if ending != "track" or learner.hidden:
        return ()
    return await track_roles.list_due(session, learner.id, track)


def start_changes(
    context: TutorContext,
    *,
    taken: Sequence[TrackRole] = (),
    given: Sequence[TrackRole] = (),
) -> None:
    """Take roles and then give others, while no reply waits for it; failures are logged."""
    if not taken and not given:
        return
    task = asyncio.create_task(_change_all(context, taken, given))
    context.background.add(task)
    task.add_done_callback(context.background.discard)


async def _change_all(
    context: TutorContext, taken: Sequence[TrackRole], given: Sequence[TrackRole]
) -> None:
    for each, is_given in (*((one, False) for one in taken), *((one, True) for one in given)):
        try:
            await _change(context, each, is_given=is_given)
        except Exception:  # one failure must not keep the others from theirs
            log.exception("the role for the track %s could not be stored", each.track)


async def _change(context: TutorContext, change: TrackRole, *, is_given: bool) -> None:
    platform = context.platforms.get(change.platform)
    granter = platform.roles if platform is not None else None
    if granter is None:
        return
    apply = granter.grant if is_given else granter.revoke
    for is_last in (False, True):
        try:
            await apply(change.place, change.account, change.role)
            break
        except Exception as error:  # the platform refuses, or is out of reach
            verb = "given" if is_given else "taken"
            log.warning("the role for the track %s was not %s: %s", change.track, verb, error)
            if is_last:
                return
            await asyncio.sleep(RETRY_AFTER_S)
    async with context.database.write_session() as session:
        if is_given:
            await track_roles.insert_given(session, change, context.clock())
        else:
            await track_roles.delete_given(session, change)


def _refused(markdown: str) -> Reply:
    return Reply(tone="refused", blocks=(Text(markdown=markdown),))
