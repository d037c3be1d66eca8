"""Answers of a study group that are the same without names and layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.engine.in_ids import in_ids
from bot.storage.groups.members import PUPILS
from bot.storage.models import LearnerRow, SubmissionRow

ALWAYS_FEW = 3
COMMON_SHARE = 0.25
"""An answer that more than ALWAYS_FEW learners have is the usual one, and not listed, where theirs
are more than this share of the group's answers to the exercise that are compared."""


@dataclass(frozen=True, slots=True)
class EqualAnswers:
    """Learners who passed an exercise with equal answers, the first of them first."""

    exercise: str
    learners: Sequence[tuple[str, datetime]]  # name, and when the first equal answer was received

    @property
    def latest(self) -> datetime:
        """When the last of them answered."""
        return self.learners[-1][1]


async def list_equal_answers(session: AsyncSession, group_id: int) -> Sequence[EqualAnswers]:
    """Return the equal answers of the group's learners that are not the usual ones, latest first.

    The query returns only answers that at least two learners have.
    """
    found: dict[tuple[str, str], list[tuple[str, datetime]]] = {}
    totals: dict[str, int] = {}
    for row in await session.execute(_statement(), {"group_id": group_id}):
        found.setdefault((row.exercise, row.answer_digest), []).append((row.name, row.first))
        totals[row.exercise] = row.total
    listed = [
        EqualAnswers(exercise, sorted(names, key=lambda each: (each[1], each[0])))
        for (exercise, _), names in found.items()
        if is_rare(len(names), totals[exercise])
    ]
    return sorted(listed, key=lambda each: (each.latest, each.exercise), reverse=True)


def is_rare(learners: int, total: int) -> bool:
    """Return whether an answer of so many learners, of all answers, is not the usual one."""
    return learners <= max(ALWAYS_FEW, total * COMMON_SHARE)


@cache
def _statement() -> Select[*tuple[Any, ...]]:
    exercise, digest = SubmissionRow.exercise, SubmissionRow.answer_digest
    answers = (
        select(
            exercise,
            digest,
            SubmissionRow.learner_id,
            func.min(SubmissionRow.received_at).label("first"),
            # Counted over the groups: a group is one learner's answer.
            func.count().over(partition_by=(exercise, digest)).label("same"),
            func.count().over(partition_by=exercise).label("total"),
        )
        .where(in_ids(SubmissionRow.learner_id, PUPILS), digest.is_not(None))
        .group_by(SubmissionRow.learner_id, exercise, digest)
        .subquery("answers")
    ).c
    # A name is looked up only for those listed: for a join, Postgres may read all learners.
    name = (
        select(LearnerRow.name)
        .where(LearnerRow.id == answers.learner_id)
        .scalar_subquery()
        .label("name")
    )
    return select(
        answers.exercise, answers.answer_digest, name, answers.first, answers.total
    ).where(answers.same > 1)
