"""How often a statement on SQLite hands over to its thread, and what must not be lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiosqlite
import pytest
import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from common.sql_engine import AUTOCOMMIT, new_engine


@pytest_asyncio.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    engine = new_engine(f"sqlite+aiosqlite:///{tmp_path}/file.db", pool_size=1, max_overflow=0)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE notes (id INTEGER PRIMARY KEY, word TEXT)"))
    yield engine
    await engine.dispose()


@pytest.fixture
def trips(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of what was called in the thread, in order."""
    called: list[str] = []
    execute = aiosqlite.Connection._execute

    async def record(self: aiosqlite.Connection, function: Any, *values: Any, **named: Any) -> Any:
        called.append(function.__name__.replace("_execute", "statement"))
        return await execute(self, function, *values, **named)

    monkeypatch.setattr(aiosqlite.Connection, "_execute", record)
    return called


async def _words(connection: AsyncConnection) -> list[str]:
    return list((await connection.execute(text("SELECT word FROM notes ORDER BY id"))).scalars())


async def test_each_statement_and_the_commit_take_one_trip(
    engine: AsyncEngine, trips: list[str]
) -> None:
    async with engine.begin() as connection:  # BEGIN
        await connection.execute(text("INSERT INTO notes (word) VALUES ('one'), ('two')"))
        assert await _words(connection) == ["one", "two"]
    assert trips == ["statement", "statement", "statement", "commit"]


async def test_a_statement_without_a_transaction_takes_one_trip_and_no_rollback(
    engine: AsyncEngine, trips: list[str]
) -> None:
    async with engine.execution_options(**{AUTOCOMMIT: True}).connect() as connection:
        assert await _words(connection) == []
    assert trips == ["statement"]


async def test_what_an_exception_leaves_is_rolled_back(engine: AsyncEngine) -> None:
    async def write_and_fail() -> None:
        async with engine.begin() as connection:
            await connection.execute(text("INSERT INTO notes (word) VALUES ('lost')"))
            await connection.execute(text("SELECT word FROM missing"))

    with pytest.raises(OperationalError, match="no such table"):
        await write_and_fail()
    async with engine.begin() as connection:
        assert await _words(connection) == []


async def test_a_transaction_whose_task_is_cancelled_at_any_moment_is_rolled_back(
    engine: AsyncEngine,
) -> None:
    async def write_and_wait() -> None:
        async with engine.begin() as connection:
            await connection.execute(text("INSERT INTO notes (word) VALUES ('lost')"))
            await asyncio.Event().wait()

    for turns in range(30):  # of the event loop before the task is cancelled
        task = asyncio.create_task(write_and_wait())
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        async with engine.begin() as connection:  # the pool's only connection
            assert await _words(connection) == []


async def test_rows_that_an_update_returns_are_counted(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await connection.execute(text("INSERT INTO notes (word) VALUES ('a'), ('b'), ('c')"))
        found = await connection.execute(
            text("UPDATE notes SET word = word || '!' WHERE id > 1 RETURNING word")
        )
        assert (found.fetchmany(1), found.scalars().all()) == ([("b!",)], ["c!"])
        deleted = await connection.execute(text("DELETE FROM notes WHERE id > 1"))
        assert deleted.rowcount == 2


async def test_many_rows_are_written_by_one_statement(
    engine: AsyncEngine, trips: list[str]
) -> None:
    async with engine.begin() as connection:
        words = [{"word": str(number)} for number in range(3)]
        await connection.execute(text("INSERT INTO notes (word) VALUES (:word)"), words)
        async with connection.stream(text("SELECT word FROM notes ORDER BY id")) as rows:
            assert [word async for (word,) in rows] == ["0", "1", "2"]
    assert trips == ["statement", "statement", "statement", "commit"]


async def test_a_file_that_cannot_be_opened_is_an_error_of_the_database(tmp_path: Path) -> None:
    engine = new_engine(f"sqlite+aiosqlite:///{tmp_path}/missing/file.db")
    with pytest.raises(OperationalError, match="unable to open database file"):
        async with engine.begin():
            pass
