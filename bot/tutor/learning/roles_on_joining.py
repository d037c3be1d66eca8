"""Gives learners who join a place the roles of it that they had earned before, elsewhere."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bot.tutor.context import TutorContext
from bot.tutor.identity import Learner
from bot.tutor.learning.role_changes import RoleChanges
from bot.tutor.learning.role_rewards import want_earned


class RolesOnJoining:
    """Implements `bot.tutor.identity.OnJoining` for roles."""

    def __init__(self, context: TutorContext, changes: RoleChanges) -> None:
        self._context = context
        self._changes = changes

    async def store(self, session: AsyncSession, learner: Learner) -> None:
        """Store which roles are to be given, in the transaction in which a learner joins.

        A restart in between then loses none of them.
        """
        await want_earned(session, self._context, learner)

    def start(self) -> None:
        """Give the roles that were stored, after that transaction and while no reply waits."""
        self._changes.start_due()
