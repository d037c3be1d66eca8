"""The counts of the rate limit, on SQLite and on Postgres."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import Database
from bot.storage.grading.backlog import (
    BacklogCounts,
    count_backlog,
    find_nth_latest_time,
    find_oldest_open_time,
)
from bot.storage.models import LearnerRow, RunRow, SubmissionRow

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)


def at(minute: int) -> datetime:
    return NOON + timedelta(minutes=minute)


def learner(id: int) -> LearnerRow:
    return LearnerRow(
        id=id, platform="local", account=f"a{id}", name=f"A{id}", met_at=NOON, hidden=False
    )


def submission(id: str, of: int, minute: int, status: str | None = None) -> SubmissionRow:
    return SubmissionRow(
        id=id,
        learner_id=of,
        exercise="tensors/evens",
        reply_to=id,
        code="code",
        received_at=at(minute),
        attempts=0,
        status=status,
    )


def run(id: str, of: int, minute: int, reply_to: str | None) -> RunRow:
    return RunRow(
        id=id, learner_id=of, reply_to=reply_to, code="code", received_at=at(minute), attempts=0
    )


@pytest.fixture
async def filled(database: Database) -> Database:
    async with database.write_session() as session:
        session.add_all([learner(1), learner(2)])
        await session.flush()
        session.add_all(
            [
                submission("old", 1, -9, "passed"),
                submission("open", 1, 1),
                submission("done", 1, 2, "failed"),
                run("asked", 1, 3, "there"),
                run("kept", 1, 4, None),  # not requested yet
                submission("other", 2, 0),
            ]
        )
    return database


async def counted(session: AsyncSession, bound: int = 100) -> BacklogCounts:
    return await count_backlog(session, 1, NOON, bound)


async def test_submissions_and_runs_are_counted_by_learner_since_a_moment_and_while_open(
    filled: Database,
) -> None:
    async with filled.read_session() as session:
        assert await counted(session) == BacklogCounts(recent=4, waiting=2, total_open=3)


async def test_counting_of_all_learners_stops_at_the_bound(filled: Database) -> None:
    async with filled.read_session() as session:
        assert (await counted(session, bound=1)).total_open == 2  # one of each table


async def test_the_nth_latest_is_told_whether_submission_or_run(filled: Database) -> None:
    async with filled.read_session() as session:
        times = [await find_nth_latest_time(session, 1, n) for n in (1, 2, 3, 5, 6)]
    assert times == [at(4), at(3), at(2), at(-9), None]


async def test_the_oldest_that_is_open_is_told(filled: Database) -> None:
    async with filled.read_session() as session:
        assert await find_oldest_open_time(session) == at(0)


async def test_nothing_is_open_in_an_empty_database(database: Database) -> None:
    async with database.read_session() as session:
        assert await find_oldest_open_time(session) is None
        assert await counted(session) == BacklogCounts(0, 0, 0)
