"""What a database is asked while something is done."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from sqlalchemy import event

from bot.storage import Database


@contextmanager
def counted_statements(database: Database) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(database.engine.sync_engine, "before_cursor_execute", note)


@asynccontextmanager
async def explained(database: Database, *, by_index: bool = False) -> AsyncIterator[list[str]]:
    """How the database goes about each statement; filled in at the end.

    `by_index` tells Postgres to read no table as a whole: of a few rows that may be as quick, which
    says nothing about the index.
    """
    asked: list[tuple[str, Any]] = []
    plans: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, values: Any, *_: object) -> None:
        asked.append((statement, values))

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    try:
        yield plans
    finally:
        event.remove(database.engine.sync_engine, "before_cursor_execute", note)
    async with database.engine.connect() as connection:
        if by_index and database.engine.name == "postgresql":
            await connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        for statement, values in asked:
            explain = "EXPLAIN QUERY PLAN" if database.engine.name == "sqlite" else "EXPLAIN"
            lines = await connection.exec_driver_sql(f"{explain} {statement}", values)
            plans.append("\n".join(str(row[-1]) for row in lines))
