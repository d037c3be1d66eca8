"""What a group has done of its course together. Hidden learners and teachers count not.

Statements are built once: building one takes longer than executing it for a small group.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Select, bindparam, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.storage.engine.in_ids import in_ids
from bot.storage.learning.progress import EXERCISE, QUESTION
from bot.storage.models import LearnerRow, LedgerEntry, MembershipRow

_hidden_learner = aliased(LearnerRow)
PUPILS = select(MembershipRow.learner_id).where(
    MembershipRow.group_id == bindparam("group_id"),
    ~MembershipRow.teacher,
    ~exists().where(_hidden_learner.id == MembershipRow.learner_id, _hidden_learner.hidden),
)
"""The ids of a group's learners who are not hidden and do not teach it."""


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
    parameters = {"group_id": group_id, "tasks": list(tasks)}
    return CommonProgress(learners, await session.scalar(_passed_statement(), parameters) or 0)


@cache
def _learners_statement() -> Select[int]:
    return select(func.count()).select_from(PUPILS.subquery("pupils"))


@cache
def _passed_statement() -> Select[int]:
    return select(func.count()).where(
        in_ids(LedgerEntry.learner_id, PUPILS),
        LedgerEntry.kind.in_((EXERCISE, QUESTION)),
        LedgerEntry.subject.in_(bindparam("tasks", expanding=True)),
    )
