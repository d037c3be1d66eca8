"""Connections: round trips per session, and connections that the server has closed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from psycopg.pq import TransactionStatus
from sqlalchemy import func, insert, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage import Database, open_database
from bot.storage.models import LearnerRow
from common.postgres import is_closed_by_server
from tests.support.polling import until

NOW = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)
COUNT_LEARNERS = select(func.count()).select_from(LearnerRow)
AKI = insert(LearnerRow.table()).values(platform="local", account="aki", name="Aki", met_at=NOW)

TERMINATE_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@pytest.fixture
async def few(postgres_url: str) -> AsyncIterator[Database]:
    """A database with two connections at most."""
    database = await open_database(postgres_url, connections=2)
    yield database
    await database.close()


async def driver_of(session: AsyncSession) -> Any:
    raw = await (await session.connection()).get_raw_connection()
    return raw.driver_connection


async def test_what_is_written_at_once_is_there_for_everybody_when_it_is_said(
    database: Database,
) -> None:
    async with database.autocommit_session() as session:
        await session.execute(AKI)
        async with database.read_session() as other:
            assert await other.scalar(COUNT_LEARNERS) == 1


async def test_at_once_no_transaction_is_open_on_postgres(few: Database) -> None:
    async with few.autocommit_session() as session:
        await session.scalar(COUNT_LEARNERS)
        assert (await driver_of(session)).info.transaction_status == TransactionStatus.IDLE
    async with few.read_session() as session:  # on the same connection
        await session.scalar(COUNT_LEARNERS)
        assert (await driver_of(session)).info.transaction_status == TransactionStatus.INTRANS


async def test_at_once_no_writer_is_kept_waiting_on_sqlite(sqlite_url: str) -> None:
    database = await open_database(sqlite_url)
    try:
        async with database.autocommit_session() as session:
            assert await session.scalar(COUNT_LEARNERS) == 0
            async with asyncio.timeout(60), database.write_session() as writing:
                await writing.execute(AKI)
            assert await session.scalar(COUNT_LEARNERS) == 1
    finally:
        await database.close()


async def test_what_postgres_has_prepared_for_reading_is_not_forgotten(few: Database) -> None:
    for _ in range(10):  # psycopg prepares a statement after five executions
        async with few.read_session() as session:
            await session.scalar(COUNT_LEARNERS)
    async with few.autocommit_session() as session:
        prepared = await session.scalars(text("SELECT statement FROM pg_prepared_statements"))
        assert any("learners" in each for each in prepared)


async def test_connections_that_the_server_has_cut_are_replaced_before_anything_is_said(
    few: Database, postgres_url: str
) -> None:
    async with few.read_session() as one, few.read_session() as other:
        drivers = [await driver_of(one), await driver_of(other)]
    url = make_url(postgres_url).set(drivername="postgresql")
    with psycopg.connect(url.render_as_string(hide_password=False)) as server:
        server.execute(TERMINATE_OTHERS)
    await until(lambda: all(is_closed_by_server(driver.fileno()) for driver in drivers))
    async with few.write_session() as session:
        await session.execute(AKI)
    async with few.read_session() as session, few.autocommit_session() as other:
        assert await session.scalar(COUNT_LEARNERS) == await other.scalar(COUNT_LEARNERS) == 1
        assert await driver_of(session) not in drivers


async def test_a_connection_that_stands_is_not_taken_for_cut(few: Database) -> None:
    for _ in range(3):
        async with few.read_session() as session:
            await session.scalar(COUNT_LEARNERS)
            driver = await driver_of(session)
        assert not is_closed_by_server(driver.fileno())
    async with few.autocommit_session() as session:
        assert await driver_of(session) is driver
