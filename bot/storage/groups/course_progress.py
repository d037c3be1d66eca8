"""What a group has done of its course together: of those who are on its boards.

Statements are built once: building one takes longer than executing it for a small group.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.engine.in_ids import in_ids
from bot.storage.groups.members import BOARD_MEMBERS
from bot.storage.learning.progress import EXERCISE, QUESTION
from bot.storage.models import LedgerEntry


@dataclass(frozen=True, slots=True)
class CommonProgress:
    """How many learners a group has, and how many tasks these have passed altogether."""

    learners: int
    passed: int


async def count_common_progress(
    session: AsyncSession, group_id: int, tasks: Collection[str]
) -> CommonProgress:
    """Return how many of these exercises and questions, by their ids, a group has passed."""
    learners = await session.scalar(_learners_statement(), {"group_id": group_id}) or 0
    if not tasks or not learners:
        return CommonProgress(learners, 0)
    parameters = {"group_id": group_id, "tasks": sorted(tasks)}
    return CommonProgress(learners, await session.scalar(_passed_statement(), parameters) or 0)


@cache
def _learners_statement() -> Select[int]:
    return select(func.count()).select_from(BOARD_MEMBERS.subquery("members"))


@cache
def _passed_statement() -> Select[int]:
    # Postgres hashes a list of values only where it is planned with them: not as parameters.
    return select(func.count()).where(
        in_ids(LedgerEntry.learner_id, BOARD_MEMBERS),
        LedgerEntry.kind.in_((EXERCISE, QUESTION)),
        LedgerEntry.subject.in_(bindparam("tasks", expanding=True, literal_execute=True)),
    )
