"""SQLAlchemy engines for SQLite and Postgres, with the options that bot and migrations share."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from common import sqlite_connection
from common.postgres import reconnect_if_closed
from common.private_files import create_private_file

READ_ONLY = "tensei_read_only"
"""Execution option: on SQLite, begin a transaction without taking the lock for writers."""

AUTOCOMMIT = "tensei_autocommit"
"""Execution option: on SQLite, begin no transaction."""

BUSY_TIMEOUT_MS = 10_000
"""How long a connection to SQLite waits for a lock."""


class DatabaseError(Exception):
    """The database cannot be used. The message says what to do, and contains no password."""


def new_engine(url: str, **options: Any) -> AsyncEngine:
    """Return an engine for an SQLite or Postgres URL. It opens no connection yet.

    A connection to a Postgres database whose encoding is not UTF-8 raises DatabaseError.
    """
    if make_url(url).get_backend_name() == "sqlite":
        options["connect_args"] = {"async_creator_fn": sqlite_connection.connect}
    # Errors go to the log, and the parameters of a statement may be a learner's code.
    engine = create_async_engine(url, hide_parameters=True, **options)
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "do_connect", _create_sqlite_file)
        event.listen(engine.sync_engine, "connect", _set_up_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
    else:
        # Before SQLAlchemy's own listener, whose first queries fail in the encoding SQL_ASCII.
        event.listen(engine.sync_engine, "connect", _set_up_postgres, insert=True)
        event.listen(engine.sync_engine, "checkout", reconnect_if_closed)
    return engine


def _set_up_postgres(connection: Any, _record: object) -> None:
    from common.null_characters import NullReplacingDumper  # imports psycopg

    encoding = connection.driver_connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise DatabaseError(
            f"The Postgres database keeps its text as {encoding}, which lacks languages. "
            "Make another with: createdb --encoding=UTF8 --template=template0 tensei, "
            "and name it with TENSEI_DATABASE_URL."
        )
    connection.driver_connection.adapters.register_dumper(str, NullReplacingDumper)


def _create_sqlite_file(_dialect: object, _record: object, named: list[Any], _: object) -> None:
    # SQLite would make it readable for everybody. The files next to it get the same mode.
    if named[0] and named[0] != ":memory:":
        with suppress(OSError):  # it exists, or SQLite will report what is wrong
            create_private_file(Path(named[0]).resolve())


def _set_up_sqlite(connection: Any, _record: object) -> None:
    # Python's own handling of transactions begins them too late, so that two
    # read-modify-writes can both start from the same value: switch it off.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = NORMAL",
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "foreign_keys = ON",
        "secure_delete = ON",  # on by default in Debian's SQLite only
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its lock at the start: upgrading from a read lock could fail half way.
    options = connection.get_execution_options()
    if not options.get(AUTOCOMMIT):
        connection.exec_driver_sql("BEGIN" if options.get(READ_ONLY) else "BEGIN IMMEDIATE")
