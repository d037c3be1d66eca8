"""What a teacher sees of a study group. Hidden learners are left out of all of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Exists, Select, and_, exists, func, literal, null, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.storage.among import among
from bot.storage.boards import is_seen, seen_in
from bot.storage.models import LearnerRow, MembershipRow, PointsRow, SelfCheckRow, SubmissionRow
from bot.storage.progress import EXERCISE, QUESTION, Achievements

IsOne = Callable[[InstrumentedAttribute[int]], ColumnElement[bool]]
"""Whether a table's column says one of certain learners."""

STUCK_AFTER = 3
"""Failures at an exercise, without a pass, that make a learner stuck there."""


@dataclass(frozen=True, slots=True)
class Pupil:
    """A learner of the group, with everything that the overview says of them."""

    id: int
    name: str
    points: int  # of all time
    latest: datetime | None  # when they last earned any
    done: Achievements
    ticked: frozenset[tuple[str, str]]  # track and item
    stuck: tuple[str, ...]  # exercises


@dataclass(frozen=True, slots=True)
class Common:
    """What most learners of a group failed at."""

    exercise: str
    mistake: str | None
    learners: int


@dataclass(frozen=True, slots=True)
class Troubles:
    """What a group stumbles over, by exercises' and mistakes' ids."""

    stuck: Mapping[str, int]  # by exercise how many learners, most first
    exercise: Common | None  # that most failed at
    mistake: Common | None  # that most made


async def count_pupils(session: AsyncSession, group_id: int) -> tuple[int, int]:
    """How many learners can be shown, and how many are hidden."""
    everyone = select(func.count()).where(MembershipRow.group_id == group_id)
    seen = everyone.where(is_seen(MembershipRow.learner_id))
    found = await session.execute(select(seen.scalar_subquery(), everyone.scalar_subquery()))
    shown, members = found.one()
    return shown, members - shown


async def pupils(
    session: AsyncSession, group_id: int, *, most: int, start: int = 0
) -> Sequence[Pupil]:
    """A page of the learners in the order of their names, with four queries however many."""
    shown = _by_name(group_id).offset(start).limit(most)
    people = [(row.id, row.name) for row in await session.execute(shown)]
    ids = [learner_id for learner_id, _ in people]
    return await _looked_at(session, people, lambda column: column.in_(ids))


async def all_pupils(session: AsyncSession, group_id: int, *, most: int) -> Sequence[Pupil]:
    """All of them in that order, but for those beyond the `most`, with as many queries."""
    shown = _by_name(group_id).limit(most)
    people = [(row.id, row.name) for row in await session.execute(shown)]
    everyone = seen_in(group_id)
    return await _looked_at(session, people, lambda column: among(column, everyone))


async def _looked_at(
    session: AsyncSession, people: Sequence[tuple[int, str]], is_one: IsOne
) -> Sequence[Pupil]:
    """Learners with what the tables know of those whom `is_one` says, who are these or more."""
    entries = await session.execute(
        select(
            PointsRow.learner_id,
            PointsRow.kind,
            PointsRow.subject,
            PointsRow.points,
            PointsRow.earned_at,
        ).where(is_one(PointsRow.learner_id))
    )
    ledger = _Ledger()
    for entry in entries:
        ledger.add(*entry)
    ticked = await _ticked(session, is_one(SelfCheckRow.learner_id))
    stuck = await _stuck(session, is_one(SubmissionRow.learner_id))
    return [
        Pupil(
            learner_id,
            name,
            ledger.points[learner_id],
            ledger.latest.get(learner_id),
            Achievements(
                frozenset(ledger.exercises[learner_id]), frozenset(ledger.questions[learner_id])
            ),
            frozenset(ticked.get(learner_id, ())),
            tuple(stuck.get(learner_id, ())),
        )
        for learner_id, name in people
    ]


async def troubles(session: AsyncSession, group_id: int, since: datetime) -> Troubles:
    """Where the group's learners are stuck, and what most of them failed at since then."""
    failures = (
        select(
            SubmissionRow.learner_id,
            SubmissionRow.exercise,
            SubmissionRow.mistake,
            func.count().label("times"),
            func.max(SubmissionRow.received_at).label("latest"),
        )
        .where(among(SubmissionRow.learner_id, seen_in(group_id)), has_failed())
        .group_by(SubmissionRow.learner_id, SubmissionRow.exercise, SubmissionRow.mistake)
        .cte("failures")
    )
    each = failures.c
    often = (
        select(each.learner_id, each.exercise)
        .group_by(each.learner_id, each.exercise)
        .having(func.sum(each.times) >= STUCK_AFTER)
        .subquery("often")
    ).c
    stuck = (
        select(literal("stuck"), often.exercise, null(), func.count())
        .where(~_has_passed(often.learner_id, often.exercise))
        .group_by(often.exercise)
    )
    failed = (
        select(literal("exercise"), each.exercise, null(), func.count(each.learner_id.distinct()))
        .where(each.latest >= since)
        .group_by(each.exercise)
    )
    mistaken = (
        select(literal("mistake"), each.exercise, each.mistake, func.count())
        .where(each.latest >= since, each.mistake.is_not(None))
        .group_by(each.exercise, each.mistake)
    )
    found: dict[str, list[Common]] = defaultdict(list)
    for kind, *common in await session.execute(stuck.union_all(failed, mistaken)):
        found[kind].append(Common(*common))
    ranked = {
        kind: sorted(those, key=lambda one: (-one.learners, one.exercise, one.mistake or ""))
        for kind, those in found.items()
    }
    return Troubles(
        {one.exercise: one.learners for one in ranked.get("stuck", ())},
        next(iter(ranked.get("exercise", ())), None),
        next(iter(ranked.get("mistake", ())), None),
    )


class _Ledger:
    def __init__(self) -> None:
        self.exercises: dict[int, set[str]] = defaultdict(set)
        self.questions: dict[int, set[str]] = defaultdict(set)
        self.points: dict[int, int] = defaultdict(int)
        self.latest: dict[int, datetime] = {}

    def add(self, *entry: *tuple[int, str, str, int, datetime]) -> None:
        learner, kind, subject, points, earned_at = entry
        if kind == EXERCISE:
            self.exercises[learner].add(subject)
        elif kind == QUESTION:
            self.questions[learner].add(subject)
        self.points[learner] += points
        self.latest[learner] = max(earned_at, self.latest.get(learner, earned_at))


async def _ticked(
    session: AsyncSession, whose: ColumnElement[bool]
) -> Mapping[int, Sequence[tuple[str, str]]]:
    found = await session.execute(
        select(SelfCheckRow.learner_id, SelfCheckRow.track, SelfCheckRow.item).where(whose)
    )
    ticked: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for learner_id, track, item in found:
        ticked[learner_id].append((track, item))
    return ticked


async def _stuck(session: AsyncSession, whose: ColumnElement[bool]) -> Mapping[int, Sequence[str]]:
    failing = (
        select(SubmissionRow.learner_id, SubmissionRow.exercise)
        .where(whose, has_failed())
        .group_by(SubmissionRow.learner_id, SubmissionRow.exercise)
        .having(func.count() >= STUCK_AFTER)
        .subquery("failing")
    ).c
    found = await session.execute(
        select(failing.learner_id, failing.exercise)
        .where(~_has_passed(failing.learner_id, failing.exercise))
        .order_by(failing.exercise)
    )
    stuck: dict[int, list[str]] = defaultdict(list)
    for learner_id, exercise in found:
        stuck[learner_id].append(exercise)
    return stuck


def _has_passed(learner_id: ColumnElement[int], exercise: ColumnElement[str]) -> Exists:
    return exists().where(
        PointsRow.learner_id == learner_id,
        PointsRow.subject == exercise,
        PointsRow.kind == EXERCISE,
    )


def _by_name(group_id: int) -> Select[int, str]:
    return (
        select(LearnerRow.id, LearnerRow.name)
        .where(among(LearnerRow.id, seen_in(group_id)))
        .order_by(LearnerRow.name, LearnerRow.id)
    )


def has_failed() -> ColumnElement[bool]:
    """As the index ix_submissions_failed has it, word for word, so that it is found."""
    passed = literal("passed", literal_execute=True)
    return and_(SubmissionRow.verdict.is_not(None), SubmissionRow.status != passed)
