"""alembic's environment: runs migrations for `migrations.upgrade` and for alembic's command line.

The caller passes the database's `url`, and the `tables` to compare with, in the attributes of
alembic's configuration. On the command line the URL is that of TENSEI_DATABASE_URL.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence

from alembic import context
from alembic.util import CommandError
from sqlalchemy import Connection, MetaData, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from common.sql_engine import new_engine

TABLES: Sequence[MetaData] = context.config.attributes.get("tables", ())
OURS = frozenset(name for metadata in TABLES for name in metadata.tables)

# The same definition as alembic's.
VERSION_TABLE = text(
    "CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL,"
    " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)

# unique_violation (of the catalog), duplicate_object and duplicate_table
ALREADY_EXISTS = ("23505", "42710", "42P07")


def include_name(name: str | None, kind: str, _parents: object) -> bool:
    """Exclude tables that are not ours, such as those of a queue in the same database."""
    return kind != "table" or name in OURS


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=list(TABLES) or None,
        include_name=include_name,
        # SQLite cannot alter a constraint: alembic copies the table instead.
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        # Also on SQLite, where alembic would commit after each revision, so that another process
        # that waits to migrate would continue from the middle.
        transactional_ddl=True,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            # One process at a time. A grader's role has no rights on this table, so it cannot
            # hold this lock, as it could hold an advisory one. Readers are not blocked.
            connection.execute(text("LOCK TABLE alembic_version IN SHARE ROW EXCLUSIVE MODE"))
        context.run_migrations()


async def create_version_table(connection: AsyncConnection) -> None:
    """Create the table that `migrate` locks. Of concurrent attempts all but one may be refused."""
    try:
        await connection.execute(VERSION_TABLE)
        await connection.commit()
    except DBAPIError as problem:
        await connection.rollback()
        if getattr(problem.orig, "sqlstate", "") not in ALREADY_EXISTS:
            raise


async def migrate_online(url: str) -> None:
    engine = new_engine(url)
    try:
        async with engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                await create_version_table(connection)
            await connection.run_sync(migrate)
            await connection.commit()
    finally:
        await engine.dispose()


def database_url() -> str:
    """Return the URL that the caller passed, or that of TENSEI_DATABASE_URL.

    Raise CommandError if there is neither.
    """
    url = context.config.attributes.get("url") or os.environ.get("TENSEI_DATABASE_URL")
    if not url:
        raise CommandError("set TENSEI_DATABASE_URL to the database to migrate")
    return str(url)


asyncio.run(migrate_online(database_url()))
