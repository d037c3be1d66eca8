"""Quotas for a learner's code and its output: beyond them the oldest is deleted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, func, select, union
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.storage.accounts.privacy import forget_run, forget_submission
from bot.storage.grading import disputes
from bot.storage.models import RunRow, SubmissionRow

MAX_CHARACTERS = 16 << 20
"""Quota of a learner's submissions with verdicts, and the same again of their runs with results."""


async def list_active_learners(session: AsyncSession, since: datetime) -> Sequence[int]:
    """Return the ids of the learners who have sent code since then."""
    sent = union(
        select(SubmissionRow.learner_id).where(
            SubmissionRow.received_at >= since, SubmissionRow.code != ""
        ),
        select(RunRow.learner_id).where(RunRow.received_at >= since),
    )
    return (await session.scalars(sent)).all()


async def forget_excess(session: AsyncSession, learner_id: int) -> int:
    """Blank a learner's oldest submissions, and delete their oldest runs, beyond the quota.

    Keep what is unfinished. Return how many rows were changed.
    """
    submissions = await _list_beyond_quota(
        session, SubmissionRow, learner_id, SubmissionRow.verdict, SubmissionRow.code != ""
    )
    for id in submissions:
        row = await session.get_one(SubmissionRow, id)
        forget_submission(row)
    await disputes.forget_of_submissions(session, submissions)
    runs = await _list_beyond_quota(session, RunRow, learner_id, RunRow.result)
    for id in runs:
        await forget_run(session, id)
    return len(submissions) + len(runs)


async def _list_beyond_quota(
    session: AsyncSession,
    table: type[SubmissionRow] | type[RunRow],
    learner_id: int,
    result: InstrumentedAttribute[dict[str, Any] | None],
    *conditions: ColumnElement[bool],
) -> Sequence[str]:
    size = func.length(table.code) + func.coalesce(func.length(cast(result, Text)), 0)
    rows = await session.execute(
        select(table.id, table.status, size.label("size"))
        .where(table.learner_id == learner_id, *conditions)
        .order_by(table.received_at.desc())
    )
    remaining = MAX_CHARACTERS
    beyond = []
    for row in rows:
        remaining -= row.size
        if remaining < 0 and row.status is not None:
            beyond.append(row.id)
    return beyond
