"""Everything held of a learner: to hand it out, to delete it, and to forget code in time.

What belongs to a learner is whatever table refers to `learners`, so that no new one is forgotten;
and their name on what they have installed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.storage.accounts import attachments, installations
from bot.storage.accounts.learners import list_accounts, lock
from bot.storage.engine.erasing import note_erased
from bot.storage.grading import jobs
from bot.storage.models import (
    AttachmentRow,
    Base,
    LearnerRow,
    LocalMessageRow,
    MembershipRow,
    RunRow,
    StudyGroupRow,
    SubmissionRow,
)

Record = dict[str, Any]
BATCH_SIZE = 500
"""Rows whose code is blanked in one transaction, so that nobody waits long for their turn."""


def owned_columns() -> list[Column[Any]]:
    """The column of each table that says whose a row is."""
    return [
        key.parent
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == LearnerRow.__tablename__
    ]


async def export_learner(session: AsyncSession, learner_id: int) -> Mapping[str, Sequence[Record]]:
    """All rows of a learner, by table; times as ISO 8601 in UTC.

    Columns that hold credentials are left out: whoever reads the file could use them.
    """
    held = {"learners": await _records(session, LearnerRow.__table__.c.id, learner_id)}
    for column in owned_columns():
        if column.table.name != AttachmentRow.__tablename__:
            records = await _records(session, column, learner_id)
            held.setdefault(column.table.name, []).extend(records)
    pictures = await attachments.export_pictures(session, learner_id)
    held[AttachmentRow.__tablename__] = list(pictures)
    groups = select(StudyGroupRow.id, StudyGroupRow.name).where(
        StudyGroupRow.id.in_(
            select(MembershipRow.group_id).where(MembershipRow.learner_id == learner_id)
        )
    )
    names = {row.id: row.name for row in await session.execute(groups)}
    for record in held[MembershipRow.__tablename__]:
        record["group"] = names[record["group_id"]]
    accounts = await list_accounts(session, learner_id)
    held["installations"] = [
        {
            "platform": row.platform,
            "place": row.place,
            "name": row.name,
            "installer": row.installer,
            "installed_at": row.installed_at.isoformat(),
        }
        for row in await installations.list_by_installers(session, accounts)
    ]
    return held


async def delete_learner(session: AsyncSession, learner_id: int, now: datetime) -> None:
    """Deletes a learner with all that is theirs.

    A group that only they taught goes to whoever has been in it longest, or is archived. A place
    in which they have installed the bot keeps it, but not who that was.
    """
    note_erased(session)
    await lock(session, learner_id)
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
            close = update(StudyGroupRow).where(StudyGroupRow.id == group_id)
            await session.execute(close.values(archived_at=now))
        else:
            inherit = update(MembershipRow).where(
                MembershipRow.group_id == group_id, MembershipRow.learner_id == heir
            )
            await session.execute(inherit.values(teacher=True))
    await session.execute(delete(LearnerRow).where(LearnerRow.id == learner_id))


async def forget_code(session: AsyncSession, before: datetime) -> int:
    """Blanks code that was received before then, and what quotes it; returns how many rows.

    At most BATCH_SIZE of submissions and of runs; what a verdict found stays, for the counts. After
    the last of these transactions `Database.erase_traces` is to be called.
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
    old = select(RunRow.id).where(RunRow.received_at < before).limit(BATCH_SIZE)
    gone = await session.execute(
        delete(RunRow).where(RunRow.id.in_(old.scalar_subquery())).returning(RunRow.id)
    )
    return len(submissions) + len(gone.all())


async def forget_expired_secrets(session: AsyncSession, now: datetime) -> None:
    """Blank the credentials of replies that could not be delivered while these were valid."""
    for table in (SubmissionRow, RunRow):
        await session.execute(
            update(table).where(table.reply_secret_until < now).values(**jobs.CLEARED_SECRET)
        )


async def forget_messages(session: AsyncSession, before: datetime) -> int:
    """Delete what was said in the local chat before then, code included; return how many messages.

    At most BATCH_SIZE.
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
    """Blank a submission's code and what quotes it; what its verdict found stays."""
    row.code = ""
    row.verdict = _without_quotes(row.verdict) if row.verdict else None


async def forget_run(session: AsyncSession, run_id: str) -> None:
    """Delete a run with its result."""
    await session.execute(delete(RunRow).where(RunRow.id == run_id))


def _without_quotes(verdict: Record) -> Record:
    """A verdict without anything that the learner wrote or printed."""
    kept = {key: verdict[key] for key in ("status", "exercise", "reason", "device")}
    problem = verdict.get("problem")
    if problem:
        kept["problem"] = {key: problem.get(key) for key in ("kind", "mistake")}
    return kept


async def _records(session: AsyncSession, whose: Any, learner_id: int) -> list[Record]:
    table: Table = whose.table
    found = await session.execute(select(table).where(whose == learner_id))
    return [
        {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in row._mapping.items()
            if not table.c[name].info.get("secret")
        }
        for row in found
    ]


async def _list_groups_taught_alone(session: AsyncSession, learner_id: int) -> Sequence[int]:
    other = aliased(MembershipRow)
    someone_else = exists().where(
        other.group_id == MembershipRow.group_id,
        other.learner_id != learner_id,
        other.teacher,
    )
    found = await session.scalars(
        select(MembershipRow.group_id).where(
            MembershipRow.learner_id == learner_id, MembershipRow.teacher, ~someone_else
        )
    )
    return found.all()
