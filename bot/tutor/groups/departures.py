"""Ends the memberships of learners who have left the server or workspace of a group.

No platform has to report who leaves. Those who are shown on a board are asked for instead, once a
day each.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection
from datetime import date

from bot.storage.groups import groups, role_rewards
from bot.tutor.context import TutorContext
from bot.tutor.platform import MemberDirectory

log = logging.getLogger(__name__)

TIMEOUT_S = 1.0
"""How long a board waits for the platform; what is not known by then is asked another time."""


class Departures:
    """Asks platforms who still belongs to their places, and remembers for a day who does."""

    def __init__(self, context: TutorContext) -> None:
        self._context = context
        self._day: date | None = None
        self._seen: set[tuple[int, int]] = set()  # group and learner, of that day

    async def remove_departed(
        self, platform: str, place: str, group_id: int, learner_ids: Collection[int]
    ) -> bool:
        """End the memberships of the learners who have left; return whether there were any.

        A learner of whom an account still belongs to the place stays, and so do teachers. Errors of
        the platform are logged.
        """
        connected = self._context.platforms.get(platform)
        directory = connected.members if connected else None
        unknown = [each for each in learner_ids if not self._is_known(group_id, each)]
        if directory is None or not unknown:
            return False
        async with self._context.database.read_session() as session:
            found = await groups.list_member_accounts(session, group_id, platform, unknown)
        asked = {
            learner: asyncio.ensure_future(_have_left(directory, place, found[learner]))
            for learner in unknown
            if found.get(learner)
        }
        if asked:
            _, late = await asyncio.wait(asked.values(), timeout=TIMEOUT_S)
            for task in late:
                task.cancel()
        departed = []
        for learner, task in asked.items():
            if not task.done() or task.cancelled():
                continue
            if task.exception() is not None:
                log.warning("no word from %s about a member: %r", platform, task.exception())
            elif task.result():
                departed.append(learner)
            else:
                self._seen.add((group_id, learner))
        if not departed:
            return False
        async with self._context.database.write_session() as session:
            for learner in departed:
                await groups.leave(session, learner, group_id, self._context.clock())
                await role_rewards.forget_given(session, platform, place, learner)
        log.info("%d members of group %d have left their place", len(departed), group_id)
        return True

    def _is_known(self, group_id: int, learner: int) -> bool:
        today = self._context.clock().date()
        if today != self._day:
            self._day = today
            self._seen.clear()
        return (group_id, learner) in self._seen


async def _have_left(directory: MemberDirectory, place: str, names: Collection[str]) -> bool:
    for account in names:
        if not await directory.has_left(place, account):
            return False
    return True
