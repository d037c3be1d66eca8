"""Submissions and runs: open until their status is set, which happens once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.storage.grading.regrades import select_queued_job_ids
from bot.storage.models import LearnerRow, MissedReplyRow, RunRow, SubmissionRow

JobRow = SubmissionRow | RunRow

# Built once: building a statement takes as long as executing it.
_SUBMISSIONS_OF_REPLY = (
    select(SubmissionRow)
    .where(
        SubmissionRow.learner_id == bindparam("learner_id"),
        SubmissionRow.reply_to == bindparam("reply_to"),
    )
    .order_by(SubmissionRow.received_at, SubmissionRow.id)
)
_SAME_PASTE = aliased(SubmissionRow)
_SUBMISSIONS_IN_PASTE = (
    select(
        _SAME_PASTE.id,
        LearnerRow,
        SubmissionRow,
        exists().where(
            MissedReplyRow.learner_id == LearnerRow.id,
            MissedReplyRow.platform == SubmissionRow.platform,
        ),
    )
    .select_from(LearnerRow)
    .join(SubmissionRow, SubmissionRow.learner_id == LearnerRow.id)
    .join(
        _SAME_PASTE,
        and_(
            _SAME_PASTE.learner_id == SubmissionRow.learner_id,
            _SAME_PASTE.reply_to == SubmissionRow.reply_to,
        ),
    )
    .where(_SAME_PASTE.id.in_(bindparam("job_ids", expanding=True)))
    .order_by(SubmissionRow.received_at, SubmissionRow.id)
)
_UPDATE_BY_IDS = {
    table: update(table.table()).where(table.table().c.id.in_(bindparam("ids", expanding=True)))
    for table in (SubmissionRow, RunRow)
}
"""The columns to set are passed with the ids."""


CLEARED_SECRET: Mapping[str, None] = {"reply_secret": None, "reply_secret_until": None}
"""Values of the columns for a reply's credential when there is none."""


def select_open_job_ids() -> Select[tuple[str]]:
    """Return a query for the ids of all unfinished jobs, as `id`."""
    open_jobs = union_all(
        select(SubmissionRow.id).where(SubmissionRow.status.is_(None)),
        select(RunRow.id).where(RunRow.status.is_(None), RunRow.reply_to.is_not(None)),
        select_queued_job_ids(),
    ).subquery("open_jobs")
    return select(open_jobs.c.id)


async def list_submissions_of_reply(
    session: AsyncSession, learner_id: int, reply_to: str
) -> Sequence[SubmissionRow]:
    """Return all submissions of one paste, in the order in which they were stored."""
    found = await session.scalars(
        _SUBMISSIONS_OF_REPLY, {"learner_id": learner_id, "reply_to": reply_to}
    )
    return found.all()


async def find_run_of_reply(session: AsyncSession, learner_id: int, reply_to: str) -> RunRow | None:
    """Return the run whose reply has that address, or None."""
    return await session.scalar(
        select(RunRow).where(RunRow.learner_id == learner_id, RunRow.reply_to == reply_to)
    )


@dataclass(frozen=True, slots=True)
class PasteRows:
    """All submissions of one paste in order, with their learner."""

    learner: LearnerRow
    submissions: list[SubmissionRow]
    has_missed_reply: bool  # the learner, on the platform of the paste


async def list_submissions_in_pastes(
    session: AsyncSession, job_ids: Sequence[str]
) -> Mapping[str, PasteRows]:
    """Return the rows of the paste that each submission belongs to."""
    pastes: dict[str, PasteRows] = {}
    found = await session.execute(_SUBMISSIONS_IN_PASTE, {"job_ids": list(job_ids)})
    for job_id, learner, submission, has_missed in found:
        paste = pastes.setdefault(job_id, PasteRows(learner, [], has_missed))
        paste.submissions.append(submission)
    return pastes


async def find_job(session: AsyncSession, job_id: str) -> JobRow | None:
    """Return the submission or run of that id, or None."""
    return await session.get(SubmissionRow, job_id) or await session.get(RunRow, job_id)


async def activate_run(
    session: AsyncSession, run_id: str, learner_id: int, address: Mapping[str, Any]
) -> RunRow | None:
    """Give a prepared run its reply address. Return None if it has one, or is not this learner's.

    `address` has the columns for where the reply goes.
    """
    changed = await session.execute(
        update(RunRow)
        .where(RunRow.id == run_id, RunRow.learner_id == learner_id, RunRow.reply_to.is_(None))
        .values(**address)
        .returning(RunRow.id)
    )
    return await session.get(RunRow, run_id) if changed.first() else None


async def close_submission(
    session: AsyncSession,
    submission_id: str,
    status: str,
    verdict: dict[str, Any] | None,
    now: datetime,
    *,
    mistake: str | None = None,
    fingerprint: str | None = None,
    answer_digest: str | None = None,
) -> SubmissionRow | None:
    """Store an open submission's verdict. Return None if it is finished already."""
    return await session.scalar(
        update(SubmissionRow)
        .where(
            SubmissionRow.id == submission_id,
            SubmissionRow.verdict.is_(None),
            SubmissionRow.status.is_(None),
        )
        .values(
            status=status,
            verdict=verdict,
            mistake=mistake,
            fingerprint=fingerprint,
            answer_digest=answer_digest,
            judged_at=now,
        )
        .returning(SubmissionRow)
    )


async def close_run(
    session: AsyncSession, run_id: str, status: str, result: dict[str, Any] | None, now: datetime
) -> RunRow | None:
    """Store an open run's result. Return None if it is finished already."""
    return await session.scalar(
        update(RunRow)
        .where(RunRow.id == run_id, RunRow.result.is_(None), RunRow.status.is_(None))
        .values(status=status, result=result, finished_at=now)
        .returning(RunRow)
    )


async def count_attempt(session: AsyncSession, job: JobRow) -> int:
    """Count one more attempt that failed on our side, and return how many there were."""
    return await _increment(session, job, "attempts")


async def count_lost_grader(session: AsyncSession, job: JobRow) -> int:
    """Count one more grader that died during this job, and return how many there were."""
    return await _increment(session, job, "graders_lost")


async def _increment(session: AsyncSession, job: JobRow, counter: str) -> int:
    """Add one to a counter of the row in the database, and return its new value."""
    table = type(job)
    column = getattr(table, counter)
    changed = await session.execute(
        update(table).where(table.id == job.id).values({column: column + 1}).returning(column)
    )
    return int(changed.scalar_one())


async def count_delivery_try(session: AsyncSession, jobs: Sequence[JobRow]) -> None:
    """Count one more delivery of the reply to each of these jobs, before it begins."""
    for table in (SubmissionRow, RunRow):
        ids = [each.id for each in jobs if isinstance(each, table)]
        if ids:
            counted = table.delivery_tries + 1
            await session.execute(
                update(table).where(table.id.in_(ids)).values(delivery_tries=counted)
            )


async def reset_delivery_tries(session: AsyncSession, jobs: Sequence[JobRow]) -> None:
    """Note that a delivery for these jobs, all of one kind, has ended, though in an error."""
    ids = [each.id for each in jobs]
    await session.execute(_UPDATE_BY_IDS[type(jobs[0])], {"ids": ids, "delivery_tries": 0})


async def mark_delivered(session: AsyncSession, jobs: Sequence[JobRow], now: datetime) -> None:
    """Note that the final reply to these jobs, all of one kind, was delivered.

    Blank the credential that the reply may have needed.
    """
    ids = [each.id for each in jobs]
    values = {"ids": ids, "delivered_at": now, **CLEARED_SECRET}
    await session.execute(_UPDATE_BY_IDS[type(jobs[0])], values)


async def list_open_or_undelivered(
    session: AsyncSession, platforms: Sequence[str]
) -> Sequence[JobRow]:
    """Return all jobs whose final reply is not delivered yet, oldest first."""
    submissions = await session.scalars(
        select(SubmissionRow).where(
            SubmissionRow.delivered_at.is_(None), SubmissionRow.platform.in_(platforms)
        )
    )
    runs = await session.scalars(
        select(RunRow).where(
            RunRow.delivered_at.is_(None),
            RunRow.reply_to.is_not(None),
            RunRow.platform.in_(platforms),
        )
    )
    found: list[JobRow] = [*submissions, *runs]
    return sorted(found, key=lambda job: job.received_at)


async def has_open(session: AsyncSession, platform: str, addresses: Sequence[str]) -> bool:
    """Return whether a job of a platform is open whose reply address begins with one of the texts.

    The rows that are open are few, and have an index of their own.
    """
    for table in (SubmissionRow, RunRow):
        begins = or_(*(table.reply_to.startswith(each, autoescape=True) for each in addresses))
        is_open = and_(table.status.is_(None), table.platform == platform, begins)
        if await session.scalar(select(table.id).where(is_open).limit(1)) is not None:
            return True
    return False


async def list_undelivered_between(
    session: AsyncSession, platforms: Sequence[str], since: datetime, before: datetime, most: int
) -> Sequence[JobRow]:
    """Return jobs that finished in that time and whose reply was not delivered."""
    submissions = await session.scalars(
        select(SubmissionRow)
        .where(
            SubmissionRow.delivered_at.is_(None),
            SubmissionRow.judged_at.between(since, before),
            SubmissionRow.platform.in_(platforms),
        )
        .order_by(SubmissionRow.judged_at)
        .limit(most)
    )
    runs = await session.scalars(
        select(RunRow)
        .where(
            RunRow.delivered_at.is_(None),
            RunRow.finished_at.between(since, before),
            RunRow.reply_to.is_not(None),
            RunRow.platform.in_(platforms),
        )
        .order_by(RunRow.finished_at)
        .limit(most)
    )
    return [*submissions, *runs]


def is_failed() -> ColumnElement[bool]:
    """Return the condition of the index ix_submissions_failed, literally, so that it is used."""
    passed = literal("passed", literal_execute=True)
    return and_(SubmissionRow.verdict.is_not(None), SubmissionRow.status != passed)


async def count_failures(session: AsyncSession, learner_id: int, exercise: str) -> int:
    """Return how many of a learner's submissions to an exercise were graded and did not pass."""
    return (
        await session.scalar(
            select(func.count())
            .select_from(SubmissionRow)
            .where(
                SubmissionRow.learner_id == learner_id,
                SubmissionRow.exercise == exercise,
                is_failed(),
            )
        )
        or 0
    )


async def list_failed_codes(
    session: AsyncSession, learner_id: int, exercise: str, until: datetime, *, most: int
) -> Sequence[str]:
    """Return the code of a learner's submissions to an exercise that did not pass, newest first.

    `until` is when the last one was received. Code that is no longer kept is empty.
    """
    found = await session.scalars(
        select(SubmissionRow.code)
        .where(
            SubmissionRow.learner_id == learner_id,
            SubmissionRow.exercise == exercise,
            SubmissionRow.received_at <= until,
            is_failed(),
        )
        .order_by(SubmissionRow.received_at.desc())
        .limit(most)
    )
    return found.all()


async def find_latest_exercise(session: AsyncSession, learner_id: int) -> str | None:
    """Return the exercise of the learner's latest submission."""
    return await session.scalar(
        select(SubmissionRow.exercise)
        .where(SubmissionRow.learner_id == learner_id)
        .order_by(SubmissionRow.received_at.desc())
        .limit(1)
    )


async def find_latest_passed(
    session: AsyncSession, learner_id: int, exercise: str
) -> SubmissionRow | None:
    """Return the learner's latest submission to the exercise that passed."""
    return await session.scalar(
        select(SubmissionRow)
        .where(
            SubmissionRow.learner_id == learner_id,
            SubmissionRow.exercise == exercise,
            SubmissionRow.status == "passed",
        )
        .order_by(SubmissionRow.received_at.desc())
        .limit(1)
    )
