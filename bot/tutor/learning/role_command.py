"""`/setup role`: which role a place gives for a finished track or a proven checklist item."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.i18n import Translator
from bot.storage.groups import role_rewards
from bot.storage.groups.role_rewards import GivenRole, RewardKey, RoleReward
from bot.tutor.context import TutorContext
from bot.tutor.identity import ChatUser
from bot.tutor.learning.lookup_names import track_names
from bot.tutor.learning.role_changes import SPACING_S, RoleChanges
from bot.tutor.learning.role_rewards import find_earners, item_of
from bot.tutor.platform import RoleGranter
from bot.tutor.replies.actions import RunCommand
from bot.tutor.replies.buttons import button
from bot.tutor.replies.model import Button, Buttons, Reply, Text, escaped, inline
from bot.tutor.request import Request
from lessons.curriculum import ChecklistItem, Track

LONGEST_ROLE = 20  # digits of an id
NO_ROLE = frozenset({"none", "off", "なし"})
ITEM = "item="

SHORTEST_ROLE = 6
"""Digits of an id that is typed without a mention, so that the number of an item is none."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What was typed behind `/setup role`."""

    track: str
    item: str = ""
    role: str = ""  # an id; empty if none was typed
    is_none: bool = False  # no role any more


class RoleCommand:
    """Sets, shows and removes the roles that a place gives."""

    def __init__(self, context: TutorContext, changes: RoleChanges) -> None:
        self._context = context
        self._changes = changes

    async def command(self, request: Request, argument: str) -> Reply:
        """Reply to `/setup role TRACK item=ITEM ROLE`, with `none` for no role. Check for managers.

        Without an item the role is for the whole track. Without a role, say which are given.
        """
        t, user = request.t, request.user
        platform = self._context.platforms.get(user.platform)
        granter = platform.roles if platform is not None else None
        if granter is None:
            return _refused(t, t("role-no-roles"))
        wanted = _parse(argument)
        slug, slash, key = wanted.item.partition("/")
        named, item_name = (slug, key) if slash else (wanted.track, wanted.item)
        track = self._find_track(wanted.track or named)
        if track is None:
            known = t("weekday-separator").join(
                inline(each.slug) for each in self._context.catalog.tracks
            )
            return _refused(t, t("role-unknown-track", tracks=known))
        item = _find_item(track, item_name) if self._find_track(named) is track else None
        if item is None and wanted.item:
            return _unknown_item(t, track)
        if not wanted.role and not wanted.is_none:
            return await self._show(request, granter, track, item)
        if wanted.is_none:
            return await self._remove(request, track, item)
        return await self._set(request, granter, track, item, role=wanted.role)

    async def _show(
        self, request: Request, granter: RoleGranter, track: Track, item: ChecklistItem | None
    ) -> Reply:
        t, user = request.t, request.user
        async with self._context.database.read_session() as session:
            rewards = await role_rewards.list_rewards(
                session, user.platform, user.place, track.slug
            )
        lines: list[str] = []
        stops: list[Button] = []
        for each in rewards:
            known = item_of(track, each.key.item)
            is_gone = each.key.item and known is None  # an author has removed it
            if is_gone or (item is not None and known is not item):
                continue
            role = granter.mention(each.role)
            names = _names(t, track, known)
            shown = t("role-shown", role=role, kind=names.kind, track=names.track, item=names.item)
            lines.append(f"- {shown}")
            stops.append(_stop_button(t, track, known))
        if not lines:
            names = _names(t, track, item)
            return _board(t, t("role-none", kind=names.kind, track=names.track, item=names.item))
        return _board(t, "\n".join(lines), stops)

    async def _set(
        self,
        request: Request,
        granter: RoleGranter,
        track: Track,
        item: ChecklistItem | None,
        *,
        role: str,
    ) -> Reply:
        t, context, key = request.t, self._context, _key(request.user, track, item)
        problem = await granter.check(key.place, role)
        if problem:
            return _refused(t, t(problem, role=granter.mention(role)))
        reward = RoleReward(key, role)
        earners = [GivenRole(reward, *each) for each in await find_earners(context, key)]
        async with context.database.write_session() as session:
            await role_rewards.set_reward(session, key, role)
            given = await role_rewards.list_given(session, key)
            others = [each for each in given if each.reward.role != role]
            for each in others:
                await role_rewards.unwant(session, each, context.clock())
            due = {each.account: each for each in earners}
            due |= {each.account: replace(each, reward=reward) for each in others}
            for each in given:
                if each.reward.role == role:
                    due.pop(each.account, None)
            for each in due.values():
                await role_rewards.want(session, each, context.clock())
        self._changes.start_due()
        names, mention = _names(t, track, item), granter.mention(role)
        text = t("role-set", role=mention, kind=names.kind, track=names.track, item=names.item)
        if due:
            count = len({each.learner_id for each in due.values()})
            minutes = math.ceil((len(due) + len(others)) * SPACING_S / 60)
            text += "\n\n" + t("role-set-earlier", count=count, minutes=minutes)
        return _board(t, text, (_stop_button(t, track, item),))

    async def _remove(self, request: Request, track: Track, item: ChecklistItem | None) -> Reply:
        t, context, key = request.t, self._context, _key(request.user, track, item)
        async with context.database.write_session() as session:
            await role_rewards.set_reward(session, key, None)
            given = await role_rewards.list_given(session, key)
            for each in given:
                await role_rewards.unwant(session, each, context.clock())
        self._changes.start_due()
        count = sum(each.is_given for each in given)
        names = _names(t, track, item)
        text = t("role-removed", count=count, kind=names.kind, track=names.track, item=names.item)
        return _board(t, text)

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


def _parse(argument: str) -> _Wanted:
    """Return what is wanted; the role is the last word before or behind the item."""
    before, _, item = f" {argument}".partition(f" {ITEM}")
    item, role = _split_role(item)
    if not role:
        before, role = _split_role(before)
    is_none = role.casefold() in NO_ROLE
    return _Wanted(before.strip(), item.strip(), "" if is_none else role, is_none=is_none)


def _split_role(text: str) -> tuple[str, str]:
    """Return a text without the role that is its last word, and the role: an id, or for none."""
    rest, _, last = text.strip().rpartition(" ")
    role = last.removeprefix("<@&").removesuffix(">")
    if last.casefold() in NO_ROLE or (role.isdecimal() and _is_id(role, last)):
        return rest, role
    return text, ""


def _is_id(role: str, typed: str) -> bool:
    """Return whether digits are the id of a role, and not the number of an item."""
    return len(role) <= LONGEST_ROLE and (role != typed or len(role) >= SHORTEST_ROLE)


def _find_item(track: Track, name: str) -> ChecklistItem | None:
    """Return the item of that key, number (1-based) or text."""
    wanted = name.strip().casefold()
    for number, each in enumerate(track.checklist, start=1):
        if wanted in (each.key.casefold(), str(number), *map(str.casefold, each.texts.values())):
            return each
    return None


def _key(user: ChatUser, track: Track, item: ChecklistItem | None) -> RewardKey:
    return RewardKey(user.platform, user.place, track.slug, item.key if item else "")


@dataclass(frozen=True, slots=True)
class _Names:
    """The placeables that say what a role is for."""

    kind: str
    track: str
    item: str


def _names(t: Translator, track: Track, item: ChecklistItem | None) -> _Names:
    return _Names(
        "item" if item else "track",
        escaped(track.titles[t.language]),
        escaped(item.texts[t.language]) if item else "",
    )


def _unknown_item(t: Translator, track: Track) -> Reply:
    title = escaped(track.titles[t.language])
    if not track.checklist:
        return _refused(t, t("role-no-items", track=title))
    lines = [
        f"{number}. {escaped(each.texts[t.language])}"
        for number, each in enumerate(track.checklist, start=1)
    ]
    return _refused(t, t("role-unknown-item", track=title) + "\n\n" + "\n".join(lines))


def _stop_button(t: Translator, track: Track, item: ChecklistItem | None) -> Button:
    """Return the button that ends a reward."""
    argument = f"role {track.slug} {ITEM}{item.key} none" if item else f"role {track.slug} none"
    label = t("button-role-remove-item", item=item.texts[t.language]) if item else ""
    return button(label or t("button-role-remove"), RunCommand("setup", argument))


def _board(t: Translator, markdown: str, buttons: Sequence[Button] = ()) -> Reply:
    return Reply(tone="board", blocks=(Text(markdown=markdown), _steps(t, buttons)))


def _refused(t: Translator, markdown: str) -> Reply:
    return Reply(tone="refused", blocks=(Text(markdown=markdown), _steps(t)))


def _steps(t: Translator, buttons: Sequence[Button] = ()) -> Buttons:
    """Return the way back to all settings of the place, before other buttons."""
    setup = button(t("button-setup"), RunCommand("setup"), "primary")
    return Buttons(buttons=(setup, *buttons))
