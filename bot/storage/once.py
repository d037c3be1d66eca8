"""Writing a row that may be there already, alike on every database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.models import Row


async def insert_once(session: AsyncSession, table: type[Row], **values: Any) -> bool:
    """Inserts a row unless one with the same unique key is there; says whether it did."""
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    # What comes back, and not the count of rows, says whether it did: drivers count differently.
    statement = insert(table).values(**values).on_conflict_do_nothing()
    inserted = await session.execute(statement.returning(*inspect(table).primary_key))
    return inserted.first() is not None
