"""Writing a row that may be there already, alike on every database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Row


async def insert_once(session: AsyncSession, table: type[Row], **values: Any) -> bool:
    """Inserts a row unless one with the same unique key is there; says whether it did."""
    # What comes back, and not the count of rows, says whether it did: drivers count differently.
    statement = insert_into(session, table).values(**values).on_conflict_do_nothing()
    inserted = await session.execute(statement.returning(*table.plain().primary_key))
    return inserted.first() is not None


async def insert_or_update(
    session: AsyncSession, table: type[Row], key: Mapping[str, Any], values: Mapping[str, Any]
) -> None:
    """Inserts a row, or gives the one with that key its values, also where another inserts it."""
    statement = insert_into(session, table).values(**key, **values)
    await session.execute(
        statement.on_conflict_do_update(index_elements=list(key), set_=dict(values))
    )


def insert_into(session: AsyncSession, table: type[Row]) -> postgresql.Insert | sqlite.Insert:
    """An insert that can say what is to be done where the row is there already."""
    dialect = session.get_bind().dialect.name
    return (postgresql if dialect == "postgresql" else sqlite).insert(table.plain())
