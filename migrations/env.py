"""Runs by alembic, for `migrations.upgrade` as for the alembic command line."""

from __future__ import annotations

import asyncio

from alembic import context
from sqlalchemy import Connection, func, select

from bot.storage.database import new_engine
from bot.storage.models import Row
from grader.queues import tables

OURS = frozenset((*Row.metadata.tables, *tables.metadata.tables))
ONE_AT_A_TIME = 0x7E45E1  # any number, the same for all who migrate


def include_name(name: str | None, kind: str, _parents: object) -> bool:
    """Leaves alone tables that are not ours, such as a queue's in the same database."""
    return kind != "table" or name in OURS


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=[Row.metadata, tables.metadata],
        include_name=include_name,
        # SQLite cannot alter a constraint: alembic copies the table instead.
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(ONE_AT_A_TIME)))
        context.run_migrations()


async def migrate_online(url: str) -> None:
    engine = new_engine(url)
    try:
        async with engine.connect() as connection:
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
