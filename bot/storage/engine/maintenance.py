"""What a database does for itself while it runs, at once: after very many rows were written."""

from __future__ import annotations

from sqlalchemy import text

from bot.storage.engine.database import Database


async def vacuum(database: Database) -> None:
    """Lets the database look at its rows again, so that it finds the quickest ways to them."""
    async with database.engine.connect() as connection:
        if database.engine.dialect.name == "postgresql":
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            await connection.execute(text("VACUUM ANALYZE"))
        else:
            await connection.execute(text("PRAGMA optimize"))
