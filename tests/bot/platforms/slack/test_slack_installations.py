"""Installations and OAuth states in the database, on SQLite and on Postgres."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.storage import Database, open_database
from bot.storage.accounts import installations
from bot.storage.models import DailyChannelRow, InstallStateRow

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = await open_database(database_url)
    yield database
    await database.close()


async def save(database: Database, token: str, now: datetime, place: str = "T1") -> None:
    async with database.write_session() as session:
        await installations.upsert(
            session,
            "slack",
            place,
            name="Study",
            bot_user="U1",
            bot_id="B1",
            installer="T1:U2",
            sealed_token=token,
            now=now,
        )


async def token(database: Database, place: str = "T1") -> str | None:
    async with database.read_session() as session:
        row = await installations.find(session, "slack", place)
    return row.sealed_token if row else None


async def test_a_new_installation_takes_the_place_of_the_one_before(database: Database) -> None:
    await save(database, "old", NOW)
    await save(database, "new", LATER)
    assert await token(database) == "new"
    async with database.write_session() as session:
        assert not await installations.delete_workspace(session, "slack", "T1", NOW)
    assert await token(database) == "new"


async def test_a_removal_ends_the_daily_prompts_of_that_place_and_of_no_other(
    database: Database,
) -> None:
    for place in ("T1", "T2"):
        await save(database, place, NOW, place)
        async with database.write_session() as session:
            session.add(
                DailyChannelRow(
                    platform="slack",
                    place=place,
                    channel=f"{place}:C1",
                    hour=9,
                    zone="UTC",
                    weekdays="01234",
                    track="t",
                    pace=1,
                    language="en",
                    position=0,
                    next_at=LATER,
                )
            )
    async with database.write_session() as session:
        assert await installations.delete_workspace(session, "slack", "T1", LATER)
    async with database.read_session() as session:
        rows = (await session.scalars(select(DailyChannelRow))).all()
    assert {row.place: row.next_at for row in rows} == {"T1": None, "T2": LATER}
    assert (await token(database), await token(database, "T2")) == (None, "T2")


async def test_a_token_that_was_renewed_meanwhile_is_not_replaced_by_the_older_one(
    database: Database,
) -> None:
    await save(database, "old", NOW)
    async with database.read_session() as session:
        (row,) = await installations.list_on_platform(session, "slack")
    await save(database, "renewed", LATER)
    async with database.write_session() as session:
        await installations.update_token(session, row, "old, sealed anew")
    assert await token(database) == "renewed"


async def test_a_state_that_two_take_back_at_the_same_moment_lets_one_of_them_in(
    database: Database,
) -> None:
    async with database.write_session() as session:
        state = await installations.create_state(session, NOW)

    async def take_back() -> bool:
        async with database.write_session() as session:
            return await installations.consume_state(session, state, LATER)

    assert sorted(await asyncio.gather(*(take_back() for _ in range(4)))) == [False] * 3 + [True]


async def test_states_that_nobody_came_back_with_are_forgotten(database: Database) -> None:
    for passed in (0, 5, 11, 30):
        async with database.write_session() as session:
            await installations.create_state(session, NOW + timedelta(minutes=passed))
    async with database.read_session() as session:
        left = (await session.scalars(select(InstallStateRow))).all()
    assert [row.expires_at for row in left] == [NOW + timedelta(minutes=40)]
