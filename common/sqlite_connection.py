"""A connection to SQLite that hands over to the database's thread once for each statement.

aiosqlite runs SQLite in a thread. With its own cursors SQLAlchemy hands over to it four times for a
statement: to open the cursor, to execute, to fetch the rows and to close it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

import aiosqlite

_Description = tuple[tuple[Any, ...], ...]

_CHUNK = 64
"""Rows that aiosqlite's own cursors fetch at once. Ours do not use it."""


async def connect(database: str, **options: Any) -> Connection:
    """Return an open connection. The arguments are those of `sqlite3.connect`."""
    connection = Connection(partial(sqlite3.connect, database, **options), _CHUNK)
    # A program that ends without closing its connections does not wait for their threads.
    connection._thread.daemon = True
    await connection
    return connection


class Connection(aiosqlite.Connection):
    """A connection that calls its thread once for a statement.

    A rollback without a transaction does not call it at all.
    """

    _is_settled = False
    """Whether all that was asked of the thread is done; a cancelled statement may still run."""

    def cursor(self) -> Cursor:  # type: ignore[override]
        """Return a cursor. SQLAlchemy enters it before it is used."""
        return Cursor(self)

    async def rollback(self) -> None:
        """Roll back the transaction, if there is one.

        SQLAlchemy asks for it whenever a connection returns to the pool.
        """
        if not self._is_settled or self.in_transaction:
            await super().rollback()

    async def _execute(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        self._is_settled = False
        try:
            result = await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]
        except Exception:  # but not CancelledError
            self._is_settled = True
            raise
        # The thread does everything in order, so what was cancelled before is done as well.
        self._is_settled = True
        return result


class Cursor:
    """A cursor that has all rows of its statement as soon as that is executed."""

    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: _Description | None = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Cursor:
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Cursor:
        """Execute a statement."""
        return await self._run(sqlite3.Cursor.execute, sql, parameters)

    async def executemany(self, sql: str, parameters: Iterable[Sequence[Any]]) -> Cursor:
        """Execute a statement once for each of the parameters."""
        return await self._run(sqlite3.Cursor.executemany, sql, parameters)

    async def fetchone(self) -> Any | None:
        """Return the next row, or None."""
        return self._rows.pop(0) if self._rows else None

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        """Return the next rows, `arraysize` of them without a `size`."""
        number = self.arraysize if size is None else size
        rows, self._rows = self._rows[:number], self._rows[number:]
        return rows

    async def fetchall(self) -> list[Any]:
        """Return the rows that are left."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Forget the rows. SQLite's own cursor is closed already."""
        self._rows = []

    async def _run(self, method: Callable[..., Any], sql: str, parameters: Any) -> Cursor:
        connection = self._connection
        done = await connection._execute(_execute, connection._conn, method, sql, parameters)
        self.description, self.rowcount, self.lastrowid, self._rows = done
        return self


def _execute(
    connection: sqlite3.Connection, method: Callable[..., Any], sql: str, parameters: Any
) -> tuple[_Description | None, int, int | None, list[Any]]:
    cursor = connection.cursor()
    try:
        method(cursor, sql, parameters)
        rows = cursor.fetchall() if cursor.description else []
        return cursor.description, cursor.rowcount, cursor.lastrowid, rows
    finally:
        cursor.close()
