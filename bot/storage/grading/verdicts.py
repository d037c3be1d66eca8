"""Stores verdicts on submissions in groups: few statements for many verdicts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.engine.upsert import insert_ignore_many
from bot.storage.learning.progress import EXERCISE, award_key
from bot.storage.models import HintRow, LearnerRow, LedgerEntry, ReviewRow, SubmissionRow

_SUBMISSIONS = SubmissionRow.table()

_LOCK_OPEN = (
    select(
        LearnerRow,
        SubmissionRow.id,
        SubmissionRow.exercise,
        SubmissionRow.received_at,
        HintRow.seen,
        ReviewRow.due,
    )
    .join(SubmissionRow, SubmissionRow.learner_id == LearnerRow.id)
    .outerjoin(
        HintRow,
        and_(HintRow.learner_id == LearnerRow.id, HintRow.exercise == SubmissionRow.exercise),
    )
    .outerjoin(
        ReviewRow,
        and_(
            ReviewRow.learner_id == LearnerRow.id,
            ReviewRow.kind == EXERCISE,
            ReviewRow.subject == SubmissionRow.exercise,
        ),
    )
    .where(
        SubmissionRow.id.in_(bindparam("ids", expanding=True)),
        SubmissionRow.status.is_(None),
        SubmissionRow.verdict.is_(None),
    )
    .order_by(LearnerRow.id)  # those who lock several learners do so in this order
    .with_for_update(read=True, key_share=True, of=LearnerRow)
)

_CLOSE = update(_SUBMISSIONS).where(
    _SUBMISSIONS.c.id == bindparam("submission_id"),
    _SUBMISSIONS.c.status.is_(None),
    _SUBMISSIONS.c.verdict.is_(None),
)
_CLOSE = _CLOSE.values(
    **{
        name: bindparam(name)
        for name in (
            "status",
            "verdict",
            "mistake",
            "fingerprint",
            "answer_digest",
            "points",
            "judged_at",
        )
    }
)


class VerdictConflictError(Exception):
    """Another transaction has closed a submission at the same time."""


@dataclass(frozen=True, slots=True)
class OpenSubmission:
    """A submission without a verdict, whose learner is locked."""

    id: str
    exercise: str
    received_at: datetime
    learner: LearnerRow
    hints_seen: int
    has_review: bool  # of its exercise, due or not


@dataclass(frozen=True, slots=True)
class FirstPass:
    """A pass that earns points, if it is the first one; `day` is the learner's date."""

    submission: OpenSubmission
    points: int
    day: date


@dataclass(frozen=True, slots=True)
class Closing:
    """The columns of a submission that its verdict sets."""

    submission_id: str
    status: str
    verdict: Mapping[str, Any]
    mistake: str | None
    fingerprint: str | None
    answer_digest: str | None
    points: int | None
    judged_at: datetime


async def lock_open(session: AsyncSession, ids: Collection[str]) -> Mapping[str, OpenSubmission]:
    """Return the open ones of these submissions, by id.

    Until the transaction ends their learners are neither merged nor deleted. A submission is not
    found whose learner was merged into another just before.
    """
    found = await session.execute(_LOCK_OPEN, {"ids": list(ids)})
    return {
        id: OpenSubmission(id, exercise, received_at, learner, seen or 0, due is not None)
        for learner, id, exercise, received_at, seen, due in found
    }


async def award_first_passes(
    session: AsyncSession, passes: Sequence[FirstPass], now: datetime
) -> Mapping[str, int]:
    """Insert the ledger entry of each pass with its points, unless the exercise has one.

    Return the points of those that are new, by the id of the submission.
    """
    by_key = {
        award_key(EXERCISE, each.submission.learner.id, each.submission.exercise): each
        for each in reversed(passes)  # of two, the first one counts
    }
    rows = [
        {
            "learner_id": each.submission.learner.id,
            "key": key,
            "kind": EXERCISE,
            "subject": each.submission.exercise,
            "points": each.points,
            "earned_at": now,
            "earned_on": each.day,
        }
        for key, each in by_key.items()
    ]
    inserted = await insert_ignore_many(session, LedgerEntry, rows, LedgerEntry.table().c.key)
    return {by_key[key].submission.id: by_key[key].points for key in inserted}


async def close(session: AsyncSession, closings: Sequence[Closing]) -> None:
    """Store verdicts. Raise VerdictConflictError where one of the submissions is closed."""
    connection = await session.connection()
    result = await connection.execute(_CLOSE, [asdict(each) for each in closings])
    if result.rowcount != len(closings):
        raise VerdictConflictError
