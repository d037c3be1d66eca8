"""A teacher's overview of a study group: of the learners whom `members.PUPILS` names.

Statements are built once: building one takes longer than executing it for a small group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Exists,
    FunctionFilter,
    Select,
    bindparam,
    exists,
    func,
    literal,
    null,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.engine.in_ids import in_ids
from bot.storage.grading.jobs import is_failed
from bot.storage.groups.members import PUPILS, UNSEEN_PUPILS
from bot.storage.learning.progress import EXERCISE, QUESTION, REVISION, Achievements
from bot.storage.models import (
    LearnerRow,
    LedgerEntry,
    QuizAnswerRow,
    SelfCheckRow,
    SubmissionRow,
    UtcDateTime,
)

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)

STUCK_AFTER = 3
"""Failures at an exercise, without a pass, from which a learner counts as stuck."""

_SEPARATOR = "\n"


@dataclass(frozen=True, slots=True)
class GroupLearner:
    """A learner of the group, with their progress."""

    id: int
    name: str
    done: Achievements
    ticked: frozenset[tuple[str, str]]  # track and item
    stuck: tuple[str, ...]  # exercises
    hidden: bool = False  # from boards


@dataclass(frozen=True, slots=True)
class FailureCount:
    """How many learners failed at an exercise, or by one of its misconceptions."""

    exercise: str
    mistake: str | None
    learners: int


@dataclass(frozen=True, slots=True)
class QuizFailureCount:
    """How many learners answered a question wrongly because of a misconception."""

    question: str
    mistake: str
    learners: int


@dataclass(frozen=True, slots=True)
class CommonFailures:
    """Where a group fails, by ids of exercises and misconceptions."""

    stuck: Mapping[str, int]  # learners by exercise, most first
    exercise: FailureCount | None  # at which most learners failed
    mistake: FailureCount | None  # that most learners had
    quiz_mistake: QuizFailureCount | None = None  # that most learners had in quizzes


async def count_learners(session: AsyncSession, group_id: int) -> tuple[int, int]:
    """Return how many learners teachers see, and how many are hidden from them."""
    found = await session.execute(_count_statement(), {"group_id": group_id})
    seen, hidden = found.one()
    return seen, hidden


async def list_learners(
    session: AsyncSession, group_id: int, *, most: int, start: int = 0
) -> Sequence[GroupLearner]:
    """Return a page of the learners sorted by name, with four queries for any page size."""
    parameters = {"group_id": group_id, "most": most, "start": start}
    names = [
        (row.id, row.name, row.hidden)
        for row in await session.execute(_names_statement(), parameters)
    ]
    ids = {"ids": [learner_id for learner_id, _, _ in names]}
    queries = _queries()
    done = {
        learner_id: Achievements(*map(_split, subjects))
        for learner_id, *subjects in await session.execute(queries.achieved, ids)
    }
    ticked: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for learner_id, track, item in await session.execute(queries.ticked, ids):
        ticked[learner_id].add((track, item))
    stuck: dict[int, list[str]] = defaultdict(list)
    for learner_id, exercise in await session.execute(queries.stuck, ids):
        stuck[learner_id].append(exercise)
    nothing = Achievements(frozenset(), frozenset())
    return [
        GroupLearner(
            learner_id,
            name,
            done.get(learner_id, nothing),
            frozenset(ticked[learner_id]),
            tuple(stuck[learner_id]),
            hidden,
        )
        for learner_id, name, hidden in names
    ]


async def find_common_failures(
    session: AsyncSession,
    group_id: int,
    since: datetime,
    lessons: Collection[str] | None = None,
) -> CommonFailures:
    """Return where learners are stuck, and what most of them failed at since then.

    With `lessons`, only at exercises and questions of these, by their slugs.
    """
    found: dict[str, list[FailureCount]] = defaultdict(list)
    parameters = {"group_id": group_id, "since": since}
    for kind, *common in await session.execute(_failures_statement(), parameters):
        failure = FailureCount(*common)
        if lessons is None or failure.exercise.partition("/")[0] in lessons:
            found[kind].append(failure)
    ranked = {
        kind: sorted(failures, key=lambda one: (-one.learners, one.exercise, one.mistake or ""))
        for kind, failures in found.items()
    }
    return CommonFailures(
        {one.exercise: one.learners for one in ranked.get("stuck", ())},
        next(iter(ranked.get("exercise", ())), None),
        next(iter(ranked.get("mistake", ())), None),
        next(
            (
                QuizFailureCount(one.exercise, one.mistake or "", one.learners)
                for one in ranked.get("quiz-mistake", ())
            ),
            None,
        ),
    )


@cache
def _count_statement() -> Select[int, int]:
    seen, hidden = (
        select(func.count()).select_from(each.subquery()).scalar_subquery()
        for each in (PUPILS, UNSEEN_PUPILS)
    )
    return select(seen, hidden)


@cache
def _names_statement() -> Select[int, str, bool]:
    return (
        select(LearnerRow.id, LearnerRow.name, LearnerRow.hidden)
        .where(in_ids(LearnerRow.id, PUPILS))
        .order_by(LearnerRow.name, LearnerRow.id)
        .offset(bindparam("start"))
        .limit(bindparam("most"))
    )


@dataclass(frozen=True, slots=True)
class _Queries:
    """Queries about the progress of the learners with the ids `ids`."""

    achieved: Select[int, str, str, str]  # exercises and questions, joined; NULL for none
    ticked: Select[int, str, str]  # track and item
    stuck: Select[int, str]  # exercises in their order


@cache
def _queries() -> _Queries:
    return _Queries(
        select(LedgerEntry.learner_id, _joined(EXERCISE), _joined(QUESTION), _joined(REVISION))
        .where(LedgerEntry.learner_id.in_(_IDS))
        .group_by(LedgerEntry.learner_id),
        select(SelfCheckRow.learner_id, SelfCheckRow.track, SelfCheckRow.item).where(
            SelfCheckRow.learner_id.in_(_IDS)
        ),
        _stuck_statement(),
    )


def _joined(kind: str) -> FunctionFilter[str]:
    """Join subjects of a kind into one text: a row for each would block the event loop for long."""
    return func.aggregate_strings(LedgerEntry.subject, _SEPARATOR).filter(LedgerEntry.kind == kind)


def _split(subjects: str | None) -> frozenset[str]:
    return frozenset(subjects.split(_SEPARATOR) if subjects else ())


def _stuck_statement() -> Select[int, str]:
    failing = (
        select(SubmissionRow.learner_id, SubmissionRow.exercise)
        .where(SubmissionRow.learner_id.in_(_IDS), is_failed())
        .group_by(SubmissionRow.learner_id, SubmissionRow.exercise)
        .having(func.count() >= STUCK_AFTER)
        .subquery("failing")
    ).c
    return (
        select(failing.learner_id, failing.exercise)
        .where(~_has_passed(failing.learner_id, failing.exercise))
        .order_by(failing.exercise)
    )


@cache
def _failures_statement() -> CompoundSelect[*tuple[Any, ...]]:
    """Select kinds of failure, exercises or questions, misconceptions, and how many have them."""
    since = bindparam("since", type_=UtcDateTime())
    # In the order of the index, to avoid sorting; and only groups that count below.
    times, latest = func.count(), func.max(SubmissionRow.received_at)
    failing = (
        select(
            SubmissionRow.learner_id,
            SubmissionRow.exercise,
            times.label("times"),
            latest.label("latest"),
        )
        .where(in_ids(SubmissionRow.learner_id, PUPILS), is_failed())
        .group_by(SubmissionRow.learner_id, SubmissionRow.exercise)
        .having(or_(times >= STUCK_AFTER, latest >= since))
        .cte("failing")
    ).c
    stuck = (
        select(literal("stuck"), failing.exercise, null(), func.count())
        .where(failing.times >= STUCK_AFTER, ~_has_passed(failing.learner_id, failing.exercise))
        .group_by(failing.exercise)
    )
    failed = (
        select(literal("exercise"), failing.exercise, null(), func.count())
        .where(failing.latest >= since)
        .group_by(failing.exercise)
    )
    failed_recently = select(failing.learner_id).where(failing.latest >= since)
    # A plain comparison makes both databases use another index, which lacks `mistake`.
    received_at = func.coalesce(SubmissionRow.received_at, since)
    mistakes = (
        select(SubmissionRow.learner_id, SubmissionRow.exercise, SubmissionRow.mistake)
        .where(
            in_ids(SubmissionRow.learner_id, failed_recently),
            is_failed(),
            SubmissionRow.mistake.is_not(None),
            received_at >= since,
        )
        .distinct()
        .subquery("mistakes")
    ).c
    mistaken = select(
        literal("mistake"), mistakes.exercise, mistakes.mistake, func.count()
    ).group_by(mistakes.exercise, mistakes.mistake)
    question, mistake = QuizAnswerRow.question, QuizAnswerRow.mistake
    learners = func.count(QuizAnswerRow.learner_id.distinct())
    in_quizzes = (
        select(literal("quiz-mistake"), question, mistake, learners)
        .where(
            in_ids(QuizAnswerRow.learner_id, PUPILS),
            mistake.is_not(None),
            QuizAnswerRow.answered_at >= since,
        )
        .group_by(question, mistake)
    )
    return stuck.union_all(failed, mistaken, in_quizzes)


def _has_passed(learner_id: ColumnElement[int], exercise: ColumnElement[str]) -> Exists:
    return exists().where(
        LedgerEntry.learner_id == learner_id,
        LedgerEntry.subject == exercise,
        LedgerEntry.kind == EXERCISE,
    )
