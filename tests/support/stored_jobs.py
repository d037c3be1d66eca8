"""Reads submissions and runs from the database."""

from __future__ import annotations

from sqlalchemy import func, select

from bot.storage import Database
from bot.storage.models import RunRow, SubmissionRow


async def kept(database: Database) -> str:
    """Return every submission and run with all their columns, as one text."""
    async with database.read_session() as session:
        rows = [
            *(await session.execute(select(SubmissionRow.__table__))).all(),
            *(await session.execute(select(RunRow.__table__))).all(),
        ]
    assert rows
    return str(rows)


async def counted(database: Database) -> int:
    """Return how many submissions there are, which is what everything that counts them sees."""
    async with database.read_session() as session:
        return await session.scalar(select(func.count()).select_from(SubmissionRow)) or 0
