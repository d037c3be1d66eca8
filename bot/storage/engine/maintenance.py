"""Maintenance that databases do by themselves, for after a bulk insert."""

from __future__ import annotations

from sqlalchemy import text

from bot.storage.engine.database import Database


async def vacuum(database: Database) -> None:
    """Update the statistics by which the database plans its queries."""
    async with database.engine.connect() as connection:
        if database.engine.dialect.name == "postgresql":
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            await connection.execute(text("VACUUM ANALYZE"))
        else:
            await connection.execute(text("PRAGMA optimize"))
