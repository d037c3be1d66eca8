"""A study group's gradebook: what each of its learners has passed, when, and after how many tries.

Those who have left are in it with what they did until then. What one learner has passed is one row
of the database: thousands of rows would block the event loop for long. Its text is read by the
properties of `GradebookRow`, which a thread can do. The rows of A_SLICE learners are read at a
time, so that the event loop does something else in between.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    cast,
    func,
    literal,
    null,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.storage.engine.in_ids import in_ids
from bot.storage.engine.iso_text import iso_text, read_iso_text
from bot.storage.groups.members import FORMER_PUPILS, PUPILS
from bot.storage.learning.progress import EXERCISE, QUESTION, REVISION, Achievements
from bot.storage.models import (
    AccountRow,
    FormerMemberRow,
    LearnerRow,
    LedgerEntry,
    MembershipRow,
    QuizAnswerRow,
    SelfCheckRow,
    SubmissionRow,
)

A_SLICE = 1000
"""Learners whose rows are read at a time: a few milliseconds of the event loop."""

_SEPARATOR = "\n"
_FIRST, _LAST = bindparam("first", type_=Integer), bindparam("last", type_=Integer)
_GROUP = bindparam("group_id", type_=Integer)

IsCounted = Callable[
    [InstrumentedAttribute[int], InstrumentedAttribute[datetime]], ColumnElement[bool]
]
"""Returns a condition: a row is of a learner of the gradebook, and of a time that it covers."""


@dataclass(frozen=True, slots=True)
class Person:
    """A learner of the group, or one who has left it."""

    id: int
    name: str
    hidden: bool  # from boards
    joined_at: datetime
    left_at: datetime | None
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class GradebookRow:
    """A learner with what they have done, each text a line per exercise, question or item."""

    person: Person
    accounts: str = ""  # "platform:account", the oldest first
    points: int = 0
    passed_lines: str = ""  # exercise and time
    answered_lines: str = ""  # question and time
    revision_lines: str = ""
    tries_lines: str = ""  # exercise and count
    at_once_lines: str = ""  # question
    ticked_lines: str = ""  # track and item

    @property
    def passed_texts(self) -> Mapping[str, str]:
        """When each exercise was passed for the first time, as text for `read_iso_text`."""
        return dict(_pairs(self.passed_lines))

    @property
    def passed(self) -> Mapping[str, datetime]:
        """When each exercise was passed for the first time."""
        return {subject: read_iso_text(at) for subject, at in _pairs(self.passed_lines)}

    @property
    def answered(self) -> Mapping[str, datetime]:
        """When each question was first answered correctly."""
        return {subject: read_iso_text(at) for subject, at in _pairs(self.answered_lines)}

    @property
    def latest(self) -> datetime | None:
        """When the learner has last passed something for the first time."""
        lines = (*_pairs(self.passed_lines), *_pairs(self.answered_lines))
        return read_iso_text(max(at for _, at in lines)) if lines else None

    @property
    def tries(self) -> Mapping[str, int]:
        """How many submissions to each exercise were graded."""
        return {subject: int(count) for subject, count in _pairs(self.tries_lines)}

    @property
    def right_at_once(self) -> frozenset[str]:
        """The questions whose first answer was correct."""
        return _lines(self.at_once_lines)

    @property
    def ticked(self) -> frozenset[tuple[str, str]]:
        """The checklist items that the learner has ticked without proof: track and item."""
        return frozenset(_pairs(self.ticked_lines))

    @property
    def done(self) -> Achievements:
        """What the learner has achieved."""
        return Achievements(
            frozenset(subject for subject, _ in _pairs(self.passed_lines)),
            frozenset(subject for subject, _ in _pairs(self.answered_lines)),
            _lines(self.revision_lines),
        )


async def query_gradebook(
    session: AsyncSession, group_id: int, *, most: int
) -> Sequence[GradebookRow]:
    """Return up to `most` members, then as many of those who have left, each sorted by name."""
    return [
        row
        for queries in (_queries_of_members(), _queries_of_former())
        for row in await _query_rows(session, queries, group_id, most)
    ]


@dataclass(frozen=True, slots=True)
class _Queries:
    """Queries about members, or about those who have left. All but the first are about learners
    whose ids are from `first` to `last`; they return an id first, and then columns of GradebookRow.
    """

    people: Select[*tuple[Any, ...]]
    columns: Sequence[tuple[Select[*tuple[Any, ...]], tuple[str, ...]]]


async def _query_rows(
    session: AsyncSession, queries: _Queries, group_id: int, most: int
) -> Sequence[GradebookRow]:
    # Rows of the connection: those of the session take three times as long to read.
    connection = await session.connection()
    found = await connection.execute(queries.people, {"group_id": group_id, "most": most})
    people: list[Person] = []
    for rows in found.partitions(A_SLICE):
        people += [Person(*row) for row in rows]
        await asyncio.sleep(0)
    values: dict[int, dict[str, Any]] = {each.id: {} for each in people}
    ids = sorted(values)
    for at in range(0, len(ids), A_SLICE):
        part = ids[at : at + A_SLICE]
        parameters = {"group_id": group_id, "first": part[0], "last": part[-1]}
        for statement, names in queries.columns:
            for learner_id, *columns in await connection.execute(statement, parameters):
                if learner_id in values:
                    values[learner_id].update(zip(names, columns, strict=True))
    rows_of_people: list[GradebookRow] = []
    for at in range(0, len(people), A_SLICE):
        rows_of_people += [
            GradebookRow(each, **values[each.id]) for each in people[at : at + A_SLICE]
        ]
        await asyncio.sleep(0)
    return rows_of_people


@cache
def _queries_of_members() -> _Queries:
    people = (
        select(
            LearnerRow.id,
            LearnerRow.name,
            LearnerRow.hidden,
            MembershipRow.joined_at,
            null(),
            LearnerRow.seen_at,
        )
        .join(MembershipRow, MembershipRow.learner_id == LearnerRow.id)
        .where(MembershipRow.group_id == _GROUP, in_ids(LearnerRow.id, PUPILS))
    )
    part = PUPILS.where(MembershipRow.learner_id.between(_FIRST, _LAST))
    return _build_queries(people, part, lambda learner, _: in_ids(learner, part))


@cache
def _queries_of_former() -> _Queries:
    people = (
        select(
            LearnerRow.id,
            LearnerRow.name,
            LearnerRow.hidden,
            FormerMemberRow.joined_at,
            FormerMemberRow.left_at,
            null(),
        )
        .join(FormerMemberRow, FormerMemberRow.learner_id == LearnerRow.id)
        .where(FormerMemberRow.group_id == _GROUP, in_ids(LearnerRow.id, FORMER_PUPILS))
    )

    part = FORMER_PUPILS.where(FormerMemberRow.learner_id.between(_FIRST, _LAST))

    def is_counted(
        learner: InstrumentedAttribute[int], at: InstrumentedAttribute[datetime]
    ) -> ColumnElement[bool]:
        left_at = (
            select(FormerMemberRow.left_at)
            .where(FormerMemberRow.group_id == _GROUP, FormerMemberRow.learner_id == learner)
            .scalar_subquery()
        )
        return and_(in_ids(learner, part), at <= left_at)

    return _build_queries(people, part, is_counted)


def _build_queries(
    people: Select[*tuple[Any, ...]], ids: Select[int], is_counted: IsCounted
) -> _Queries:
    learner = LedgerEntry.learner_id
    timed = LedgerEntry.subject + literal(" ") + iso_text(LedgerEntry.earned_at)
    earned = (
        select(
            learner,
            func.sum(LedgerEntry.points),
            _joined(timed, LedgerEntry.kind == EXERCISE),
            _joined(timed, LedgerEntry.kind == QUESTION),
            _joined(LedgerEntry.subject, LedgerEntry.kind == REVISION),
        )
        .where(is_counted(learner, LedgerEntry.earned_at))
        .group_by(learner)
    )
    counted = (
        select(SubmissionRow.learner_id, SubmissionRow.exercise, func.count().label("tries"))
        .where(
            is_counted(SubmissionRow.learner_id, SubmissionRow.received_at),
            SubmissionRow.verdict.is_not(None),
        )
        .group_by(SubmissionRow.learner_id, SubmissionRow.exercise)
        .subquery("counted")
    ).c
    tries = select(
        counted.learner_id,
        _joined(counted.exercise + literal(" ") + cast(counted.tries, String)),
    ).group_by(counted.learner_id)
    first_right = func.min(QuizAnswerRow.id).filter(QuizAnswerRow.correct)
    at_once = (
        select(QuizAnswerRow.learner_id, QuizAnswerRow.question)
        .where(is_counted(QuizAnswerRow.learner_id, QuizAnswerRow.answered_at))
        .group_by(QuizAnswerRow.learner_id, QuizAnswerRow.question)
        .having(first_right == func.min(QuizAnswerRow.id))
        .subquery("at_once")
    ).c
    right = select(at_once.learner_id, _joined(at_once.question)).group_by(at_once.learner_id)
    item = SelfCheckRow.track + literal(" ") + SelfCheckRow.item
    ticked = (
        select(SelfCheckRow.learner_id, _joined(item))
        .where(is_counted(SelfCheckRow.learner_id, SelfCheckRow.checked_at))
        .group_by(SelfCheckRow.learner_id)
    )
    account = AccountRow.platform + literal(":") + AccountRow.account
    accounts = (
        select(AccountRow.learner_id, _joined(account))
        .where(in_ids(AccountRow.learner_id, ids))
        .group_by(AccountRow.learner_id)
    )
    earned_names = ("points", "passed_lines", "answered_lines", "revision_lines")
    return _Queries(
        people.order_by(LearnerRow.name, LearnerRow.id).limit(bindparam("most", type_=Integer)),
        (
            (accounts, ("accounts",)),
            (earned, earned_names),
            (tries, ("tries_lines",)),
            (right, ("at_once_lines",)),
            (ticked, ("ticked_lines",)),
        ),
    )


def _joined(
    text: ColumnElement[str] | InstrumentedAttribute[str], only: ColumnElement[bool] | None = None
) -> Any:
    """Return the texts of a learner's rows, or of some of them, a line each."""
    joined = func.aggregate_strings(text, _SEPARATOR)
    return joined if only is None else func.coalesce(joined.filter(only), "")


def _lines(text: str) -> frozenset[str]:
    return frozenset(text.split(_SEPARATOR) if text else ())


def _pairs(text: str) -> list[tuple[str, str]]:
    """Return the two words of each line; the ids of exercises and of items have no spaces."""
    if not text:
        return []
    pairs = (each.split(" ", 1) for each in text.split(_SEPARATOR))
    return [(first, rest) for first, rest in pairs]
