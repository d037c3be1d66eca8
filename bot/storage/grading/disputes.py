"""Verdicts that learners dispute, and who may decide about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, Select, and_, delete, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.storage.accounts.notices import notice_nonce, queue
from bot.storage.engine.erasing import note_erased
from bot.storage.engine.upsert import insert_ignore
from bot.storage.grading.jobs import is_failed
from bot.storage.models import (
    DisputeRow,
    LearnerRow,
    LocalMessageRow,
    MembershipRow,
    NoticeRow,
    StudyGroupRow,
    SubmissionRow,
)

Decision = Literal["right", "wrong"]
Decider = Literal["teacher", "operator"]

TEACHER_NOTICE = "dispute"
"""The kind of the notice that asks a teacher to decide; its subject is the dispute's id."""

DECISION_NOTICE = "dispute-decided"
"""The kind of the notice that tells the learner; its subject is the dispute's id."""

MOST_TEACHERS = 10
"""Teachers who are asked about one dispute."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A dispute with its submission and its learner."""

    row: DisputeRow
    submission: SubmissionRow
    learner: LearnerRow


async def insert(
    session: AsyncSession, learner_id: int, submission_id: str, now: datetime
) -> DisputeRow | None:
    """Store a dispute; return None if the submission has one already."""
    if not await insert_ignore(
        session,
        DisputeRow,
        learner_id=learner_id,
        submission_id=submission_id,
        created_at=now,
    ):
        return None
    return await find_of_submission(session, submission_id)


async def find_of_submission(session: AsyncSession, submission_id: str) -> DisputeRow | None:
    """Return the dispute of a submission, or None."""
    return await session.scalar(select(DisputeRow).where(DisputeRow.submission_id == submission_id))


async def find(session: AsyncSession, dispute_id: int) -> Dispute | None:
    """Return the dispute of that id, or None."""
    row = (await session.execute(_select_disputes().where(DisputeRow.id == dispute_id))).first()
    return None if row is None else Dispute(*row)


async def list_latest(
    session: AsyncSession, *, most: int, to_do: bool = False
) -> Sequence[Dispute]:
    """Return the latest disputes, the oldest of them first.

    With `to_do`, only those that nobody has decided, and those that are right and have not passed:
    their exercise is to be mended, and the submission to be graded again.
    """
    latest = _select_disputes().order_by(DisputeRow.id.desc()).limit(most)
    if to_do:
        is_to_be_mended = and_(DisputeRow.decision == "right", SubmissionRow.status != "passed")
        latest = latest.where(or_(DisputeRow.decision.is_(None), is_to_be_mended))
    return [Dispute(*row) for row in (await session.execute(latest)).all()][::-1]


async def count_since(session: AsyncSession, learner_id: int, since: datetime) -> int:
    """Return how many verdicts a learner has disputed since then."""
    counted = await session.scalar(
        select(func.count())
        .select_from(DisputeRow)
        .where(DisputeRow.learner_id == learner_id, DisputeRow.created_at >= since)
    )
    return counted or 0


async def count_failures_unless_disputed(session: AsyncSession, row: SubmissionRow) -> int:
    """Return how often a submission's learner has failed its exercise; 0 if it is disputed."""
    counted = await session.scalar(
        select(func.count())
        .select_from(SubmissionRow)
        .where(
            SubmissionRow.learner_id == row.learner_id,
            SubmissionRow.exercise == row.exercise,
            is_failed(),
            ~exists().where(DisputeRow.submission_id == row.id),
        )
    )
    return counted or 0


async def list_teachers(session: AsyncSession, learner_id: int) -> Sequence[int]:
    """Return the ids of those who teach a group of the learner's, without the learner."""
    taught, learned = aliased(MembershipRow), aliased(MembershipRow)
    found = await session.scalars(
        select(taught.learner_id)
        .join(learned, learned.group_id == taught.group_id)
        .join(StudyGroupRow, StudyGroupRow.id == taught.group_id)
        .where(
            learned.learner_id == learner_id,
            taught.learner_id != learner_id,
            taught.teacher,
            StudyGroupRow.archived_at.is_(None),
        )
        .distinct()
        .order_by(taught.learner_id)
        .limit(MOST_TEACHERS)
    )
    return found.all()


async def decide(
    session: AsyncSession,
    dispute_id: int,
    decision: Decision,
    by: Decider,
    *,
    reason: str | None,
    now: datetime,
) -> bool:
    """Decide an open dispute, and have its learner told.

    Return False if it is gone, or was decided before.
    """
    decided = await session.execute(
        update(DisputeRow)
        .where(DisputeRow.id == dispute_id, DisputeRow.decision.is_(None))
        .values(decision=decision, decided_by=by, decided_at=now, reason=reason)
        .returning(DisputeRow.learner_id)
    )
    learner_id = decided.scalar_one_or_none()
    if learner_id is not None:
        await queue(session, learner_id, DECISION_NOTICE, str(dispute_id), now)
    return learner_id is not None


async def forget_of_submissions(session: AsyncSession, submission_ids: Sequence[str]) -> None:
    """Delete the disputes of submissions whose code is being deleted."""
    if submission_ids:
        await _forget(session, DisputeRow.submission_id.in_(submission_ids))


async def forget_of_learner(session: AsyncSession, learner_id: int) -> None:
    """Delete all disputes of a learner."""
    await _forget(session, DisputeRow.learner_id == learner_id)


async def _forget(session: AsyncSession, which: ColumnElement[bool]) -> None:
    """Delete disputes, and the messages of the local chat that have shown them to teachers."""
    ids = (await session.scalars(select(DisputeRow.id).where(which))).all()
    if not ids:
        return
    note_erased(session)
    is_about = (
        NoticeRow.kind == TEACHER_NOTICE,
        NoticeRow.subject.in_([str(each) for each in ids]),
    )
    for notice_id in await session.scalars(select(NoticeRow.id).where(*is_about)):
        await session.execute(
            delete(LocalMessageRow).where(
                LocalMessageRow.id.startswith(f"{notice_nonce(notice_id)}-", autoescape=True)
            )
        )
    await session.execute(delete(NoticeRow).where(*is_about))
    await session.execute(delete(DisputeRow).where(DisputeRow.id.in_(ids)))


def _select_disputes() -> Select[DisputeRow, SubmissionRow, LearnerRow]:
    return (
        select(DisputeRow, SubmissionRow, LearnerRow)
        .join(SubmissionRow, SubmissionRow.id == DisputeRow.submission_id)
        .join(LearnerRow, LearnerRow.id == DisputeRow.learner_id)
    )
