"""Gives roles of a platform, and takes them: at once, or one after the other where there are many.

Each role to give or take is a row, which one process claims; after a restart the rows that are left
are worked off by whichever process claims them.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import TypeVar

from bot.storage.groups import role_rewards
from bot.storage.groups.role_rewards import GivenRole
from bot.tutor.context import TutorContext
from bot.tutor.platform import RoleGranter

log = logging.getLogger(__name__)

RETRY_AFTER_S = 1.0

SPACING_S = 1.0
"""Pause between two role changes in the background.

Discord lets a bot change about ten roles of a server in ten seconds, and roles that are given at
once need their share."""

BATCH_SIZE = 100

DELAYS = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(days=1),
    timedelta(days=3),
)
"""After each failure; after the last of them the role is given up."""

Sleep = Callable[[float], Awaitable[None]]

Result = TypeVar("Result")


class RoleChanges:
    """Works off what is due, one role at a time, beside everything else."""

    def __init__(self, context: TutorContext, *, sleep: Sleep = asyncio.sleep) -> None:
        self._context = context
        self._sleep = sleep
        self._task: asyncio.Task[None] | None = None
        self._is_asked = False  # since the rows were read last

    def start_due(self) -> None:
        """Work off what is due, also if that is under way, unless no platform has roles."""
        self._is_asked = True
        is_running = self._task is not None and not self._task.done()
        if not is_running and self._platforms():
            self._task = run_in_background(self._context, self._work_off())

    async def _work_off(self) -> None:
        is_first = True
        while self._is_asked:
            self._is_asked = False
            async with self._context.database.read_session() as session:
                due = await role_rewards.list_due(
                    session, self._platforms(), self._context.clock(), most=BATCH_SIZE
                )
            self._is_asked |= len(due) > 0
            for each in due:
                if not is_first:
                    await self._sleep(SPACING_S)
                is_first = False
                await change(self._context, each)

    def _platforms(self) -> tuple[str, ...]:
        return tuple(
            name for name, each in self._context.platforms.items() if each.roles is not None
        )


def run_in_background(context: TutorContext, work: Awaitable[None]) -> asyncio.Task[None]:
    """Begin work for which no reply waits. Log its failure."""

    async def logged() -> None:
        try:
            await work
        except Exception:
            log.exception("roles could not be given or taken; they are tried again")

    task = asyncio.create_task(logged())
    context.background.add(task)
    task.add_done_callback(context.background.discard)
    return task


async def change_all(context: TutorContext, changes: Sequence[GivenRole]) -> None:
    """Give or take roles whose rows are stored, those to take first."""
    for each in sorted(changes, key=lambda one: one.is_wanted):
        await change(context, each)


async def change(context: TutorContext, due: GivenRole) -> None:
    """Give or take a role if it is due and no other process does so."""
    granter = _granter(context, due)
    if granter is None:
        return
    async with context.database.write_session() as session:
        claimed = await role_rewards.claim(session, due, context.clock())
        is_kept = claimed is not None and await role_rewards.has_other(session, claimed)
    if claimed is None:
        return
    is_there = True
    try:
        if claimed.is_wanted:
            is_there = await _grant(granter, claimed)
        elif not is_kept:
            await _revoke(granter, claimed)
    except Exception as error:  # the platform refuses, or is out of reach
        await _fail(context, claimed, error)
        return
    async with context.database.write_session() as session:
        if claimed.is_wanted and is_there:
            await role_rewards.mark_given(session, claimed, context.clock())
        else:
            await role_rewards.delete_given(session, claimed)


async def take_from_deleted(context: TutorContext, given: Sequence[GivenRole]) -> None:
    """Take roles of which no row is left, because their learner's data was deleted."""
    for each in given:
        granter = _granter(context, each)
        if granter is None:
            continue
        try:
            await _revoke(granter, each)
        except Exception as error:
            log.warning("a role of a learner who was deleted was not taken: %s", error)


async def _grant(granter: RoleGranter, given: GivenRole) -> bool:
    place, role = given.reward.key.place, given.reward.role
    problem = await granter.check(place, role)
    if problem:
        raise PermissionError(problem)
    return await _twice(lambda: granter.grant(place, given.account, role))


async def _revoke(granter: RoleGranter, given: GivenRole) -> None:
    place, role = given.reward.key.place, given.reward.role
    await _twice(lambda: granter.revoke(place, given.account, role))


async def _twice(request: Callable[[], Awaitable[Result]]) -> Result:
    try:
        return await request()
    except Exception as error:
        log.info("a role was not changed, and is tried once more: %s", error)
        await asyncio.sleep(RETRY_AFTER_S)
        return await request()


async def _fail(context: TutorContext, given: GivenRole, error: Exception) -> None:
    """Try a role later, or give it up."""
    verb = "given" if given.is_wanted else "taken"
    log.warning("the role for the track %s was not %s: %s", given.reward.key.track, verb, error)
    async with context.database.write_session() as session:
        if given.tries > len(DELAYS):
            await role_rewards.delete_given(session, given)
        else:
            now, delay = context.clock(), DELAYS[given.tries - 1]
            await role_rewards.postpone(session, given, now, delay)


def _granter(context: TutorContext, given: GivenRole) -> RoleGranter | None:
    platform = context.platforms.get(given.reward.key.platform)
    return platform.roles if platform is not None else None
