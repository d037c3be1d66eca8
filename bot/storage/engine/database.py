"""Opening the database, and its sessions: for reading, for writing, for a single statement."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

import migrations
from bot.storage.engine.erasing import Eraser, has_erased
from common.postgres import TIMEOUTS
from common.private_files import restrict_database_to_owner
from common.sql_engine import AUTOCOMMIT, READ_ONLY, DatabaseError, new_engine

_PACKAGES = {"psycopg": "psycopg[binary]"}  # modules whose package has another name


class Database:
    """An open database whose schema is the one that this code expects."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self._read_engine = engine.execution_options(
            **{READ_ONLY: True}, **_snapshot_isolation(engine)
        )
        self._autocommit_engine = engine.execution_options(**_autocommit_options(engine))
        is_sqlite = engine.dialect.name == "sqlite"
        self._eraser = Eraser(self._autocommit_engine) if is_sqlite else None

    @asynccontextmanager
    async def read_session(self) -> AsyncIterator[AsyncSession]:
        """Yield a session on one consistent snapshot. On SQLite it never waits for a writer."""
        # Commit, although there is nothing to commit: a rollback makes psycopg discard every
        # statement that it has prepared on the connection.
        async with (
            AsyncSession(self._read_engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    @asynccontextmanager
    async def autocommit_session(self) -> AsyncIterator[AsyncSession]:
        """Yield a session for a single statement, which is its own transaction.

        On Postgres that takes one round trip instead of three.
        """
        async with AsyncSession(self._autocommit_engine, expire_on_commit=False) as session:
            yield session

    @asynccontextmanager
    async def write_session(self) -> AsyncIterator[AsyncSession]:
        """Yield a session whose transaction is committed at the end, or rolled back on an error.

        After a session that deleted personal data (see `note_erased`), remove the data from
        SQLite's files as well.
        """
        async with AsyncSession(self.engine, expire_on_commit=False) as session, session.begin():
            yield session
        if has_erased(session):
            await self.erase_traces()

    async def erase_traces(self) -> None:
        """Remove deleted data from SQLite's files as well; Postgres vacuums by itself."""
        if self._eraser is not None:
            await self._eraser.erase()

    async def truncate_log(self) -> None:
        """Move SQLite's write-ahead log into the database file; do nothing on Postgres."""
        if self._eraser is not None:
            await self._eraser.truncate()

    async def close(self) -> None:
        """Close every connection that is not in use."""
        if self._eraser is not None:
            await self._eraser.close()
        await self.engine.dispose()


async def open_database(url: str, *, connections: int = 10) -> Database:
    """Open the database and upgrade its schema. Never delete anything.

    On Postgres the pool has at most `connections` connections.

    Raise DatabaseError if the database is damaged, cannot be reached, or is newer than this code.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        await asyncio.to_thread(_check_sqlite_file, parsed)
    engine = _new_pooled_engine(url, connections)
    try:
        stored = await stored_revision(engine)
        _refuse_newer(stored, parsed)
        if stored != migrations.head():
            await engine.dispose()
            await asyncio.to_thread(migrations.upgrade, url)
    except (DBAPIError, OSError, sqlite3.Error) as error:
        await engine.dispose()
        raise DatabaseError(describe_unreachable(parsed, error)) from error
    except DatabaseError:
        await engine.dispose()
        raise
    database = Database(engine)
    await database.truncate_log()  # that of a bot that was killed before it could
    return database


def _snapshot_isolation(engine: AsyncEngine) -> dict[str, Any]:
    """Return options by which all queries of a transaction see one snapshot, as SQLite's do.

    They go with the statement that begins the transaction, so they cost no round trip.
    """
    if engine.dialect.name == "sqlite":
        return {}
    return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def _autocommit_options(engine: AsyncEngine) -> dict[str, Any]:
    if engine.dialect.name == "sqlite":
        return {AUTOCOMMIT: True}
    return {"isolation_level": "AUTOCOMMIT"}


def _new_pooled_engine(url: str, connections: int) -> AsyncEngine:
    try:
        if make_url(url).get_backend_name() == "sqlite":
            return new_engine(url)
        # With all connections in use, a request waits, and fails after 10 s.
        return new_engine(
            url,
            pool_size=connections,
            max_overflow=0,
            pool_timeout=10,
            connect_args=TIMEOUTS,
        )
    except ModuleNotFoundError as missing:
        name = str(missing.name)
        raise DatabaseError(
            f"This database needs the package {name}, which is not installed. "
            f"Install it with: .venv/bin/pip install '{_PACKAGES.get(name, name)}'"
        ) from missing


def _check_sqlite_file(url: URL) -> None:
    if not url.database or url.database == ":memory:":
        raise DatabaseError(
            "TENSEI_DATABASE_URL names no file, and a database in memory would forget everything. "
            "Write sqlite+aiosqlite:///tensei.db, for example."
        )
    path = Path(url.database).absolute()
    if not path.parent.is_dir():
        raise DatabaseError(
            f"There is no folder {path.parent} for the database. "
            "Make it, or name another file with TENSEI_DATABASE_URL."
        )
    if not path.exists():
        return
    restrict_database_to_owner(path)
    try:
        connection = sqlite3.connect(path)
        try:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.OperationalError as error:
        raise DatabaseError(describe_unreachable(url, error)) from error
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found != "ok":
        raise DatabaseError(
            f"The database {path} is damaged ({found}). Nothing in it was changed. "
            "Put a backup in its place, or move the file away and start again to begin afresh."
        )


async def stored_revision(engine: AsyncEngine) -> str | None:
    """Return the schema's revision as the database has it, or None if it has no schema of ours."""
    async with engine.execution_options(**{READ_ONLY: True}).connect() as connection:
        tables = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
        if "alembic_version" not in tables:
            return None
        stored = await connection.scalar(text("SELECT version_num FROM alembic_version"))
        return None if stored is None else str(stored)


def _refuse_newer(stored: str | None, url: URL) -> None:
    if stored is None or stored in migrations.revisions():
        return
    raise DatabaseError(
        f"The database {url.render_as_string()} was written by a newer Tensei (schema {stored}; "
        f"this one knows up to {migrations.head()}). Update Tensei, or name another database "
        "with TENSEI_DATABASE_URL."
    )


def describe_unreachable(url: URL, error: Exception) -> str:
    """Return what to show the operator, without the password."""
    cause = " ".join(str(getattr(error, "orig", None) or error).split()).rstrip(".?")
    return (
        f"The database {url.render_as_string()} cannot be opened: {cause}. Check that it exists, "
        "that this user may write to it, and that TENSEI_DATABASE_URL names it rightly."
    )
