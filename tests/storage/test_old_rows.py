"""Rows from before a migration, and what it makes of them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import migrations
from bot.storage import open_database
from bot.storage.database import new_engine
from bot.storage.models import RunRow, SubmissionRow

A_LEARNER = (
    "INSERT INTO learners (id, platform, account, name, met_at)"
    " VALUES (1, 'discord', 'aki', 'Aki', '2026-04-01 12:00:00')"
)
A_RUN = (
    "INSERT INTO runs (id, learner_id, code, received_at, attempts)"
    " VALUES ('r', 1, 'print(1)', '2026-04-01 12:00:00', 0)"
)
A_SUBMISSION = (
    "INSERT INTO submissions (id, learner_id, exercise, code, reply_to, received_at, attempts)"
    " VALUES ('s', 1, 'x', 'x = 1', 'm1', '2026-04-01 12:00:00', 0)"
)


async def with_rows_of(url: str, revision: str, statements: Sequence[str]) -> None:
    await asyncio.to_thread(migrations.upgrade, url, revision)
    engine = new_engine(url)
    async with engine.begin() as connection:
        for statement in statements:
            await connection.exec_driver_sql(statement)
    await engine.dispose()


async def test_a_run_from_before_there_were_kinds_is_one_of_code(bare_database_url: str) -> None:
    await with_rows_of(bare_database_url, "0001", [A_LEARNER, A_RUN])
    database = await open_database(bare_database_url)
    async with database.reading() as session:
        run = await session.get(RunRow, "r")
    await database.close()
    assert run is not None
    assert (run.kind, run.code) == ("code", "print(1)")


async def test_work_from_before_it_had_a_platform_is_answered_on_its_learners(
    bare_database_url: str,
) -> None:
    await with_rows_of(bare_database_url, "0008", [A_LEARNER, A_RUN, A_SUBMISSION])
    database = await open_database(bare_database_url)
    async with database.reading() as session:
        found = [await session.get(RunRow, "r"), await session.get(SubmissionRow, "s")]
    await database.close()
    assert [row.platform for row in found if row is not None] == ["discord", "discord"]
