"""How learners did at each exercise and question, for item analysis: without names, from indexes.

An exercise counts from the first submission whose verdict says whether it was understood: syntax
errors, time-outs and the like do not count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, false, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.storage.engine.in_ids import in_ids
from bot.storage.learning.progress import EXERCISE, QUESTION
from bot.storage.models import (
    BookmarkRow,
    LearnerRow,
    MembershipRow,
    QuizAnswerRow,
    SubmissionRow,
)

UNDERSTOOD_OR_NOT = ("passed", "failed", "error")
"""Statuses that say whether an exercise was understood."""

IsLearner = Callable[[InstrumentedAttribute[int]], ColumnElement[bool]]
"""Returns a condition: the column is one of certain learners."""


@dataclass(frozen=True, slots=True)
class Tried:
    """How a learner did at an exercise or a question."""

    kind: str  # progress.EXERCISE or progress.QUESTION
    item: str  # id of the exercise or the question
    tries: int
    first_at: datetime
    latest_at: datetime
    passed_at: datetime | None  # for the first time

    @property
    def is_first_right(self) -> bool:
        """Whether the first try was right."""
        return self.passed_at == self.first_at


@dataclass(frozen=True, slots=True)
class Reading:
    """The page that a learner opened last, 1-based."""

    lesson: str
    page: int
    left_at: datetime


@dataclass(slots=True)
class LearnerTries:
    """What one learner has tried, and the page that they opened last."""

    tried: list[Tried] = field(default_factory=list)
    reading: Reading | None = None


async def list_of_group(
    session: AsyncSession, group_id: int, *, most: int
) -> Sequence[LearnerTries]:
    """Return the tries of a group's learners without its teachers: of the `most` newest ones.

    Learners who have tried and read nothing are left out.
    """
    return await _list(session, _queries_of_group(), {"group_id": group_id, "most": most})


async def list_of_range(session: AsyncSession, first: int, last: int) -> Sequence[LearnerTries]:
    """Return the tries of all learners with ids from `first` to `last`, in any group or none."""
    return await _list(session, _queries_of_range(), {"first": first, "last": last})


async def find_range(session: AsyncSession, after: int, *, most: int) -> tuple[int, int] | None:
    """Return the lowest and the highest id of the next `most` learners after an id, or None."""
    ids = (
        select(LearnerRow.id)
        .where(LearnerRow.id > after)
        .order_by(LearnerRow.id)
        .limit(most)
        .subquery("ids")
    ).c
    first, last = (await session.execute(select(func.min(ids.id), func.max(ids.id)))).one()
    return None if first is None else (first, last)


@dataclass(frozen=True, slots=True)
class _Queries:
    """Queries about certain learners."""

    exercises: Select[*tuple[Any, ...]]
    questions: Select[*tuple[Any, ...]]
    reading: Select[*tuple[Any, ...]]


async def _list(
    session: AsyncSession, queries: _Queries, parameters: Mapping[str, int]
) -> Sequence[LearnerTries]:
    learners: dict[int, LearnerTries] = {}
    for kind, query in ((EXERCISE, queries.exercises), (QUESTION, queries.questions)):
        _add_tries(learners, kind, await session.execute(query, parameters))
    for learner_id, *reading in await session.execute(queries.reading, parameters):
        learners.setdefault(learner_id, LearnerTries()).reading = Reading(*reading)
    return list(learners.values())


def _add_tries(learners: dict[int, LearnerTries], kind: str, found: Iterable[Any]) -> None:
    for learner_id, *tried in found:
        learner = learners.get(learner_id)
        if learner is None:
            learner = learners[learner_id] = LearnerTries()
        learner.tried.append(Tried(kind, *tried))


@cache
def _queries_of_group() -> _Queries:
    newest = (
        select(MembershipRow.learner_id)
        .where(MembershipRow.group_id == bindparam("group_id"), MembershipRow.teacher == false())
        .order_by(MembershipRow.learner_id.desc())
        .limit(bindparam("most"))
    )
    return _build_queries(lambda column: in_ids(column, newest))


@cache
def _queries_of_range() -> _Queries:
    return _build_queries(lambda column: column.between(bindparam("first"), bindparam("last")))


def _build_queries(is_learner: IsLearner) -> _Queries:
    """Build queries that read one index each."""
    statuses = [literal(each, literal_execute=True) for each in UNDERSTOOD_OR_NOT]
    received_at, answered_at = SubmissionRow.received_at, QuizAnswerRow.answered_at
    exercises = (
        select(
            SubmissionRow.learner_id,
            SubmissionRow.exercise,
            func.count(),
            func.min(received_at),
            func.max(received_at),
            func.min(case((SubmissionRow.status == "passed", received_at))),
        )
        .where(is_learner(SubmissionRow.learner_id), SubmissionRow.status.in_(statuses))
        .group_by(SubmissionRow.learner_id, SubmissionRow.exercise)
    )
    questions = (
        select(
            QuizAnswerRow.learner_id,
            QuizAnswerRow.question,
            func.count(),
            func.min(answered_at),
            func.max(answered_at),
            func.min(case((QuizAnswerRow.correct, answered_at))),
        )
        .where(is_learner(QuizAnswerRow.learner_id))
        .group_by(QuizAnswerRow.learner_id, QuizAnswerRow.question)
    )
    latest = (
        select(BookmarkRow.learner_id, func.max(BookmarkRow.left_at).label("left_at"))
        .where(is_learner(BookmarkRow.learner_id))
        .group_by(BookmarkRow.learner_id)
        .subquery("latest")
    )
    reading = select(
        BookmarkRow.learner_id, BookmarkRow.lesson, BookmarkRow.page, BookmarkRow.left_at
    ).join(
        latest,
        and_(
            BookmarkRow.learner_id == latest.c.learner_id, BookmarkRow.left_at == latest.c.left_at
        ),
    )
    return _Queries(exercises, questions, reading)
