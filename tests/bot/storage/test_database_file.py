"""Opening a database: how it is set up, and the errors if it cannot be used."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import IntegrityError, StatementError

from bot.storage import Database, DatabaseError, open_database
from bot.storage.models import Base, HintRow, LearnerRow, LedgerEntry

NOW = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)


def learner(account: str = "aki") -> LearnerRow:
    return LearnerRow(platform="local", account=account, name="Aki", met_at=NOW)


async def written(database: Database, *rows: Base) -> None:
    async with database.write_session() as session:
        session.add_all(rows)


@pytest.fixture
async def sqlite(sqlite_url: str) -> AsyncIterator[Database]:
    database = await open_database(sqlite_url)
    yield database
    await database.close()


async def test_sqlite_is_set_up_so_that_no_update_is_lost(sqlite: Database) -> None:
    async with sqlite.read_session() as session:
        found = {
            name: await session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys")
        }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 1,
        "busy_timeout": 10_000,
        "foreign_keys": 1,
    }


async def test_a_hundred_readers_who_then_write_lose_nothing(sqlite: Database) -> None:
    await written(sqlite, learner())
    await written(sqlite, HintRow(learner_id=1, exercise="x", seen=0))

    async def count_one_more() -> None:
        async with sqlite.write_session() as session:
            seen = await session.scalar(select(HintRow.seen))
            await asyncio.sleep(0)
            await session.execute(update(HintRow).values(seen=(seen or 0) + 1))

    await asyncio.gather(*(count_one_more() for _ in range(100)))
    async with sqlite.read_session() as session:
        assert await session.scalar(select(HintRow.seen)) == 100


async def test_reading_does_not_wait_for_a_writer_and_sees_one_moment(database: Database) -> None:
    await written(database, learner())
    count = select(func.count()).select_from(LearnerRow)
    async with database.write_session() as writing:
        writing.add(learner("ben"))
        await writing.flush()
        async with database.read_session() as reading:
            assert await asyncio.wait_for(reading.scalar(count), timeout=60) == 1
    async with database.read_session() as reading:
        assert await reading.scalar(count) == 2


async def test_what_fails_half_way_is_undone_whole(database: Database) -> None:
    async def write_and_stumble() -> None:
        async with database.write_session() as session:
            session.add(learner())
            await session.flush()
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        await write_and_stumble()
    async with database.read_session() as session:
        assert await session.scalar(select(func.count()).select_from(LearnerRow)) == 0


async def test_points_of_nobody_are_refused(database: Database) -> None:
    entry = LedgerEntry(
        learner_id=99,
        key="k",
        kind="exercise",
        subject="x",
        points=1,
        earned_at=NOW,
        earned_on=NOW.date(),
    )
    with pytest.raises(IntegrityError):
        await written(database, entry)


async def test_times_come_back_aware_and_in_utc(database: Database) -> None:
    tokyo = timezone(timedelta(hours=9))
    row = learner()
    row.met_at = datetime(2026, 4, 1, 21, 0, tzinfo=tokyo)
    await written(database, row)
    async with database.read_session() as session:
        met_at = await session.scalar(select(LearnerRow.met_at))
    assert met_at == NOW
    assert met_at is not None
    assert met_at.tzinfo is UTC


async def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    row = learner()
    row.met_at = datetime(2026, 4, 1, 21, 0)
    with pytest.raises(StatementError, match="without a zone"):
        await written(database, row)


async def test_what_was_written_is_there_after_opening_again(database_url: str) -> None:
    first = await open_database(database_url)
    await written(first, learner())
    await first.close()
    second = await open_database(database_url)
    async with second.read_session() as session:
        assert await session.scalar(select(LearnerRow.name)) == "Aki"
    await second.close()


@pytest.mark.parametrize("start", [0, 4096])
async def test_a_damaged_file_is_named_and_left_as_it_is(
    tmp_path: Path, sqlite_url: str, start: int
) -> None:
    path = tmp_path / "tensei.db"
    damaged = bytearray(path.read_bytes())
    damaged[start : start + 2048] = b"\xa5" * 2048
    path.write_bytes(damaged)

    with pytest.raises(DatabaseError) as problem:
        await open_database(sqlite_url)

    assert str(path) in str(problem.value)
    assert "damaged" in str(problem.value)
    assert "backup" in str(problem.value)
    assert path.read_bytes() == damaged


async def test_a_newer_schema_is_refused_and_says_to_update(bare_database_url: str) -> None:
    database = await open_database(bare_database_url)
    async with database.write_session() as session:
        await session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await database.close()
    with pytest.raises(DatabaseError, match=r"newer Tensei \(schema 9999.*Update Tensei"):
        await open_database(bare_database_url)


async def test_a_server_that_is_not_there_is_explained_without_its_password() -> None:
    with pytest.raises(DatabaseError, match=r"(?s)cannot be opened.*Check that it") as told:
        await open_database("postgresql+psycopg://aki:secret@127.0.0.1:1/tensei")
    assert "secret" not in str(told.value)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("sqlite+aiosqlite:////nowhere/at/all/tensei.db", "no folder /nowhere/at/all"),
        ("sqlite+aiosqlite://", "in memory would forget"),
    ],
)
async def test_a_place_that_cannot_hold_it_is_explained(url: str, told: str) -> None:
    with pytest.raises(DatabaseError, match=told):
        await open_database(url)


async def test_a_folder_in_the_place_of_the_file_is_explained(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="cannot be opened"):
        await open_database(f"sqlite+aiosqlite:///{tmp_path}")


async def test_a_missing_driver_is_named_with_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(DatabaseError, match=r"pip install 'psycopg\[binary\]'"):
        await open_database("postgresql+psycopg://somebody@localhost/tensei")


async def test_a_postgres_without_unicode_is_refused_and_says_how_to_make_another(
    ascii_postgres_url: str,
) -> None:
    with pytest.raises(DatabaseError, match=r"as SQL_ASCII.*createdb --encoding=UTF8"):
        await open_database(ascii_postgres_url)
