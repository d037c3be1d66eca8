"""Runs by alembic, for `migrations.upgrade` as for the alembic command line."""

from __future__ import annotations

import asyncio

from alembic import context
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.engine.database import new_engine
from bot.storage.models import Base
from grader.queues import tables

OURS = frozenset((*Base.metadata.tables, *tables.metadata.tables))

# As alembic makes it.
VERSION_TABLE = text(
    "CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL,"
    " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)

# unique_violation (of the catalog), duplicate_object and duplicate_table
ALREADY_THERE = ("23505", "42710", "42P07")


def include_name(name: str | None, kind: str, _parents: object) -> bool:
    """Leaves alone tables that are not ours, such as a queue's in the same database."""
    return kind != "table" or name in OURS


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=[Base.metadata, tables.metadata],
        include_name=include_name,
        # SQLite cannot alter a constraint: alembic copies the table instead.
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        # Also on SQLite, where alembic would commit after each revision, and another process
        # that waits to migrate would go on from the middle.
        transactional_ddl=True,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            # One process at a time. A grader's role has no rights in this table, so that it
            # cannot hold this lock, as it could an advisory one. Reading goes on meanwhile.
            connection.execute(text("LOCK TABLE alembic_version IN SHARE ROW EXCLUSIVE MODE"))
        context.run_migrations()


async def make_version_table(connection: AsyncConnection) -> None:
    """Make the table that is locked. Of several who do so at once, all but one may be refused."""
    try:
        await connection.execute(VERSION_TABLE)
        await connection.commit()
    except DBAPIError as problem:
        await connection.rollback()
        if getattr(problem.orig, "sqlstate", "") not in ALREADY_THERE:
            raise


async def migrate_online(url: str) -> None:
    engine = new_engine(url)
    try:
        async with engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                await make_version_table(connection)
            await connection.run_sync(migrate)
            await connection.commit()
    finally:
        await engine.dispose()


def database_url() -> str:
    url = context.config.attributes.get("url")
    if url is None:  # the alembic command line
        from bot.settings import read_settings

        url = read_settings().database_url
    return str(url)


asyncio.run(migrate_online(database_url()))
