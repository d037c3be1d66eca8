"""Personal data: exporting and deleting all of a learner's, and deleting code after some time.

A learner owns the rows of every table that refers to `learners`, so that a new table is never
forgotten; in addition, their account is stored with what they have installed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Table, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.storage.accounts import attachments, installations
from bot.storage.accounts.learners import list_accounts, lock
from bot.storage.engine.erasing import note_erased
from bot.storage.grading import disputes, jobs
from bot.storage.models import (
    AttachmentRow,
    Base,
    FormerMemberRow,
    LearnerRow,
    LocalMessageRow,
    MembershipRow,
    RunRow,
    StudyGroupRow,
    SubmissionRow,
)

Record = dict[str, Any]
BATCH_SIZE = 500
"""How many rows one transaction changes, so that other writers do not wait long."""


def owned_columns() -> list[Column[Any]]:
    """Return the column of each table that refers to the owning learner."""
    return [
        key.parent
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == LearnerRow.__tablename__
    ]


async def export_learner(session: AsyncSession, learner_id: int) -> Mapping[str, Sequence[Record]]:
    """Return all rows of a learner, by table, with times as ISO 8601 in UTC.

    Columns with credentials are left out, as a reader of the file could use them.
    """
    export = {"learners": await _records(session, LearnerRow.__table__.c.id, learner_id)}
    for column in owned_columns():
        if column.table.name != AttachmentRow.__tablename__:
            records = await _records(session, column, learner_id)
            export.setdefault(column.table.name, []).extend(records)
    verdicts = [
        *(record["verdict"] for record in export[SubmissionRow.__tablename__]),
        *(record["result"] for record in export[RunRow.__tablename__]),
    ]
    for verdict in verdicts:
        (verdict or {}).pop("exam", None)  # seeds are for teachers and operators
    pictures = await attachments.export_pictures(session, learner_id)
    export[AttachmentRow.__tablename__] = list(pictures)
    of_groups = [*export[MembershipRow.__tablename__], *export[FormerMemberRow.__tablename__]]
    groups = select(StudyGroupRow.id, StudyGroupRow.name).where(
        StudyGroupRow.id.in_([record["group_id"] for record in of_groups])
    )
    names = {row.id: row.name for row in await session.execute(groups)}
    for record in of_groups:
        record["group"] = names[record["group_id"]]
    accounts = await list_accounts(session, learner_id)
    export["installations"] = [
        {
            "platform": row.platform,
            "place": row.place,
            "name": row.name,
            "installer": row.installer,
            "installed_at": row.installed_at.isoformat(),
        }
        for row in await installations.list_by_installers(session, accounts)
    ]
    return export


async def delete_learner(session: AsyncSession, learner_id: int, now: datetime) -> None:
    """Delete a learner with everything that they own.

    A group that only they taught is handed to its longest-standing member, or archived. A workspace
    in which they installed the bot keeps it, without their account.
    """
    note_erased(session)
    await lock(session, learner_id)
    await disputes.forget_of_learner(session, learner_id)
    for row in await installations.list_by_installers(
        session, await list_accounts(session, learner_id)
    ):
        row.installer = ""
    for group_id in await _list_groups_taught_alone(session, learner_id):
        heir = await session.scalar(
            select(MembershipRow.learner_id)
            .where(MembershipRow.group_id == group_id, MembershipRow.learner_id != learner_id)
            .order_by(MembershipRow.joined_at, MembershipRow.learner_id)
            .limit(1)
        )
        if heir is None:
            archive = update(StudyGroupRow).where(StudyGroupRow.id == group_id)
            await session.execute(archive.values(archived_at=now))
        else:
            inherit = update(MembershipRow).where(
                MembershipRow.group_id == group_id, MembershipRow.learner_id == heir
            )
            await session.execute(inherit.values(teacher=True))
    await session.execute(delete(LearnerRow).where(LearnerRow.id == learner_id))


async def forget_code(session: AsyncSession, before: datetime) -> int:
    """Blank code received before then, with everything that quotes it.

    Change at most BATCH_SIZE submissions and as many runs, and return how many; the findings of
    verdicts are kept for statistics. After the last of these transactions, call
    `Database.erase_traces`.
    """
    submissions = (
        await session.scalars(
            select(SubmissionRow)
            .where(
                SubmissionRow.received_at < before,
                SubmissionRow.code != "",
                SubmissionRow.status.is_not(None),
            )
            .order_by(SubmissionRow.received_at)
            .limit(BATCH_SIZE)
        )
    ).all()
    for row in submissions:
        forget_submission(row)
    await disputes.forget_of_submissions(session, [row.id for row in submissions])
    old = select(RunRow.id).where(RunRow.received_at < before).limit(BATCH_SIZE)
    deleted = await session.execute(
        delete(RunRow).where(RunRow.id.in_(old.scalar_subquery())).returning(RunRow.id)
    )
    return len(submissions) + len(deleted.all())


async def forget_expired_secrets(session: AsyncSession, now: datetime) -> None:
    """Blank the credentials of replies that could not be delivered in time."""
    for table in (SubmissionRow, RunRow):
        await session.execute(
            update(table).where(table.reply_secret_until < now).values(**jobs.CLEARED_SECRET)
        )


async def forget_messages(session: AsyncSession, before: datetime) -> int:
    """Delete messages of the local chat from before then, code included, at most BATCH_SIZE.

    Return how many were deleted.
    """
    oldest = (
        select(LocalMessageRow.number, LocalMessageRow.created_at)
        .order_by(LocalMessageRow.number)
        .limit(BATCH_SIZE)
    )
    numbers = [row.number for row in await session.execute(oldest) if row.created_at < before]
    if numbers:
        note_erased(session)
        await session.execute(delete(LocalMessageRow).where(LocalMessageRow.number.in_(numbers)))
    return len(numbers)


def forget_submission(row: SubmissionRow) -> None:
    """Blank a submission's code and what quotes it; the findings of its verdict are kept."""
    row.code = row.earlier = ""
    row.pasted_error = row.answer_digest = row.shared_in = row.repairs = None
    row.verdict = _without_quotes(row.verdict) if row.verdict else None


async def forget_run(session: AsyncSession, run_id: str) -> None:
    """Delete a run with its result."""
    await session.execute(delete(RunRow).where(RunRow.id == run_id))


def _without_quotes(verdict: Record) -> Record:
    """Return a verdict without anything that the learner wrote or printed."""
    kept = {key: verdict[key] for key in ("status", "exercise", "reason", "device")}
    problem = verdict.get("problem")
    if problem:
        kept["problem"] = {key: problem.get(key) for key in ("kind", "mistake")}
    return kept


async def _records(session: AsyncSession, owner: Any, learner_id: int) -> list[Record]:
    table: Table = owner.table
    found = await session.execute(select(table).where(owner == learner_id))
    return [
        {
            name: value.isoformat() if isinstance(value, date) else value  # also a datetime
            for name, value in row._mapping.items()
            if not table.c[name].info.get("secret")
        }
        for row in found
    ]


async def _list_groups_taught_alone(session: AsyncSession, learner_id: int) -> Sequence[int]:
    other = aliased(MembershipRow)
    has_other_teacher = exists().where(
        other.group_id == MembershipRow.group_id,
        other.learner_id != learner_id,
        other.teacher,
    )
    found = await session.scalars(
        select(MembershipRow.group_id).where(
            MembershipRow.learner_id == learner_id, MembershipRow.teacher, ~has_other_teacher
        )
    )
    return found.all()
