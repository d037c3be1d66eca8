"""Counts how often a redelivered message was tried without being finished.

The count is stored before the message is handled, so it survives a crash of the process.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, update

from bot.storage.engine.database import Database
from bot.storage.engine.upsert import insert_ignore
from bot.storage.models import TriedMessageRow

MAX_TRIES = 2
"""A message that was begun this often and never finished is not tried again."""

DELETED_AFTER = timedelta(days=1)
"""No platform redelivers a message later than this."""


class TryCounter:
    """Counts the tries of one platform's messages; each call is a transaction of its own."""

    def __init__(self, database: Database, platform: str) -> None:
        self._database = database
        self._platform = platform

    async def begin(self, message: str, now: datetime) -> bool:
        """Count one more try. Return False if there were too many, so that it must not be tried."""
        key = {"platform": self._platform, "message": message}
        row = TriedMessageRow
        async with self._database.write_session() as session:
            await session.execute(delete(row).where(row.tried_at < now - DELETED_AFTER))
            if await insert_ignore(session, row, **key, tries=1, tried_at=now):
                return True
            tries = await session.scalar(
                update(row)
                .filter_by(**key)
                .values(tries=row.tries + 1, tried_at=now)
                .returning(row.tries)
            )
        return tries is None or tries <= MAX_TRIES

    async def end(self, message: str) -> None:
        """Delete the count of a message that was handled, successfully or not."""
        row = TriedMessageRow
        async with self._database.write_session() as session:
            await session.execute(
                delete(row).where(row.platform == self._platform, row.message == message)
            )
