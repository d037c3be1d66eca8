"""What a teacher sees of one learner of a study group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.engine.in_ids import in_ids
from bot.storage.groups.members import PUPILS, is_called, is_pupil
from bot.storage.learning.progress import EXERCISE, QUESTION
from bot.storage.models import (
    HintRow,
    LearnerRow,
    LedgerEntry,
    MembershipRow,
    QuizAnswerRow,
    ReviewRow,
    SubmissionRow,
    UtcDateTime,
)

_GROUP, _LEARNER = bindparam("group_id", type_=Integer), bindparam("learner_id", type_=Integer)


@dataclass(frozen=True, slots=True)
class Pupil:
    """A learner of a group, as its teachers see them."""

    id: int
    name: str
    hidden: bool  # from boards
    joined_at: datetime
    seen_at: datetime | None
    nudged_at: datetime | None
    wants_no_messages: bool


@dataclass(frozen=True, slots=True)
class FoundPupil:
    """A learner of one of a teacher's groups."""

    id: int
    name: str
    group_id: int
    joined_at: datetime
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class TriedExercise:
    """An exercise that a learner has tried, or of which they have seen a hint."""

    exercise: str
    tries: int  # with a verdict
    latest: datetime | None  # try
    passed_at: datetime | None  # for the first time
    hints: int  # seen


@dataclass(frozen=True, slots=True)
class NamedMistake:
    """A misconception that was found in a learner's answers."""

    subject: str  # id of the exercise or question
    mistake: str
    times: int
    latest: datetime


@dataclass(frozen=True, slots=True)
class LearnerReport:
    """What a learner has done, without their code."""

    exercises: Sequence[TriedExercise]  # the latest first
    mistakes: Sequence[NamedMistake]  # in exercises, the latest first
    quiz_mistakes: Sequence[NamedMistake]  # the latest first
    questions_passed: int
    reviews: int  # scheduled
    reviews_due: int
    shared: Sequence[tuple[str, str]]  # submissions shown in the group's place: id and exercise


async def find_pupil(session: AsyncSession, group_id: int, learner_id: int) -> Pupil | None:
    """Return a learner whom the group's teachers see, or None."""
    found = await session.execute(
        _pupil_statement(), {"group_id": group_id, "learner_id": learner_id}
    )
    row = found.first()
    return None if row is None else Pupil(*row)


async def find_pupils(
    session: AsyncSession, group_ids: Sequence[int], name: str, *, most: int
) -> Sequence[FoundPupil]:
    """Return the learners of that name or account whom the groups' teachers see.

    Each is returned once for each of the groups that it is in.
    """
    return await _list_found(session, _found(group_ids).where(is_called(name)), most)


async def list_pupils_beginning(
    session: AsyncSession, group_ids: Sequence[int], prefix: str, *, most: int
) -> Sequence[FoundPupil]:
    """Return the learners whom the groups' teachers see and whose names begin with the prefix."""
    begins = LearnerRow.name.istartswith(prefix, autoescape=True)
    return await _list_found(session, _found(group_ids).where(begins), most)


def _found(group_ids: Sequence[int]) -> Select[int, str, int, datetime, datetime | None]:
    return (
        select(
            LearnerRow.id,
            LearnerRow.name,
            MembershipRow.group_id,
            MembershipRow.joined_at,
            LearnerRow.seen_at,
        )
        .join(MembershipRow, MembershipRow.learner_id == LearnerRow.id)
        .where(MembershipRow.group_id.in_(group_ids), _is_seen())
    )


async def _list_found(
    session: AsyncSession, statement: Select[int, str, int, datetime, datetime | None], most: int
) -> Sequence[FoundPupil]:
    ordered = statement.order_by(LearnerRow.name, MembershipRow.joined_at, LearnerRow.id)
    return [FoundPupil(*row) for row in await session.execute(ordered.limit(most))]


def _is_seen() -> ColumnElement[bool]:
    """Return whether teachers see a member: learners who hide only if they have agreed to that."""
    return and_(is_pupil(), or_(~LearnerRow.hidden, MembershipRow.agreed_at.is_not(None)))


async def query_report(
    session: AsyncSession, learner_id: int, now: datetime, *, shared_in: str, most_shared: int
) -> LearnerReport:
    """Return what a learner has done; of their code only that of the place they shared it in."""
    parameters = {"learner_id": learner_id}
    tries = {
        exercise: (count, latest)
        for exercise, count, latest in await session.execute(_tries_statement(), parameters)
    }
    passed: dict[str, datetime] = {}
    questions = 0
    for kind, subject, at in await session.execute(_passed_statement(), parameters):
        if kind == EXERCISE:
            passed[subject] = at
        else:
            questions += 1
    seen = await session.execute(_hints_statement(), parameters)
    hints: dict[str, int] = {row.exercise: row.seen for row in seen}
    exercises = []
    for exercise in {*tries, *passed, *hints}:
        count, latest = tries.get(exercise, (0, None))
        exercises.append(
            TriedExercise(exercise, count, latest, passed.get(exercise), hints.get(exercise, 0))
        )
    exercises.sort(key=_latest_first)
    mistakes = await session.execute(_mistakes_statement(), parameters)
    quiz_mistakes = await session.execute(_quiz_mistakes_statement(), parameters)
    reviews = await session.execute(_reviews_statement(), {**parameters, "now": now})
    scheduled, due = reviews.one()
    shared = await session.execute(
        _shared_statement(), {**parameters, "shared_in": shared_in, "most": most_shared}
    )
    return LearnerReport(
        exercises,
        [NamedMistake(*row) for row in mistakes],
        [NamedMistake(*row) for row in quiz_mistakes],
        questions,
        scheduled,
        due,
        [(row.id, row.exercise) for row in shared],
    )


async def find_shared(
    session: AsyncSession, learner_id: int, submission: str, shared_in: str
) -> SubmissionRow | None:
    """Return a submission that its learner has shown to others in that place, or None."""
    return await session.scalar(
        select(SubmissionRow).where(
            SubmissionRow.id == submission,
            SubmissionRow.learner_id == learner_id,
            SubmissionRow.shared_in == shared_in,
            SubmissionRow.code != "",
        )
    )


async def list_away(
    session: AsyncSession, group_id: int, before: datetime, *, most: int
) -> Sequence[Pupil]:
    """Return learners who were last here before then and can be written to about it, by name.

    Nobody is written to twice in one absence, nor who wants no messages.
    """
    found = await session.execute(
        _away_statement(), {"group_id": group_id, "before": before, "most": most}
    )
    return [Pupil(*row) for row in found]


def _latest_first(each: TriedExercise) -> tuple[float, str]:
    at = max(filter(None, (each.latest, each.passed_at)), default=None)
    return (-at.timestamp() if at else 0.0, each.exercise)


_COLUMNS = (
    LearnerRow.id,
    LearnerRow.name,
    LearnerRow.hidden,
    MembershipRow.joined_at,
    LearnerRow.seen_at,
    MembershipRow.nudged_at,
    LearnerRow.no_news,
)


@cache
def _pupil_statement() -> Select[*tuple[Any, ...]]:
    return (
        select(*_COLUMNS)
        .join(MembershipRow, MembershipRow.learner_id == LearnerRow.id)
        .where(
            MembershipRow.group_id == _GROUP,
            LearnerRow.id == _LEARNER,
            _is_seen(),
        )
    )


@cache
def _away_statement() -> Select[*tuple[Any, ...]]:
    not_nudged = or_(
        MembershipRow.nudged_at.is_(None), MembershipRow.nudged_at < LearnerRow.seen_at
    )
    return (
        select(*_COLUMNS)
        .join(MembershipRow, MembershipRow.learner_id == LearnerRow.id)
        .where(
            MembershipRow.group_id == _GROUP,
            in_ids(LearnerRow.id, PUPILS),
            func.coalesce(LearnerRow.seen_at, LearnerRow.met_at)
            < bindparam("before", type_=UtcDateTime()),
            not_nudged,
            ~LearnerRow.no_news,
        )
        .order_by(LearnerRow.name, LearnerRow.id)
        .limit(bindparam("most", type_=Integer))
    )


@cache
def _tries_statement() -> Select[str, int, datetime]:
    return (
        select(SubmissionRow.exercise, func.count(), func.max(SubmissionRow.received_at))
        .where(SubmissionRow.learner_id == _LEARNER, SubmissionRow.verdict.is_not(None))
        .group_by(SubmissionRow.exercise)
    )


@cache
def _passed_statement() -> Select[str, str, datetime]:
    return select(LedgerEntry.kind, LedgerEntry.subject, LedgerEntry.earned_at).where(
        LedgerEntry.learner_id == _LEARNER, LedgerEntry.kind.in_((EXERCISE, QUESTION))
    )


@cache
def _hints_statement() -> Select[str, int]:
    return select(HintRow.exercise, HintRow.seen).where(HintRow.learner_id == _LEARNER)


@cache
def _mistakes_statement() -> Select[*tuple[Any, ...]]:
    latest = func.max(SubmissionRow.received_at)
    return (
        select(SubmissionRow.exercise, SubmissionRow.mistake, func.count(), latest)
        .where(SubmissionRow.learner_id == _LEARNER, SubmissionRow.mistake.is_not(None))
        .group_by(SubmissionRow.exercise, SubmissionRow.mistake)
        .order_by(latest.desc(), SubmissionRow.exercise, SubmissionRow.mistake)
    )


@cache
def _quiz_mistakes_statement() -> Select[*tuple[Any, ...]]:
    latest = func.max(QuizAnswerRow.answered_at)
    return (
        select(QuizAnswerRow.question, QuizAnswerRow.mistake, func.count(), latest)
        .where(QuizAnswerRow.learner_id == _LEARNER, QuizAnswerRow.mistake.is_not(None))
        .group_by(QuizAnswerRow.question, QuizAnswerRow.mistake)
        .order_by(latest.desc(), QuizAnswerRow.question, QuizAnswerRow.mistake)
    )


@cache
def _reviews_statement() -> Select[int, int]:
    is_due = ReviewRow.due <= bindparam("now", type_=UtcDateTime())
    return select(func.count(), func.count().filter(is_due)).where(ReviewRow.learner_id == _LEARNER)


@cache
def _shared_statement() -> Select[str, str]:
    return (
        select(SubmissionRow.id, SubmissionRow.exercise)
        .where(
            SubmissionRow.learner_id == _LEARNER,
            SubmissionRow.shared_in == bindparam("shared_in"),
            SubmissionRow.code != "",
        )
        .order_by(SubmissionRow.received_at.desc())
        .limit(bindparam("most", type_=Integer))
    )
