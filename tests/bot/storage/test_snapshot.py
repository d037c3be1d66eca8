"""A read session sees one snapshot."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import InternalError

from bot.storage import open_database
from bot.storage.models import LearnerRow

NOW = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)
COUNT_LEARNERS = select(func.count()).select_from(LearnerRow)


def learner(account: str) -> LearnerRow:
    return LearnerRow(platform="local", account=account, name=account, met_at=NOW)


async def test_queries_of_one_reading_agree_whatever_is_written_between_them(
    database_url: str,
) -> None:
    database = await open_database(database_url)
    try:
        async with database.read_session() as reading:
            before = await reading.scalar(COUNT_LEARNERS)
            async with database.write_session() as writing:
                writing.add(learner("ben"))
            assert await reading.scalar(COUNT_LEARNERS) == before == 0
        async with database.read_session() as reading:
            assert await reading.scalar(COUNT_LEARNERS) == 1
    finally:
        await database.close()


async def test_on_postgres_nothing_can_be_written_while_reading_and_everything_after_it(
    postgres_url: str,
) -> None:
    database = await open_database(postgres_url, connections=1)
    try:
        async with database.read_session() as reading:
            reading.add(learner("ben"))
            with pytest.raises(InternalError, match="read-only"):
                await reading.flush()
        async with database.write_session() as writing:  # on the same connection
            level = await writing.scalar(select(func.current_setting("transaction_isolation")))
            assert level == "read committed"
            writing.add(learner("ben"))
    finally:
        await database.close()


async def test_on_postgres_one_moment_costs_no_statement(postgres_url: str) -> None:
    database = await open_database(postgres_url)
    said: list[str] = []
    event.listen(
        database.engine.sync_engine,
        "before_cursor_execute",
        lambda *arguments: said.append(arguments[2]),
    )
    try:
        async with database.read_session() as reading:
            await reading.scalar(COUNT_LEARNERS)
        assert len(said) == 1
    finally:
        await database.close()
