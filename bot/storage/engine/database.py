"""Opening the database, and the two ways to use it: reading and writing."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

import migrations
from bot.storage.engine.erasing import BUSY_MS, Eraser, has_erased
from bot.storage.engine.private_files import create_private_file, restrict_database_to_owner
from common.postgres import TIMEOUTS, reconnect_if_closed

READ_ONLY = "tensei_read_only"
_AUTOCOMMIT = "tensei_at_once"

_PACKAGES = {"psycopg": "psycopg[binary]"}  # where the package is installed by another name


class DatabaseError(Exception):
    """The database cannot be used. The message says what to do next, and is safe to show."""


class Database:
    """An open database whose tables are as this version of the code expects them."""

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
        """A session on one consistent snapshot. On SQLite it never waits for a writer."""
        # Committed, though there is nothing to commit: after a rollback psycopg forgets every
        # statement that it has prepared on the connection.
        async with (
            AsyncSession(self._read_engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    @asynccontextmanager
    async def autocommit_session(self) -> AsyncIterator[AsyncSession]:
        """A session for a single statement, be it to read or to write: it is its own transaction.

        On Postgres that is one way to the server and back, where a transaction takes three.
        """
        async with AsyncSession(self._autocommit_engine, expire_on_commit=False) as session:
            yield session

    @asynccontextmanager
    async def write_session(self) -> AsyncIterator[AsyncSession]:
        """A session whose transaction is committed at the end, or undone by an exception.

        What it deleted of somebody's data leaves SQLite's files as well (see `note_erased`).
        """
        async with AsyncSession(self.engine, expire_on_commit=False) as session, session.begin():
            yield session
        if has_erased(session):
            await self.erase_traces()

    async def erase_traces(self) -> None:
        """Remove what was deleted from SQLite's files as well; Postgres vacuums by itself."""
        if self._eraser is not None:
            await self._eraser.erase()

    async def truncate_log(self) -> None:
        """Empty SQLite's write-ahead log into the database; nothing on Postgres."""
        if self._eraser is not None:
            await self._eraser.truncate()

    async def close(self) -> None:
        """Closes every connection that is not in use."""
        if self._eraser is not None:
            await self._eraser.close()
        await self.engine.dispose()


async def open_database(url: str, *, connections: int = 10) -> Database:
    """Opens the database and brings its tables up to date.

    On Postgres at most so many connections are held, and none for long without work.

    Raises DatabaseProblem when it is damaged, cannot be reached, or is newer than this code.
    Nothing is ever deleted.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        await asyncio.to_thread(_check_sqlite_file, parsed)
    engine = _engine_with_driver(url, connections)
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
    await database.truncate_log()  # of a bot that was killed before it could
    return database


def _snapshot_isolation(engine: AsyncEngine) -> dict[str, Any]:
    """Makes all queries of a transaction see the same rows; on SQLite they do by themselves.

    It goes with the statement that begins the transaction, so that it costs no way of its own.
    """
    if engine.dialect.name == "sqlite":
        return {}
    return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def _autocommit_options(engine: AsyncEngine) -> dict[str, Any]:
    if engine.dialect.name == "sqlite":
        return {_AUTOCOMMIT: True}  # its connections begin nothing by themselves
    return {"isolation_level": "AUTOCOMMIT"}


def _engine_with_driver(url: str, connections: int) -> AsyncEngine:
    try:
        if make_url(url).get_backend_name() == "sqlite":
            return new_engine(url)
        # A learner who finds all of them taken waits, and is told of trouble before long.
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


def new_engine(url: str, **options: Any) -> AsyncEngine:
    """An engine set up as the bot and its migrations need it. Opens no connection yet."""
    # Errors go to the log, and what could not be stored may be a learner's code.
    engine = create_async_engine(url, hide_parameters=True, **options)
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "do_connect", _make_sqlite_file)
        event.listen(engine.sync_engine, "connect", _set_up_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
    else:
        # First of all: the library's own first queries stumble over an encoding that is none.
        event.listen(engine.sync_engine, "connect", _set_up_postgres, insert=True)
        event.listen(engine.sync_engine, "checkout", reconnect_if_closed)
    return engine


def _set_up_postgres(connection: Any, _record: object) -> None:
    from bot.storage.engine.null_characters import (
        NullReplacingDumper,  # its library is Postgres's own
    )

    encoding = connection.driver_connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise DatabaseError(
            f"The Postgres database keeps its text as {encoding}, which lacks languages. "
            "Make another with: createdb --encoding=UTF8 --template=template0 tensei, "
            "and name it with TENSEI_DATABASE_URL."
        )
    connection.driver_connection.adapters.register_dumper(str, NullReplacingDumper)


def _make_sqlite_file(_dialect: object, _record: object, named: list[Any], _: object) -> None:
    # SQLite would make it readable for everybody. What it puts beside it gets the same mode.
    if named[0] and named[0] != ":memory:":
        with suppress(OSError):  # there is one, or SQLite will say what is wrong
            create_private_file(Path(named[0]).resolve())


def _set_up_sqlite(connection: Any, _record: object) -> None:
    # Python's own handling of transactions starts them too late, so that two
    # read-modify-writes can both begin from the same value: it is switched off.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = NORMAL",
        f"busy_timeout = {BUSY_MS}",
        "foreign_keys = ON",
        "secure_delete = ON",  # on by default in Debian's SQLite only
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its lock at once: one that upgraded from reading could fail half way.
    options = connection.get_execution_options()
    if not options.get(_AUTOCOMMIT):
        connection.exec_driver_sql("BEGIN" if options.get(READ_ONLY) else "BEGIN IMMEDIATE")


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
    """The schema that the database says it has; None where it has no tables of ours."""
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
    """What the operator is told, without the password."""
    cause = " ".join(str(getattr(error, "orig", None) or error).split()).rstrip(".?")
    return (
        f"The database {url.render_as_string()} cannot be opened: {cause}. Check that it exists, "
        "that this user may write to it, and that TENSEI_DATABASE_URL names it rightly."
    )
