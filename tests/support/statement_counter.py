"""Recording of the statements that a database executes, and of their query plans."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from sqlalchemy import event

from bot.storage import Database


@contextmanager
def counted_statements(database: Database) -> Iterator[list[str]]:
    """Record the statements that are executed inside."""
    statements: list[str] = []

    def record(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(database.engine.sync_engine, "before_cursor_execute", record)
    try:
        yield statements
    finally:
        event.remove(database.engine.sync_engine, "before_cursor_execute", record)


@asynccontextmanager
async def explained(database: Database, *, by_index: bool = False) -> AsyncIterator[list[str]]:
    """Record the query plans of the statements that are executed inside; they are added at the end.

    `by_index` disables sequential and bitmap scans on Postgres: for a few rows these may be as
    fast, which says nothing about the index. Statistics are updated first, so that plans do not
    depend on whether Postgres did so by itself.
    """
    executed: list[tuple[str, Any]] = []
    plans: list[str] = []

    def record(
        _connection: object, _cursor: object, statement: str, values: Any, *_: object
    ) -> None:
        executed.append((statement, values))

    event.listen(database.engine.sync_engine, "before_cursor_execute", record)
    try:
        yield plans
    finally:
        event.remove(database.engine.sync_engine, "before_cursor_execute", record)
    async with database.engine.connect() as connection:
        if by_index and database.engine.name == "postgresql":
            await _update_statistics(database)
            await connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            await connection.exec_driver_sql("SET LOCAL enable_bitmapscan = off")
        for statement, values in executed:
            explain = "EXPLAIN QUERY PLAN" if database.engine.name == "sqlite" else "EXPLAIN"
            lines = await connection.exec_driver_sql(f"{explain} {statement}", values)
            plans.append("\n".join(str(row[-1]) for row in lines))


async def _update_statistics(database: Database) -> None:
    async with database.engine.connect() as connection:
        autocommit = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await autocommit.exec_driver_sql("VACUUM (ANALYZE)")
