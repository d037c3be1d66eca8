"""What a teacher sees of a study group. Hidden learners are left out of all of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.boards import is_seen
from bot.storage.models import LearnerRow, MembershipRow, PointsRow, SelfCheckRow, SubmissionRow
from bot.storage.progress import EXERCISE, QUESTION, Achievements

STUCK_AFTER = 3
"""Failures at an exercise, without a pass, that make a learner stuck there."""


@dataclass(frozen=True, slots=True)
class Pupil:
    """A learner of the group, with everything that the overview says of them."""

    id: int
    name: str
    points: int
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
    return await _looked_at(session, people, [learner_id for learner_id, _ in people])


async def all_pupils(session: AsyncSession, group_id: int, *, most: int) -> Sequence[Pupil]:
    """All of them in that order, but for those beyond the `most`, with as many queries."""
    shown = _by_name(group_id).limit(most)
    people = [(row.id, row.name) for row in await session.execute(shown)]
    return await _looked_at(session, people, _in_group(group_id))


async def _looked_at(
    session: AsyncSession, people: Sequence[tuple[int, str]], ids: Sequence[int] | Select[int]
) -> Sequence[Pupil]:
    """Learners with what the tables know of those `ids`, who are these or more."""
    entries = await session.execute(
        select(
            PointsRow.learner_id,
            PointsRow.kind,
            PointsRow.subject,
            PointsRow.points,
            PointsRow.earned_at,
        ).where(PointsRow.learner_id.in_(ids))
    )
    ledger = _Ledger()
    for entry in entries:
        ledger.add(*entry)
    ticked = await _ticked(session, SelfCheckRow.learner_id.in_(ids))
    stuck = await _stuck(session, SubmissionRow.learner_id.in_(ids))
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


async def stuck_by_exercise(session: AsyncSession, group_id: int) -> Mapping[str, int]:
    """How many of the group's learners are stuck at each exercise, most first."""
    found = await _stuck(session, SubmissionRow.learner_id.in_(_in_group(group_id)))
    counts: dict[str, int] = defaultdict(int)
    for exercises in found.values():
        for exercise in exercises:
            counts[exercise] += 1
    return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))


async def most_common(
    session: AsyncSession, group_id: int, since: datetime, *, mistake: bool
) -> Common | None:
    """The exercise, or the named mistake, that most learners of the group made since then."""
    learners = func.count(SubmissionRow.learner_id.distinct())
    named = SubmissionRow.mistake if mistake else SubmissionRow.exercise
    found = (
        await session.execute(
            select(SubmissionRow.exercise, named, learners)
            .where(
                SubmissionRow.learner_id.in_(_in_group(group_id)),
                SubmissionRow.received_at >= since,
                has_failed(),
                named.is_not(None),
            )
            .group_by(SubmissionRow.exercise, named)
            .order_by(learners.desc(), SubmissionRow.exercise, named)
            .limit(1)
        )
    ).first()
    if found is None:
        return None
    return Common(found[0], found[1] if mistake else None, found[2])


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
    has_passed = exists().where(
        PointsRow.learner_id == failing.learner_id,
        PointsRow.subject == failing.exercise,
        PointsRow.kind == EXERCISE,
    )
    found = await session.execute(
        select(failing.learner_id, failing.exercise).where(~has_passed).order_by(failing.exercise)
    )
    stuck: dict[int, list[str]] = defaultdict(list)
    for learner_id, exercise in found:
        stuck[learner_id].append(exercise)
    return stuck


def _by_name(group_id: int) -> Select[int, str]:
    return (
        select(LearnerRow.id, LearnerRow.name)
        .join(MembershipRow, MembershipRow.learner_id == LearnerRow.id)
        .where(MembershipRow.group_id == group_id, LearnerRow.hidden.is_(False))
        .order_by(LearnerRow.name, LearnerRow.id)
    )


def _in_group(group_id: int) -> Select[int]:
    return select(MembershipRow.learner_id).where(
        MembershipRow.group_id == group_id, is_seen(MembershipRow.learner_id)
    )


def has_failed() -> ColumnElement[bool]:
    """As the index ix_submissions_failed has it, word for word, so that it is found."""
    passed = literal("passed", literal_execute=True)
    return and_(SubmissionRow.verdict.is_not(None), SubmissionRow.status != passed)
