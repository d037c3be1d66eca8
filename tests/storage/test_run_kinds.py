"""Runs from before there were measurements."""

from __future__ import annotations

import asyncio

from sqlalchemy import text

import migrations
from bot.storage import open_database
from bot.storage.database import new_engine
from bot.storage.models import RunRow


async def test_a_run_from_before_there_were_kinds_is_one_of_code(database_url: str) -> None:
    await asyncio.to_thread(migrations.upgrade, database_url, "0001")
    engine = new_engine(database_url)
    async with engine.begin() as connection:
        await connection.execute(
            text(
                "INSERT INTO learners (id, platform, account, name, met_at)"
                " VALUES (1, 'local', 'aki', 'Aki', '2026-04-01 12:00:00')"
            )
        )
        await connection.execute(
            text(
                "INSERT INTO runs (id, learner_id, code, received_at, attempts)"
                " VALUES ('r', 1, 'print(1)', '2026-04-01 12:00:00', 0)"
            )
        )
    await engine.dispose()
    database = await open_database(database_url)
    async with database.reading() as session:
        run = await session.get(RunRow, "r")
    await database.close()
    assert run is not None
    assert (run.kind, run.code) == ("code", "print(1)")
