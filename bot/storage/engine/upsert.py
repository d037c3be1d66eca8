"""Inserts of rows that may exist already, for SQLite and Postgres alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Executable
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Base

Insert = postgresql.Insert | sqlite.Insert
"""An insert that supports ON CONFLICT."""


async def insert_ignore(session: AsyncSession, table: type[Base], **values: Any) -> bool:
    """Insert a row unless one with the same unique key exists. Return whether it was inserted."""
    # Decide by the returned key and not by the row count: drivers count differently.
    inserted = await session.execute(_insert_ignore_returning_key(_dialect(session), table), values)
    return inserted.first() is not None


async def insert_ignore_many(
    session: AsyncSession,
    table: type[Base],
    rows: Sequence[Mapping[str, Any]],
    returned: ColumnElement[str],
) -> Sequence[str]:
    """Insert rows in one statement, but those whose unique key exists or comes twice.

    Return a column of those that were inserted.
    """
    if not rows:
        return ()
    statement = insert_ignore_statement(_dialect(session), table).returning(returned)
    connection = await session.connection()
    return (await connection.execute(statement, [dict(each) for each in rows])).scalars().all()


async def insert_or_update(
    session: AsyncSession, table: type[Base], key: Mapping[str, Any], values: Mapping[str, Any]
) -> None:
    """Insert a row, or update the one with that key, also if another process inserts it first."""
    statement = _insert(_dialect(session), table).values(**key, **values)
    await session.execute(
        statement.on_conflict_do_update(index_elements=list(key), set_=dict(values))
    )


def insert_ignore_statement(dialect: str, table: type[Base]) -> Insert:
    """Return a statement that inserts the rows it is executed with, unless their keys exist."""
    return _insert(dialect, table).on_conflict_do_nothing()


@cache  # building the statement takes as long as executing it
def _insert_ignore_returning_key(dialect: str, table: type[Base]) -> Executable:
    return insert_ignore_statement(dialect, table).returning(*table.table().primary_key)


def _insert(dialect: str, table: type[Base]) -> Insert:
    into = table.table()
    return postgresql.insert(into) if dialect == "postgresql" else sqlite.insert(into)


def _dialect(session: AsyncSession) -> str:
    return session.get_bind().dialect.name
