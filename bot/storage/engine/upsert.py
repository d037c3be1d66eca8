"""Writing a row that may be there already, alike on every database."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Base

Insert = postgresql.Insert | sqlite.Insert
"""One that can say what is to be done where the row is there already."""


async def insert_ignore(session: AsyncSession, table: type[Base], **values: Any) -> bool:
    """Inserts a row unless one with the same unique key is there; says whether it did."""
    # What comes back, and not the count of rows, says whether it did: drivers count differently.
    inserted = await session.execute(_insert_ignore_returning_key(_dialect(session), table), values)
    return inserted.first() is not None


async def insert_or_update(
    session: AsyncSession, table: type[Base], key: Mapping[str, Any], values: Mapping[str, Any]
) -> None:
    """Inserts a row, or gives the one with that key its values, also where another inserts it."""
    statement = _insert(_dialect(session), table).values(**key, **values)
    await session.execute(
        statement.on_conflict_do_update(index_elements=list(key), set_=dict(values))
    )


def insert_ignore_statement(dialect: str, table: type[Base]) -> Insert:
    """What inserts a row unless one with the same unique key is there; its values go with it."""
    return _insert(dialect, table).on_conflict_do_nothing()


@cache  # building it takes as long as asking it
def _insert_ignore_returning_key(dialect: str, table: type[Base]) -> Executable:
    return insert_ignore_statement(dialect, table).returning(*table.table().primary_key)


def _insert(dialect: str, table: type[Base]) -> Insert:
    into = table.table()
    return postgresql.insert(into) if dialect == "postgresql" else sqlite.insert(into)


def _dialect(session: AsyncSession) -> str:
    return session.get_bind().dialect.name
