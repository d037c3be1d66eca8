"""The migration to learners with several accounts, and its downgrade."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

import migrations
from bot.storage import open_database
from bot.storage.accounts.learners import find_learner, list_accounts
from bot.storage.models import AccountRow, LearnerRow
from common.sql_engine import new_engine

NOON = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)
OLD = (
    "INSERT INTO learners (id, platform, account, name, locale, met_at) VALUES"
    " (1, 'discord', '77', 'Aki', 'ja', '2026-04-01 12:00:00+00:00'),"
    " (2, 'local', 'ben', 'Ben', NULL, '2026-04-01 12:00:00+00:00')"
)


@pytest.fixture
def old_url(bare_database_url: str) -> str:
    """A database with two learners from before that migration."""

    async def fill() -> None:
        engine = new_engine(bare_database_url)
        async with engine.begin() as connection:
            await connection.exec_driver_sql(OLD)
        await engine.dispose()

    migrations.upgrade(bare_database_url, "0010")
    asyncio.run(fill())
    return bare_database_url


async def test_everyone_is_known_by_the_account_they_had(old_url: str) -> None:
    database = await open_database(old_url)
    async with database.read_session() as session:
        aki = await find_learner(session, "discord", "77")
        ben = await find_learner(session, "local", "ben")
        assert aki is not None
        assert ben is not None
        (account,) = await list_accounts(session, aki.id)
    await database.close()
    assert (aki.id, ben.id) == (1, 2)
    assert (account.name, account.locale, account.met_at) == ("Aki", "ja", NOON)


async def test_on_the_way_back_the_account_last_written_from_stays(old_url: str) -> None:
    database = await open_database(old_url)
    async with database.write_session() as session:
        session.add(
            AccountRow(learner_id=1, platform="slack", account="U1", name="aki.t", met_at=NOON)
        )
    await database.close()
    await asyncio.to_thread(migrations.downgrade, old_url, "0010")
    await asyncio.to_thread(migrations.upgrade, old_url)
    database = await open_database(old_url)
    async with database.read_session() as session:
        found = await session.execute(
            select(LearnerRow.id, AccountRow.platform).join_from(
                LearnerRow, AccountRow, AccountRow.learner_id == LearnerRow.id
            )
        )
        assert sorted(map(tuple, found)) == [(1, "discord"), (2, "local")]
    await database.close()
